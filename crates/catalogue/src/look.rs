//! Looking procedures up. Versions never change, so they are kept in memory once read, by what they say.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use base::code::ProcedureCode;
use base::fold;
use db::{Memo, Query};
use jiff::civil::Date;

use crate::error::Error;
use crate::model::{LocalFee, ProcedureKey, ProcedureVersion};
use crate::national::successor;
use crate::store::procedure as store;
pub use crate::store::procedure::Listed;

/// How many versions are kept in memory; each is some tens of kilobytes with its validators.
const KEPT: usize = 256;
/// The most procedures a list or search goes through.
const MOST: i64 = 10_000;

/// Versions by digest and number: the same in every database that holds them.
type Kept = Mutex<HashMap<(String, i64), Arc<ProcedureVersion>>>;

fn kept() -> &'static Kept {
    static KEPT: OnceLock<Kept> = OnceLock::new();
    KEPT.get_or_init(Mutex::default)
}

/// The version of a procedure in force on a day; none if there is none.
///
/// # Errors
/// Those of the database; [`Error::Unreadable`] if what is stored cannot be read.
pub fn published(
    q: &mut impl Query,
    code: &ProcedureCode,
    on: Date,
) -> Result<Option<Arc<ProcedureVersion>>, Error> {
    let Some((version, digest)) = in_force(q, code, on)? else { return Ok(None) };
    read(q, &ProcedureKey { code: code.clone(), version }, digest).map(Some)
}

/// One version, whether still in force or not; none if it was never stored.
///
/// # Errors
/// Those of the database; [`Error::Unreadable`] if what is stored cannot be read.
pub fn version(q: &mut impl Query, key: &ProcedureKey) -> Result<Option<Arc<ProcedureVersion>>, Error> {
    let Some(digest) = store::digest(q, key)? else { return Ok(None) };
    read(q, key, digest).map(Some)
}

/// The version of a procedure for people in force on a day; none if there is none, or if it is one between bodies.
///
/// # Errors
/// As [`published`].
pub(crate) fn public(
    q: &mut impl Query,
    code: &ProcedureCode,
    on: Date,
) -> Result<Option<Arc<ProcedureVersion>>, Error> {
    Ok(published(q, code, on)?.filter(|version| !version.is_internal()))
}

/// Whether new dossiers are taken under exactly this version on a day: false once a newer one is in force.
///
/// # Errors
/// Those of the database.
pub fn is_in_force(q: &mut impl Query, key: &ProcedureKey, on: Date) -> Result<bool, Error> {
    Ok(in_force(q, &key.code, on)?.is_some_and(|(version, _)| version == key.version))
}

fn in_force(q: &mut impl Query, code: &ProcedureCode, on: Date) -> Result<Option<(i64, String)>, db::Error> {
    if is_superseded(q, code, on)? {
        return Ok(None);
    }
    newest(q, code, on)
}

/// Whether `code` was repealed and what replaced it is published here: then nothing new is filed under it, while
/// dossiers received under it go on, since they name their version.
pub(crate) fn is_superseded(q: &mut impl Query, code: &ProcedureCode, on: Date) -> Result<bool, db::Error> {
    let Some(Ok(next)) = successor(code.as_str()).map(|to| to.code.parse::<ProcedureCode>()) else {
        return Ok(false);
    };
    Ok(newest(q, &next, on)?.is_some())
}

fn newest(q: &mut impl Query, code: &ProcedureCode, on: Date) -> Result<Option<(i64, String)>, db::Error> {
    static IN_FORCE: Memo<(ProcedureCode, Date), Option<(i64, String)>> =
        Memo::new(&["procedure_version"], 16_384);
    IN_FORCE.get(q, (code.clone(), on), |q, _| store::in_force(q, code, on))
}

/// The amounts set locally for the fees of a procedure on a day; empty where the council set none.
///
/// # Errors
/// Those of the database; [`Error::Unreadable`] if what is stored cannot be read.
pub fn local_fees(q: &mut impl Query, code: &ProcedureCode, on: Date) -> Result<Arc<Vec<LocalFee>>, Error> {
    static IN_FORCE: Memo<(ProcedureCode, Date), Arc<Vec<LocalFee>>> = Memo::new(&["local_fee"], 16_384);
    IN_FORCE.get(q, (code.clone(), on), |q, (code, on)| {
        let Some(body) = crate::store::local_fee::in_force(q, code, *on)? else { return Ok(Arc::default()) };
        let key = ProcedureKey { code: code.clone(), version: 0 };
        serde_json::from_str(&body).map(Arc::new).map_err(|source| Error::Unreadable { key, source })
    })
}

/// The packages for people in force on a day in which every word of `text` occurs, without regard to accents or case (đ
/// too), the best first: in the name, then in the words people search with. An empty text finds all, by name.
///
/// # Errors
/// Those of the database.
pub fn search(q: &mut impl Query, text: &str, on: Date) -> Result<Vec<Listed>, Error> {
    Ok(every(q, text, on)?.into_iter().filter(|one| !one.internal).collect())
}

/// The packages between bodies in force on a day, by name.
///
/// # Errors
/// Those of the database.
pub fn internal(q: &mut impl Query, on: Date) -> Result<Vec<Listed>, Error> {
    Ok(every(q, "", on)?.into_iter().filter(|one| one.internal).collect())
}

/// As [`search`], for people and between bodies.
///
/// # Errors
/// Those of the database.
pub fn every(q: &mut impl Query, text: &str, on: Date) -> Result<Vec<Listed>, Error> {
    let text = fold(text);
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let mut found = store::listed(q, on, MOST)?;
    found.retain(|one| words.iter().all(|word| one.folded.contains(word)));
    let mut superseded = Vec::new();
    for one in found.iter().filter(|one| successor(one.key.code.as_str()).is_some()) {
        if is_superseded(q, &one.key.code, on)? {
            superseded.push(one.key.clone());
        }
    }
    found.retain(|one| !superseded.contains(&one.key));
    if !words.is_empty() {
        found.sort_by_cached_key(|one| {
            let name = fold(&one.short_name);
            let missed = words.iter().filter(|word| !name.contains(**word)).count();
            (!name.contains(&text), missed, name)
        });
    }
    Ok(found)
}

/// A version by its key and digest.
///
/// # Errors
/// Those of the database; [`Error::Unreadable`] if what is stored cannot be read.
pub(crate) fn read(
    q: &mut impl Query,
    key: &ProcedureKey,
    digest: String,
) -> Result<Arc<ProcedureVersion>, Error> {
    let place = (digest, key.version);
    if let Some(version) = kept().lock().unwrap_or_else(PoisonError::into_inner).get(&place) {
        return Ok(Arc::clone(version));
    }
    let body = store::body(q, key)?.ok_or_else(|| Error::Missing(key.clone()))?;
    let version: ProcedureVersion =
        serde_json::from_str(&body).map_err(|source| Error::Unreadable { key: key.clone(), source })?;
    let version = Arc::new(version);
    let mut kept = kept().lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= KEPT {
        kept.clear();
    }
    kept.insert(place, Arc::clone(&version));
    Ok(version)
}

/// The procedures with a lane that are in force on `day`, by code.
///
/// # Errors
/// Those of the database.
pub fn lanes(q: &mut impl Query, day: Date) -> Result<Vec<Arc<ProcedureVersion>>, Error> {
    let mut out = Vec::new();
    for listed in search(q, "", day)? {
        out.extend(version(q, &listed.key)?.filter(|version| version.lane.is_some()));
    }
    out.sort_by(|one, other| one.code.cmp(&other.code));
    Ok(out)
}
