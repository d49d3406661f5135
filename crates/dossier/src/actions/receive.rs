//! Receive: the one-stop unit takes a dossier in. The clock starts, the number is given, the appointment computed.

use base::code::{AgencyCode, DossierNumber};
use base::id::{DossierId, UnitId};
use base::{Ctx, Instant};
use catalogue::{ProcedureVersion, Situation};
use db::Tx;
use serde::{Deserialize, Serialize};
use worktime::Due;

use super::{fresh, hand_over, linked, owe};
use crate::error::Error;
use crate::events::stream;
use crate::model::{Channel, Deadline, Dossier, HandoverWay};
use crate::rules::offline::OfflineRefused;
use crate::submission::{Submission, Way};
use crate::{events, permissions, queries, rules, steps, store};

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
        take_in(tx, ctx, post.unit, &version, &mut dossier)
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
        take_in(tx, ctx, post.unit, &submission.version, &mut dossier)
    })
}

/// What a receipt bears that was printed before the dossier came in.
#[derive(Clone, Debug, Default)]
pub(super) struct Printed {
    /// Its number; none is given the next one.
    pub(super) number: Option<DossierNumber>,
    /// The code to look it up with; none is drawn.
    pub(super) lookup: Option<String>,
}

/// The one way in, whatever the channel: rule, appointment, first step, number, row, event; then the parts of a linked
/// dossier that are due.
pub(super) fn take_in(
    tx: &mut Tx,
    ctx: &Ctx,
    unit: UnitId,
    version: &ProcedureVersion,
    dossier: &mut Dossier,
) -> Result<Receipt, Error> {
    take_in_as(tx, ctx, unit, version, dossier, Printed::default())
}

/// The same, of what bears a number already.
pub(super) fn take_in_as(
    tx: &mut Tx,
    ctx: &Ctx,
    unit: UnitId,
    version: &ProcedureVersion,
    dossier: &mut Dossier,
    printed: Printed,
) -> Result<Receipt, Error> {
    dossier.state = rules::next(dossier.state, rules::Act::Receive)?;
    let due = due(tx, ctx, version, dossier)?;
    let situation = Situation { case: &dossier.case, channel: dossier.channel };
    let local = catalogue::local_fees(tx, &version.code, ctx.now.date())?;
    dossier.beside.charges = version.charges(&dossier.answers, &situation, &local);
    dossier.received_at = Some(ctx.now);
    dossier.lookup = Some(printed.lookup.unwrap_or_else(|| crate::lookup_code::draw(&ctx.rng)));
    dossier.received_at_unit = Some(unit);
    dossier.step = steps::enter(tx, ctx, version, dossier, version.process.begin(), &due)?;
    let event_due = Instant::from_local(due.due);
    let (calendar, proposed) = (due.calendar.clone(), due.proposed);
    dossier.deadline = Some(Deadline { original: due.clone(), current: due });
    let away = queries::is_away(tx, dossier, ctx.now.date())?;
    if away {
        hand_over::owe(tx, ctx, dossier, HandoverWay::Out)?;
    }
    // Whoever receives gives the number (NĐ 118/2025/NĐ-CP); a line agency's own dossiers bear its own code.
    let agency = agency(tx, ctx, if away { dossier.root } else { dossier.competent })?;
    let number = match printed.number {
        Some(number) if number.agency() == agency.as_str() => number,
        Some(number) => return Err(OfflineRefused::OtherAgency { number, agency }.into()),
        None => next_number(tx, ctx, &agency)?,
    };
    dossier.number = Some(number.clone());
    store::dossier::save(tx, dossier)?;
    owe::owe(tx, ctx, dossier)?;
    let event = events::Received {
        number: number.clone(),
        unit,
        due: event_due,
        calendar,
        proposed,
        fees: dossier.beside.charges.clone(),
    };
    ledger::append(tx, ctx, &stream(dossier.id), Some(unit), ctx.now, &event)?;
    if !dossier.beside.parts.is_empty() {
        linked::open_ready(tx, ctx, version, dossier)?;
        store::dossier::save(tx, dossier)?;
    }
    Ok(Receipt { id: dossier.id, number, due: event_due })
}

/// The appointment: of a linked dossier from all its parts, of every other from its own term.
fn due(tx: &mut Tx, ctx: &Ctx, version: &ProcedureVersion, dossier: &mut Dossier) -> Result<Due, Error> {
    if !dossier.beside.parts.is_empty() {
        return linked::appointment(tx, ctx, version, dossier, ctx.now.local());
    }
    let calendar = organisation::calendar(tx, dossier.competent, ctx.now.date())?;
    let situation = Situation { case: &dossier.case, channel: dossier.channel };
    // A part of a linked procedure may have a term of its own.
    let own = dossier.beside.part_of.as_ref().and_then(|of| of.term.as_deref());
    let term = rules::term(version, &dossier.answers, &situation, own)?;
    Ok(worktime::due(&calendar, ctx.now.local(), term, rules::cutoff(version).as_ref())?)
}

/// The next number of a body's day, taken last: it is the row every reception of the body waits for.
fn next_number(tx: &mut Tx, ctx: &Ctx, agency: &AgencyCode) -> Result<DossierNumber, Error> {
    let today = ctx.now.date();
    let sequence = store::number::next(tx, agency, today)?;
    Ok(DossierNumber::compose(agency, today, sequence))
}

/// The code with which a body's numbers begin.
fn agency(tx: &mut Tx, ctx: &Ctx, body: UnitId) -> Result<AgencyCode, Error> {
    let unit = organisation::unit_at(tx, body, ctx.now.date())?.ok_or(Error::NoUnit)?;
    unit.code.ok_or(Error::NoUnit)
}
