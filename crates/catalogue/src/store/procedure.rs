//! Versions of procedures: one row each, never changed. What is looked for stands in columns, all of it in `body`.

use base::code::ProcedureCode;
use base::{Instant, fold};
use db::{Error, Query, Row, Tx, params};
use jiff::civil::Date;

use crate::model::{OnlineLevel, ProcedureKey};
use crate::package::Package;

db::statements! {
    /// A new version; nothing if somebody stored that number first.
    INSERT = "INSERT INTO procedure_version (code, version, valid_from, valid_to, short_name, field_code, field_name,
        online, life_events, folded, digest, body, imported_at, falls_back, internal)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT DO NOTHING";
    /// The newest version, in force or not.
    LATEST = "SELECT version, digest FROM procedure_version WHERE code = $1 ORDER BY version DESC LIMIT 1";
    /// The digest of one version.
    DIGEST = "SELECT digest FROM procedure_version WHERE code = $1 AND version = $2";
    /// Whether some version says this.
    HAS = "SELECT CAST(COUNT(*) AS BIGINT) FROM procedure_version WHERE code = $1 AND digest = $2";
    /// The versions that begin after a day.
    COMING = "SELECT code, version FROM procedure_version WHERE valid_from > $1 ORDER BY code, version";
    /// One version whole.
    BODY = "SELECT body FROM procedure_version WHERE code = $1 AND version = $2";
    /// The version in force on a day: the newest that has begun, unless it has ended. An older one comes back only after one that was
    /// in force for a time (sunset).
    IN_FORCE = "SELECT version, digest FROM
        (SELECT version, digest, valid_to FROM procedure_version
         WHERE code = $1 AND valid_from <= $2 AND NOT (falls_back AND valid_to < $2) ORDER BY version DESC LIMIT 1) AS newest
        WHERE valid_to >= $2";
    /// What is in force on a day, for lists and searches; the search itself is done on the folded text.
    LISTED = "SELECT v.code, v.version, v.short_name, v.field_code, v.field_name, v.online, v.life_events, v.folded,
        v.digest, v.internal
        FROM procedure_version v
        WHERE v.valid_from <= $1 AND v.valid_to >= $1 AND NOT EXISTS (
            SELECT 1 FROM procedure_version n
            WHERE n.code = v.code AND n.version > v.version AND n.valid_from <= $1
                AND NOT (n.falls_back AND n.valid_to < $1))
        ORDER BY v.folded, v.code LIMIT $2";
    /// Every version of a procedure, the newest first.
    ALL = "SELECT version, valid_from, valid_to, falls_back, short_name, imported_at FROM procedure_version
        WHERE code = $1 ORDER BY version DESC LIMIT 200";
}

/// A procedure in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Which version of which procedure.
    pub key: ProcedureKey,
    /// Its short name.
    pub short_name: String,
    /// The code of its field.
    pub field_code: String,
    /// Its field.
    pub field_name: String,
    /// How much can be done online.
    pub online: OnlineLevel,
    /// Its life events.
    pub life_events: Vec<String>,
    /// Whether one body files with another.
    pub internal: bool,
    /// What a search looks at.
    pub(crate) folded: String,
    /// SHA-256 of what it says.
    pub(crate) digest: String,
}

/// A version in the history of its procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stored {
    /// Its number.
    pub(crate) version: i64,
    /// In force from this day.
    pub(crate) valid_from: Date,
    /// To the end of this day.
    pub(crate) valid_to: Option<Date>,
    /// Whether the version before comes back then.
    pub(crate) falls_back: bool,
    /// Its short name.
    pub(crate) short_name: String,
    /// When it was stored.
    pub(crate) stored_at: Instant,
}

/// Every version of a procedure, the newest first.
pub(crate) fn all(q: &mut impl Query, code: &ProcedureCode) -> Result<Vec<Stored>, Error> {
    let read = |row: &Row| {
        let until: Date = row.get(2)?;
        Ok(Stored {
            version: row.get(0)?,
            valid_from: row.get(1)?,
            valid_to: (until != Date::MAX).then_some(until),
            falls_back: row.get(3)?,
            short_name: row.get(4)?,
            stored_at: row.get(5)?,
        })
    };
    q.all(&ALL, params![code])?.iter().map(read).collect()
}

/// Stores a version; false if its number is taken.
pub(crate) fn insert(tx: &mut Tx, package: &Package, body: &str, now: Instant) -> Result<bool, Error> {
    let it = &package.procedure;
    let words = [it.short_name.as_str(), it.name.as_str(), it.code.as_str(), it.field.name.as_str()];
    let rest = it.search_words.iter().chain(&it.life_events).map(String::as_str);
    let folded = words.into_iter().chain(rest).map(fold).collect::<Vec<_>>().join(" | ");
    let rows = tx.exec(
        &INSERT,
        params![
            it.code,
            it.version,
            it.valid_from,
            it.valid_to.unwrap_or(Date::MAX),
            it.short_name,
            it.field.code,
            it.field.name,
            it.online.code().to_owned(),
            it.life_events.join("\n"),
            folded,
            package.digest,
            body.to_owned(),
            now,
            it.falls_back,
            it.is_internal()
        ],
    )?;
    Ok(rows == 1)
}

/// The number and digest of the newest version.
pub(crate) fn latest(q: &mut impl Query, code: &ProcedureCode) -> Result<Option<(i64, String)>, Error> {
    q.opt(&LATEST, params![code])?.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}

/// The digest of a version.
pub(crate) fn digest(q: &mut impl Query, key: &ProcedureKey) -> Result<Option<String>, Error> {
    q.opt(&DIGEST, params![key.code, key.version])?.map(|row| Ok(row.get(0)?)).transpose()
}

/// The JSON of a version.
pub(crate) fn body(q: &mut impl Query, key: &ProcedureKey) -> Result<Option<String>, Error> {
    q.opt(&BODY, params![key.code, key.version])?.map(|row| Ok(row.get(0)?)).transpose()
}

/// The number and digest of the version in force on a day.
pub(crate) fn in_force(
    q: &mut impl Query,
    code: &ProcedureCode,
    on: Date,
) -> Result<Option<(i64, String)>, Error> {
    q.opt(&IN_FORCE, params![code, on])?.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}

/// Whether some version of the procedure says this.
pub(crate) fn has(q: &mut impl Query, code: &ProcedureCode, digest: &str) -> Result<bool, Error> {
    Ok(q.one(&HAS, params![code, digest.to_owned()])?.get::<i64>(0)? > 0)
}

/// The versions that begin after a day.
pub(crate) fn coming(q: &mut impl Query, on: Date) -> Result<Vec<ProcedureKey>, Error> {
    let key = |row: &Row| Ok(ProcedureKey { code: row.get(0)?, version: row.get(1)? });
    q.all(&COMING, params![on])?.iter().map(key).collect()
}

/// What is in force on a day, by name.
pub(crate) fn listed(q: &mut impl Query, on: Date, most: i64) -> Result<Vec<Listed>, Error> {
    q.all(&LISTED, params![on, most])?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Listed, Error> {
    let life_events: String = row.get(6)?;
    Ok(Listed {
        key: ProcedureKey { code: row.get(0)?, version: row.get(1)? },
        short_name: row.get(2)?,
        field_code: row.get(3)?,
        field_name: row.get(4)?,
        online: OnlineLevel::parse(&row.get::<String>(5)?).unwrap_or(OnlineLevel::None),
        life_events: life_events.lines().map(str::to_owned).collect(),
        folded: row.get(7)?,
        digest: row.get(8)?,
        internal: row.get(9)?,
    })
}
