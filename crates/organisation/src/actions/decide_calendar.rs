//! A second person approves a change of a calendar, or declines it. From then on everything is counted by it: the contexts above
//! count again what it moves, in the background.

use base::{Ctx, Denied};
use db::Tx;
use serde::Serialize;

use crate::error::Error;
use crate::events::{CalendarDecided, unit_stream};
use crate::model::{CalendarChangeId, CalendarChangeState, CalendarChanged};
use crate::permissions::DECIDE_CALENDAR;
use crate::store;
use crate::store::calendar_change::Answer;

/// The answer to a proposal.
#[derive(Clone, Debug, Serialize)]
pub struct DecideCalendar {
    /// Which change.
    pub change: CalendarChangeId,
    /// Whether it is approved.
    pub approve: bool,
    /// What is said with it; must be given with a refusal.
    pub note: String,
}

/// Decides.
///
/// # Errors
/// [`Error::Denied`] without the permission, out of reach, and for an approval if whoever gives it has not confirmed lately who they are; [`Error::OwnProposal`] for the person who proposed it;
/// [`Error::Decided`] if it has an answer; [`Error::Invalid`] for a refusal without a reason.
pub fn decide_calendar(tx: &mut Tx, ctx: &Ctx, input: &DecideCalendar) -> Result<(), Error> {
    let authority = ctx.authorise(&DECIDE_CALENDAR)?;
    if input.approve {
        ctx.confirmed()?;
    }
    ledger::once(tx, ctx, "organisation.decide-calendar", input, |tx| {
        let change = store::calendar_change::find(tx, input.change)?.ok_or(Denied::NotFound)?;
        let stream = unit_stream(change.unit);
        ledger::open(tx, std::slice::from_ref(&stream))?;
        let unit = store::unit::latest(tx, change.unit)?.ok_or(Denied::NotFound)?;
        super::reach(Some(&authority), unit.place())?;
        let by = authority.staff().staff;
        if by == change.proposed_by {
            return Err(Error::OwnProposal);
        }
        let note = input.note.trim();
        if !input.approve && note.is_empty() {
            return Err(Error::field("note", "Xin ghi lý do không duyệt để người đề nghị biết."));
        }
        if note.chars().count() > super::REASON_LIMIT {
            return Err(Error::field("note", "Xin rút gọn ý kiến còn tối đa 300 ký tự."));
        }
        let mut approved = None;
        if input.approve {
            let changed = change.changed(ctx.now);
            let number = store::calendar_change::next_number(tx)?;
            approved = Some((number, ledger::announce(tx, ctx, CalendarChanged::NAME, &changed)?));
        }
        let state = if input.approve { CalendarChangeState::Approved } else { CalendarChangeState::Declined };
        let approved = approved.as_ref().map(|(number, effects)| (*number, effects.as_str()));
        let answer = Answer { state, note, approved };
        if !store::calendar_change::decide(tx, change.id, by, ctx.now, &answer)? {
            return Err(Error::Decided);
        }
        let event = CalendarDecided {
            change: change.id,
            unit: change.unit,
            number: approved.map(|(number, _)| number),
            note: note.to_owned(),
        };
        ledger::append(tx, ctx, &stream, Some(unit.root), ctx.now, &event)?;
        Ok(())
    })
}
