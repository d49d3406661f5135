//! What happens to the dossiers that somebody sees in their lists, as it happens.

use std::collections::BTreeMap;

use base::Ctx;
use base::id::{DossierId, UnitId};
use db::Query;

use super::reach::Reach;
use crate::error::Error;
use crate::permissions;
use crate::store::lists::{self, Whose};

/// The units whose dossiers somebody sees: bodies and provinces, and where they hold a position.
#[derive(Clone, Debug)]
pub(crate) struct Watched(Vec<UnitId>);

impl Watched {
    /// Whether a dossier of these is among them.
    pub(crate) fn sees(&self, whose: &Whose) -> bool {
        let Whose { root, competent, top, at } = whose;
        [Some(*root), Some(*competent), *top, *at].into_iter().flatten().any(|unit| self.0.contains(&unit))
    }
}

/// What the person who asks sees.
///
/// # Errors
/// [`Error::Denied`] for people without dossiers to see.
pub(crate) fn watched(q: &mut impl Query, ctx: &Ctx) -> Result<Watched, Error> {
    let authority = ctx.authorise(&permissions::READ)?;
    let mut units = Reach::of(q, ctx, &authority)?.scopes();
    units.extend(authority.posts().iter().flat_map(|post| [post.unit, post.root]));
    Ok(Watched(units))
}

/// A dossier to which something happened.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) position: i64,
    pub(crate) dossier: DossierId,
    pub(crate) whose: Whose,
}

/// What happened behind a position, at most `limit` events, and the position up to which was looked.
///
/// # Errors
/// Those of the database.
pub(crate) fn changes(q: &mut impl Query, after: i64, limit: i64) -> Result<(Vec<Change>, i64), Error> {
    let placed = ledger::placed_after(q, after, limit)?;
    let last = placed.last().map_or(after, |(position, _)| *position);
    let mut latest = BTreeMap::new();
    for (position, stream) in placed {
        if let Some(dossier) = stream.strip_prefix("dossier/").and_then(|id| id.parse::<DossierId>().ok()) {
            latest.insert(dossier, position);
        }
    }
    let ids: Vec<_> = latest.keys().copied().collect();
    let mut whose = lists::whose(q, &ids)?;
    let change = |(dossier, position)| Some(Change { position, dossier, whose: whose.remove(&dossier)? });
    let mut out: Vec<Change> = latest.into_iter().filter_map(change).collect();
    out.sort_by_key(|change| change.position);
    Ok((out, last))
}
