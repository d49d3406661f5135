//! The appointment: when the result is due, and by when a submission must be answered.

use base::Instant;
use catalogue::{ProcedureVersion, Situation};
use serde_json::Value;
use worktime::{Calendar, Cutoff, Due, DueError, Term};

/// Working hours the one-stop unit has to answer an online submission (NQ 131/NQ-CP II.2.d; NĐ 45/2020/NĐ-CP).
const ANSWER_HOURS: u32 = 8;

/// When the result of a dossier received at `received` is due: the term that the version gives for its case,
/// its channel and what was answered, counted on the unit's own calendar, with the version's own cut-off where it has one.
///
/// # Errors
/// [`DueError`] if the version has no term that can be read for this case, or the calendar cannot carry it.
pub fn appointment(
    version: &ProcedureVersion,
    situation: &Situation<'_>,
    answers: &Value,
    calendar: &Calendar,
    received: Instant,
) -> Result<Due, DueError> {
    worktime::due(
        calendar,
        received.local(),
        term(version, answers, situation, None)?,
        cutoff(version).as_ref(),
    )
}

/// The term of a dossier: `own`, where a linked procedure gives its part another one, else that of the version for its
/// case, its channel and what was answered.
pub(crate) fn term(
    version: &ProcedureVersion,
    answers: &Value,
    situation: &Situation<'_>,
    own: Option<&str>,
) -> Result<Term, DueError> {
    let text = own.or_else(|| version.term(answers, situation).map(|term| term.text.as_str()));
    Ok(text.unwrap_or("").parse()?)
}

/// The cut-off of a version, where it has one.
pub(crate) fn cutoff(version: &ProcedureVersion) -> Option<Cutoff> {
    version.cutoff.as_ref().map(|c| Cutoff { at: c.at, source: c.citation.clone() })
}

/// By when the one-stop unit must accept, refuse or ask for more: 8 working hours from the submission.
///
/// # Errors
/// [`DueError`] if the calendar cannot carry it.
pub fn answer_due(calendar: &Calendar, submitted: Instant) -> Result<Instant, DueError> {
    let term = Term::working_hours(ANSWER_HOURS)?;
    Ok(Instant::from_local(worktime::due(calendar, submitted.local(), term, None)?.due))
}
