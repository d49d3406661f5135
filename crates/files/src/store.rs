//! The handle to the store.

use std::path::Path;
use std::sync::Arc;

use base::Instant;
use base::code::FileHash;
use sha2::{Digest as _, Sha256};

use crate::folder::Folder;
use crate::{Error, Kind, Upload};

/// The store. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Files(Arc<Folder>);

/// What was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The address.
    pub hash: FileHash,
    /// In bytes.
    pub size: u64,
    /// What the content is.
    pub kind: Kind,
}

/// A stored file, open for reading.
#[derive(Debug)]
pub struct Opened {
    /// The bytes, from the first.
    pub file: tokio::fs::File,
    /// In bytes.
    pub size: u64,
}

impl Files {
    pub(crate) const fn folder(&self) -> &Arc<Folder> {
        &self.0
    }

    /// The store in this folder, which is made if need be. Blocks.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn open_folder(folder: &Path) -> Result<Self, Error> {
        Folder::open(folder).map(|it| Self(Arc::new(it)))
    }

    /// Begins an upload of at most `limit` bytes.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub async fn begin(&self, limit: u64) -> Result<Upload, Error> {
        let folder = Arc::clone(&self.0);
        let file = blocking(move || folder.begin()).await?;
        Ok(Upload::new(Arc::clone(&self.0), limit, file, Sha256::new()))
    }

    /// Stores bytes at hand. See [`Upload::finish`].
    ///
    /// # Errors
    /// As [`Upload::write`] and [`Upload::finish`].
    pub async fn put(&self, bytes: &[u8], limit: u64, accepted: &[Kind]) -> Result<Stored, Error> {
        let mut upload = self.begin(limit).await?;
        upload.write(bytes).await?;
        upload.finish(accepted).await
    }

    /// Opens stored bytes.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::Io`].
    pub async fn open(&self, hash: &FileHash) -> Result<Opened, Error> {
        let (folder, hash) = (Arc::clone(&self.0), hash.clone());
        blocking(move || {
            let file = folder.open_file(&hash)?;
            let size = file.metadata().map_err(Error::io("opening a file"))?.len();
            Ok(Opened { file: tokio::fs::File::from_std(file), size })
        })
        .await
    }

    /// All of the bytes, and proof that they are the ones that were stored.
    ///
    /// # Errors
    /// [`Error::Missing`]; [`Error::Io`], also when the bytes have changed on the disk.
    pub async fn read(&self, hash: &FileHash) -> Result<Vec<u8>, Error> {
        let (folder, wanted) = (Arc::clone(&self.0), hash.clone());
        blocking(move || {
            let mut bytes = Vec::new();
            let mut file = folder.open_file(&wanted)?;
            std::io::Read::read_to_end(&mut file, &mut bytes).map_err(Error::io("reading a file"))?;
            if self::hash(&bytes) == wanted { Ok(bytes) } else { Err(changed()) }
        })
        .await
    }

    /// Size and kind of stored bytes, one answer for each address; none where nothing of an accepted kind is stored.
    /// Reads no more than telling the kind takes, and nothing at all for what came in or was asked for lately.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub async fn describe(
        &self,
        hashes: Vec<FileHash>,
        accepted: &'static [Kind],
    ) -> Result<Vec<Option<Stored>>, Error> {
        if let Some(known) = hashes.iter().map(|hash| self.0.known(hash)).collect::<Option<Vec<_>>>() {
            return Ok(known
                .into_iter()
                .map(|it| Some(it).filter(|it| accepted.contains(&it.kind)))
                .collect());
        }
        let folder = Arc::clone(&self.0);
        blocking(move || hashes.iter().map(|hash| folder.describe(hash, accepted)).collect()).await
    }

    /// Reads the stored bytes through and compares them with their address.
    ///
    /// # Errors
    /// [`Error::Missing`]; [`Error::Io`], also when the bytes have changed on the disk.
    pub async fn verify(&self, hash: &FileHash) -> Result<(), Error> {
        let (folder, wanted) = (Arc::clone(&self.0), hash.clone());
        blocking(move || {
            let (mut hasher, mut file) = (Hasher(Sha256::new()), folder.open_file(&wanted)?);
            std::io::copy(&mut file, &mut hasher).map_err(Error::io("reading a file"))?;
            if digest(hasher.0) == wanted { Ok(()) } else { Err(changed()) }
        })
        .await
    }

    /// Up to `most` addresses after `after`, in order, of bytes last stored before `before`: what a sweep asks the
    /// database about.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub async fn old(
        &self,
        before: Instant,
        after: Option<FileHash>,
        most: usize,
    ) -> Result<Vec<FileHash>, Error> {
        let folder = Arc::clone(&self.0);
        blocking(move || folder.old(before, after.as_ref(), most)).await
    }

    /// Removes those of `unreferenced` that were last stored before `before` (a day ago), and what killed
    /// uploads left behind; how many were removed. Bytes stored again meanwhile stay.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub async fn sweep(&self, unreferenced: Vec<FileHash>, before: Instant) -> Result<usize, Error> {
        let folder = Arc::clone(&self.0);
        blocking(move || folder.sweep(&unreferenced, before)).await
    }
}

/// The address of these bytes.
#[must_use]
pub fn hash(bytes: &[u8]) -> FileHash {
    digest(Sha256::new_with_prefix(bytes))
}

pub(crate) fn digest(hasher: Sha256) -> FileHash {
    hex::encode(hasher.finalize()).parse().expect("a SHA-256 is 64 hexadecimal digits")
}

/// Runs blocking work off the async threads.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| {
        Err(Error::Io { what: "waiting for the disk", source: std::io::Error::other(error) })
    })
}

struct Hasher(Sha256);

impl std::io::Write for Hasher {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn changed() -> Error {
    Error::Io { what: "comparing a file with its address", source: std::io::ErrorKind::InvalidData.into() }
}
