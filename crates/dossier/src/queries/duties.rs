//! Who does several duties on one dossier: what somebody did before, and the list of the controller.

use base::{Actor, Ctx};
use catalogue::ProcedureVersion;
use db::Query;
use ledger::Recorded;

use super::reach::Reach;
use crate::error::Error;
use crate::events;
use crate::model::Duty;
use crate::permissions;
use crate::rules;
use crate::store::joined::{self, Joined, JoinedPage};

/// How many days back the list looks.
pub const JOINED_DAYS: i64 = 90;
/// The most lines shown on a page for people.
pub(crate) const MOST_JOINED: i64 = 200;

/// The duties that this person did on a dossier, by its history.
fn done(actor: &Actor, version: &ProcedureVersion, history: &[Recorded]) -> Vec<Duty> {
    let Actor::Staff(me) = actor else { return Vec::new() };
    let mine = history.iter().filter(|event| event.by_staff() == Some(me.staff));
    mine.filter_map(|event| {
        if event.is::<events::Received>() {
            return Some(Duty::Receive);
        }
        let taken = event.read::<events::StepTaken>().ok().flatten()?;
        Duty::of_stage(version.process.step(&taken.from)?.stage)
    })
    .collect()
}

/// The duty of a step, with those that the actor would join with it by taking it; none where nothing is joined.
pub(crate) fn would_join(
    ctx: &Ctx,
    version: &ProcedureVersion,
    history: &[Recorded],
    step: &str,
) -> Option<(Duty, Vec<Duty>)> {
    let now = Duty::of_stage(version.process.step(step)?.stage)?;
    let earlier = rules::duties::joined(&done(&ctx.actor, version, history), now);
    (!earlier.is_empty()).then_some((now, earlier))
}

/// Where one person did several duties on a dossier in the last days, newest first, in the bodies that the actor oversees.
///
/// # Errors
/// [`Error::Denied`] for everybody but leaders and controllers.
pub fn joined_duties(q: &mut impl Query, ctx: &Ctx, page: &JoinedPage) -> Result<Vec<Joined>, Error> {
    let authority = ctx.authorise(&permissions::OVERSEE)?;
    let since = ctx.now.plus_seconds(-JOINED_DAYS * 86_400);
    let reach = Reach::of(q, ctx, &authority)?;
    let mut lines = Vec::new();
    for top in reach.tops {
        lines.extend(joined::of_top(q, top, since, page)?);
    }
    for body in reach.bodies {
        lines.extend(joined::of_body(q, body, since, page)?);
    }
    lines.sort_by_key(|line| std::cmp::Reverse((line.at, line.dossier, line.staff, line.duty.code())));
    lines.truncate(usize::try_from(page.size).unwrap_or(usize::MAX));
    Ok(lines)
}
