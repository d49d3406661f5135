//! What is known of one code: a package, a description, or what replaced it.

use std::sync::Arc;

use base::Instant;
use base::code::ProcedureCode;
use db::Query;
use jiff::civil::Date;

use crate::error::Error;
use crate::look;
use crate::model::ProcedureVersion;
use crate::national::{Difference, Doubt, Record, Successor, successor};
use crate::store::national as store;

/// A description of the national database, as it was stored last.
#[derive(Clone, Debug)]
pub struct Description {
    /// Its version here, from 1.
    pub version: i64,
    /// What it says.
    pub record: Record,
    /// The notes for review.
    pub doubts: Vec<Doubt>,
    /// What changed since the version before.
    pub difference: Vec<Difference>,
    /// When it was stored.
    pub described_at: Instant,
}

/// What is known of a code.
#[derive(Clone, Debug)]
pub enum Known {
    /// It can be filed here.
    Package(Arc<ProcedureVersion>),
    /// It is described, and not filed here.
    Description(Box<Description>),
    /// It was repealed and replaced.
    Replaced(Box<Replaced>),
}

/// A code that was repealed and replaced.
#[derive(Clone, Debug)]
pub struct Replaced {
    /// The old code.
    pub code: String,
    /// What it was called, where it is described.
    pub name: Option<String>,
    /// What replaced it.
    pub successor: &'static Successor,
    /// Whether there is a page about the successor.
    pub leads_on: bool,
}

/// What is known of `code` on a day: a package in force first; then what replaced it; then its description. None if
/// nothing is known.
///
/// # Errors
/// Those of the database; [`Error::Unreadable`] and [`Error::Description`] if what is stored cannot be read.
pub fn known(q: &mut impl Query, code: &str, on: Date) -> Result<Option<Known>, Error> {
    if let Some(version) = package(q, code, on)? {
        return Ok(Some(Known::Package(version)));
    }
    let description = description(q, code)?;
    if let Some(successor) = successor(code) {
        let leads_on =
            package(q, &successor.code, on)?.is_some() || store::latest(q, &successor.code)?.is_some();
        let name = description.map(|it| it.record.name);
        let replaced = Replaced { code: code.to_owned(), name, successor, leads_on };
        return Ok(Some(Known::Replaced(Box::new(replaced))));
    }
    Ok(description.map(|it| Known::Description(Box::new(it))))
}

fn package(q: &mut impl Query, code: &str, on: Date) -> Result<Option<Arc<ProcedureVersion>>, Error> {
    match code.parse::<ProcedureCode>() {
        Ok(code) => look::public(q, &code, on),
        Err(_) => Ok(None),
    }
}

/// The newest description of `code`; none if there is none.
///
/// # Errors
/// Those of the database; [`Error::Description`] if what is stored cannot be read.
pub fn description(q: &mut impl Query, code: &str) -> Result<Option<Description>, Error> {
    if code.len() > 32 || code.contains('\0') {
        return Ok(None);
    }
    let Some((version, _)) = store::latest(q, code)? else { return Ok(None) };
    let Some(stored) = store::version(q, code, version)? else { return Ok(None) };
    let unreadable = |source| Error::Description { code: code.to_owned(), source };
    Ok(Some(Description {
        version,
        record: serde_json::from_str(&stored.body).map_err(unreadable)?,
        doubts: serde_json::from_str(&stored.doubts).map_err(unreadable)?,
        difference: serde_json::from_str(&stored.difference).map_err(unreadable)?,
        described_at: stored.described_at,
    }))
}
