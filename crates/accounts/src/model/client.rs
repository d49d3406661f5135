//! A client system (hệ thống kết nối): a program of another organisation that calls by token, kept as a member of staff that
//! is a machine; and its tokens.

use std::fmt;

use base::id::{StaffId, UnitId, WarrantId};
use base::{Instant, Rng};
use sha2::{Digest as _, Sha256};

base::identifier!(
    /// One call of a client system.
    CallId
);

/// A client system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ClientSystem {
    /// The member of staff it is: its name, number and positions.
    pub(crate) staff: StaffId,
    /// Who answers for it, and how they are reached.
    pub(crate) contact: String,
    /// Since when.
    pub(crate) registered_at: Instant,
    /// The unit of its first position; none of those registered before it was kept.
    pub(crate) unit: Option<UnitId>,
}

/// A token as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ClientToken {
    /// What is done with it is done under this warrant.
    pub(crate) id: WarrantId,
    /// Whose it is.
    pub(crate) staff: StaffId,
    /// What the administrator calls it.
    pub(crate) label: String,
    /// The names of the permissions it carries.
    pub(crate) scopes: Vec<String>,
    /// Since when.
    pub(crate) given_at: Instant,
    /// Until when.
    pub(crate) expires_at: Instant,
    /// When it was taken back.
    pub(crate) revoked_at: Option<Instant>,
}

/// One call by token. Of its address only the pattern is kept: what stands in an address may say something of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    /// Sorts by time.
    pub(crate) id: CallId,
    /// By which system.
    pub(crate) staff: StaffId,
    /// With which token.
    pub(crate) token: WarrantId,
    /// When it came in.
    pub(crate) at: Instant,
    /// How.
    pub(crate) method: String,
    /// The pattern of the path.
    pub(crate) route: String,
    /// What was answered; none where the caller had gone or it took too long.
    pub(crate) status: Option<i64>,
}

/// What a client system sends: a prefix by which a token that has leaked is recognised, and 256 random bits in hexadecimal.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(String);

/// SHA-256 of a [`Secret`].
pub(crate) type SecretKey = [u8; 32];

impl Secret {
    /// What every token begins with.
    pub(crate) const PREFIX: &str = "motcua_";

    /// A new one.
    pub(crate) fn new(rng: &Rng) -> Self {
        Self(format!("{}{}", Self::PREFIX, rng.token()))
    }

    /// What was sent, if it has the form of one.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let random = text.strip_prefix(Self::PREFIX)?;
        let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        (random.len() == 64 && random.bytes().all(hex)).then(|| Self(text.to_owned()))
    }

    /// What is stored of it.
    pub(crate) fn key(&self) -> SecretKey {
        Sha256::digest(self.0.as_bytes()).into()
    }

    /// The text, to be shown once.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_recognised_and_has_one_form() {
        let secret = Secret::new(&Rng::seeded(5));
        assert!(secret.text().starts_with("motcua_") && secret.text().len() == 71);
        assert_eq!(Secret::read(secret.text()).map(|it| it.key()), Some(secret.key()));
        assert_eq!(format!("{secret:?}"), "Secret");
        let hex = "a".repeat(64);
        for bad in ["", "motcua_", &hex, &format!("motcua_{hex}a"), &format!("motcua_{}", "A".repeat(64))] {
            assert!(Secret::read(bad).is_none(), "{bad}");
        }
    }
}
