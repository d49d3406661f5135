//! Reading a backup through, entry by entry. What comes out has been authenticated piece by piece; that it was all of it is known at the end.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use age::x25519::Identity;
use age::{DecryptError, Decryptor};
use files::FileHash;
use serde::de::DeserializeOwned;

use super::manifest::{BEGIN, END, End, FORM, Manifest};
use crate::cli::exit::{Code, Stop};

/// No entry but a file is larger: rows come in parts.
const MOST: u64 = 1 << 30;
/// Bytes of a file at a time.
const PART: usize = 256 * 1024;

/// Where what is read goes.
pub(super) trait Target {
    /// What it is of; comes first.
    fn begin(&mut self, manifest: &Manifest) -> Result<(), Stop>;
    /// One of [`super::SETTINGS`].
    fn setting(&mut self, name: &'static str, bytes: Vec<u8>) -> Result<(), Stop>;
    /// Rows of a table; how many they were.
    fn rows(&mut self, table: &str, bytes: &[u8]) -> Result<u64, Stop>;
    /// A file, to be read to its end; whether its bytes are what the address says.
    fn file(&mut self, hash: &FileHash, bytes: &mut Bytes<'_>) -> Result<bool, Stop>;
}

/// The bytes of a file in a backup.
pub(super) struct Bytes<'a>(&'a mut dyn Read);

impl Bytes<'_> {
    /// Hands over all of them; how many there were.
    pub(super) fn each(&mut self, mut take: impl FnMut(&[u8]) -> Result<(), Stop>) -> Result<u64, Stop> {
        let (mut part, mut count) = (vec![0; PART], 0);
        loop {
            match self.0.read(&mut part) {
                Ok(0) => return Ok(count),
                Ok(read) => {
                    count += read as u64;
                    take(part.get(..read).unwrap_or_default())?;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(damaged(error)),
            }
        }
    }
}

/// Reads `file` through into `target`; what it says about itself, which is found to be so.
pub(super) fn read(
    file: &Path,
    keys: &[Identity],
    target: &mut impl Target,
) -> Result<(Manifest, End), Stop> {
    let mut archive = tar::Archive::new(opened(file, keys)?);
    let mut entries = archive.entries().map_err(damaged)?;
    let mut first = entries.next().ok_or_else(|| damaged("it is empty"))?.map_err(damaged)?;
    let manifest: Manifest = match name(&first)?.as_str() {
        BEGIN => json(&mut first)?,
        other => return Err(damaged(format!("it begins with {other}"))),
    };
    if manifest.form > FORM {
        let message = format!(
            "This backup was made by motcua {}, which is newer than this program.\nRestore it with that version.",
            manifest.program
        );
        return Err(Stop::new(Code::Usage, message));
    }
    target.begin(&manifest)?;
    let (mut seen, mut end) = (End::default(), None);
    for entry in entries {
        let mut entry = entry.map_err(damaged)?;
        let name = name(&entry)?;
        if end.is_some() {
            return Err(damaged(format!("{name} stands after its end")));
        }
        if name == END {
            end = Some(json::<End>(&mut entry)?);
        } else {
            one(&name, &mut entry, target, &mut seen)?;
        }
    }
    // The last piece says that it is the last: only after it is nothing cut off.
    io::copy(&mut archive.into_inner(), &mut io::sink()).map_err(damaged)?;
    let end = end.ok_or_else(|| damaged("its end is missing"))?;
    // What was not there cannot be seen here.
    seen.missing.clone_from(&end.missing);
    if seen == end { Ok((manifest, end)) } else { Err(damaged("it does not hold what its end says")) }
}

/// One entry between the first and the last.
fn one(name: &str, entry: &mut impl Read, target: &mut impl Target, seen: &mut End) -> Result<(), Stop> {
    let unknown = || damaged(format!("it holds {name}, which this program does not know"));
    match name.split_once('/') {
        Some(("settings", name)) => {
            let name = super::SETTINGS.into_iter().find(|it| *it == name).ok_or_else(unknown)?;
            seen.settings.push(name.to_owned());
            target.setting(name, whole(entry)?)
        }
        Some(("rows", name)) => {
            let table = name.split_once('/').ok_or_else(unknown)?.0;
            let rows = target.rows(table, &whole(entry)?)?;
            *seen.rows.entry(table.to_owned()).or_default() += rows;
            Ok(())
        }
        Some(("files", name)) => {
            let hash: FileHash = name.parse().map_err(|_| unknown())?;
            let mut counted = Counted { inner: entry, count: 0 };
            if !target.file(&hash, &mut Bytes(&mut counted))? {
                seen.damaged.push(hash.to_string());
            }
            seen.files += 1;
            seen.file_bytes += counted.count;
            Ok(())
        }
        _ => Err(unknown()),
    }
}

fn opened(file: &Path, keys: &[Identity]) -> Result<impl Read + use<>, Stop> {
    let input = File::open(file).map_err(|error| {
        Stop::unreachable(format!("{} cannot be read", file.display()), error, "Name the backup with --from.")
    })?;
    let decryptor =
        Decryptor::new_buffered(BufReader::with_capacity(1 << 20, input)).map_err(|error| match error {
            DecryptError::Io(error) => damaged(error),
            _ => damaged("it does not begin as one"),
        })?;
    let keys = keys.iter().map(|it| it as &dyn age::Identity);
    let plain = decryptor.decrypt(keys).map_err(|error| match error {
        DecryptError::NoMatchingKeys => Stop::new(
            Code::Usage,
            format!("This key does not open {}: the backup was made for another one.\nNothing was changed. Name the right key with --key.", file.display()),
        ),
        DecryptError::Io(error) => damaged(error),
        _ => damaged("its head was changed"),
    })?;
    zstd::Decoder::new(plain).map_err(damaged)
}

fn name(entry: &tar::Entry<'_, impl Read>) -> Result<String, Stop> {
    let path = entry.path().map_err(damaged)?;
    path.to_str().map(str::to_owned).ok_or_else(|| damaged("an entry has a name that is no text"))
}

fn whole(entry: &mut impl Read) -> Result<Vec<u8>, Stop> {
    let mut bytes = Vec::new();
    entry.take(MOST).read_to_end(&mut bytes).map_err(damaged)?;
    if bytes.len() as u64 == MOST {
        return Err(damaged("an entry is too large"));
    }
    Ok(bytes)
}

fn json<T: DeserializeOwned>(entry: &mut impl Read) -> Result<T, Stop> {
    serde_json::from_slice(&whole(entry)?).map_err(damaged)
}

/// The file is not what was written.
pub(super) fn damaged(why: impl std::fmt::Display) -> Stop {
    let message = format!(
        "This is no whole backup: {why}.\nIt was cut off or changed after it was written. Take another copy of it, or an earlier backup."
    );
    Stop::new(Code::Wrong, message)
}

struct Counted<'a, R> {
    inner: &'a mut R,
    count: u64,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.count += read as u64;
        Ok(read)
    }
}
