//! Receive: the one-stop unit takes a dossier in. The clock starts, the number is given, the appointment computed.

use base::code::DossierNumber;
use base::id::{DossierId, UnitId};
use base::{Ctx, Instant, Post, Rng};
use catalogue::{ProcedureVersion, Situation};
use db::Tx;
use serde::{Deserialize, Serialize};

use super::fresh;
use crate::error::Error;
use crate::events::stream;
use crate::model::{Channel, Deadline, Dossier};
use crate::submission::{Submission, Way};
use crate::{events, permissions, rules, steps, store};

/// The way of what an officer takes down at the counter.
pub const FILE_AT_COUNTER: Way<Receipt> =
    Way { name: "dossier.file-at-counter", channel: Channel::Counter, act: file_at_counter };

/// Which dossier, as the officer saw it.
#[derive(Clone, Debug, Serialize)]
pub struct Receive {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
}

/// What the receipt (form 01) is printed from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The dossier.
    pub id: DossierId,
    /// Its number.
    pub number: DossierNumber,
    /// When the result is due.
    pub due: Instant,
}

/// Receives a submission of the officer's own body.
///
/// # Errors
/// [`Error::NotFound`] outside the body, [`Error::Illegal`] if it is not waiting, [`Error::Stale`] if it changed.
pub fn receive(tx: &mut Tx, ctx: &Ctx, input: &Receive) -> Result<Receipt, Error> {
    let authority = ctx.authorise(&permissions::RECEIVE)?;
    ledger::once(tx, ctx, "dossier.receive", input, |tx| {
        ledger::open(tx, &[stream(input.dossier)])?;
        let mut dossier = store::dossier::find(tx, input.dossier)?.ok_or(Error::NotFound)?;
        let post = authority.at_root(&dossier.root)?;
        fresh(&dossier, input.revision)?;
        let version = catalogue::version(tx, &dossier.procedure)?.ok_or(Error::NoProcedure)?;
        take_in(tx, ctx, post, &version, &mut dossier)
    })
}

/// Takes a dossier down at the counter: submitted and received in one act.
///
/// # Errors
/// [`Error::NotFound`] for a body that is not the officer's; those of [`receive`].
pub fn file_at_counter(tx: &mut Tx, ctx: &Ctx, submission: &Submission) -> Result<Receipt, Error> {
    let authority = ctx.authorise(&permissions::RECEIVE)?;
    ledger::once(tx, ctx, FILE_AT_COUNTER.name, &submission.digest, |tx| {
        let post = authority.at_root(&submission.root)?;
        let mut dossier = submission.dossier(ctx)?;
        submission.insert(tx, ctx, &dossier)?;
        take_in(tx, ctx, post, &submission.version, &mut dossier)
    })
}

/// The one way in, whatever the channel: rule, appointment, first step, number, row, event.
fn take_in(
    tx: &mut Tx,
    ctx: &Ctx,
    post: &Post,
    version: &ProcedureVersion,
    dossier: &mut Dossier,
) -> Result<Receipt, Error> {
    dossier.state = rules::next(dossier.state, rules::Act::Receive)?;
    let calendar = organisation::calendar(tx, dossier.competent, ctx.now.date())?;
    let situation = Situation { case: &dossier.case, channel: dossier.channel };
    let due = rules::appointment(version, &situation, &dossier.answers, &calendar, ctx.now)?;
    let local = catalogue::local_fees(tx, &version.code, ctx.now.date())?;
    dossier.beside.charges = version.charges(&dossier.answers, &situation, &local);
    dossier.received_at = Some(ctx.now);
    dossier.lookup = Some(lookup_code(&ctx.rng));
    dossier.received_at_unit = Some(post.unit);
    dossier.step = steps::enter(tx, ctx, version, dossier, version.process.begin(), &due)?;
    let event_due = Instant::from_local(due.due);
    let (calendar, proposed) = (due.calendar.clone(), due.proposed);
    dossier.deadline = Some(Deadline { original: due.clone(), current: due });
    let number = number(tx, dossier.competent, ctx)?;
    dossier.number = Some(number.clone());
    store::dossier::save(tx, dossier)?;
    let event = events::Received {
        number: number.clone(),
        unit: post.unit,
        due: event_due,
        calendar,
        proposed,
        fees: dossier.beside.charges.clone(),
    };
    ledger::append(tx, ctx, &stream(dossier.id), Some(post.unit), ctx.now, &event)?;
    Ok(Receipt { id: dossier.id, number, due: event_due })
}

/// Letters and digits that cannot be mistaken for each other on paper.
const LOOKUP_LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// Eight letters from thirty-two: 40 random bits.
pub(crate) fn lookup_code(rng: &Rng) -> String {
    rng.bytes::<8>().iter().map(|byte| char::from(LOOKUP_LETTERS[usize::from(byte % 32)])).collect()
}

/// The next number of the competent body's day, taken last: it is the row every reception of the body waits for.
fn number(tx: &mut Tx, body: UnitId, ctx: &Ctx) -> Result<DossierNumber, Error> {
    let today = ctx.now.date();
    let unit = organisation::unit_at(tx, body, today)?.ok_or(Error::NoUnit)?;
    let agency = unit.code.ok_or(Error::NoUnit)?;
    let sequence = store::number::next(tx, &agency, today)?;
    Ok(DossierNumber::compose(&agency, today, sequence))
}
