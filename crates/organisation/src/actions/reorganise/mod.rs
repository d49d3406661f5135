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
pub use plan::{
    AddOperation, ChangeReorganisation, PlanReorganisation, TakeOutOperation, add_operation,
    change_reorganisation, plan_reorganisation, take_out_operation,
};
pub use propose::{ProposeReorganisation, propose_reorganisation};
pub(crate) use see::{Seen, list_reorganisations, see_reorganisation, units_to_choose};
pub(crate) use take_effect::{due_reorganisations, take_effect};

use crate::error::Error;
use crate::model::{Acceptance, Remark, Reorganisation, ReorganisationId, Unit};
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
        again: store::post::again(q, first_day)?,
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

/// The bodies among those that take over for which somebody answers: in the body itself or in the province or ministry above it; for
/// a body that begins only then, in a body that goes into it.
fn answered_by(
    q: &mut impl Query,
    it: &Reorganisation,
    authority: &Authority,
    bodies: &[UnitId],
    today: Date,
) -> Result<Vec<UnitId>, Error> {
    let mut foreseen = None;
    let mut answered = Vec::new();
    for body in bodies {
        let mut from = vec![*body];
        if let Some(unit) = store::unit::find(q, *body, today)? {
            from.push(unit.top);
        } else {
            let rehomings = match foreseen.take() {
                Some(rehomings) => rehomings,
                None => store::reorganisation::rehomings(q, it.id)?,
            };
            let into = rehomings.iter().filter(|line| line.heir_root == *body);
            from.extend(into.flat_map(|line| [line.root, line.heir_top]));
            foreseen = Some(rehomings);
        }
        if authority.posts().iter().any(|post| from.contains(&post.root)) {
            answered.push(*body);
        }
    }
    Ok(answered)
}

/// The name of a body that would take something over by this outcome and has not accepted it.
fn unasked<'a>(asked: &[Acceptance], outcome: &'a Outcome) -> Option<&'a str> {
    let accepts = |body: &UnitId| asked.iter().any(|line| line.body == *body && line.accepts());
    outcome.receivers.iter().find(|(body, _)| !accepts(body)).map(|(_, name)| name.as_str())
}
