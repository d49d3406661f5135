//! The key that signs the roots of the ledger: ed25519, PKCS#8 in PEM, readable by its owner only. Made once, in the
//! data folder; never in the database, so that whoever can write rows cannot sign them.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use base::Rng;
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _};

/// The name of the file in the data folder.
pub(crate) const FILE: &str = "root-signing-key.pem";

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The file cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Others may read the file.
    #[error(
        "{path}: readable by others (mode {mode:o}); run `chmod 600` on it, and replace the key if others may have read it"
    )]
    Open {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The file holds no ed25519 key.
    #[error(
        "{path}: no ed25519 key in PKCS#8 PEM; restore it from the backup, or move it away and a new one is made"
    )]
    NotAKey {
        /// The file.
        path: PathBuf,
    },
}

/// The key of the data folder; made if there is none.
///
/// # Errors
/// [`Error`], with the file and what to do.
pub(crate) fn load_or_create(folder: &Path, rng: &Rng) -> Result<SigningKey, Error> {
    let path = folder.join(FILE);
    match fs::read_to_string(&path) {
        Ok(pem) => read(&path, &pem),
        Err(source) if source.kind() == ErrorKind::NotFound => create(&path, rng),
        Err(source) => Err(Error::File { path, source }),
    }
}

fn read(path: &Path, pem: &str) -> Result<SigningKey, Error> {
    let meta = fs::metadata(path).map_err(|source| Error::File { path: path.to_owned(), source })?;
    let mode = meta.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(Error::Open { path: path.to_owned(), mode });
    }
    SigningKey::from_pkcs8_pem(pem).map_err(|_| Error::NotAKey { path: path.to_owned() })
}

/// Writes beside and renames, so that a crash leaves either no key or a whole one.
fn create(path: &Path, rng: &Rng) -> Result<SigningKey, Error> {
    let key = SigningKey::from_bytes(&rng.bytes());
    let pem = key.to_pkcs8_pem(LineEnding::LF).map_err(|_| Error::NotAKey { path: path.to_owned() })?;
    let beside = path.with_extension("new");
    let write = || -> std::io::Result<()> {
        let mut file =
            OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
        file.write_all(pem.as_bytes())?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    write().map_err(|source| Error::File { path: path.to_owned(), source })?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_made_once_and_only_for_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let rng = Rng::seeded(1);
        let first = load_or_create(folder.path(), &rng).unwrap();
        let again = load_or_create(folder.path(), &rng).unwrap();
        assert_eq!(first.to_bytes(), again.to_bytes());
        let mode = fs::metadata(folder.path().join(FILE)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600);
    }

    #[test]
    fn a_key_that_others_can_read_or_that_is_none_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let rng = Rng::seeded(1);
        load_or_create(folder.path(), &rng).unwrap();
        let path = folder.path().join(FILE);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(load_or_create(folder.path(), &rng), Err(Error::Open { mode: 0o644, .. })));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        fs::write(&path, "not a key").unwrap();
        assert!(matches!(load_or_create(folder.path(), &rng), Err(Error::NotAKey { .. })));
    }
}
