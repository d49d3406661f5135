//! The folder itself, in blocking calls: `ab/cdef…` for what is stored, `new/` for what is on its way in, `gone/` for
//! what is on its way out.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base::Instant;
use base::code::FileHash;
use tempfile::NamedTempFile;

use crate::{Error, Kind, Stored};

/// How many files are remembered; beyond it all are forgotten.
const REMEMBERED: usize = 10_000;

/// The folder of one installation.
#[derive(Debug)]
pub(crate) struct Folder {
    root: PathBuf,
    /// One sweep at a time.
    sweeping: Mutex<()>,
    /// What was stored or asked for lately: bytes under an address never change, so this cannot be out of date until
    /// a sweep, which forgets what it removes.
    known: Mutex<HashMap<FileHash, Stored>>,
}

impl Folder {
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        for part in ["new", "gone"] {
            fs::create_dir_all(path.join(part)).map_err(Error::io("making the folder"))?;
        }
        Ok(Self { root: path.to_owned(), sweeping: Mutex::new(()), known: Mutex::default() })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// An empty file on its way in; it vanishes with this value unless it is kept.
    pub(crate) fn begin(&self) -> Result<NamedTempFile, Error> {
        NamedTempFile::new_in(self.root.join("new")).map_err(Error::io("beginning a file"))
    }

    /// Puts a file in its place, so that it is there after a loss of power. The same bytes stored before are
    /// replaced by themselves, which makes them young again for the sweep.
    pub(crate) fn keep(&self, file: NamedTempFile, hash: &FileHash) -> Result<(), Error> {
        let failed = || Error::io("keeping a file");
        file.as_file().sync_all().map_err(failed())?;
        let place = self.place(hash);
        let shelf = place.parent().unwrap_or(&self.root);
        if !shelf.exists() {
            fs::create_dir_all(shelf).map_err(failed())?;
            sync(&self.root).map_err(failed())?;
        }
        file.persist(&place).map_err(|error| error.error).map_err(failed())?;
        sync(shelf).map_err(failed())
    }

    /// Puts a file in its place, in a store that nobody uses yet; when the disk has it is for somebody else to ask.
    pub(crate) fn shelve(&self, file: NamedTempFile, hash: &FileHash) -> Result<(), Error> {
        let failed = || Error::io("keeping a file");
        let place = self.place(hash);
        fs::create_dir_all(place.parent().unwrap_or(&self.root)).map_err(failed())?;
        file.persist(&place).map(drop).map_err(|error| error.error).map_err(failed())
    }

    /// Size and kind, if they are remembered.
    pub(crate) fn known(&self, hash: &FileHash) -> Option<Stored> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(hash).cloned()
    }

    /// Remembers size and kind.
    pub(crate) fn remember(&self, stored: Stored) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(stored.hash.clone(), stored);
    }

    /// Size and kind of what is stored under `hash`; none if nothing of an accepted kind is.
    pub(crate) fn describe(&self, hash: &FileHash, accepted: &[Kind]) -> Result<Option<Stored>, Error> {
        let mut file = match self.open_file(hash) {
            Err(Error::Missing(_)) => return Ok(None),
            opened => opened?,
        };
        let size = file.metadata().map_err(Error::io("opening a file"))?.len();
        let kind = match crate::sniff::kind(&mut file, size, accepted) {
            Err(error @ Error::Io { .. }) => return Err(error),
            told => told.ok(),
        };
        let stored = kind.map(|kind| Stored { hash: hash.clone(), size, kind });
        if let Some(stored) = &stored {
            self.remember(stored.clone());
        }
        Ok(stored)
    }

    pub(crate) fn open_file(&self, hash: &FileHash) -> Result<File, Error> {
        File::open(self.place(hash)).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => Error::Missing(hash.clone()),
            _ => Error::Io { what: "opening a file", source },
        })
    }

    /// Up to `most` hashes after `after`, in order, of what was last stored before `before`.
    pub(crate) fn old(
        &self,
        before: Instant,
        after: Option<&FileHash>,
        most: usize,
    ) -> Result<Vec<FileHash>, Error> {
        let failed = || Error::io("listing a folder");
        let mut found = Vec::new();
        for shelf in list(&self.root).map_err(failed())? {
            let first = shelf.file_name().and_then(|it| it.to_str()).unwrap_or_default();
            let passed = after.is_some_and(|it| first < &it.as_str()[..2]);
            if first.len() != 2 || passed {
                continue;
            }
            for file in list(&shelf).map_err(failed())? {
                let Some(hash) = hash_of(first, &file) else { continue };
                if after.is_none_or(|it| hash > *it) && is_older(&file, before) {
                    found.push(hash);
                }
                if found.len() == most {
                    return Ok(found);
                }
            }
        }
        Ok(found)
    }

    /// Removes those of `hashes` last stored before `before`, and tidies up; how many were removed. None while somebody holds the
    /// store: the next sweep makes up for it.
    pub(crate) fn sweep(&self, hashes: &[FileHash], before: Instant) -> Result<usize, Error> {
        let _alone = self.sweeping.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(_lock) = crate::bulk::sweeping(&self.root)? else { return Ok(0) };
        self.tidy(before).map_err(Error::io("tidying up"))?;
        let mut removed = 0;
        for hash in hashes {
            self.known.lock().unwrap_or_else(PoisonError::into_inner).remove(hash);
            removed += usize::from(self.remove(hash, before).map_err(Error::io("removing a file"))?);
        }
        Ok(removed)
    }

    /// Removes one file; true if it is gone. One that is stored again at this moment stays: it is moved aside,
    /// looked at again, and moved back if it is young.
    fn remove(&self, hash: &FileHash, before: Instant) -> io::Result<bool> {
        let (place, aside) = (self.place(hash), self.root.join("gone").join(hash.as_str()));
        if !is_older(&place, before) {
            return Ok(false);
        }
        fs::rename(&place, &aside)?;
        let old = is_older(&aside, before);
        if old {
            fs::remove_file(&aside)?
        } else {
            fs::rename(&aside, &place)?
        }
        Ok(old)
    }

    /// Removes what a process that was killed left on its way in, and puts back what it left on its way out.
    fn tidy(&self, before: Instant) -> io::Result<()> {
        for file in list(&self.root.join("new"))? {
            if is_older(&file, before) {
                fs::remove_file(&file)?;
            }
        }
        for file in list(&self.root.join("gone"))? {
            let name = file.file_name().and_then(|it| it.to_str()).unwrap_or_default();
            if let Ok(hash) = name.parse::<FileHash>() {
                fs::rename(&file, self.place(&hash))?;
            }
        }
        Ok(())
    }

    fn place(&self, hash: &FileHash) -> PathBuf {
        let (shelf, rest) = hash.as_str().split_at(2);
        self.root.join(shelf).join(rest)
    }
}

fn hash_of(shelf: &str, file: &Path) -> Option<FileHash> {
    format!("{shelf}{}", file.file_name()?.to_str()?).parse().ok()
}

/// What is in a folder, in order.
fn list(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|it| it.map(|it| it.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn is_older(file: &Path, before: Instant) -> bool {
    let before: SystemTime = UNIX_EPOCH + Duration::from_micros(u64::try_from(before.micros()).unwrap_or(0));
    fs::metadata(file).and_then(|it| it.modified()).is_ok_and(|modified| modified < before)
}

/// Makes the names in a folder durable.
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
