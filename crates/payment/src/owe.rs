//! Owing: what a context above writes down as owed when it takes something in, in its own transaction and under its own event.

use base::id::UnitId;
use base::{Ctx, Dong};
use catalogue::Charge;
use db::Tx;
use ledger::Stream;

use crate::error::Error;
use crate::model::{Obligation, ObligationId, Relieved};
use crate::store;

/// What owes.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Its stream; the caller has opened it and appends its own event.
    pub stream: Stream,
    /// What people call it: the number of the dossier.
    pub label: String,
    /// Who owes it.
    pub debtor: String,
    /// The body that collects.
    pub root: UnitId,
}

/// Writes down what `origin` owes now. What it owed before and nobody paid falls away; a fee that was paid is not owed
/// again.
///
/// # Errors
/// Those of the database.
pub fn owe(tx: &mut Tx, ctx: &Ctx, origin: &Origin, charges: &[Charge]) -> Result<Vec<ObligationId>, Error> {
    if charges.iter().all(|charge| charge.amount == Some(Dong(0)) && charge.relief.is_none()) {
        return Ok(Vec::new());
    }
    let before = store::obligation::of_origin(tx, &origin.stream)?;
    if !before.is_empty() {
        store::obligation::drop_open(tx, &origin.stream, ctx.now)?;
    }
    let paid = |name: &str| before.iter().any(|it| it.receipt.is_some() && it.name == name);
    let first = before.last().map_or(1, |it| it.position + 1);
    let mut ids = Vec::new();
    let due = charges.iter().filter(|it| it.amount != Some(Dong(0)) || it.relief.is_some());
    for (position, charge) in (first..).zip(due.filter(|it| !paid(&it.name))) {
        let obligation = Obligation {
            id: ObligationId::new(&ctx.rng, ctx.now),
            origin: origin.stream.clone(),
            position,
            root: origin.root,
            label: origin.label.clone(),
            debtor: origin.debtor.clone(),
            name: charge.name.clone(),
            amount: charge.amount,
            how: charge.how.join("; "),
            citation: charge.citation.clone(),
            relief: charge.relief.as_ref().map(|it| Relieved {
                name: it.name.clone(),
                percent: it.percent,
                citation: it.citation.clone(),
            }),
            evidence: None,
            owed_at: ctx.now,
            receipt: None,
            dropped_at: None,
        };
        store::obligation::insert(tx, &obligation)?;
        ids.push(obligation.id);
    }
    Ok(ids)
}

/// What is unpaid of an origin that was stopped, withdrawn or refused falls away.
///
/// # Errors
/// Those of the database.
pub fn drop_unpaid(tx: &mut Tx, ctx: &Ctx, origin: &Stream) -> Result<(), Error> {
    store::obligation::drop_open(tx, origin, ctx.now)
}

/// Lets other bodies collect what is open of these origins, each of which lies with another body now; the caller appends its own events.
///
/// # Errors
/// Those of the database.
pub fn collect_elsewhere(tx: &mut Tx, all: &[(Stream, UnitId)]) -> Result<(), Error> {
    store::obligation::move_open(tx, all)
}
