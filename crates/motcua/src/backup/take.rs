//! Taking a backup, while others serve.

use std::io;
use std::path::{Path, PathBuf};

use age::x25519::Recipient;
use base::{Clock as _, Instant, SystemClock};
use db::{Snapshot, Table};
use files::{FileHash, Files};
use serde::Serialize;

use super::manifest::{BEGIN, END, End, FORM, Ledger, Manifest};
use super::source::Source;
use super::write::Writing;
use crate::cli::exit::{Code, Stop};
use crate::cli::place::{Place, refusal};

/// Bytes of rows in one entry, about.
const ROWS: usize = 4 << 20;
/// Addresses of files asked for at a time.
const FILES: usize = 1000;

/// A backup that was taken.
#[derive(Debug)]
pub(crate) struct Taken {
    /// The file.
    pub(crate) file: PathBuf,
    /// Its bytes.
    pub(crate) bytes: u64,
    /// What it is of.
    pub(crate) manifest: Manifest,
    /// What is in it.
    pub(crate) end: End,
}

/// Why taking one stopped: what is read, or where it goes.
enum Failed {
    Database(db::Error),
    Output(io::Error),
}

impl From<db::Error> for Failed {
    fn from(error: db::Error) -> Self {
        Self::Database(error)
    }
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Takes a backup of `place` into the file or folder `to`.
pub(crate) fn take(place: &Place, to: &Path, recipients: &[Recipient]) -> Result<Taken, Stop> {
    place.must_exist()?;
    let files = place.files()?;
    // Before the snapshot, so that nothing it refers to is swept while it is copied.
    let hold = files.hold().map_err(|error| unreadable(&error))?;
    // Before the snapshot too: what is signed here, the snapshot has.
    let settings = settings(&place.data)?;
    let mut snapshot = Snapshot::open(&place.engine(), &crate::migrations()).map_err(|e| refusal(&e))?;
    let now = SystemClock.now();
    let ledger =
        ledger::end(snapshot.read()).map_err(|error| Stop::new(Code::Internal, base::chain(&error)))?;
    let manifest = Manifest {
        form: FORM,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        engine: place.engine_name().to_owned(),
        taken_at: now,
        ledger: Ledger::of(&ledger),
        migrations: snapshot.applied().iter().map(Into::into).collect(),
    };
    let file = if to.is_dir() { to.join(named(now)) } else { to.to_owned() };
    if file.exists() {
        let message = format!(
            "{} is there already.\nA backup never replaces another; name a new file, or a folder.",
            file.display()
        );
        return Err(Stop::new(Code::Usage, message));
    }
    let since = u64::try_from(now.micros() / 1_000_000).unwrap_or(0);
    let mut out = Writing::begin(&file, recipients, since).map_err(|error| unwritable(&file, &error))?;
    let done = put(&mut out, &manifest, settings, &mut snapshot, &files);
    drop(hold);
    let end = match done {
        Ok(end) => end,
        Err(Failed::Database(error)) => return Err(refusal(&error)),
        Err(Failed::Output(error)) => return Err(unwritable(&file, &out.cause(error))),
    };
    let bytes = out.finish().map_err(|error| unwritable(&file, &error))?;
    Ok(Taken { file, bytes, manifest, end })
}

fn put(
    out: &mut Writing,
    manifest: &Manifest,
    settings: Vec<(&'static str, Vec<u8>)>,
    snapshot: &mut Snapshot,
    files: &Files,
) -> Result<End, Failed> {
    let mut end = End::default();
    json(out, BEGIN, manifest)?;
    for (name, bytes) in settings {
        out.add(&format!("settings/{name}"), bytes.len() as u64, bytes.as_slice())?;
        end.settings.push(name.to_owned());
    }
    for table in snapshot.tables().to_vec() {
        let rows = rows(out, snapshot, &table)?;
        if rows > 0 {
            end.rows.insert(table.name, rows);
        }
    }
    for keeps in crate::modules().into_iter().filter_map(|module| module.keeps) {
        let mut after = None;
        loop {
            let hashes = keeps(snapshot.read(), manifest.taken_at, after.as_ref(), FILES)?;
            for hash in &hashes {
                file(out, files, hash, &mut end)?;
            }
            after = hashes.into_iter().next_back();
            if after.is_none() {
                break;
            }
        }
    }
    json(out, END, &end)?;
    Ok(end)
}

fn rows(out: &mut Writing, snapshot: &mut Snapshot, table: &Table) -> Result<u64, Failed> {
    let mut part = 0;
    snapshot.copy(table, ROWS, |rows| {
        part += 1;
        let bytes = rows.bytes();
        Ok(out.add(&format!("rows/{}/{part:06}.copy", table.name), bytes.len() as u64, bytes)?)
    })
}

fn file(out: &mut Writing, files: &Files, hash: &FileHash, end: &mut End) -> Result<(), Failed> {
    let (file, size) = match files.open_now(hash) {
        Ok(opened) => opened,
        Err(error) => {
            tracing::error!(%error, file = %hash, "a file cannot be backed up");
            end.missing.push(hash.to_string());
            return Ok(());
        }
    };
    let mut source = Source::new(file, size);
    out.add(&format!("files/{hash}"), size, &mut source)?;
    end.files += 1;
    end.file_bytes += size;
    if !source.is(hash) {
        end.damaged.push(hash.to_string());
    }
    Ok(())
}

fn json(out: &mut Writing, name: &str, value: &impl Serialize) -> io::Result<()> {
    let text = serde_json::to_vec_pretty(value)?;
    out.add(name, text.len() as u64, text.as_slice())
}

/// What there is of [`super::SETTINGS`]. The server may be adding a line to the signed roots: half a line is left out.
fn settings(folder: &Path) -> Result<Vec<(&'static str, Vec<u8>)>, Stop> {
    let mut found = Vec::new();
    for name in super::SETTINGS {
        let path = folder.join(name);
        match std::fs::read(&path) {
            Ok(mut bytes) => {
                let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
                bytes.truncate(whole);
                found.push((name, bytes));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => {
                let what = format!("{} cannot be read", path.display());
                return Err(Stop::unreachable(what, error, "Run this as the user who serves."));
            }
        }
    }
    Ok(found)
}

/// `motcua-20261118-090000.tar.zst.age`, by the clock of the wall.
fn named(now: Instant) -> String {
    format!("motcua-{}.tar.zst.age", now.local().strftime("%Y%m%d-%H%M%S"))
}

fn unreadable(error: &files::Error) -> Stop {
    let todo = "Check the disk and the permissions of the data folder. No backup was taken.";
    Stop::new(Code::Unreachable, format!("{}.\n{todo}", base::chain(error)))
}

fn unwritable(file: &Path, error: &io::Error) -> Stop {
    let what = format!("The backup {} cannot be written", file.display());
    Stop::unreachable(
        what,
        error,
        "Make room or choose another place with --to. No half of a backup was left there.",
    )
}
