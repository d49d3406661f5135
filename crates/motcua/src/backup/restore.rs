//! Restoring into a machine that has nothing: all of it, or nothing stays behind.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use age::x25519::Identity;
use base::{Clock as _, Ctx, Rng, SystemClock};
use db::{Fill, Table};
use files::{FileHash, Files};

use super::manifest::{End, Ledger, Manifest};
use super::read::{Bytes, Target, damaged, read};
use crate::cli::exit::{Code, Stop};
use crate::cli::place::{Place, refusal};

/// Restores `file` into the empty `place`.
pub(crate) fn restore(file: &Path, keys: &[Identity], place: &Place) -> Result<(Manifest, End), Stop> {
    let mut restoring = Restoring { place, settings: Vec::new(), table: None, into: None };
    let (manifest, end) = read(file, keys, &mut restoring)?;
    restoring.finish(&manifest)?;
    Ok((manifest, end))
}

struct Restoring<'a> {
    place: &'a Place,
    settings: Vec<(&'static str, Vec<u8>)>,
    /// The table whose rows came last.
    table: Option<Table>,
    into: Option<Into>,
}

/// What is being filled. The database lets the folder go before it is emptied.
struct Into {
    fill: Fill,
    files: Files,
    folder: Emptied,
}

/// A folder that is as empty as it was, unless it is kept.
struct Emptied {
    path: PathBuf,
    made: bool,
    kept: bool,
}

impl Restoring<'_> {
    fn into(&mut self) -> Result<&mut Into, Stop> {
        self.into.as_mut().ok_or_else(|| damaged("it does not say what it is of"))
    }

    fn finish(mut self, manifest: &Manifest) -> Result<(), Stop> {
        let settings = std::mem::take(&mut self.settings);
        // Dropped from last to first: the database lets the folder go before it is emptied.
        let Some(Into { mut folder, files, mut fill }) = self.into.take() else { return Ok(()) };
        fill.build().map_err(|error| unfit(&error))?;
        let end = ledger::end(fill.tx()).map_err(|error| Stop::new(Code::Internal, base::chain(&error)))?;
        if Ledger::of(&end) != manifest.ledger {
            return Err(damaged("its ledger does not end where it says"));
        }
        let ctx = Ctx::system("motcua.restore", SystemClock.now(), &Rng::system());
        for restored in crate::modules().into_iter().filter_map(|module| module.restored) {
            restored(fill.tx(), &ctx).map_err(|error| Stop::new(Code::Internal, base::chain(&*error)))?;
        }
        files
            .settle()
            .map_err(|error| Stop::new(Code::Unreachable, format!("{}.\n{ROOM}", base::chain(&error))))?;
        for (name, bytes) in settings {
            keep(&folder.path.join(name), &bytes).map_err(|error| unwritable(&folder.path, error))?;
        }
        let listed = File::open(&folder.path).and_then(|it| it.sync_all());
        listed.map_err(|error| unwritable(&folder.path, error))?;
        fill.finish().map_err(|error| unfit(&error))?;
        folder.kept = true;
        Ok(())
    }
}

impl Target for Restoring<'_> {
    fn begin(&mut self, manifest: &Manifest) -> Result<(), Stop> {
        let folder = Emptied::take(&self.place.data)?;
        let fill = Fill::begin(&self.place.engine(), &crate::migrations(), &manifest.applied());
        let fill = fill.map_err(|error| match error {
            db::Error::Occupied { .. } => not_empty(&error),
            db::Error::Schema(why) => Stop::new(
                Code::Usage,
                format!("This backup was made by motcua {}: {why}.\nNothing was changed.", manifest.program),
            ),
            other => refusal(&other),
        })?;
        let files = self.place.files()?;
        self.into = Some(Into { fill, files, folder });
        Ok(())
    }

    fn setting(&mut self, name: &'static str, bytes: Vec<u8>) -> Result<(), Stop> {
        self.settings.push((name, bytes));
        Ok(())
    }

    fn rows(&mut self, name: &str, bytes: &[u8]) -> Result<u64, Stop> {
        if self.table.as_ref().is_none_or(|it| it.name != name) {
            let found = self.into()?.fill.table(name);
            self.table = Some(found.ok_or_else(|| damaged(format!("it holds a table {name}")))?);
        }
        let (Some(into), Some(table)) = (&mut self.into, &self.table) else { return Ok(0) };
        into.fill.rows(table, bytes).map_err(|error| unfit(&error))
    }

    fn file(&mut self, hash: &FileHash, bytes: &mut Bytes<'_>) -> Result<bool, Stop> {
        let failed =
            |error: files::Error| Stop::new(Code::Unreachable, format!("{}.\n{ROOM}", base::chain(&error)));
        let mut filling = self.into()?.files.fill().map_err(failed)?;
        bytes.each(|part| filling.write(part).map_err(failed))?;
        filling.keep(hash).map_err(failed)
    }
}

impl Emptied {
    /// Makes the folder if need be; refuses one with something in it.
    fn take(path: &Path) -> Result<Self, Stop> {
        let failed = |error| unwritable(path, error);
        let made = !path.exists();
        fs::create_dir_all(path).map_err(failed)?;
        let there = inside(path).map_err(failed)?;
        if there.is_empty() {
            return Ok(Self { path: path.to_owned(), made, kept: false });
        }
        let mut names: Vec<_> = there
            .iter()
            .filter_map(|it| it.file_name())
            .map(|it| it.to_string_lossy().into_owned())
            .collect();
        names.sort();
        let (count, first) = (names.len(), names.iter().take(5).cloned().collect::<Vec<_>>().join(", "));
        let message = format!(
            "{} is not empty: it holds {count} things ({first}).\nNothing was changed. Name an empty folder with --data.",
            path.display()
        );
        Err(Stop::new(Code::Usage, message))
    }
}

impl Drop for Emptied {
    fn drop(&mut self) {
        if self.kept {
            return;
        }
        let gone = inside(&self.path).and_then(|all| {
            all.iter()
                .try_for_each(|it| if it.is_dir() { fs::remove_dir_all(it) } else { fs::remove_file(it) })
        });
        let gone = gone.and_then(|()| if self.made { fs::remove_dir(&self.path) } else { Ok(()) });
        if let Err(error) = gone {
            tracing::error!(%error, folder = %self.path.display(), "what was half restored could not be removed; remove it by hand");
        }
    }
}

/// What is in a folder, but for what a file system puts there itself.
fn inside(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let all = fs::read_dir(folder)?.map(|it| it.map(|it| it.path())).collect::<io::Result<Vec<_>>>()?;
    Ok(all.into_iter().filter(|it| !it.ends_with("lost+found")).collect())
}

/// Readable by its owner only: one of them is a key.
fn keep(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

const ROOM: &str = "Nothing was restored. Make room, or choose another place with --data.";

fn unwritable(folder: &Path, error: io::Error) -> Stop {
    Stop::unreachable(format!("{} cannot be written", folder.display()), error, ROOM)
}

fn not_empty(error: &db::Error) -> Stop {
    let todo =
        "Nothing was changed. Name an empty database with --database-url, or an empty folder with --data.";
    Stop::new(Code::Usage, format!("{error}.\n{todo}"))
}

/// The database did not take what the backup holds.
fn unfit(error: &db::Error) -> Stop {
    Stop::new(Code::Unreachable, format!("The database did not take it: {}.\n{ROOM}", base::chain(error)))
}
