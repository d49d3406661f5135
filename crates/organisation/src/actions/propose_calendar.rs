//! An administrator proposes a change of the calendar of a body: a holiday, a swapped day, a closure by decision, other hours, or
//! that an approved change is taken back. Nothing is counted by it before a second person approves.

use base::id::UnitId;
use base::{Ctx, Denied};
use db::Tx;
use serde::Serialize;

use crate::calendar::calendar_with;
use crate::error::Error;
use crate::events::{CalendarProposed, unit_stream};
use crate::model::{CalendarChange, CalendarChangeId, CalendarChangeState, CalendarContent};
use crate::permissions::MANAGE;
use crate::store;

/// The longest name of a change, in characters.
pub(crate) const NAME_LIMIT: usize = 200;
/// The longest name of a decision, in characters.
pub(crate) const SOURCE_LIMIT: usize = 300;

/// What is proposed for a body and everything under it.
#[derive(Clone, Debug, Serialize)]
pub struct ProposeCalendar {
    /// The body.
    pub unit: UnitId,
    /// What people call it; shown to citizens in the derivation of their due dates.
    pub name: String,
    /// The decision or notice it rests on, with number and date.
    pub source: String,
    /// What it does.
    pub content: CalendarContent,
}

/// Keeps the proposal.
///
/// # Errors
/// [`Error::Denied`] without the permission and for a unit out of reach; [`Error::Invalid`] if the outcome is no calendar, the
/// unit is no body, or what is to be taken back does not stand.
pub fn propose_calendar(tx: &mut Tx, ctx: &Ctx, input: &ProposeCalendar) -> Result<CalendarChangeId, Error> {
    let admin = ctx.authorise(&MANAGE)?;
    ledger::once(tx, ctx, "organisation.propose-calendar", input, |tx| {
        ledger::open(tx, &[unit_stream(input.unit)])?;
        let unit = store::unit::find(tx, input.unit, ctx.now.date())?.ok_or(Denied::NotFound)?;
        super::reach(Some(&admin), unit.place())?;
        if !unit.kind.is_body() {
            return Err(Error::field(
                "unit",
                "Lịch làm việc đặt cho cả cơ quan. Xin chọn cơ quan, không chọn phòng.",
            ));
        }
        let content = serde_json::to_string(&input.content).map_err(Error::Calendar)?;
        let (first, last) = span(tx, input, &content)?;
        let change = CalendarChange {
            id: CalendarChangeId::new(&ctx.rng, ctx.now),
            unit: unit.id,
            name: checked("name", &input.name, "tên của thay đổi", NAME_LIMIT)?,
            source: checked("source", &input.source, "văn bản làm căn cứ", SOURCE_LIMIT)?,
            content: input.content.clone(),
            first,
            last,
            proposed_by: admin.staff().staff,
            proposed_at: ctx.now,
            state: CalendarChangeState::Proposed,
            decided: None,
            number: None,
            effects: None,
        };
        calendar_with(tx, unit.id, ctx.now.date(), &change).map_err(as_field)?;
        store::calendar_change::insert(tx, &change, &content)?;
        let event = CalendarProposed {
            change: change.id,
            unit: unit.id,
            name: change.name,
            source: change.source,
            content: change.content,
        };
        ledger::append(tx, ctx, &unit_stream(unit.id), Some(unit.root), ctx.now, &event)?;
        Ok(event.change)
    })
}

/// From which date to which something differs; of what is taken back, what it had changed.
fn span(
    tx: &mut Tx,
    input: &ProposeCalendar,
    content: &str,
) -> Result<(jiff::civil::Date, Option<jiff::civil::Date>), Error> {
    let none = || Error::field("days", "Xin nhập ít nhất một ngày.");
    match &input.content {
        CalendarContent::Alter(alteration) => Ok((alteration.first().ok_or_else(none)?, alteration.last())),
        CalendarContent::Revoke(id) => {
            let target = store::calendar_change::find(tx, *id)?.filter(|it| it.unit == input.unit);
            let target = target.ok_or(Denied::NotFound)?;
            let alters = matches!(target.content, CalendarContent::Alter(_));
            if target.state != CalendarChangeState::Approved || !alters {
                return Err(Error::field("revoke", "Chỉ bãi bỏ được một thay đổi lịch đã duyệt."));
            }
            if store::calendar_change::stands(tx, input.unit, content)? {
                return Err(Error::field("revoke", "Thay đổi này đã bãi bỏ hoặc đang chờ duyệt bãi bỏ."));
            }
            Ok((target.first, target.last))
        }
    }
}

fn checked(field: &str, text: &str, label: &str, longest: usize) -> Result<String, Error> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Error::field(field, &format!("Xin nhập {label}."))),
        long if long > longest => {
            Err(Error::field(field, &format!("Xin rút gọn {label} còn tối đa {longest} ký tự.")))
        }
        _ => Ok(text.to_owned()),
    }
}

/// What makes no calendar is said beside the days that were typed.
fn as_field(error: Error) -> Error {
    match error {
        Error::Altered(why) => Error::field("days", &format!("{why}.")),
        other => other,
    }
}
