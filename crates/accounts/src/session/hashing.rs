//! Hashing of passwords with argon2id, on threads of their own and a few at a time.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use base::Rng;
use tokio::sync::Semaphore;

use crate::error::Error;
use crate::model::Password;

/// The cost of hashing. What is stored names its own cost, so both may stand side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hashing {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Hashing {
    /// What OWASP asks at least (Password Storage Cheat Sheet, argon2id): 19 MiB, two passes, one lane.
    pub const OWASP: Self = Self { memory: 19 * 1024, passes: 2 };

    /// For tests and data made to measure: next to nothing.
    pub const CHEAP: Self = Self { memory: 8, passes: 1 };

    /// Hashes a password with a salt of its own; the PHC string to store. Blocks for some milliseconds.
    ///
    /// # Errors
    /// [`Error::Hashing`] if the library refuses.
    pub fn hash(self, password: &Password, rng: &Rng) -> Result<String, Error> {
        let params = Params::new(self.memory, self.passes, 1, None).map_err(|_| Error::Hashing)?;
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let salt = rng.bytes::<16>();
        let hash = argon.hash_password_with_salt(password.bytes(), &salt).map_err(|_| Error::Hashing)?;
        Ok(hash.to_string())
    }
}

/// Whether a password has this hash; compares in constant time. Blocks.
fn verify(password: &Password, hash: &str) -> Result<bool, Error> {
    let hash = PasswordHash::new(hash).map_err(|_| Error::Hashing)?;
    match Argon2::default().verify_password(password.bytes(), &hash) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
        Err(_) => Err(Error::Hashing),
    }
}

/// What an unknown login is compared with, so that it takes as long as a known one.
static NOBODY: LazyLock<Option<String>> =
    LazyLock::new(|| Hashing::OWASP.hash(&Password::typed("nobody"), &Rng::system()).ok());

/// How many passwords are hashed at a time: each takes 19 MiB and one processor.
static GATE: LazyLock<Semaphore> = LazyLock::new(|| {
    Semaphore::new(std::thread::available_parallelism().map_or(2, std::num::NonZero::get).clamp(1, 8))
});

/// How many wait at the gate; more are refused, so that a flood of sign-ins fills neither memory nor time.
static WAITING: AtomicUsize = AtomicUsize::new(0);
const MOST_WAITING: usize = 256;

/// Hashes a chosen password away from the async threads.
pub(crate) async fn hash(password: Password, rng: Rng) -> Result<String, Error> {
    on_a_thread(move || Hashing::OWASP.hash(&password, &rng)).await
}

/// Compares a typed password with a stored hash, or with nobody's: then the answer is no, after the same time.
pub(crate) async fn check(password: Password, stored: Option<String>) -> Result<bool, Error> {
    on_a_thread(move || match (&stored, &*NOBODY) {
        (Some(hash), _) => verify(&password, hash),
        (None, Some(nobody)) => verify(&password, nobody).map(|_| false),
        (None, None) => Err(Error::Hashing),
    })
    .await
}

async fn on_a_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let _place = Place::take()?;
    let _permit = GATE.acquire().await.map_err(|_| Error::Hashing)?;
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::Hashing)?
}

/// A place in the queue at the gate, given back however the wait ends.
struct Place;

impl Place {
    fn take() -> Result<Self, Error> {
        let place = Self;
        if WAITING.fetch_add(1, Ordering::Relaxed) < MOST_WAITING { Ok(place) } else { Err(Error::Busy) }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        WAITING.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    #[expect(clippy::disallowed_methods, reason = "a test has a runtime of its own")]
    async fn a_password_is_known_again_by_its_hash_and_no_other_is() {
        let rng = Rng::seeded(1);
        let password = Password::typed("con mèo nhà bác");
        let hash = Hashing::CHEAP.hash(&password, &rng).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{hash}");
        assert_ne!(hash, Hashing::CHEAP.hash(&password, &rng).unwrap(), "the salt differs");
        assert!(check(password.clone(), Some(hash.clone())).await.unwrap());
        assert!(!check(Password::typed("con chó nhà bác"), Some(hash)).await.unwrap());
        assert!(!check(Password::typed("nobody"), None).await.unwrap(), "nobody's password opens nothing");
        let strong = super::hash(password, rng).await.unwrap();
        assert!(strong.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{strong}");
    }
}
