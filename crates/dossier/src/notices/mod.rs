//! What people are told of a dossier, from its events: the citizen, and whoever holds it where it moved without their doing. Drafts have
//! no events, so nothing is said of them (NĐ 224/2026/NĐ-CP, Điều 15).

mod said;
mod words;

use std::collections::BTreeSet;

use base::Ctx;
use base::id::{DossierId, StaffId};
use db::Tx;
use ledger::{Cause, Consumer, Event as _, Recorded, Start};
use notice::{Contact, Recipient, Telling};

use crate::events::{
    Completed, Extended, Followed, Paused, Received, Recounted, Refused, ResultMoved, Resumed, Returned,
    Stopped, SupplementAsked, Supplemented, WithdrawalDeclined, Withdrawn,
};
use crate::model::Dossier;
use crate::store;

/// Tells what happens from the day the program first has it: nobody is told the past.
pub(crate) const TELL: Consumer = Consumer {
    name: "dossier.tell",
    kinds: &[
        Received::KIND,
        Refused::KIND,
        SupplementAsked::KIND,
        Supplemented::KIND,
        Paused::KIND,
        Resumed::KIND,
        payment::Paid::KIND,
        Extended::KIND,
        WithdrawalDeclined::KIND,
        Withdrawn::KIND,
        Stopped::KIND,
        Completed::KIND,
        ResultMoved::KIND,
        Returned::KIND,
        Recounted::KIND,
        Followed::KIND,
    ],
    start: Start::Present,
    apply,
};

/// How long after it happened something is still told, in seconds. What an older system or an offline counter brings in later is history.
const FRESH: i64 = 7 * 86_400;

fn apply(tx: &mut Tx, ctx: &Ctx, event: &Recorded) -> Result<(), Cause> {
    if event.occurred_at.plus_seconds(FRESH) < event.recorded_at {
        return Ok(());
    }
    let Some(id) = of_dossier(event) else { return Ok(()) };
    let Some(dossier) = store::dossier::find(tx, id)? else { return Ok(()) };
    let Some(said) = said::said(tx, event, &dossier)? else { return Ok(()) };
    let words = words::words(tx, ctx, event, &dossier, &said)?;
    let telling = Telling {
        origin: event.stream.clone(),
        event: event.number,
        kind: said.kind,
        to: dossier.account.map_or(Recipient::Elsewhere, Recipient::Citizen),
        contact: contact(&dossier),
        root: dossier.root,
        path: dossier.account.map_or_else(|| "/tra-cuu".to_owned(), |_| format!("/ho-so/{id}")),
        words,
    };
    if said.to_citizen {
        notice::tell(tx, ctx, &telling)?;
    }
    let Some(kind) = said.to_holders else { return Ok(()) };
    for holder in holders(&dossier) {
        let path = format!("/can-bo/ho-so/{id}");
        let to = Recipient::Staff(holder);
        notice::tell(tx, ctx, &Telling { kind, to, path, ..telling.clone() })?;
    }
    Ok(())
}

/// The dossier on whose stream it stands; money has events on other streams too.
fn of_dossier(event: &Recorded) -> Option<DossierId> {
    event.stream.as_str().strip_prefix("dossier/")?.parse().ok()
}

/// How whoever filed said they can be reached.
fn contact(dossier: &Dossier) -> Contact {
    Contact { mail: dossier.applicant.email.clone(), phone: dossier.applicant.phone.clone() }
}

/// The people in charge of its open steps, each once.
fn holders(dossier: &Dossier) -> BTreeSet<StaffId> {
    dossier.open_steps().iter().filter_map(|step| step.assignee).collect()
}
