//! Migrations: each runs once, in its own transaction, the same text on both engines.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use base::{Clock as _, SystemClock};
use sha2::{Digest as _, Sha256};

use crate::lexer::script;
use crate::query::Query as _;
use crate::{Applied, Db, Error, Read, Tx, params, statements};

/// One step of the schema. Additive, the same text on both engines, never edited after release.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// `context/0001_what`.
    pub name: &'static str,
    /// Statements separated by `;`.
    pub sql: &'static str,
}

statements! {
    /// Where it is kept what has run.
    CREATE = "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, digest TEXT NOT NULL, applied_at BIGINT NOT NULL)";
    /// What has run.
    APPLIED = "SELECT name, digest FROM migration ORDER BY name";
    /// Notes that one has run.
    NOTE = "INSERT INTO migration (name, digest, applied_at) VALUES ($1, $2, $3)";
}

pub(crate) async fn run(db: &Db, all: &[Migration]) -> Result<usize, Error> {
    let all: Arc<[Migration]> = all.into();
    check_names(&all)?;
    db.write(|tx| {
        tx.session.lock_schema()?;
        tx.script(CREATE.name, CREATE.sql)
    })
    .await?;
    let mut ran = 0;
    for i in 0..all.len() {
        let all = Arc::clone(&all);
        ran += db.write(move |tx| step(tx, &all, i)).await?;
    }
    // With nothing to run, what has run is looked at all the same.
    db.write(move |tx| compare(tx, &all).map(drop)).await?;
    Ok(ran)
}

/// Runs migration `i` unless it has run; another node may be at the same work.
fn step(tx: &mut Tx, all: &[Migration], i: usize) -> Result<usize, Error> {
    tx.session.lock_schema()?;
    let migration = all[i];
    if compare(tx, all)?.contains(migration.name) {
        return Ok(0);
    }
    for part in script(migration.sql) {
        tx.script(migration.name, part)?;
    }
    tx.exec(&NOTE, &params![migration.name, digest(&migration), SystemClock.now()][..])?;
    Ok(1)
}

/// The names of what has run, if all of it is known and unchanged.
fn compare(tx: &mut Tx, all: &[Migration]) -> Result<BTreeSet<String>, Error> {
    let known: BTreeMap<_, _> = all.iter().map(|it| (it.name, digest(it))).collect();
    let mut names = BTreeSet::new();
    for row in tx.all(&APPLIED, &[])? {
        let (name, applied): (String, String) = (row.get(0)?, row.get(1)?);
        match known.get(name.as_str()) {
            Some(digest) if *digest == applied => {}
            Some(_) => {
                return Err(changed(&name));
            }
            None => {
                return Err(unknown(&name));
            }
        }
        names.insert(name);
    }
    Ok(names)
}

fn changed(name: &str) -> Error {
    Error::Schema(format!(
        "migration {name} was changed after it ran on this database; put its text back and add a new migration"
    ))
}

fn unknown(name: &str) -> Error {
    Error::Schema(format!(
        "the database has migration {name}, which this program does not know: start the newer program \
         (in a test: give every migration in one call)"
    ))
}

/// What has run, as a snapshot shows it.
pub(crate) fn applied(read: &mut Read) -> Result<Vec<Applied>, Error> {
    let rows = read.all(&APPLIED, &[])?;
    rows.iter().map(|row| Ok(Applied { name: row.get(0)?, digest: row.get(1)? })).collect()
}

/// Those of `all` that have run, in their order; all that ran must be known and unchanged.
pub(crate) fn known(all: &[Migration], applied: &[Applied]) -> Result<Vec<Migration>, Error> {
    let mut digests: BTreeMap<_, _> =
        applied.iter().map(|it| (it.name.as_str(), it.digest.as_str())).collect();
    let mut known = Vec::new();
    for migration in all {
        match digests.remove(migration.name) {
            None => {}
            Some(it) if it == digest(migration) => known.push(*migration),
            Some(_) => return Err(changed(migration.name)),
        }
    }
    digests.first_key_value().map_or(Ok(known), |(name, _)| Err(unknown(name)))
}

fn check_names(all: &[Migration]) -> Result<(), Error> {
    let mut names = BTreeSet::new();
    match all.iter().find(|it| !names.insert(it.name)) {
        Some(twice) => Err(Error::Schema(format!("two migrations are named {}", twice.name))),
        None => Ok(()),
    }
}

fn digest(migration: &Migration) -> String {
    hex::encode(Sha256::digest(migration.sql.trim()))
}
