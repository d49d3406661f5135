//! What a dossier says of itself in every message: the agency, the person in charge, the times, how the result is taken.

use base::{Ctx, Instant, words::moment};
use db::Query;
use ledger::Recorded;
use notice::{Slot, Words};

use super::said::Said;
use crate::error::Error;
use crate::model::{Dossier, ReturnAt};
use crate::queries::{self, Standing};

/// All slots that can be filled in; the event's own words come first.
pub(super) fn words(
    q: &mut impl Query,
    ctx: &Ctx,
    event: &Recorded,
    dossier: &Dossier,
    said: &Said,
) -> Result<Words, Error> {
    let version = catalogue::version(q, &dossier.procedure)?.ok_or(Error::NoProcedure)?;
    let standing = queries::standing(q, ctx, &version, dossier)?;
    let person = person(q, event, &standing)?;
    let number = dossier.number.as_ref().map_or_else(|| "chưa cấp".to_owned(), ToString::to_string);
    let received = dossier.received_at.map(|at| moment(at.local()));
    let mut all = said.words.clone();
    for (slot, text) in [
        (Slot::Applicant, dossier.applicant.name.clone()),
        (Slot::Number, number),
        (Slot::Procedure, dossier.procedure_name.clone()),
        (Slot::Agency, standing.competent.clone()),
        (Slot::Person, person),
        (Slot::Received, received.unwrap_or_else(|| "chưa tiếp nhận".to_owned())),
        (Slot::Due, due(dossier, said.due)),
        (Slot::Return, taken_at(dossier, &standing)),
        (Slot::LookUp, dossier.lookup.clone().unwrap_or_else(|| "chưa cấp".to_owned())),
    ] {
        all.entry(slot).or_insert(text);
    }
    Ok(all)
}

/// Who has it now; else who did this; else the one-stop unit.
fn person(q: &mut impl Query, event: &Recorded, standing: &Standing) -> Result<String, Error> {
    if let Some(holder) = standing.open.first() {
        return Ok(holder.name());
    }
    let did = match event.by_staff() {
        Some(staff) => organisation::staff(q, staff)?.map(|staff| staff.name.to_string()),
        None => None,
    };
    Ok(did.unwrap_or_else(|| format!("Bộ phận Một cửa, {}", standing.receiving)))
}

/// When the result is due; before reception, when that is answered.
fn due(dossier: &Dossier, said: Option<Instant>) -> String {
    let running = dossier.running_due().map(|due| due.due);
    match said.map(Instant::local).or(running) {
        Some(at) if dossier.received_at.is_some() => moment(at),
        other => {
            let answer = other.unwrap_or_else(|| dossier.answer_due.local());
            format!("sau khi tiếp nhận, cơ quan trả lời chậm nhất {}", moment(answer))
        }
    }
}

fn taken_at(dossier: &Dossier, standing: &Standing) -> String {
    let body = match dossier.applicant.return_at {
        Some(ReturnAt::Competent) => &standing.competent,
        _ => &standing.receiving,
    };
    format!("tại Bộ phận Một cửa, {body}")
}
