//! Move a result: the body that decided sends it to the counter, the one-stop unit says that it is there. Handing it over never
//! waits for this.

use base::Ctx;
use base::id::DossierId;
use db::Tx;
use serde::{Deserialize, Serialize};

use super::fresh;
use crate::error::Error;
use crate::events::stream;
use crate::model::{Place, ResultAt};
use crate::{events, permissions, rules, store};

/// Which dossier's result, and where it is now.
#[derive(Clone, Debug, Serialize)]
pub struct MoveResult {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
    /// Where it is now.
    pub to: Place,
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultMoved {
    /// The dossier.
    pub id: DossierId,
}

/// Says where the result is now.
///
/// # Errors
/// [`Error::NotFound`] outside the body that sends or receives it, [`Error::Illegal`] where there is no result to move,
/// [`Error::ThereBefore`] when it is there already or past it.
pub fn move_result(tx: &mut Tx, ctx: &Ctx, input: &MoveResult) -> Result<ResultMoved, Error> {
    let authority = ctx.authorise(&permissions::MOVE_RESULT)?;
    ledger::once(tx, ctx, "dossier.move-result", input, |tx| {
        ledger::open(tx, &[stream(input.dossier)])?;
        let mut dossier = store::dossier::find(tx, input.dossier)?.ok_or(Error::NotFound)?;
        let unit = permissions::moves_result(&authority, &dossier, input.to)?.unit;
        fresh(&dossier, input.revision)?;
        dossier.state = rules::next(dossier.state, rules::Act::MoveResult)?;
        rules::not_recalled(&dossier)?;
        if !rules::goes_on(dossier.beside.result_at.map(|it| it.place), input.to) {
            return Err(Error::ThereBefore);
        }
        dossier.beside.result_at = Some(ResultAt { place: input.to, since: ctx.now });
        store::dossier::save(tx, &mut dossier)?;
        store::pickup::keep(tx, &dossier)?;
        let event = events::ResultMoved { to: input.to };
        ledger::append(tx, ctx, &stream(dossier.id), Some(unit), ctx.now, &event)?;
        Ok(ResultMoved { id: dossier.id })
    })
}
