//! Shelve: the one-stop officer puts a result that waits into a box with a number, or into another one.

use base::Ctx;
use base::id::DossierId;
use db::Tx;
use serde::{Deserialize, Serialize};

use super::waiting;
use crate::error::Error;
use crate::model::Place;
use crate::{events, permissions, rules};

/// Which dossier's result, into which box.
#[derive(Clone, Debug, Serialize)]
pub struct Shelve {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
    /// The number of the box as it was typed.
    pub shelf: String,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shelved {
    /// The dossier.
    pub id: DossierId,
    /// The number of the box as it is kept.
    pub shelf: String,
}

/// Puts the result on the shelf.
///
/// # Errors
/// [`Error::NotFound`] outside the bodies of the dossier, [`Error::Illegal`] where no result waits, [`Error::Recall`] for a recalled
/// one, [`Error::NotWaiting`] while the post has it, [`Error::Invalid`] for no number of a box.
pub fn shelve(tx: &mut Tx, ctx: &Ctx, input: &Shelve) -> Result<Shelved, Error> {
    let authority = ctx.authorise(&permissions::KEEP_RESULT)?;
    ledger::once(tx, ctx, "dossier.shelve", input, |tx| {
        let (mut dossier, unit) = waiting::open(tx, &authority, input.dossier, input.revision)?;
        rules::not_by_post(dossier.beside.result_at.map(|it| it.place))?;
        let shelf = rules::box_number(&input.shelf).map_err(Error::Invalid)?;
        waiting::put(&mut dossier, ctx, Place::OnShelf, Some(shelf.clone()));
        let event = events::ResultShelved { shelf: shelf.clone() };
        waiting::done(tx, ctx, &mut dossier, Some(unit), &event)?;
        Ok(Shelved { id: dossier.id, shelf })
    })
}
