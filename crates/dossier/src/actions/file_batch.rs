//! File batch: many dossiers of one person are received in one act, all or none.

use base::code::DossierNumber;
use base::id::DossierId;
use base::{Ctx, Instant};
use db::Tx;
use serde::{Deserialize, Serialize};

use super::receive::take_in;
use crate::error::Error;
use crate::model::{Batch, BatchId};
use crate::submission::Submission;
use crate::{events, permissions, store};

/// The name under which the first answer is kept.
pub const FILE_BATCH: &str = "dossier.file-batch";

/// The dossiers of a batch, each complete.
#[derive(Clone, Debug)]
pub struct FileBatch {
    /// At least one.
    pub submissions: Vec<Submission>,
    /// Who brings them.
    pub submitter: String,
    /// What makes a repeat the same.
    pub digest: String,
}

/// What was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchReceived {
    /// The batch.
    pub id: BatchId,
    /// Each dossier with its number and when its result is due.
    pub dossiers: Vec<(DossierId, DossierNumber, Instant)>,
}

/// Receives every dossier of the batch.
///
/// # Errors
/// [`Error::NotFound`] for an empty batch and for a body that is not the officer's; those of `receive`.
pub fn file_batch(tx: &mut Tx, ctx: &Ctx, input: &FileBatch) -> Result<BatchReceived, Error> {
    let authority = ctx.authorise(&permissions::RECEIVE)?;
    ledger::once(tx, ctx, FILE_BATCH, &input.digest, |tx| {
        let first = input.submissions.first().ok_or(Error::NotFound)?;
        let unit = authority.at_root(&first.root)?.unit;
        let mut received = Vec::new();
        for submission in &input.submissions {
            authority.at_root(&submission.root)?;
            let mut dossier = submission.dossier(ctx)?;
            submission.insert(tx, ctx, &dossier)?;
            let receipt = take_in(tx, ctx, unit, &submission.version, &mut dossier)?;
            received.push((receipt.id, receipt.number, receipt.due));
        }
        let batch = Batch {
            id: BatchId::new(&ctx.rng, ctx.now),
            root: first.root,
            procedure_name: first.version.short_name.clone(),
            submitter: input.submitter.clone(),
            received_at: ctx.now,
            received_by: authority.staff().staff,
            dossiers: received.iter().map(|(id, ..)| *id).collect(),
        };
        store::batch::insert(tx, &batch)?;
        let event = events::BatchReceived {
            procedure: first.version.code.to_string(),
            dossiers: batch.dossiers.clone(),
        };
        ledger::append(tx, ctx, &events::batch_stream(batch.id), Some(unit), ctx.now, &event)?;
        Ok(BatchReceived { id: batch.id, dossiers: received })
    })
}
