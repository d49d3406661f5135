//! Reissue: in place of a result that was recalled because the body erred, a new one is begun without fee (cấp lại do lỗi của cơ quan).
//! The dossier goes back to the step in which it is examined; the recalled result stays on record and names what took its place.

use base::id::DossierId;
use base::{Ctx, Instant};
use db::Tx;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{fresh, reopen};
use crate::error::Error;
use crate::events::stream;
use crate::{events, permissions, rules, store};

/// Which dossier, and by when the new result is there.
#[derive(Clone, Debug, Serialize)]
pub struct Reissue {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
    /// The day by which the new result is promised.
    pub day: Option<Date>,
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReissueBegan {
    /// The dossier.
    pub id: DossierId,
    /// By when the new result is promised.
    pub due: Instant,
}

/// Begins a new result in place of the recalled one.
///
/// # Errors
/// [`base::Denied`] for anyone but a head or leader of the body that decided, [`Error::Recall`] without a recall or where the body did
/// not err, [`Error::Invalid`] without a working day ahead.
pub fn reissue(tx: &mut Tx, ctx: &Ctx, input: &Reissue) -> Result<ReissueBegan, Error> {
    let authority = ctx.authorise(&permissions::RECALL)?;
    ledger::once(tx, ctx, "dossier.reissue", input, |tx| {
        ledger::open(tx, &[stream(input.dossier)])?;
        let mut dossier = store::dossier::find(tx, input.dossier)?.ok_or(Error::NotFound)?;
        let unit = permissions::decides_in(&authority, &dossier)?.unit;
        fresh(&dossier, input.revision)?;
        rules::linked::not_of_parts(&dossier)?;
        let reason = rules::may_reissue(&dossier)?.reason.clone();
        let state = rules::next(dossier.state, rules::Act::Reissue)?;
        let calendar = organisation::calendar(tx, dossier.competent, ctx.now.date())?;
        let due = rules::correction_day(&calendar, ctx.now, input.day, &reason).map_err(Error::Invalid)?;
        let due = Instant::from_local(due);
        let result = reopen::begin(tx, ctx, &mut dossier, &reason, due)?;
        if let Some(correction) = dossier.beside.corrections.last_mut() {
            correction.reissue = true;
        }
        if let Some(recall) = dossier.beside.recalls.last_mut() {
            recall.reissue_began = Some(ctx.now);
        }
        dossier.state = state;
        store::dossier::save(tx, &mut dossier)?;
        store::pickup::keep(tx, &dossier)?;
        let to = dossier.open_steps().first().map(|step| step.code.clone()).unwrap_or_default();
        let event = events::ReissueBegan { result, to, due };
        ledger::append(tx, ctx, &stream(dossier.id), Some(unit), ctx.now, &event)?;
        Ok(ReissueBegan { id: dossier.id, due })
    })
}
