//! Archive: a result that nobody came for goes to the archive, once a schedule has proposed it. It is handed over from there.

use base::Ctx;
use base::id::DossierId;
use db::Tx;
use serde::{Deserialize, Serialize};

use super::waiting;
use crate::error::Error;
use crate::model::{Archived, Place};
use crate::{events, permissions, rules};

/// Longest place in the archive taken, in characters.
const PLACE_LIMIT: usize = 200;

/// Which dossier's result, and where it lies in the archive.
#[derive(Clone, Debug, Serialize)]
pub struct ArchiveResult {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
    /// Where it lies; may be empty.
    pub place: String,
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultArchived {
    /// The dossier.
    pub id: DossierId,
}

/// Confirms that the result goes to the archive.
///
/// # Errors
/// [`Error::NotFound`] outside the bodies of the dossier, [`Error::Illegal`] where no result waits, [`Error::Recall`] for a recalled
/// one, [`Error::NotWaiting`] before it was proposed, [`Error::Invalid`] for a place that is too long.
pub fn archive_result(tx: &mut Tx, ctx: &Ctx, input: &ArchiveResult) -> Result<ResultArchived, Error> {
    let authority = ctx.authorise(&permissions::ARCHIVE_RESULT)?;
    ledger::once(tx, ctx, "dossier.archive-result", input, |tx| {
        let (mut dossier, unit) = waiting::open(tx, &authority, input.dossier, input.revision)?;
        rules::may_archive(&dossier)?;
        let place = rules::words_up_to("archive", &input.place, PLACE_LIMIT).map_err(Error::Invalid)?;
        waiting::put(&mut dossier, ctx, Place::InArchive, None);
        dossier.beside.pickup.archived = Some(Archived { at: ctx.now, place: place.clone() });
        waiting::done(tx, ctx, &mut dossier, Some(unit), &events::ResultArchived { place })?;
        Ok(ResultArchived { id: dossier.id })
    })
}
