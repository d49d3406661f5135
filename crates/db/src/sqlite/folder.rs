//! The data folder and its lock file: one process owns it (rule 10).

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use crate::Error;

/// The database file.
const DATABASE: &str = "motcua.sqlite";
/// Is there while the database is being loaded.
const LOADING: &str = "motcua.loading";

/// An owned folder; dropping it lets it go.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// Makes the folder if need be, and owns it.
    ///
    /// # Errors
    /// [`Error::Locked`] naming the owner, or [`Error::Open`].
    pub(crate) fn own(path: &Path) -> Result<Self, Error> {
        let failed =
            |source: std::io::Error| Error::Open { what: path.display().to_string(), source: source.into() };
        fs::create_dir_all(path).map_err(failed)?;
        let mut lock = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path.join("motcua.lock"))
            .map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut owner = String::new();
                // What the file says is a courtesy; that it is locked is what counts.
                drop(lock.read_to_string(&mut owner));
                let owner = if owner.trim().is_empty() {
                    "another process".to_owned()
                } else {
                    owner.trim().to_owned()
                };
                return Err(Error::Locked { folder: path.display().to_string(), owner });
            }
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        lock.set_len(0)
            .and_then(|()| lock.rewind())
            .and_then(|()| lock.write_all(whoami().as_bytes()))
            .map_err(failed)?;
        Ok(Self { path: path.to_owned(), _lock: lock })
    }

    /// Notes that the database is being loaded: until [`Folder::loaded`] it is worth nothing.
    pub(crate) fn begin_loading(&self) -> Result<(), Error> {
        self.note(File::create(self.marker()).and_then(|file| file.sync_all()))
    }

    /// Refuses a folder whose loading did not end.
    pub(crate) fn is_whole(&self) -> Result<(), Error> {
        is_whole(&self.path)
    }

    /// The database file of a folder that another process may own, for a connection that only reads. A folder whose loading did not
    /// end is refused.
    pub(crate) fn whole(path: &Path) -> Result<PathBuf, Error> {
        is_whole(path).map(|()| path.join(DATABASE))
    }

    /// The disk has everything that was loaded, and the note is gone.
    pub(crate) fn loaded(&self) -> Result<(), Error> {
        let done = File::open(self.database()).and_then(|file| file.sync_all());
        let done = done.and_then(|()| fs::remove_file(self.marker()));
        self.note(done.and_then(|()| File::open(&self.path)).and_then(|folder| folder.sync_all()))
    }

    fn marker(&self) -> PathBuf {
        self.path.join(LOADING)
    }

    fn note(&self, done: std::io::Result<()>) -> Result<(), Error> {
        done.map_err(|source| Error::Open { what: self.path.display().to_string(), source: source.into() })
    }

    /// The database file.
    pub(crate) fn database(&self) -> PathBuf {
        self.path.join(DATABASE)
    }
}

fn is_whole(folder: &Path) -> Result<(), Error> {
    if folder.join(LOADING).exists() {
        let source = "loading it was interrupted, so it is not whole: remove the folder and load again";
        return Err(Error::Open { what: folder.display().to_string(), source: source.into() });
    }
    Ok(())
}

/// The words other processes are told about this one.
fn whoami() -> String {
    let command: Vec<_> = std::env::args_os().take(2).map(|it| it.to_string_lossy().into_owned()).collect();
    format!("process {} ({})", std::process::id(), command.join(" "))
}
