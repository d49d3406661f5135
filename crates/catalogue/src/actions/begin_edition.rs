//! Begin an edition: an administrator prepares the next version of a procedure, from what the newest one says.

use base::Ctx;
use base::code::ProcedureCode;
use db::Tx;
use serde::Serialize;

use crate::edition::Edition;
use crate::error::Error;
use crate::events::{EditionBegun, stream};
use crate::model::{ProcedureKey, ProcedureVersion};
use crate::package::write;
use crate::permissions::IMPORT;
use crate::store::{edition as store, procedure};

/// Of which procedure, and from what it is begun.
#[derive(Clone, Debug, Serialize)]
pub struct BeginEdition {
    /// The procedure.
    pub code: ProcedureCode,
    /// For a procedure that is new here: the one whose newest version it is begun like.
    pub like: Option<ProcedureCode>,
}

/// Begins an edition with what the newest version says. One that was begun already is gone on with.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NoProcedure`] where there is no version to begin with; [`Error::Known`] where a procedure that should be
/// new is here already.
pub fn begin_edition(tx: &mut Tx, ctx: &Ctx, input: &BeginEdition) -> Result<Edition, Error> {
    let authority = ctx.authorise(&IMPORT)?;
    let stream = stream(&input.code);
    ledger::open(tx, std::slice::from_ref(&stream))?;
    if let Some(edition) = store::find(tx, &input.code)? {
        return Ok(edition);
    }
    let own = newest(tx, &input.code)?;
    let (base, mut version) = match (&input.like, own) {
        (Some(_), Some(_)) => return Err(Error::Known(input.code.clone())),
        (None, Some(version)) => (Some(version.version), version),
        (Some(like), None) => (None, newest(tx, like)?.ok_or(Error::NoProcedure)?),
        (None, None) => return Err(Error::NoProcedure),
    };
    version.code = input.code.clone();
    version.version = base.unwrap_or(0) + 1;
    let by = authority.staff().staff;
    let edition = Edition {
        code: input.code.clone(),
        base,
        revision: 1,
        texts: write(&version),
        begun_at: ctx.now,
        begun_by: by,
        changed_at: ctx.now,
        changed_by: by,
    };
    if !store::insert(tx, &edition)? {
        return Err(Error::Taken);
    }
    let event = EditionBegun { code: input.code.clone(), base, like: input.like.clone() };
    ledger::append(tx, ctx, &stream, None, ctx.now, &event)?;
    Ok(edition)
}

fn newest(tx: &mut Tx, code: &ProcedureCode) -> Result<Option<ProcedureVersion>, Error> {
    let Some((version, _)) = procedure::latest(tx, code)? else { return Ok(None) };
    let found = crate::look::version(tx, &ProcedureKey { code: code.clone(), version })?;
    Ok(found.map(|version| (*version).clone()))
}
