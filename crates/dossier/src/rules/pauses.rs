//! The appointment with all the times in which the clock stood still or began anew: requests for papers, steps that wait for
//! payment, for the citizen, for a notice (F766; NĐ 61/2018/NĐ-CP Điều 19; NĐ 151/2025/NĐ-CP for financial obligations).

use base::Instant;
use catalogue::process::Awaits;
use catalogue::{ProcedureVersion, Situation, SupplementClock};
use serde_json::Value;
use worktime::{Calendar, Clock, Due, DueError};

use crate::model::Beside;

/// The appointment with the times that are over. Between question and answer the clock stands still, or it begins anew with
/// the answer, as the version says; a step that waits always lets it go on with what was left. What was asked before reception
/// moves nothing.
///
/// # Errors
/// As [`super::appointment`].
pub fn after_pauses(
    version: &ProcedureVersion,
    situation: &Situation<'_>,
    answers: &Value,
    calendar: &Calendar,
    received: Instant,
    beside: &Beside,
) -> Result<Due, DueError> {
    if let Some(kept) = beside.moved.as_ref().and_then(|moved| moved.due.as_ref())
        && !begins_anew(version.supplement_clock, received, beside)
    {
        let still = joined(still(version.supplement_clock, received, beside));
        return Ok(super::kept_due::after_standing_still(kept, calendar, &still));
    }
    let own = beside.part_of.as_ref().and_then(|of| of.term.as_deref());
    let term = super::term(version, answers, situation, own)?;
    let mut clock = Clock::start(received.local(), term, super::cutoff(version));
    for act in acts(version.supplement_clock, received, beside) {
        let moved = match act {
            Act::Pause(at, reason) => clock.pause(at.local(), reason),
            Act::Resume(at) => clock.resume(at.local()),
            Act::Restart(at) => clock.restart(at.local(), "Người nộp đã bổ sung giấy tờ"),
        };
        // They are events of one stream, in which time never goes back, and no two pauses overlap.
        debug_assert!(moved.is_ok(), "{moved:?}");
    }
    clock.due(calendar)
}

/// Why the clock stands still, as the derivation says it.
const fn reason(awaits: Awaits) -> &'static str {
    match awaits {
        Awaits::Payment => "Chờ người nộp thực hiện nghĩa vụ tài chính",
        Awaits::Citizen => "Chờ người nộp thực hiện",
        Awaits::Notice => "Chờ hết thời gian niêm yết, công khai",
    }
}

/// What was done to the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Pause(Instant, &'static str),
    Resume(Instant),
    Restart(Instant),
}

/// A time in which the clock stood still, and why.
type Still = (Instant, Instant, &'static str);

/// Everything that was done to the clock and is over, in order. Times that overlap are one; a beginning anew that falls within
/// one waits for its end.
fn acts(papers: SupplementClock, received: Instant, beside: &Beside) -> Vec<Act> {
    let mut again = Vec::new();
    if papers == SupplementClock::Restart {
        again.extend(answered(received, beside).map(|(_, to)| to));
    }
    let still = joined(still(papers, received, beside));
    let mut out: Vec<_> =
        still.iter().flat_map(|(from, to, why)| [Act::Pause(*from, why), Act::Resume(*to)]).collect();
    for at in again {
        let within = still.iter().find(|(from, to, _)| (*from..=*to).contains(&at));
        out.push(Act::Restart(within.map_or(at, |(_, to, _)| *to)));
    }
    // Of what falls on one moment: the clock goes on, begins anew, stands still again.
    out.sort_by_key(|act| match act {
        Act::Resume(at) => (*at, 0),
        Act::Restart(at) => (*at, 1),
        Act::Pause(at, _) => (*at, 2),
    });
    out
}

/// The requests for papers after the reception that were answered: when asked, when answered.
fn answered(received: Instant, beside: &Beside) -> impl Iterator<Item = (Instant, Instant)> {
    let asked = beside.supplements.iter().filter(move |request| request.asked_at >= received);
    asked.filter_map(|it| Some((it.asked_at, it.answered_at?)))
}

/// Whether an answered request for papers has begun the term anew.
fn begins_anew(papers: SupplementClock, received: Instant, beside: &Beside) -> bool {
    papers == SupplementClock::Restart && answered(received, beside).next().is_some()
}

/// The times in which the clock stood still and that are over.
fn still(papers: SupplementClock, received: Instant, beside: &Beside) -> Vec<Still> {
    let over = |wait: &crate::model::Wait| Some((wait.since, wait.until?, reason(wait.awaits)));
    let mut still: Vec<Still> = beside.waits.iter().filter_map(over).collect();
    if papers == SupplementClock::Pause {
        let words = "Chờ người nộp bổ sung giấy tờ";
        still.extend(answered(received, beside).map(|(from, to)| (from, to, words)));
    }
    still
}

/// Times that overlap or touch, as one that bears the reason of the first.
fn joined(mut still: Vec<Still>) -> Vec<Still> {
    still.retain(|(from, to, _)| from < to);
    still.sort_by_key(|(from, to, _)| (*from, *to));
    let mut out: Vec<Still> = Vec::new();
    for (from, to, why) in still {
        match out.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => out.push((from, to, why)),
        }
    }
    out
}
