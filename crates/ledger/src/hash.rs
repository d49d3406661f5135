//! The arithmetic of the chain, nothing else: what is hashed, in which bytes. `docs/ledger.md` says the same in
//! words, so that a third party can verify without this code; a change here would be a new format.

use sha2::{Digest as _, Sha256};

/// A SHA-256 value.
pub type Hash = [u8; 32];

/// What stands before the first event of a stream and before position 1.
pub const NONE: Hash = [0; 32];

/// Everything of an event that its hash covers besides the previous hash and the payload.
#[derive(Clone, Copy, Debug)]
pub struct Header<'a> {
    /// The stream's text.
    pub stream: &'a str,
    /// From 1.
    pub number: i64,
    /// The versioned kind.
    pub kind: &'a str,
    /// Microseconds UTC.
    pub occurred_at: i64,
    /// Microseconds UTC.
    pub recorded_at: i64,
    /// `nobody`, `citizen/<uuid>`, `staff/<uuid>` or `system/<name>`.
    pub actor: &'a str,
    /// The unit's UUID, or empty.
    pub unit: &'a str,
}

/// SHA-256 over `parts`, each preceded by its length in bytes as eight big-endian bytes.
#[must_use]
pub fn digest(parts: &[&[u8]]) -> Hash {
    let mut sha = Sha256::new();
    for part in parts {
        sha.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        sha.update(part);
    }
    sha.finalize().into()
}

/// The hash of a payload behind its salt.
#[must_use]
pub fn payload(salt: &[u8], text: &str) -> Hash {
    digest(&[b"motcua.payload.1", salt, text.as_bytes()])
}

/// The hash of an event.
#[must_use]
pub fn event(previous: &Hash, header: &Header<'_>, payload: &Hash) -> Hash {
    digest(&[
        b"motcua.event.1",
        previous,
        header.stream.as_bytes(),
        &header.number.to_be_bytes(),
        header.kind.as_bytes(),
        &header.occurred_at.to_be_bytes(),
        &header.recorded_at.to_be_bytes(),
        header.actor.as_bytes(),
        header.unit.as_bytes(),
        payload,
    ])
}

/// The root after the event of `position` took its place.
#[must_use]
pub fn root(previous: &Hash, position: i64, event: &[u8]) -> Hash {
    digest(&[b"motcua.root.1", previous, &position.to_be_bytes(), event])
}

/// What a signer signs: that `root` stood at `position` at `signed_at` (microseconds UTC).
#[must_use]
pub fn signed(position: i64, root: &Hash, signed_at: i64) -> Hash {
    digest(&[b"motcua.signature.1", &position.to_be_bytes(), root, &signed_at.to_be_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of `docs/ledger.md`; it must never change.
    #[test]
    fn the_documented_example_holds() {
        let payload = payload(&[7; 16], r#"{"title":"Giấy phép"}"#);
        let header = Header {
            stream: "dossier/00000000-0000-0000-0000-000000000001",
            number: 1,
            kind: "dossier.submitted.1",
            occurred_at: 1_795_000_000_000_000,
            recorded_at: 1_795_000_000_000_001,
            actor: "citizen/00000000-0000-0000-0000-000000000002",
            unit: "",
        };
        let event = event(&NONE, &header, &payload);
        let root = root(&NONE, 1, &event);
        assert_eq!(
            [hex::encode(payload), hex::encode(event), hex::encode(root)],
            [
                "451361ec6f35c7d0b7c38ced43d4c769017fba2ddbbcb85d96f22f7b82825e8d",
                "81216ecd7a28b2acd31ffa50b2c79dfca1eb4435ae7283b015a619437301b02b",
                "6a838a7ba51252a683c109b1ee76e05c3127e2de05aa8a9ac52507adad03fe66",
            ]
            .map(str::to_owned)
        );
    }

    #[test]
    fn lengths_keep_neighbours_apart() {
        assert_ne!(digest(&[b"ab", b"c"]), digest(&[b"a", b"bc"]));
    }
}
