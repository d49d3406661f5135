//! See a procedure: its versions, and what is being prepared.

use base::Ctx;
use base::code::ProcedureCode;
use db::Query;
use ledger::Recorded;

use crate::edition::Edition;
use crate::error::Error;
use crate::events::stream;
use crate::look;
use crate::permissions::IMPORT;
use crate::store::{edition, procedure};

/// A procedure with its history.
#[derive(Clone, Debug)]
pub(crate) struct ProcedureSeen {
    /// Its code.
    pub(crate) code: ProcedureCode,
    /// Its versions, the newest first.
    pub(crate) versions: Vec<procedure::Stored>,
    /// The one in force today.
    pub(crate) in_force: Option<i64>,
    /// What is being prepared.
    pub(crate) edition: Option<Edition>,
    /// What was done to it, the last first, with who did it.
    pub(crate) log: Vec<(Recorded, String)>,
}

/// So much of the log is shown.
const LOGGED: usize = 50;

/// The procedure.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NoProcedure`] where there is neither a version nor an edition.
pub(crate) fn see_procedure(
    q: &mut impl Query,
    ctx: &Ctx,
    code: &ProcedureCode,
) -> Result<ProcedureSeen, Error> {
    ctx.authorise(&IMPORT)?;
    let versions = procedure::all(q, code)?;
    let edition = edition::find(q, code)?;
    if versions.is_empty() && edition.is_none() {
        return Err(Error::NoProcedure);
    }
    let in_force = look::published(q, code, ctx.now.date())?.map(|version| version.version);
    let mut log = Vec::new();
    for event in ledger::history(q, &stream(code))?.into_iter().rev().take(LOGGED) {
        let staff = event.by_staff().map_or(Ok(None), |id| organisation::staff(q, id))?;
        let by = staff.map_or_else(|| "Hệ thống".to_owned(), |it| it.name.to_string());
        log.push((event, by));
    }
    Ok(ProcedureSeen { code: code.clone(), versions, in_force, edition, log })
}
