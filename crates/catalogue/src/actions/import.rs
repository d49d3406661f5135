//! A package is stored as a version, in force from its first day. The same package again changes nothing.

use base::Ctx;
use db::Tx;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::events::{Published, stream};
use crate::model::{ProcedureKey, ProcedureVersion};
use crate::package::Package;
use crate::permissions::IMPORT;
use crate::store::procedure as store;

/// What an import did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The procedure is new.
    Added,
    /// The procedure has a new version.
    Changed,
    /// The newest version says the same; nothing was stored.
    Unchanged,
}

/// The answer to an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// What it did.
    pub change: Change,
    /// The newest version now.
    pub key: ProcedureKey,
}

/// Stores `package`, already read and sound, as the next version: the number it asks for, or the one after the newest,
/// whichever is greater. A dossier received under an older version keeps it.
///
/// # Errors
/// [`Error::Denied`] for everyone but a system and holders of [`IMPORT`]; [`Error::Backwards`] if it begins before the
/// newest version does; [`Error::Taken`] if a version was stored at the same moment.
pub fn import(tx: &mut Tx, ctx: &Ctx, package: &Package) -> Result<Import, Error> {
    ctx.authorise_system().map(|_| ()).or_else(|_| ctx.authorise(&IMPORT).map(|_| ()))?;
    let code = &package.procedure.code;
    let stream = stream(code);
    ledger::open(tx, std::slice::from_ref(&stream))?;
    let latest = store::latest(tx, code)?;
    if let Some((version, digest)) = &latest {
        if *digest == package.digest {
            let key = ProcedureKey { code: code.clone(), version: *version };
            return Ok(Import { change: Change::Unchanged, key });
        }
        let newest = crate::look::version(tx, &ProcedureKey { code: code.clone(), version: *version })?;
        if newest.is_some_and(|newest| package.procedure.valid_from < newest.valid_from) {
            return Err(Error::Backwards);
        }
    }
    check_parts(tx, &package.procedure)?;
    let previous = latest.map(|(version, _)| version);
    let number = package.procedure.version.max(previous.unwrap_or(0) + 1);
    let procedure = ProcedureVersion { version: number, ..package.procedure.clone() };
    let package = Package { procedure, digest: package.digest.clone() };
    let key = package.procedure.key();
    let body = serde_json::to_string(&package.procedure)
        .map_err(|source| Error::Unreadable { key: key.clone(), source })?;
    if !store::insert(tx, &package, &body, ctx.now)? {
        return Err(Error::Taken);
    }
    ledger::append(tx, ctx, &stream, None, ctx.now, &published(&package, previous))?;
    Ok(Import { change: if previous.is_some() { Change::Changed } else { Change::Added }, key })
}

/// The procedures that a linked one names are there, and what goes into their forms fits.
fn check_parts(tx: &mut Tx, whole: &ProcedureVersion) -> Result<(), Error> {
    let mut versions = Vec::new();
    for part in &whole.linked {
        let newest = store::latest(tx, &part.procedure)?;
        versions.push(match newest {
            Some((version, _)) => {
                crate::look::version(tx, &ProcedureKey { code: part.procedure.clone(), version })?
            }
            None => None,
        });
    }
    let flaws = crate::parts::flaws(whole, &versions);
    if flaws.is_empty() { Ok(()) } else { Err(Error::Parts(flaws)) }
}

fn published(package: &Package, previous: Option<i64>) -> Published {
    let it = &package.procedure;
    Published {
        code: it.code.clone(),
        version: it.version,
        previous,
        name: it.name.clone(),
        valid_from: it.valid_from,
        valid_to: it.valid_to,
        digest: package.digest.clone(),
    }
}
