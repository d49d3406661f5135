//! A result that goes to another body by network: it is there at once, nobody comes to a counter for it.

use base::Ctx;
use db::Tx;

use crate::error::Error;
use crate::events::{self, stream};
use crate::model::{Dossier, State};
use crate::{queries, rules, store};

/// Hands the result of a completed dossier over to `to`, a body in words.
pub(super) fn by_network(tx: &mut Tx, ctx: &Ctx, dossier: &mut Dossier, to: String) -> Result<(), Error> {
    dossier.state = rules::next(dossier.state, rules::Act::Return)?;
    dossier.returned_at = Some(ctx.now);
    dossier.step = None;
    store::dossier::save(tx, dossier)?;
    let event = events::Returned { to, authorised: None };
    ledger::append(tx, ctx, &stream(dossier.id), Some(dossier.competent), ctx.now, &event)?;
    Ok(())
}

/// What a body filed with another is answered to it as soon as there is a result.
pub(super) fn answer_body(tx: &mut Tx, ctx: &Ctx, dossier: &mut Dossier) -> Result<(), Error> {
    match dossier.beside.filed_by {
        Some(body) if dossier.state == State::Completed => {
            let to = queries::body_name(tx, body, ctx.now.date())?;
            by_network(tx, ctx, dossier, to)
        }
        _ => Ok(()),
    }
}
