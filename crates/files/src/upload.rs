//! Bytes on their way in, chunk by chunk, never more than a little of them in memory.

use std::io::Write as _;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;

use crate::folder::Folder;
use crate::store::{Stored, blocking, digest};
use crate::{Error, Kind, sniff};

/// Chunks are gathered to this size before they go to the disk.
const GATHER: usize = 256 * 1024;

/// An upload that has begun. Dropping it forgets it.
#[derive(Debug)]
pub struct Upload {
    folder: Arc<Folder>,
    limit: u64,
    size: u64,
    gathered: Vec<u8>,
    /// Away while a thread writes; gone after a failure.
    file: Option<(NamedTempFile, Sha256)>,
}

impl Upload {
    pub(crate) const fn new(folder: Arc<Folder>, limit: u64, file: NamedTempFile, hasher: Sha256) -> Self {
        Self { folder, limit, size: 0, gathered: Vec::new(), file: Some((file, hasher)) }
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`Error::TooLarge`] at the first byte over the limit; [`Error::Io`]. The upload is of no use after.
    pub async fn write(&mut self, chunk: &[u8]) -> Result<(), Error> {
        self.size += chunk.len() as u64;
        if self.size > self.limit {
            self.file = None;
            return Err(Error::TooLarge { limit: self.limit });
        }
        self.gathered.extend_from_slice(chunk);
        if self.gathered.len() >= GATHER { self.flush().await } else { Ok(()) }
    }

    /// Bytes taken so far.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Keeps the bytes, if their content is one of `accepted` and whole. When this answers, they are on the disk.
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::WrongType`], [`Error::Damaged`], [`Error::Io`].
    pub async fn finish(mut self, accepted: &[Kind]) -> Result<Stored, Error> {
        self.flush().await?;
        let (mut file, hasher) = self.file.take().ok_or_else(broken)?;
        let (folder, size, accepted) = (Arc::clone(&self.folder), self.size, accepted.to_vec());
        blocking(move || {
            let kind = sniff::kind(file.as_file_mut(), size, &accepted)?;
            let hash = digest(hasher);
            folder.keep(file, &hash)?;
            let stored = Stored { hash, size, kind };
            folder.remember(stored.clone());
            Ok(stored)
        })
        .await
    }

    async fn flush(&mut self) -> Result<(), Error> {
        let (mut file, mut hasher) = self.file.take().ok_or_else(broken)?;
        let bytes = std::mem::take(&mut self.gathered);
        let written = blocking(move || {
            hasher.update(&bytes);
            file.write_all(&bytes).map_err(Error::io("writing a file"))?;
            Ok((file, hasher))
        });
        self.file = Some(written.await?);
        Ok(())
    }
}

/// Somebody went on after an error.
fn broken() -> Error {
    Error::Io { what: "an upload that failed before", source: std::io::ErrorKind::BrokenPipe.into() }
}
