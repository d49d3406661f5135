//! Warning before something lapses, so that the body can still act, or apologise at least a working day ahead (NQ 131/NQ-CP
//! II.2.đ; NĐ 118/2025/NĐ-CP). The thresholds are the house's: a working day before the whole, four working hours before
//! a step, two before the answer to an online submission, and never more than a quarter of the time there was.

use base::Instant;
use worktime::{Calendar, remaining};

use crate::model::{Dossier, Lapse, Lapsing, State};

/// Working minutes before the answer to an online submission lapses.
const ANSWER: i64 = 120;
/// Working minutes before a step lapses.
const STEP: i64 = 240;
/// Working minutes before the whole lapses: a working day.
const WHOLE: i64 = 480;

/// What of this dossier lapses soon and has not lapsed yet, each with whoever has to act. Nothing while the clock
/// stands still, and nothing of what is closed.
#[must_use]
pub fn lapsing(dossier: &Dossier, calendar: &Calendar, now: Instant) -> Vec<Lapsing> {
    let soon = |since: Instant, due: Instant, at_most: i64| {
        let whole = remaining(calendar, since.local(), due.local()).minutes;
        let left = remaining(calendar, now.local(), due.local());
        now < due && left.minutes <= at_most.min(whole / 4)
    };
    match dossier.state {
        State::Submitted if soon(dossier.submitted_at, dossier.answer_due, ANSWER) => {
            vec![of(Lapse::Answer, dossier.answer_due, dossier.root, None)]
        }
        State::Received | State::Processing if dossier.still_since().is_none() => {
            let whole = whole(dossier).filter(|(since, due)| soon(*since, *due, WHOLE)).map(|(_, due)| due);
            let mut out = Vec::new();
            for step in dossier.open_steps() {
                // A step that ends with the whole is warned of with it.
                if let Some(due) = step.due.filter(|due| Some(*due) != whole && soon(step.since, *due, STEP))
                {
                    out.push(of(Lapse::Step(step.code.clone()), due, step.unit, step.assignee));
                }
            }
            let holder = dossier.open_steps().first();
            let unit = holder.map_or(dossier.competent, |step| step.unit);
            out.extend(whole.map(|due| of(Lapse::Whole, due, unit, holder.and_then(|step| step.assignee))));
            out
        }
        _ => Vec::new(),
    }
}

/// From when to when the whole runs now.
fn whole(dossier: &Dossier) -> Option<(Instant, Instant)> {
    let correction = dossier.beside.open_correction().map(|it| it.at);
    let since = correction.or(dossier.received_at)?;
    Some((since, Instant::from_local(dossier.running_due()?.due)))
}

const fn of(of: Lapse, due: Instant, unit: base::id::UnitId, person: Option<base::id::StaffId>) -> Lapsing {
    Lapsing { of, due, unit, person }
}
