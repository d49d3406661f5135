//! Receive offline: what a machine received without a network comes in, under the number, the moment and the request that the
//! machine gave it. A repeat finds the first answer, whoever of the body sends it; nothing is taken twice.

use base::code::DossierNumber;
use base::{Ctx, Instant};
use db::{Query, Tx};
use serde::{Deserialize, Serialize};

use super::follow_units;
use super::receive::{Printed, take_in_as};
use crate::error::Error;
use crate::events::{self, counter_stream, stream};
use crate::model::{Intake, OfflineCounterId};
use crate::rules::offline::OfflineRefused;
use crate::submission::Submission;
use crate::{permissions, queries, store};

/// What was received, complete.
#[derive(Clone, Debug)]
pub struct ReceiveOffline {
    /// The machine.
    pub counter: OfflineCounterId,
    /// What was taken down.
    pub submission: Submission,
    /// The number on the paper that the person holds.
    pub printed: DossierNumber,
    /// Whether it is given another number, as the printed one cannot be had.
    pub anew: bool,
    /// The code on that paper to look it up with.
    pub lookup: Option<String>,
    /// The appointment on that paper.
    pub promised: Option<Instant>,
    /// When it counts as received.
    pub received: Instant,
    /// By how many seconds the machine's clock was behind.
    pub clock_behind: i64,
    /// What makes a repeat the same.
    pub digest: String,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedOffline {
    /// The dossier.
    pub id: base::id::DossierId,
    /// Its number.
    pub number: DossierNumber,
    /// When the result is due.
    pub due: Instant,
    /// When it counts as received.
    pub received: Instant,
    /// What is otherwise than on the paper, in sentences: the paper is to be printed anew then.
    pub notes: Vec<String>,
}

/// Receives it.
///
/// # Errors
/// [`Error::NotFound`] for a machine or a body that is not the officer's; [`Error::Offline`] where the number cannot be had;
/// `Reused` where the request stands for something else; those of `receive`.
pub fn receive_offline(tx: &mut Tx, ctx: &Ctx, input: &ReceiveOffline) -> Result<ReceivedOffline, Error> {
    let authority = ctx.authorise(&permissions::RECEIVE)?;
    ledger::open(tx, &[counter_stream(input.counter)])?;
    let counter = queries::offline_counter(tx, ctx, input.counter)?;
    if let Some(first) = brought_in(tx, ctx, input.counter, &input.digest)? {
        return Ok(first);
    }
    let submission = &input.submission;
    // The machine follows its body: what it received for one that has ended since comes in at the heir.
    let ended = submission.root != counter.root;
    if ended && !queries::is_heir(tx, ctx, counter.root, submission.root)? {
        return Err(Error::NotFound);
    }
    let unit = authority.at_root(&counter.root)?.unit;
    if !input.anew && store::dossier::by_number(tx, &input.printed)?.is_some() {
        return Err(OfflineRefused::Taken(input.printed.clone()).into());
    }
    let then = ctx.as_of(input.received);
    let mut dossier = submission.dossier(&then)?;
    submission.insert(tx, &then, &dossier)?;
    let number = (!input.anew).then(|| input.printed.clone());
    let printed = Printed { number, lookup: input.lookup.clone() };
    let receipt = take_in_as(tx, &then, unit, &submission.version, &mut dossier, printed)?;
    let event = events::ReceivedOffline {
        counter: input.counter,
        printed: input.printed.clone(),
        promised: input.promised,
        clock_behind: input.clock_behind,
    };
    ledger::append(tx, ctx, &stream(dossier.id), Some(unit), input.received, &event)?;
    if ended {
        follow_units::follow(tx, ctx, dossier.id)?;
    }
    let answer = ReceivedOffline {
        id: dossier.id,
        notes: notes(input, &receipt.number, receipt.due),
        number: receipt.number,
        due: receipt.due,
        received: input.received,
    };
    let intake = Intake {
        request: ctx.request,
        counter: input.counter,
        printed: input.printed.clone(),
        dossier: dossier.id,
        digest: input.digest.clone(),
        answer: serde_json::to_string(&answer)?,
        received_at: input.received,
        synced_at: ctx.now,
        synced_by: authority.staff().staff,
    };
    store::offline::insert_intake(tx, &intake)?;
    Ok(answer)
}

/// The first answer to this request of the machine, if it has come in before.
pub(crate) fn brought_in(
    q: &mut impl Query,
    ctx: &Ctx,
    counter: OfflineCounterId,
    digest: &str,
) -> Result<Option<ReceivedOffline>, Error> {
    ctx.authorise(&permissions::RECEIVE)?;
    match store::offline::intake(q, ctx.request)? {
        Some(intake) if intake.counter == counter && intake.digest == digest => {
            Ok(Some(serde_json::from_str(&intake.answer)?))
        }
        Some(_) => Err(ledger::Error::Reused.into()),
        None => Ok(None),
    }
}

/// What the person's paper says otherwise.
fn notes(input: &ReceiveOffline, number: &DossierNumber, due: Instant) -> Vec<String> {
    let moment = |it: Instant| base::words::moment(it.local());
    let mut out = Vec::new();
    if *number != input.printed {
        out.push(format!("Hồ sơ mang số mới {number} thay cho số {} in trên giấy.", input.printed));
    }
    if let Some(promised) = input.promised.filter(|promised| *promised != due) {
        out.push(format!(
            "Giấy in hẹn trả {}; tính theo lịch làm việc là {}.",
            moment(promised),
            moment(due)
        ));
    }
    if input.clock_behind != 0 {
        let minutes = (input.clock_behind.abs() + 30) / 60;
        let how = if input.clock_behind > 0 { "chậm" } else { "nhanh" };
        out.push(format!(
            "Đồng hồ của máy {how} {minutes} phút; thời điểm nhận được ghi là {}.",
            moment(input.received)
        ));
    }
    out
}
