//! What is known of batches: for their pages, and for whoever runs one.

use base::{Authority, Ctx, Denied};
use db::Query;
use jiff::civil::Date;

use crate::error::Error;
use crate::model::{Batch, BatchId, Mistake, Refused};
use crate::permissions::SEE;
use crate::store;

/// The most batches and mistakes that a page shows.
const BATCHES: i64 = 100;
/// The most mistakes of a page; the file has all rows.
pub(crate) const MISTAKES: i64 = 500;

/// A batch with what stands beside it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// The batch.
    pub(crate) batch: Batch,
    /// The first mistakes.
    pub(crate) mistakes: Vec<Mistake>,
    /// How many people of it have come for their account.
    pub(crate) claimed: i64,
    /// Who signed, by name.
    pub(crate) signer: String,
}

/// Whether one of these positions is at the top: a province or a ministry.
///
/// # Errors
/// Those of the database.
pub(crate) fn at_province(q: &mut impl Query, authority: &Authority, today: Date) -> Result<bool, Error> {
    for post in authority.posts() {
        let place = organisation::place_of(q, post.unit, today)?;
        if place.is_some_and(|place| place.root == place.top) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Every batch, the newest first; nothing for who holds no position at the province.
///
/// # Errors
/// [`Error::Denied`] for who may not see them.
pub(crate) fn batches(q: &mut impl Query, ctx: &Ctx) -> Result<Option<Vec<Batch>>, Error> {
    let authority = ctx.authorise(&SEE)?;
    if !at_province(q, &authority, ctx.now.date())? {
        return Ok(None);
    }
    store::batch::list(q, BATCHES).map(Some)
}

/// One batch.
///
/// # Errors
/// [`Error::Denied`] for who may not see it.
pub(crate) fn batch(q: &mut impl Query, ctx: &Ctx, id: BatchId) -> Result<Seen, Error> {
    let batch = allowed(q, ctx, id)?;
    let mistakes = store::beside::mistakes(q, id, MISTAKES)?;
    let claimed = store::beside::accounts(q, id)?.1;
    let signer = match &batch.signed {
        Some((staff, _, _)) => {
            organisation::staff(q, *staff)?.map_or_else(String::new, |it| it.name.to_string())
        }
        None => String::new(),
    };
    Ok(Seen { batch, mistakes, claimed, signer })
}

/// The rows of a batch that were left out, as they stood.
///
/// # Errors
/// [`Error::Denied`] for who may not see them.
pub(crate) fn refused(q: &mut impl Query, ctx: &Ctx, id: BatchId) -> Result<Vec<Refused>, Error> {
    allowed(q, ctx, id)?;
    store::beside::refused(q, id)
}

fn allowed(q: &mut impl Query, ctx: &Ctx, id: BatchId) -> Result<Batch, Error> {
    let authority = ctx.authorise(&SEE)?;
    if !at_province(q, &authority, ctx.now.date())? {
        return Err(Denied::NotFound.into());
    }
    Ok(store::batch::find(q, id)?.ok_or(Denied::NotFound)?)
}
