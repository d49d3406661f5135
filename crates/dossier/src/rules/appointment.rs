//! The appointment: when the result is due, and by when a submission must be answered.

use base::Instant;
use catalogue::{ProcedureVersion, Situation, SupplementClock};
use worktime::{Calendar, Clock, Due, DueError, Term};

use crate::model::Supplement;

/// Working hours the one-stop unit has to answer an online submission (NQ 131/NQ-CP II.2.d; NĐ 45/2020/NĐ-CP).
const ANSWER_HOURS: u32 = 8;

/// When the result of a dossier received at `received` is due: the term that the version gives for its case and
/// channel, counted on the unit's own calendar, with the version's own cut-off where it has one.
///
/// # Errors
/// [`DueError`] if the version has no term that can be read for this case, or the calendar cannot carry it.
pub fn appointment(
    version: &ProcedureVersion,
    situation: &Situation<'_>,
    calendar: &Calendar,
    received: Instant,
) -> Result<Due, DueError> {
    let text = version.term(situation).map_or("", |term| term.text.as_str());
    let term: Term = text.parse()?;
    let cutoff = version.cutoff.as_ref().map(|c| worktime::Cutoff { at: c.at, source: c.citation.clone() });
    worktime::due(calendar, received.local(), term, cutoff.as_ref())
}

/// The appointment with the times in which the citizen was asked for papers: between question and answer the clock stands
/// still, or it begins anew with the answer, as the version says (F766; NĐ 61/2018/NĐ-CP Điều 19). What was asked before
/// reception moves nothing.
///
/// # Errors
/// As [`appointment`].
pub fn after_supplements(
    version: &ProcedureVersion,
    situation: &Situation<'_>,
    calendar: &Calendar,
    received: Instant,
    supplements: &[Supplement],
) -> Result<Due, DueError> {
    let text = version.term(situation).map_or("", |term| term.text.as_str());
    let cutoff = version.cutoff.as_ref().map(|c| worktime::Cutoff { at: c.at, source: c.citation.clone() });
    let mut clock = Clock::start(received.local(), text.parse()?, cutoff);
    for request in supplements.iter().filter(|request| request.asked_at >= received) {
        let Some(answered) = request.answered_at else { continue };
        let moved = match version.supplement_clock {
            SupplementClock::Pause => clock
                .pause(request.asked_at.local(), "Chờ người nộp bổ sung giấy tờ")
                .and_then(|()| clock.resume(answered.local())),
            SupplementClock::Restart => clock.restart(answered.local(), "Người nộp đã bổ sung giấy tờ"),
        };
        // Questions and answers are events of one stream, in which time never goes back.
        debug_assert!(moved.is_ok(), "{moved:?}");
    }
    clock.due(calendar)
}

/// By when the one-stop unit must accept, refuse or ask for more: 8 working hours from the submission.
///
/// # Errors
/// [`DueError`] if the calendar cannot carry it.
pub fn answer_due(calendar: &Calendar, submitted: Instant) -> Result<Instant, DueError> {
    let term = Term::working_hours(ANSWER_HOURS)?;
    Ok(Instant::from_local(worktime::due(calendar, submitted.local(), term, None)?.due))
}
