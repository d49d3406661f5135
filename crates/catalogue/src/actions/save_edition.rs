//! Save an edition: what it says now, whether it is sound or not.

use base::Ctx;
use base::code::ProcedureCode;
use db::Tx;
use serde::Serialize;

use crate::edition::Edition;
use crate::error::Error;
use crate::events::{EditionSaved, stream};
use crate::package::Written;
use crate::permissions::IMPORT;
use crate::store::edition as store;

/// Which edition, as it was seen.
#[derive(Clone, Debug, Serialize)]
pub struct Seen {
    /// The procedure.
    pub code: ProcedureCode,
    /// The revision that was shown.
    pub revision: i64,
}

/// Saves what an edition says, whether it is sound or not.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NoEdition`] where it is gone; [`Error::Edited`] where somebody else has saved it meanwhile.
pub fn save_edition(tx: &mut Tx, ctx: &Ctx, seen: &Seen, texts: &Written) -> Result<Edition, Error> {
    let authority = ctx.authorise(&IMPORT)?;
    let stream = stream(&seen.code);
    ledger::open(tx, std::slice::from_ref(&stream))?;
    let mut edition = fresh(tx, seen)?;
    if edition.texts == *texts {
        return Ok(edition);
    }
    let files = edition.texts.changed(texts);
    edition.texts = texts.clone();
    edition.revision += 1;
    edition.changed_at = ctx.now;
    edition.changed_by = authority.staff().staff;
    store::save(tx, &edition)?;
    let event = EditionSaved { code: seen.code.clone(), revision: edition.revision, files };
    ledger::append(tx, ctx, &stream, None, ctx.now, &event)?;
    Ok(edition)
}

/// The edition, if it is still as it was seen.
pub(super) fn fresh(tx: &mut Tx, seen: &Seen) -> Result<Edition, Error> {
    let edition = store::find(tx, &seen.code)?.ok_or(Error::NoEdition)?;
    if edition.revision == seen.revision { Ok(edition) } else { Err(Error::Edited) }
}
