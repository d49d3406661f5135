//! What a receipt bears beside the number, so that whoever holds the paper can look the dossier up.

use base::{CODE_LETTERS, Rng};

/// Whether a machine drew such a code.
pub(crate) fn is_one(text: &str) -> bool {
    text.len() == 8 && text.bytes().all(|byte| CODE_LETTERS.contains(&byte))
}

/// Eight letters from thirty-two: 40 random bits.
pub(crate) fn draw(rng: &Rng) -> String {
    rng.code::<8>()
}
