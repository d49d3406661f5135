//! Randomness: one injected source for identifiers, salts and tokens.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};

/// The letters of [`Rng::code`].
pub const CODE_LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// A cryptographically strong generator; clones share one state, so no two draws are alike.
#[derive(Clone)]
pub struct Rng(Arc<Mutex<StdRng>>);

impl Rng {
    /// Seeded by the operating system.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the system for randomness")]
    pub fn system() -> Self {
        Self(Arc::new(Mutex::new(StdRng::from_rng(&mut rand::rng()))))
    }

    /// The same sequence each time, for tests and for data made to measure.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// `N` random bytes.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut out = [0; N];
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut out);
        out
    }

    /// 256 random bits in hexadecimal: a session, a bearer token, a secret link.
    #[must_use]
    pub fn token(&self) -> String {
        hex::encode(self.bytes::<32>())
    }

    /// A code for people to copy from paper or a screen: `N` letters and digits that cannot be mistaken for each other, five random
    /// bits each.
    #[must_use]
    pub fn code<const N: usize>(&self) -> String {
        self.bytes::<N>().iter().map(|byte| char::from(CODE_LETTERS[usize::from(byte % 32)])).collect()
    }

    /// A number below `bound`; 0 when `bound` is 0. For data made to measure and for jitter, not for secrets.
    #[must_use]
    pub fn below(&self, bound: u64) -> u64 {
        u64::from_le_bytes(self.bytes()).checked_rem(bound).unwrap_or(0)
    }
}

impl fmt::Debug for Rng {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rng")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_clones_do_not() {
        let one = Rng::seeded(7);
        let two = Rng::seeded(7);
        assert_eq!(one.token(), two.token());
        assert_ne!(one.token(), one.clone().token());
    }
}
