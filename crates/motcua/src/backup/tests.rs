//! Whatever happens to the bytes of a backup, it is not taken for a whole one.

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use age::x25519::Identity;
use proptest::prelude::*;
use tempfile::TempDir;

use super::check::check;
use super::take::take;
use crate::cli::place::Place;

/// A backup of an empty installation, made once.
struct Sample {
    folder: TempDir,
    key: Identity,
    bytes: Vec<u8>,
}

fn sample() -> &'static Sample {
    static SAMPLE: OnceLock<Sample> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let (folder, key) = (tempfile::tempdir().unwrap(), Identity::generate());
        let place = Place::folder(&folder.path().join("data"));
        crate::block_on(async {
            let opened = place.open().await.unwrap();
            opened.migrate().await.unwrap();
            opened.db.close().await;
        });
        let file = folder.path().join("whole");
        let taken = take(&place, &file, &[key.to_public()]).unwrap();
        let bytes = fs::read(&file).unwrap();
        assert_eq!(taken.bytes, bytes.len() as u64);
        Sample { folder, key, bytes }
    })
}

fn is_whole(bytes: &[u8], name: &str) -> bool {
    let sample = sample();
    let file: PathBuf = sample.folder.path().join(name);
    fs::write(&file, bytes).unwrap();
    check(&file, std::slice::from_ref(&sample.key)).is_ok()
}

#[test]
fn what_was_written_is_whole() {
    assert!(is_whole(&sample().bytes, "same"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_flipped_bit_anywhere_is_found(at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let mut bytes = sample().bytes.clone();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert!(!is_whole(&bytes, "flipped"), "bit {} of byte {}", bit, at);
    }

    #[test]
    fn a_cut_anywhere_is_found(at in any::<prop::sample::Index>()) {
        let at = at.index(sample().bytes.len());
        prop_assert!(!is_whole(&sample().bytes[..at], "cut"), "cut at {}", at);
    }

    #[test]
    fn a_piece_taken_out_or_put_in_is_found(at in any::<prop::sample::Index>(), piece in prop::collection::vec(any::<u8>(), 1..40)) {
        let bytes = &sample().bytes;
        let at = at.index(bytes.len());
        let longer = [&bytes[..at], &piece, &bytes[at..]].concat();
        prop_assert!(!is_whole(&longer, "longer"), "longer at {}", at);
        let shorter = [&bytes[..at], bytes.get(at + piece.len()..).unwrap_or_default()].concat();
        prop_assert!(!is_whole(&shorter, "shorter"), "shorter at {}", at);
    }
}
