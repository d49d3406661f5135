//! A session: what a browser shows to be known again, and what is kept of it.

use std::fmt;

use base::{Instant, Rng};
use organisation::DeputyId;
use sha2::{Digest as _, Sha256};

use super::{Holder, Way};

base::identifier!(
    /// A session as its owner sees it in the list of devices; says nothing about the token.
    SessionId
);

/// The secret a browser keeps in a cookie: 256 random bits in hexadecimal. Only its hash is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new secret.
    #[must_use]
    pub fn new(rng: &Rng) -> Self {
        Self(rng.token())
    }

    /// A secret as a browser sent it; none if it has another form.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let formed =
            text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        formed.then(|| Self(text.to_owned()))
    }

    /// What is stored of it. A stolen database opens no session, and finding a session by the hash of 256 random bits
    /// leaves nothing to learn from how long it takes.
    #[must_use]
    pub fn key(&self) -> SessionKey {
        SessionKey(Sha256::digest(self.0.as_bytes()).into())
    }

    /// The text for the cookie.
    pub(crate) fn secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

/// SHA-256 of a token.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionKey(pub(crate) [u8; 32]);

impl fmt::Debug for SessionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionKey")
    }
}

/// Where somebody signs in from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Device {
    /// What the browser says it is, in words: `Chrome trên Windows`.
    pub name: String,
    /// The address it came from.
    pub address: String,
}

impl Device {
    /// What the browser says it is, in this language.
    #[must_use]
    pub fn called(&self, locale: base::Locale) -> String {
        if locale.is_english() { crate::rules::device::in_english(&self.name) } else { self.name.clone() }
    }
}

/// A session as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The hash of the token.
    pub key: SessionKey,
    /// Its name in the list of devices.
    pub id: SessionId,
    /// Whose it is.
    pub holder: Holder,
    /// When the person signed in.
    pub created_at: Instant,
    /// When it was last used, to about a minute.
    pub seen_at: Instant,
    /// When it ends whatever happens.
    pub expires_at: Instant,
    /// Where it is used.
    pub device: Device,
    /// The body in which the person worked who signed in; empty for a citizen.
    pub place: String,
    /// The naming under which it works as a deputy.
    pub acting: Option<DeputyId>,
    /// When whoever works in it last showed that it is them, and with what.
    pub confirmed: Option<(Instant, Way)>,
}

/// A session that waits in a shared browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parked {
    /// The session; its key opens nothing.
    pub(crate) session: Session,
    /// Its place, 1 to 5.
    pub(crate) slot: i64,
    /// How often what was typed for it was wrong.
    pub(crate) wrong: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_secret_and_has_one_form() {
        let token = Token::new(&Rng::seeded(5));
        assert_eq!(Token::read(token.secret()).map(|it| it.key()), Some(token.key()));
        assert_eq!(format!("{token:?} {:?}", token.key()), "Token SessionKey");
        for bad in ["", "abc", &"g".repeat(64), &"A".repeat(64), &"a".repeat(65)] {
            assert!(Token::read(bad).is_none(), "{bad}");
        }
    }
}
