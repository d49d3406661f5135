//! An administrator or leader looks at the calendar of a body, and at one change of it.

use std::sync::Arc;

use base::id::{StaffId, UnitId};
use base::{Ctx, Denied};
use db::Query;
use worktime::Calendar;

use crate::calendar::calendar;
use crate::error::Error;
use crate::model::{CalendarChange, CalendarChangeId, CalendarContent, Unit};
use crate::permissions::{DECIDE_CALENDAR, MANAGE};
use crate::{look, store, tree};

/// The calendar of a body.
#[derive(Clone, Debug)]
pub(crate) struct CalendarSeen {
    /// The body.
    pub(crate) unit: Unit,
    /// The bodies whose calendars this person may look at, in the order of the tree.
    pub(crate) bodies: Vec<tree::Branch>,
    /// The calendar as it is today.
    pub(crate) calendar: Arc<Calendar>,
    /// What was proposed and decided for it and for the units above, the newest first.
    pub(crate) changes: Vec<CalendarChange>,
}

/// One change with the names of the people in it.
#[derive(Clone, Debug)]
pub(crate) struct CalendarChangeSeen {
    pub(crate) change: CalendarChange,
    pub(crate) unit: Unit,
    pub(crate) proposer: String,
    pub(crate) decider: String,
    /// What it takes back, if it does.
    pub(crate) target: Option<CalendarChange>,
    /// Whether this person may answer it.
    pub(crate) may_decide: bool,
    /// Whether this person may propose to take it back.
    pub(crate) may_revoke: bool,
}

/// The calendar of `unit`, or of the person's own body.
///
/// # Errors
/// [`Error::Denied`] without a permission and out of reach; those of the database.
pub(crate) fn see_calendar(
    q: &mut impl Query,
    ctx: &Ctx,
    unit: Option<UnitId>,
) -> Result<CalendarSeen, Error> {
    let authority = ctx.authorise(&DECIDE_CALENDAR)?;
    let today = ctx.now.date();
    let mut bodies = tree::tree(look::all_units(q, today)?);
    bodies.retain(|branch| {
        branch.unit.kind.is_body() && super::reach(Some(&authority), branch.unit.place()).is_ok()
    });
    let own = authority.posts().first().map(|post| post.root);
    let wanted = unit.or(own).ok_or(Denied::NotFound)?;
    let unit = bodies.iter().find(|branch| branch.unit.id == wanted).ok_or(Denied::NotFound)?.unit.clone();
    let calendar = calendar(q, unit.id, today)?;
    let changes = store::calendar_change::over(q, unit.id, today)?;
    Ok(CalendarSeen { unit, bodies, calendar, changes })
}

/// One change.
///
/// # Errors
/// As [`see_calendar`].
pub(crate) fn see_calendar_change(
    q: &mut impl Query,
    ctx: &Ctx,
    id: CalendarChangeId,
) -> Result<CalendarChangeSeen, Error> {
    let authority = ctx.authorise(&DECIDE_CALENDAR)?;
    let change = store::calendar_change::find(q, id)?.ok_or(Denied::NotFound)?;
    let unit = store::unit::latest(q, change.unit)?.ok_or(Denied::NotFound)?;
    super::reach(Some(&authority), unit.place())?;
    let target = match change.content {
        CalendarContent::Revoke(target) => store::calendar_change::find(q, target)?,
        CalendarContent::Alter(_) => None,
    };
    let admin = ctx.authorise(&MANAGE);
    Ok(CalendarChangeSeen {
        proposer: name(q, change.proposed_by)?,
        decider: match &change.decided {
            Some((by, ..)) => name(q, *by)?,
            None => String::new(),
        },
        may_decide: authority.staff().staff != change.proposed_by,
        may_revoke: admin.is_ok_and(|admin| super::reach(Some(&admin), unit.place()).is_ok()),
        target,
        unit,
        change,
    })
}

fn name(q: &mut impl Query, staff: StaffId) -> Result<String, db::Error> {
    Ok(look::staff(q, staff)?.map_or_else(String::new, |it| it.name.to_string()))
}
