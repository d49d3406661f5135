//! Looking a backup through without restoring it.

use std::path::Path;

use age::x25519::Identity;
use files::FileHash;
use sha2::{Digest as _, Sha256};

use super::manifest::{End, Manifest};
use super::read::{Bytes, Target, damaged, read};
use crate::cli::exit::Stop;

/// Reads everything and compares; nothing is written.
pub(crate) fn check(file: &Path, keys: &[Identity]) -> Result<(Manifest, End), Stop> {
    read(file, keys, &mut Check)
}

struct Check;

impl Target for Check {
    fn begin(&mut self, _: &Manifest) -> Result<(), Stop> {
        Ok(())
    }

    fn setting(&mut self, _: &'static str, _: Vec<u8>) -> Result<(), Stop> {
        Ok(())
    }

    fn rows(&mut self, table: &str, bytes: &[u8]) -> Result<u64, Stop> {
        db::count_copied(bytes).map_err(|why| damaged(format!("{table}: {why}")))
    }

    fn file(&mut self, hash: &FileHash, bytes: &mut Bytes<'_>) -> Result<bool, Stop> {
        let mut hasher = Sha256::new();
        bytes.each(|part| {
            hasher.update(part);
            Ok(())
        })?;
        Ok(hex::encode(hasher.finalize()) == hash.as_str())
    }
}
