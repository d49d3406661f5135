//! Post: a result goes to its citizen by post, and comes back when it cannot be delivered: on the shelf again, and still owed.

use base::Ctx;
use base::id::DossierId;
use db::Tx;
use serde::{Deserialize, Serialize};

use super::waiting;
use crate::error::Error;
use crate::model::{Place, PostReturn, Posted};
use crate::rules::NotWaiting;
use crate::{events, permissions, rules};

/// Longest reason of the post taken, in characters.
const REASON_LIMIT: usize = 500;

/// Which dossier's result, under which number the post follows it.
#[derive(Clone, Debug, Serialize)]
pub struct PostResult {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
    /// The tracking number as it was typed.
    pub tracking: String,
}

/// The post brought it back.
#[derive(Clone, Debug, Serialize)]
pub struct ReturnByPost {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
    /// Why, as the post wrote it.
    pub reason: String,
    /// The box it goes into.
    pub shelf: String,
}

/// The answer to both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByPost {
    /// The dossier.
    pub id: DossierId,
    /// The tracking number as it is kept.
    pub tracking: String,
}

/// Sends the result by post.
///
/// # Errors
/// [`Error::NotFound`] outside the bodies of the dossier, [`Error::Illegal`] where no result waits, [`Error::Recall`] for a recalled
/// one, [`Error::NotWaiting`] while the post has it, [`Error::Invalid`] for no tracking number.
pub fn post_result(tx: &mut Tx, ctx: &Ctx, input: &PostResult) -> Result<ByPost, Error> {
    let authority = ctx.authorise(&permissions::KEEP_RESULT)?;
    ledger::once(tx, ctx, "dossier.post-result", input, |tx| {
        let (mut dossier, unit) = waiting::open(tx, &authority, input.dossier, input.revision)?;
        rules::not_by_post(dossier.beside.result_at.map(|it| it.place))?;
        let tracking = rules::tracking_number(&input.tracking).map_err(Error::Invalid)?;
        waiting::put(&mut dossier, ctx, Place::ByPost, None);
        let posted = Posted { at: ctx.now, tracking: tracking.clone(), returned: None };
        dossier.beside.pickup.posted.push(posted);
        let event = events::ResultPosted { tracking: tracking.clone() };
        waiting::done(tx, ctx, &mut dossier, Some(unit), &event)?;
        Ok(ByPost { id: dossier.id, tracking })
    })
}

/// Records that the post brought the result back, and puts it on the shelf.
///
/// # Errors
/// As [`post_result`], but [`Error::NotWaiting`] where the post does not have it.
pub fn return_by_post(tx: &mut Tx, ctx: &Ctx, input: &ReturnByPost) -> Result<ByPost, Error> {
    let authority = ctx.authorise(&permissions::KEEP_RESULT)?;
    ledger::once(tx, ctx, "dossier.return-by-post", input, |tx| {
        let (mut dossier, unit) = waiting::open(tx, &authority, input.dossier, input.revision)?;
        let tracking = dossier.beside.pickup.on_the_way().map(|it| it.tracking.clone());
        let tracking = tracking.ok_or(NotWaiting::NotPosted)?;
        let ask = "Ghi lý do trả về như bưu chính ghi trên bưu gửi.";
        let wrong = rules::words("post_reason", &input.reason, REASON_LIMIT, ask);
        let shelf = match (wrong, rules::box_number(&input.shelf)) {
            (None, Ok(shelf)) => shelf,
            (wrong, found) => {
                return Err(Error::Invalid(
                    wrong.into_iter().chain(found.err().into_iter().flatten()).collect(),
                ));
            }
        };
        let reason = input.reason.trim().to_owned();
        if let Some(last) = dossier.beside.pickup.posted.last_mut() {
            last.returned = Some(PostReturn { at: ctx.now, reason: reason.clone() });
        }
        waiting::put(&mut dossier, ctx, Place::OnShelf, Some(shelf.clone()));
        let event = events::PostReturned { tracking: tracking.clone(), reason, shelf };
        waiting::done(tx, ctx, &mut dossier, Some(unit), &event)?;
        Ok(ByPost { id: dossier.id, tracking })
    })
}
