//! What staff reach for reading: the bodies of their positions, and for whoever leads or controls a province or ministry
//! everything under it.

use base::id::UnitId;
use base::{Authority, Ctx, Denied, Post};
use db::Query;
use organisation::Scope;

use crate::error::Error;
use crate::model::Dossier;
use crate::permissions::post_at;
use crate::store::lists::{Of, Queue};

/// What an authority reaches: bodies, and provinces or ministries with everything under them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reach {
    /// The bodies in which somebody holds a position of the authority, but for those under a top below.
    pub(super) bodies: Vec<UnitId>,
    /// The provinces and ministries that somebody leads or controls.
    pub(super) tops: Vec<UnitId>,
}

impl Reach {
    /// What this authority reaches today; see [`organisation::scope_of`].
    pub(super) fn of(q: &mut impl Query, ctx: &Ctx, authority: &Authority) -> Result<Self, Error> {
        let today = ctx.now.date();
        let mut reach = Self::default();
        for post in authority.posts() {
            match organisation::scope_of(q, post, today)? {
                Scope::Province(top) => reach.tops.push(top),
                Scope::Unit(_) | Scope::Body(_) => reach.bodies.push(post.root),
            }
        }
        for units in [&mut reach.bodies, &mut reach.tops] {
            units.sort_unstable();
            units.dedup();
        }
        let mut outside = Vec::new();
        for body in reach.bodies {
            let top = organisation::place_of(q, body, today)?.map(|place| place.top);
            if !top.is_some_and(|top| reach.tops.contains(&top)) {
                outside.push(body);
            }
        }
        reach.bodies = outside;
        Ok(reach)
    }

    /// One queue for each part: kept under a body, decided by it but kept elsewhere, under a top.
    pub(super) fn queues(&self, queue: impl Fn(Of) -> Queue) -> Vec<Queue> {
        let kept = self.bodies.iter().map(|body| Of::Kept(*body));
        let decided = self.bodies.iter().map(|body| Of::Decided(*body, self.bodies.clone()));
        kept.chain(decided).chain(self.tops.iter().map(|top| Of::Under(*top))).map(queue).collect()
    }

    /// Every unit under which its dossiers are looked for.
    pub(super) fn scopes(&self) -> Vec<UnitId> {
        self.bodies.iter().chain(&self.tops).copied().collect()
    }
}

/// The position with which somebody of this authority reads a dossier: in a body that keeps or decides it, or at the head or in
/// control of the province or ministry above. Reading what one does not handle is noted; see [`crate::rules::is_disclosure`].
///
/// # Errors
/// [`Denied::NotFound`] outside all of them.
pub(crate) fn reader<'a>(
    q: &mut impl Query,
    ctx: &Ctx,
    authority: &'a Authority,
    dossier: &Dossier,
) -> Result<&'a Post, Error> {
    if let Ok(post) = post_at(authority, dossier) {
        return Ok(post);
    }
    let Some(top) = dossier.top else { return Err(Denied::NotFound.into()) };
    for post in authority.posts().iter().filter(|post| post.root == top) {
        if organisation::scope_of(q, post, ctx.now.date())? == Scope::Province(top) {
            return Ok(post);
        }
    }
    Err(Denied::NotFound.into())
}
