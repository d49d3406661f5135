//! What a receipt bears beside the number, so that whoever holds the paper can look the dossier up.

use base::Rng;

/// Letters and digits that cannot be mistaken for each other on paper.
const LOOKUP_LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// Whether a machine drew such a code.
pub(crate) fn is_one(text: &str) -> bool {
    text.len() == 8 && text.bytes().all(|byte| LOOKUP_LETTERS.contains(&byte))
}

/// Eight letters from thirty-two: 40 random bits.
pub(crate) fn draw(rng: &Rng) -> String {
    rng.bytes::<8>().iter().map(|byte| char::from(LOOKUP_LETTERS[usize::from(byte % 32)])).collect()
}
