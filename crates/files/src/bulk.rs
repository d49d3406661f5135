//! What a backup and its restoring do with the whole store, in blocking calls: hold it still, read, and fill an empty one.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use base::code::FileHash;
use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;

use crate::Error;
use crate::folder::Folder;
use crate::store::{Files, digest};

/// While it lives, no process sweeps the store: what a snapshot of the database refers to stays.
#[derive(Debug)]
pub struct Hold {
    _lock: File,
}

/// A file on its way into a store that is being filled. Dropping it forgets it.
#[derive(Debug)]
pub struct Filling {
    folder: Arc<Folder>,
    file: NamedTempFile,
    hasher: Sha256,
}

impl Files {
    /// Holds the store still; waits for a sweep that is under way. To be taken before the snapshot.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn hold(&self) -> Result<Hold, Error> {
        let lock = lock_file(self.folder().root())?;
        lock.lock_shared().map_err(Error::io("holding the folder"))?;
        Ok(Hold { _lock: lock })
    }

    /// Opens stored bytes; with their number.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::Io`].
    pub fn open_now(&self, hash: &FileHash) -> Result<(File, u64), Error> {
        let file = self.folder().open_file(hash)?;
        let size = file.metadata().map_err(Error::io("opening a file"))?.len();
        Ok((file, size))
    }

    /// Begins a file of a store that nobody uses yet.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn fill(&self) -> Result<Filling, Error> {
        let folder = Arc::clone(self.folder());
        let file = folder.begin()?;
        Ok(Filling { folder, file, hasher: Sha256::new() })
    }

    /// Has the disk take everything that was filled in.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn settle(&self) -> Result<(), Error> {
        let failed = || Error::io("writing to the disk");
        let root = File::open(self.folder().root()).map_err(failed())?;
        rustix::fs::syncfs(&root).map_err(std::io::Error::from).map_err(failed())
    }
}

impl Filling {
    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.hasher.update(bytes);
        self.file.write_all(bytes).map_err(Error::io("writing a file"))
    }

    /// Keeps the bytes if they are those of `hash`, else forgets them; whether they were. They are on the disk after [`Files::settle`].
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn keep(self, hash: &FileHash) -> Result<bool, Error> {
        let right = digest(self.hasher) == *hash;
        if right {
            self.folder.shelve(self.file, hash)?;
        }
        Ok(right)
    }
}

/// Locked against everybody who holds the store; none if somebody does, and then nothing may be swept.
pub(crate) fn sweeping(root: &Path) -> Result<Option<File>, Error> {
    let lock = lock_file(root)?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(source)) => Err(Error::io("locking the folder")(source)),
    }
}

fn lock_file(root: &Path) -> Result<File, Error> {
    let mut open = OpenOptions::new();
    open.read(true).write(true).create(true).truncate(false);
    open.open(root.join("sweep.lock")).map_err(Error::io("opening the lock"))
}
