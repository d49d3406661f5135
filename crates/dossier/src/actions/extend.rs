//! Extend: the head promises the result for a later day, with an apology (form 04). Once.

use base::id::DossierId;
use base::{Ctx, Denied, Instant};
use db::Tx;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::fresh;
use crate::error::Error;
use crate::events::stream;
use crate::model::Extension;
use crate::permissions::{leads_in, post_for};
use crate::{events, permissions, rules, store};

/// Which dossier, to which day.
#[derive(Clone, Debug, Serialize)]
pub struct Extend {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
    /// The new day; the result is due at its closing time.
    pub day: Option<Date>,
    /// Why, as the citizen reads it.
    pub reason: String,
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extended {
    /// The dossier.
    pub id: DossierId,
    /// When the result is due now.
    pub due: Instant,
}

/// Promises the result for a later day.
///
/// # Errors
/// [`Denied::Forbidden`] for the head of another unit, [`Error::ExtendedBefore`] the second time, [`Error::Illegal`]
/// outside handling, [`Error::Invalid`] without a reason or a working day after the present appointment.
pub fn extend(tx: &mut Tx, ctx: &Ctx, input: &Extend) -> Result<Extended, Error> {
    let authority = ctx.authorise(&permissions::EXTEND)?;
    ledger::once(tx, ctx, "dossier.extend", input, |tx| {
        ledger::open(tx, &[stream(input.dossier)])?;
        let mut dossier = store::dossier::find(tx, input.dossier)?.ok_or(Error::NotFound)?;
        let unit = post_for(&authority, &dossier)?.unit;
        fresh(&dossier, input.revision)?;
        dossier.state = rules::next(dossier.state, rules::Act::Extend)?;
        if leads_in(&authority, &dossier).is_empty() {
            return Err(Denied::Forbidden.into());
        }
        rules::not_under_correction(&dossier)?;
        if dossier.beside.extension.is_some() {
            return Err(Error::ExtendedBefore);
        }
        let calendar = organisation::calendar(tx, dossier.competent, ctx.now.date())?;
        let deadline = dossier.deadline.as_mut().ok_or(Error::NotFound)?;
        let present = deadline.current.due;
        let to = rules::new_appointment(&calendar, present, ctx.now.date(), input.day, &input.reason)
            .map_err(Error::Invalid)?;
        deadline.current.due = to;
        let (from, to) = (Instant::from_local(present), Instant::from_local(to));
        let reason = input.reason.trim().to_owned();
        dossier.beside.extension = Some(Extension { at: ctx.now, from, to, reason: reason.clone() });
        store::dossier::save(tx, &mut dossier)?;
        let event = events::Extended { from, to, reason };
        ledger::append(tx, ctx, &stream(dossier.id), Some(unit), ctx.now, &event)?;
        Ok(Extended { id: dossier.id, due: to })
    })
}
