//! Batches of the bodies where the actor receives.

use base::Ctx;
use db::Query;

use crate::error::Error;
use crate::model::{Batch, BatchId};
use crate::{permissions, store};

/// One batch with its dossiers.
///
/// # Errors
/// [`Error::NotFound`] for a batch of another body.
pub fn batch(q: &mut impl Query, ctx: &Ctx, id: BatchId) -> Result<Batch, Error> {
    let authority = ctx.authorise(&permissions::RECEIVE)?;
    let batch = store::batch::find(q, id)?.ok_or(Error::NotFound)?;
    authority.at_root(&batch.root).map_err(|_| Error::NotFound)?;
    Ok(batch)
}

/// The last batches, without their dossiers.
///
/// # Errors
/// Those of the database.
pub fn last_batches(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<Batch>, Error> {
    let authority = ctx.authorise(&permissions::RECEIVE)?;
    let roots = authority.roots();
    let mut out = Vec::new();
    for root in roots {
        out.extend(store::batch::of_root(q, root)?);
    }
    Ok(out)
}
