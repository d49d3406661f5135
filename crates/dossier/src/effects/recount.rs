//! A calendar was changed by decision: what is due is counted again. Foreseen before anybody approves, then done in batches.

use base::words::short_moment;
use base::{Ctx, Instant};
use db::{Read, Tx};
use jiff::civil::{DateTime, Time};
use ledger::{Cause, Effect, Foreseen, Preview, Progress};
use organisation::CalendarChanged;

use crate::actions;
use crate::recount::{Looking, Moved};
use crate::store::recount::{Counting, Cursor, next};

/// How many dossiers one read of a preview looks through.
const AT_ONCE: usize = 10_000;
/// How many one batch looks through; each that moves is written with its event.
const BATCH: usize = 200;

pub(crate) const RECOUNT: Effect =
    Effect { name: "dossier.recount", on: CalendarChanged::NAME, preview, apply };

fn preview(rx: &mut Read, input: &str, after: Option<&str>) -> Result<Foreseen, Cause> {
    let changed: CalendarChanged = serde_json::from_str(input)?;
    let change = organisation::calendar_change(rx, changed.change)?.ok_or("no such change of a calendar")?;
    let bodies = organisation::bodies_under(rx, changed.unit, changed.at.date())?;
    let mut looking = Looking::new(&bodies, Some(&change), changed.at, changed.last);
    let first = beginning(&changed);
    let done = changed.first <= changed.at.date();
    let (rows, last) = next(rx, &bodies, at(after)?, first, done, AT_ONCE)?;
    let looked_at = i64::try_from(rows.len())?;
    let mut preview = Preview { looked_at, ..Preview::default() };
    for one in rows {
        for (one, moved) in looking.look_around(rx, one)? {
            foresee(&mut preview, &one, &moved);
        }
    }
    Ok(match last {
        Some(last) => Foreseen::More { after: last.write(), preview },
        None => Foreseen::Done(preview),
    })
}

fn apply(tx: &mut Tx, ctx: &Ctx, input: &str, after: Option<&str>) -> Result<Progress, Cause> {
    let changed: CalendarChanged = serde_json::from_str(input)?;
    let change = organisation::calendar_change(tx, changed.change)?.ok_or("no such change of a calendar")?;
    let bodies = organisation::bodies_under(tx, changed.unit, changed.at.date())?;
    let mut looking = Looking::new(&bodies, None, ctx.now, changed.last);
    let first = beginning(&changed);
    let done = changed.first <= changed.at.date();
    let (rows, last) = next(tx, &bodies, at(after)?, first, done, BATCH)?;
    let mut done = 0;
    for one in rows {
        for (one, moved) in looking.look_around(tx, one)? {
            done += i64::from(actions::recount(tx, ctx, one.id, &change, &moved)?);
        }
    }
    Ok(match last {
        Some(last) => Progress::More { after: last.write(), rows: done },
        None => Progress::Done { rows: done },
    })
}

/// What is due before the first changed date stays.
fn beginning(changed: &CalendarChanged) -> Instant {
    Instant::from_local(DateTime::from_parts(changed.first, Time::midnight()))
}

fn at(after: Option<&str>) -> Result<Option<Cursor>, Cause> {
    let Some(text) = after else { return Ok(None) };
    Ok(Some(Cursor::read(text).ok_or("no cursor of a recount")?))
}

fn foresee(preview: &mut Preview, one: &Counting, moved: &Moved) {
    let number =
        || one.number.as_ref().map_or_else(|| "Hồ sơ chưa tiếp nhận".to_owned(), ToString::to_string);
    let line = |what: &str, from: DateTime, to: DateTime| {
        format!("{}: {what} từ {} sang {}", number(), short_moment(from), short_moment(to))
    };
    match moved {
        Moved::Answer(to) => {
            let from = one.answer_due.local();
            let kind = format!("Hạn trả lời hồ sơ nộp trực tuyến {}", shift(from, to.local()));
            preview.add(&kind, || line("hạn trả lời", from, to.local()));
        }
        Moved::Result { old, new, .. } => {
            let kind = format!("Hẹn trả kết quả {}", shift(old.first, new.first));
            preview.add(&kind, || line("hẹn trả", old.first, new.first));
        }
        Moved::Excused(due) => {
            let from = one.due_original.unwrap_or(one.due_current).local();
            preview.add("Đã trả kết quả, không còn tính là trễ hạn", || {
                line("hạn", from, due.due)
            });
        }
    }
}

/// `lùi 1 ngày`, `sớm hơn 2 ngày`, `đổi giờ trong ngày`: in days of the calendar, as people see them.
fn shift(from: DateTime, to: DateTime) -> String {
    let days = from.date().duration_until(to.date()).as_hours() / 24;
    match days {
        0 => "đổi giờ trong ngày".to_owned(),
        1.. => format!("lùi {days} ngày"),
        _ => format!("sớm hơn {} ngày", -days),
    }
}
