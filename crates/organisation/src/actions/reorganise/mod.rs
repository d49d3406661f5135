//! Reorganisations as acts: planned, proposed, answered by the bodies that take over, approved, in effect.

mod answer;
mod approve;
mod cancel;
mod carry_out;
mod plan;
mod propose;
mod see;
mod take_effect;

use base::id::UnitId;
use base::{Authority, Denied};
use db::Query;
use jiff::civil::Date;

pub use answer::{AnswerReorganisation, answer_reorganisation};
pub use approve::{ApproveReorganisation, approve_reorganisation};
pub use cancel::{CancelReorganisation, cancel_reorganisation};
pub use plan::{ChangeReorganisation, PlanReorganisation, change_reorganisation, plan_reorganisation};
pub use propose::{ProposeReorganisation, propose_reorganisation};
pub(crate) use see::{Seen, list_reorganisations, see_reorganisation, units_to_choose};
pub(crate) use take_effect::{due_reorganisations, take_effect};

use crate::error::Error;
use crate::model::{Remark, Reorganisation, ReorganisationId, Unit};
use crate::rules::reorganising::{self, Outcome, World};
use crate::store;

/// The longest number of a decision and the longest reason.
pub(crate) const DECISION: usize = 100;
pub(crate) const REASON: usize = 500;

/// The units, calendars and positions as they would be on a day without the plan.
fn world(q: &mut impl Query, first_day: Date) -> Result<World, Error> {
    let units = store::unit::all_on(q, first_day)?;
    Ok(World {
        units: units.into_iter().map(|unit| (unit.id, unit)).collect(),
        calendars: store::reorganisation::calendars(q, first_day)?,
        altered: store::calendar_change::altered(q, first_day)?,
        posts: store::post::counts(q, first_day)?,
    })
}

/// What a plan comes to in the reach of its administrator, with the world it changes.
fn judged(
    q: &mut impl Query,
    it: &Reorganisation,
    admin: Option<&Authority>,
) -> Result<(World, Result<Outcome, Vec<Remark>>), Error> {
    let world = world(q, it.first_day)?;
    let reached = |unit: &Unit| super::reach(admin, unit.place()).is_ok();
    let outcome = reorganising::outcome(&world, &it.operations, it.first_day, &reached);
    Ok((world, outcome))
}

/// A reorganisation that an administrator leads.
fn led(q: &mut impl Query, id: ReorganisationId, admin: &Authority) -> Result<Reorganisation, Error> {
    let found = store::reorganisation::find(q, id)?.ok_or(Denied::NotFound)?;
    admin.at_root(&found.root)?;
    Ok(found)
}

/// Whether somebody answers for a body that takes over: in the body itself or in the province or ministry above it; for a body that
/// begins only then, in a body that goes into it.
fn answers_for(
    q: &mut impl Query,
    it: &Reorganisation,
    authority: &Authority,
    body: UnitId,
    today: Date,
) -> Result<bool, Error> {
    let rehomings = store::reorganisation::rehomings(q, it.id)?;
    let standing = store::unit::find(q, body, today)?;
    let mut bodies = vec![body];
    match standing {
        Some(unit) => bodies.push(unit.top),
        None => {
            let into = rehomings.iter().filter(|line| line.heir_root == body);
            bodies.extend(into.flat_map(|line| [line.root, line.heir_top]));
        }
    }
    Ok(authority.posts().iter().any(|post| bodies.contains(&post.root)))
}
