//! Handing over between the receiving and the competent body: what is owed, and by when.
//!
//! Data go at once; papers that travel go within the working day or at the beginning of the next (NĐ 61/2018/NĐ-CP Điều 18, kept for the
//! receiving and the competent body by NĐ 118/2025/NĐ-CP; cited from practice). So a hand-over should be acknowledged by the end of the next working day of the body that takes
//! over. The clock of the dossier runs from reception, whatever a hand-over does.

use base::Instant;
use worktime::{Calendar, DueError, Term};

use crate::model::{Dossier, Handover, HandoverWay, ReturnAt, State};

/// By when it should be acknowledged: the end of the next working day on this calendar.
///
/// # Errors
/// [`DueError`] if the calendar cannot carry it.
pub fn acknowledge_by(calendar: &Calendar, at: Instant) -> Result<Instant, DueError> {
    let term: Term = "1 ngày làm việc".parse()?;
    Ok(Instant::from_local(worktime::due(calendar, at.local(), term, None)?.due))
}

/// The last hand-over in this direction.
#[must_use]
pub fn last(handovers: &[Handover], way: HandoverWay) -> Option<&Handover> {
    handovers.iter().rev().find(|it| it.way == way)
}

/// Whether it can be handed over in this direction now: the papers once it was received and until it is decided; the result once there
/// is one and until it was handed to the person, unless the person takes it where it was decided. Not while the last hand-over waits
/// for its answer, nor after it was acknowledged; a result that was put right since is another one.
#[must_use]
pub fn may_hand_over(dossier: &Dossier, way: HandoverWay) -> bool {
    let stands = match way {
        HandoverWay::Out => dossier.received_at.is_some() && !dossier.state.is_closed(),
        HandoverWay::Back => {
            dossier.state == State::Completed && dossier.applicant.return_at != Some(ReturnAt::Competent)
        }
    };
    let put_right = dossier.beside.corrections.last().map(|it| it.at);
    let same = |it: &&Handover| way == HandoverWay::Out || put_right.is_none_or(|at| it.at >= at);
    let again = last(&dossier.beside.handovers, way)
        .filter(same)
        .is_none_or(|it| it.answer.as_ref().is_some_and(|answer| !answer.is_complete()));
    stands && again
}

/// The hand-over that waits for an answer; at most one does in each direction.
#[must_use]
pub fn open(handovers: &[Handover], way: HandoverWay) -> Option<&Handover> {
    last(handovers, way).filter(|it| it.answer.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn it_is_acknowledged_by_the_end_of_the_next_working_day() {
        let friday = Instant::from_local(date(2026, 11, 20).at(16, 30, 0, 0));
        let due = acknowledge_by(worktime::hanh_chinh(), friday).expect("the calendar carries it");
        assert_eq!(due.date(), date(2026, 11, 23), "Monday");
        assert!(due > friday);
    }
}
