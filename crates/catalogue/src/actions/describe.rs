//! Descriptions of the national database are stored as new or changed versions, each with what changed and with the
//! notes for review. The same description again changes nothing.

use base::Ctx;
use db::{Budget, Bulk, Tx};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::actions::Change;
use crate::error::Error;
use crate::events::{Described, national_stream};
use crate::national::{Difference, Prepared, difference};
use crate::permissions::IMPORT;
use crate::store::national as store;

/// How far an import has come, and what it did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many descriptions were gone through.
    pub at: usize,
    /// New procedures.
    pub added: usize,
    /// New versions of known ones.
    pub changed: usize,
    /// Those that say what the newest version says.
    pub unchanged: usize,
    /// Those gone through that somebody must look at, whether new or not.
    pub for_review: usize,
}

/// Goes on from `from` through `batch` as far as `budget` lets it. For [`db::Db::write_bulk`].
///
/// # Errors
/// [`Error::Denied`] for everyone but a system and holders of [`IMPORT`]; [`Error::Description`] if the version before
/// cannot be read; those of the ledger and the database.
pub fn describe(
    tx: &mut Tx,
    ctx: &Ctx,
    batch: &[Prepared],
    budget: &mut Budget,
    from: Progress,
) -> Result<Bulk<Progress, Progress>, Error> {
    ctx.authorise_system().map(|_| ()).or_else(|_| ctx.authorise(&IMPORT).map(|_| ()))?;
    // Whoever holds the stamp is alone on the streams of all descriptions.
    let before = store::lock(tx)?;
    let (mut done, mut stamp) = (from, Sha256::new_with_prefix(before.as_bytes()));
    while let Some(next) = batch.get(done.at).filter(|_| budget.take()) {
        done.at += 1;
        done.for_review += usize::from(next.for_review());
        match one(tx, ctx, next)? {
            Change::Added => done.added += 1,
            Change::Changed => done.changed += 1,
            Change::Unchanged => {
                done.unchanged += 1;
                continue;
            }
        }
        stamp.update(next.digest.as_bytes());
    }
    if (done.added, done.changed) != (from.added, from.changed) {
        store::set_stamp(tx, &hex::encode(stamp.finalize()))?;
    }
    Ok(if done.at < batch.len() { Bulk::More(done) } else { Bulk::Done(done) })
}

fn one(tx: &mut Tx, ctx: &Ctx, next: &Prepared) -> Result<Change, Error> {
    let code = &next.record.code;
    let previous = match store::latest(tx, code)? {
        Some((_, digest)) if digest == next.digest => return Ok(Change::Unchanged),
        previous => previous.map(|(version, _)| version),
    };
    let stream = national_stream(code);
    ledger::open(tx, std::slice::from_ref(&stream))?;
    let changes = match previous {
        Some(version) => changes(tx, next, version)?,
        None => Vec::new(),
    };
    let unwritable = |source| Error::Description { code: code.clone(), source };
    let doubts = serde_json::to_string(&next.doubts).map_err(unwritable)?;
    let difference = serde_json::to_string(&changes).map_err(unwritable)?;
    let version = previous.unwrap_or(0) + 1;
    store::put(tx, next, version, &doubts, &difference, ctx.now)?;
    let event = Described {
        code: code.clone(),
        version,
        previous,
        name: next.record.name.trim().to_owned(),
        digest: next.digest.clone(),
        changed: changes.into_iter().map(|change| change.path).take(100).collect(),
        doubts: next.doubts.iter().map(|doubt| doubt.kind).collect(),
    };
    ledger::append(tx, ctx, &stream, None, ctx.now, &event)?;
    Ok(if previous.is_some() { Change::Changed } else { Change::Added })
}

fn changes(tx: &mut Tx, next: &Prepared, version: i64) -> Result<Vec<Difference>, Error> {
    let unreadable = |source| Error::Description { code: next.record.code.clone(), source };
    let before = store::version(tx, &next.record.code, version)?.map(|it| it.body).unwrap_or_default();
    let before: Value = serde_json::from_str(&before).map_err(unreadable)?;
    let after: Value = serde_json::from_str(&next.body).map_err(unreadable)?;
    Ok(difference(&before, &after))
}
