//! A citizen's own dossiers and drafts.

use base::Ctx;
use base::id::DossierId;
use db::Query;

use crate::error::Error;
use crate::model::Draft;
use crate::store;
use crate::store::lists::Line;

/// Lines of a page of a citizen's list.
const PAGE: i64 = 20;

/// What a citizen has.
#[derive(Clone, Debug)]
pub struct Mine {
    /// Still being written, the last saved first.
    pub drafts: Vec<Draft>,
    /// Sent, newest first; at most twenty.
    pub dossiers: Vec<Line>,
    /// The identifier after which the next page begins, if there is one.
    pub next: Option<DossierId>,
    /// Whether dossiers of an older system are here, of whomever.
    pub moved: bool,
}

/// The citizen's own dossiers before `before`, and all drafts.
///
/// # Errors
/// [`Error::Denied`] for anyone but a citizen.
pub fn mine(q: &mut impl Query, ctx: &Ctx, before: Option<DossierId>) -> Result<Mine, Error> {
    let citizen = ctx.authorise_citizen()?;
    let drafts = if before.is_none() { store::draft::of_account(q, citizen.account)? } else { Vec::new() };
    let mut dossiers = store::lists::of_account(q, citizen.account, before, PAGE + 1)?;
    let more = dossiers.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    dossiers.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let next = if more { dossiers.last().map(|line| line.id) } else { None };
    Ok(Mine { drafts, dossiers, next, moved: store::moved::any(q)? })
}

/// The citizen's own draft.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's.
pub fn draft(q: &mut impl Query, ctx: &Ctx, id: DossierId) -> Result<Draft, Error> {
    let citizen = ctx.authorise_citizen()?;
    store::draft::find(q, id, citizen.account)?.ok_or(Error::NotFound)
}
