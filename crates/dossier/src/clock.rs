//! The clock of a dossier, pure: the appointment counted again with everything that moved it, the times in which a step waits.

use base::Instant;
use catalogue::process::Transition;
use catalogue::{ProcedureVersion, Situation};
use worktime::Calendar;

use crate::actions::Details;
use crate::error::Error;
use crate::model::{Deadline, Dossier, Obligation, Paid, Wait};
use crate::rules;

/// Counts the appointment again with everything that moved the clock. A promise once extended is not taken back by a term
/// that ends earlier.
pub(crate) fn reckon_by(
    calendar: &Calendar,
    version: &ProcedureVersion,
    dossier: &mut Dossier,
) -> Result<(), Error> {
    let (Some(received), Some(deadline)) = (dossier.received_at, &dossier.deadline) else { return Ok(()) };
    let situation = Situation { case: &dossier.case, channel: dossier.channel };
    let due =
        rules::after_pauses(version, &situation, &dossier.answers, calendar, received, &dossier.beside)?;
    let promised = deadline.current.due;
    let extended = dossier.beside.extension.is_some() && promised > due.due;
    let current = if extended { deadline.current.clone() } else { due.clone() };
    dossier.deadline = Some(Deadline { original: due, current });
    Ok(())
}

/// Closes the time in which the step that is left waited; whether there was one.
pub(crate) fn close_wait(
    now: Instant,
    dossier: &mut Dossier,
    transition: &Transition,
    details: &Details,
) -> bool {
    let open = dossier.beside.waits.last_mut().filter(|it| it.until.is_none() && it.step == transition.left);
    let Some(wait) = open else { return false };
    wait.until = Some(now);
    if transition.act == catalogue::process::Act::Settle {
        wait.paid =
            details.receipt_date.map(|day| Paid { receipt: details.receipt_number.trim().to_owned(), day });
    }
    true
}

/// Opens the time in which a step waits that was entered now; whether one does.
pub(crate) fn stand_still(
    now: Instant,
    version: &ProcedureVersion,
    dossier: &mut Dossier,
    transition: &Transition,
    details: &Details,
) -> bool {
    let entered = transition.entered.iter().filter_map(|code| version.process.step(code));
    let Some((step, awaits)) = entered.filter_map(|step| Some((&step.code, step.awaits?))).next() else {
        return false;
    };
    let amount = details.amount.filter(|_| awaits == catalogue::process::Awaits::Payment);
    let obligation = amount.map(|amount| Obligation {
        notice: details.notice_number.trim().to_owned(),
        amount: base::Dong(amount),
    });
    let since = now;
    dossier.beside.waits.push(Wait {
        step: step.clone(),
        awaits,
        since,
        until: None,
        obligation,
        paid: None,
    });
    true
}
