//! An edition tried: what it says, read, with the calendar of a body and the amounts set locally. Nothing is written.

use std::collections::BTreeSet;
use std::sync::Arc;

use base::Ctx;
use base::code::ProcedureCode;
use base::id::UnitId;
use db::Query;
use organisation::{Scope, Unit};
use worktime::Calendar;

use crate::error::Error;
use crate::look;
use crate::model::{LocalFee, ProcedureVersion};
use crate::permissions::IMPORT;
use crate::store::edition;

/// What an edition is tried with.
pub(crate) struct Tried {
    /// What it says.
    pub(crate) version: ProcedureVersion,
    /// The bodies that could decide, of those the administrator looks after.
    pub(crate) bodies: Vec<Unit>,
    /// The one whose calendar it is; none for the common one.
    pub(crate) body: Option<UnitId>,
    /// The calendar.
    pub(crate) calendar: Arc<Calendar>,
    /// The amounts set locally.
    pub(crate) local: Arc<Vec<LocalFee>>,
}

/// Reads an edition to try it at a body; without one, at the first that could decide.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NoEdition`] where nothing is prepared; [`Error::Unsound`].
pub(crate) fn try_edition(
    q: &mut impl Query,
    ctx: &Ctx,
    code: &ProcedureCode,
    body: Option<UnitId>,
) -> Result<Tried, Error> {
    let authority = ctx.authorise(&IMPORT)?;
    let today = ctx.now.date();
    let version = edition::find(q, code)?.ok_or(Error::NoEdition)?.read().map_err(Error::Unsound)?.procedure;
    let mut mine = BTreeSet::new();
    for scope in organisation::scopes_of(q, &authority, today)? {
        match scope {
            Scope::Province(top) => mine.extend(organisation::bodies_under(q, top, today)?),
            Scope::Body(body) => _ = mine.insert(body),
            Scope::Unit(_) => {}
        }
    }
    let all = organisation::all_units(q, today)?.into_iter().filter(|unit| mine.contains(&unit.id));
    let (fit, other): (Vec<Unit>, Vec<Unit>) = all.partition(|unit| version.jurisdiction.decided_by(unit));
    let mut bodies = if fit.is_empty() { other } else { fit };
    bodies.sort_by_cached_key(|unit| base::fold(unit.name.as_str()));
    let body =
        bodies.iter().find(|unit| Some(unit.id) == body).or_else(|| bodies.first()).map(|unit| unit.id);
    let calendar = match body {
        Some(body) => organisation::calendar(q, body, today)?,
        None => Arc::new(worktime::hanh_chinh().clone()),
    };
    let local = look::local_fees(q, code, today)?;
    Ok(Tried { version, bodies, body, calendar, local })
}
