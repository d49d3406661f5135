//! Descriptions of the national database: one row each for what is looked for, one row for each version, never changed,
//! and one stamp that says which state all of them are in.

use base::Instant;
use db::{Error, Query, Row, Tx, params};

use crate::national::Prepared;

db::statements! {
    /// The stamp, kept from others until the end: one import at a time.
    LOCK = "SELECT stamp FROM national_stamp WHERE id = 1 /*lock*/";
    /// The stamp.
    STAMP = "SELECT stamp FROM national_stamp WHERE id = 1";
    /// Another stamp.
    SET_STAMP = "UPDATE national_stamp SET stamp = $1 WHERE id = 1";
    /// The newest version of a description.
    LATEST = "SELECT version, digest FROM national_procedure WHERE code = $1";
    /// What is looked for.
    PUT_HEAD = "INSERT INTO national_procedure (code, version, digest, name, field_code, field_name, levels, subjects,
        online, folded, for_review, described_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        ON CONFLICT (code) DO UPDATE SET version = excluded.version, digest = excluded.digest, name = excluded.name,
        field_code = excluded.field_code, field_name = excluded.field_name, levels = excluded.levels,
        subjects = excluded.subjects, online = excluded.online, folded = excluded.folded,
        for_review = excluded.for_review, described_at = excluded.described_at";
    /// A new version.
    PUT_VERSION = "INSERT INTO national_version (code, version, digest, body, doubts, difference, described_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// A version whole.
    VERSION = "SELECT body, doubts, difference, described_at FROM national_version WHERE code = $1 AND version = $2";
    /// Everything a search looks at.
    ALL = "SELECT code, version, name, field_code, field_name, levels, subjects, online, folded,
        for_review FROM national_procedure
        ORDER BY folded, code";
}

/// A row of [`ALL`].
pub(crate) struct Head {
    pub(crate) code: String,
    pub(crate) version: i64,
    pub(crate) name: String,
    pub(crate) field_code: String,
    pub(crate) field_name: String,
    /// As written, one a line.
    pub(crate) levels: String,
    /// Code, tab, name; one a line.
    pub(crate) subjects: String,
    pub(crate) online: String,
    pub(crate) folded: String,
    pub(crate) for_review: bool,
}

/// A version as it is stored.
pub(crate) struct Stored {
    pub(crate) body: String,
    pub(crate) doubts: String,
    pub(crate) difference: String,
    pub(crate) described_at: Instant,
}

/// The stamp; other imports wait until this one ends.
pub(crate) fn lock(tx: &mut Tx) -> Result<String, Error> {
    Ok(tx.one(&LOCK, params![])?.get(0)?)
}

/// The stamp: equal stamps mean equal descriptions.
pub(crate) fn stamp(q: &mut impl Query) -> Result<String, Error> {
    Ok(q.one(&STAMP, params![])?.get(0)?)
}

/// Sets the stamp.
pub(crate) fn set_stamp(tx: &mut Tx, stamp: &str) -> Result<(), Error> {
    tx.exec(&SET_STAMP, params![stamp.to_owned()]).map(|_| ())
}

/// The number and digest of the newest version.
pub(crate) fn latest(q: &mut impl Query, code: &str) -> Result<Option<(i64, String)>, Error> {
    q.opt(&LATEST, params![code.to_owned()])?.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}

/// Stores version `number` with what changed since the one before it.
pub(crate) fn put(
    tx: &mut Tx,
    it: &Prepared,
    number: i64,
    doubts: &str,
    difference: &str,
    now: Instant,
) -> Result<(), Error> {
    let record = &it.record;
    let line = |all: &[String]| all.join("\n");
    let subjects: Vec<String> = record
        .subjects
        .iter()
        .map(|one| format!("{}\t{}", one.code.as_deref().unwrap_or_default(), one.name()).replace('\n', " "))
        .collect();
    tx.put(
        &PUT_HEAD,
        params![
            record.code,
            number,
            it.digest,
            record.title().to_owned(),
            record.field.code.clone().unwrap_or_default(),
            record.field.name().to_owned(),
            line(&record.levels),
            line(&subjects),
            record.online_level.clone().unwrap_or_default(),
            it.folded,
            it.for_review(),
            now
        ],
    )?;
    tx.put(
        &PUT_VERSION,
        params![record.code, number, it.digest, it.body, doubts.to_owned(), difference.to_owned(), now],
    )
}

/// One version; none if it was never stored.
pub(crate) fn version(q: &mut impl Query, code: &str, version: i64) -> Result<Option<Stored>, Error> {
    let row = q.opt(&VERSION, params![code.to_owned(), version])?;
    let stored = |row: Row| {
        Ok(Stored {
            body: row.get(0)?,
            doubts: row.get(1)?,
            difference: row.get(2)?,
            described_at: row.get(3)?,
        })
    };
    row.map(stored).transpose()
}

/// All of them, by name.
pub(crate) fn all(q: &mut impl Query) -> Result<Vec<Head>, Error> {
    q.all(&ALL, params![])?.iter().map(head).collect()
}

fn head(row: &Row) -> Result<Head, Error> {
    Ok(Head {
        code: row.get(0)?,
        version: row.get(1)?,
        name: row.get(2)?,
        field_code: row.get(3)?,
        field_name: row.get(4)?,
        levels: row.get(5)?,
        subjects: row.get(6)?,
        online: row.get(7)?,
        folded: row.get(8)?,
        for_review: row.get(9)?,
    })
}
