//! Machines that receive without a network, and what they carry along.

use std::sync::Arc;

use base::Ctx;
use base::code::AgencyCode;
use catalogue::ProcedureVersion;
use db::Query;
use jiff::civil::Date;
use organisation::Unit;

use super::competent_bodies;
use crate::error::Error;
use crate::model::{Channel, Intake, NumberRange, OfflineCounter, OfflineCounterId};
use crate::submission::receiving_body;
use crate::{permissions, store};

/// A machine of a body where the actor receives.
///
/// # Errors
/// [`Error::NotFound`] for a machine of another body.
pub fn offline_counter(q: &mut impl Query, ctx: &Ctx, id: OfflineCounterId) -> Result<OfflineCounter, Error> {
    let authority = ctx.authorise(&permissions::RECEIVE)?;
    let counter = store::offline::find(q, id)?.ok_or(Error::NotFound)?;
    authority.at_root(&counter.root).map_err(|_| Error::NotFound)?;
    Ok(counter)
}

/// Whether `heir` does today what a body did that has ended.
pub(crate) fn is_heir(
    q: &mut impl Query,
    ctx: &Ctx,
    heir: base::id::UnitId,
    body: base::id::UnitId,
) -> Result<bool, Error> {
    Ok(organisation::standing_for(q, body, ctx.now.date())?.iter().any(|unit| unit.id == heir))
}

/// A machine with its numbers and what it brought in last.
#[derive(Clone, Debug)]
pub struct OfflineCounterSeen {
    /// The machine.
    pub counter: OfflineCounter,
    /// Who registered it.
    pub registered_by: String,
    /// Its numbers from today on.
    pub ranges: Vec<NumberRange>,
    /// The last it brought in, with who brought it.
    pub intakes: Vec<(Intake, String)>,
    /// How many in all.
    pub count: i64,
}

/// The machines of the bodies where the actor receives, the newest first.
///
/// # Errors
/// Those of the database.
pub fn offline_counters(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<OfflineCounterSeen>, Error> {
    let authority = ctx.authorise(&permissions::RECEIVE)?;
    let roots = authority.roots();
    let mut out = Vec::new();
    for root in roots {
        for counter in store::offline::of_root(q, root)? {
            let name = |q: &mut _, id| -> Result<String, Error> {
                Ok(organisation::staff(q, id)?.map_or_else(String::new, |it| it.name.to_string()))
            };
            let mut intakes = Vec::new();
            for intake in store::offline::last_intakes(q, counter.id)? {
                let by = name(q, intake.synced_by)?;
                intakes.push((intake, by));
            }
            out.push(OfflineCounterSeen {
                registered_by: name(q, counter.registered_by)?,
                ranges: store::offline::ranges(q, counter.id, ctx.now.date())?,
                count: store::offline::count(q, counter.id)?,
                intakes,
                counter,
            });
        }
    }
    Ok(out)
}

/// A procedure with the bodies that decide it.
pub(crate) type Decided = (Arc<ProcedureVersion>, Vec<Unit>);

/// What a machine may receive on a day: each procedure taken at a counter that has no parts, with the bodies that decide it and
/// whose dossiers come in here.
///
/// # Errors
/// Those of the database.
pub(crate) fn offline_ground(
    q: &mut impl Query,
    counter: &OfflineCounter,
    day: Date,
) -> Result<Vec<Decided>, Error> {
    let mut out = Vec::new();
    for one in catalogue::search(q, "", day)? {
        let version = catalogue::version(q, &one.key)?.ok_or(Error::NoProcedure)?;
        if !version.channels.contains(&Channel::Counter) || !version.linked.is_empty() {
            continue;
        }
        let mut bodies = competent_bodies(q, &version, day)?;
        bodies.retain(|unit| unit.code.is_some() && receiving_body(unit) == counter.root);
        if !bodies.is_empty() {
            out.push((version, bodies));
        }
    }
    Ok(out)
}

/// The agencies whose numbers a machine gives: every body it receives for.
///
/// # Errors
/// Those of the database.
pub(crate) fn offline_agencies(
    q: &mut impl Query,
    counter: &OfflineCounter,
    day: Date,
) -> Result<Vec<AgencyCode>, Error> {
    let ground = offline_ground(q, counter, day)?;
    let mut agencies: Vec<_> =
        ground.into_iter().flat_map(|(_, bodies)| bodies).filter_map(|body| body.code).collect();
    agencies.sort_by(|a, b| a.as_str().cmp(b.as_str()));
    agencies.dedup();
    Ok(agencies)
}
