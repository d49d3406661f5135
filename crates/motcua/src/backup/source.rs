//! A stored file on its way into a backup. It gives as many bytes as were promised whatever the disk does, so that one bad sector does not
//! keep a province from its backup; whether they were the right ones is known at the end.

use std::fs::File;
use std::io::{self, Read};

use files::FileHash;
use sha2::{Digest as _, Sha256};

pub(super) struct Source {
    file: File,
    left: u64,
    hasher: Sha256,
    /// The disk gave up; zeros from there on.
    failed: bool,
}

impl Source {
    pub(super) fn new(file: File, size: u64) -> Self {
        Self { file, left: size, hasher: Sha256::new(), failed: false }
    }

    /// Whether everything was read and is what the address says.
    pub(super) fn is(self, hash: &FileHash) -> bool {
        !self.failed && self.left == 0 && hex::encode(self.hasher.finalize()) == hash.as_str()
    }
}

impl Read for Source {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(into.len());
        let into = into.get_mut(..most).unwrap_or_default();
        if into.is_empty() {
            return Ok(0);
        }
        let read = if self.failed { Ok(0) } else { self.file.read(into) };
        let count = match read {
            Ok(count @ 1..) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
            ended => {
                if let Err(error) = ended {
                    tracing::error!(%error, "a file cannot be read to its end");
                }
                self.failed = true;
                into.fill(0);
                most
            }
        };
        self.hasher.update(into.get(..count).unwrap_or_default());
        self.left -= count as u64;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_ends_early_gives_what_was_promised_and_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::fs::write(&path, b"half of it").unwrap();
        let hash = files::hash(b"half of it");
        for (size, right) in [(10, true), (20, false), (5, false)] {
            let mut source = Source::new(File::open(&path).unwrap(), size);
            let mut bytes = Vec::new();
            source.read_to_end(&mut bytes).unwrap();
            assert_eq!((bytes.len() as u64, source.is(&hash)), (size, right));
        }
    }
}
