//! A member of staff looks at who stands in for whom: for them, by them, and in what they head or lead.

use base::{Ctx, Role};
use db::Query;

use crate::error::Error;
use crate::model::{Deputising, Listed, Scope, StaffFrom, StaffMember};
use crate::permissions::{DEPUTISE, speaks_for};
use crate::store;

/// The most positions of a body that are offered.
const MOST: i64 = 500;

/// What the page shows and offers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Deputies {
    /// Where this person stands in.
    pub(crate) by_me: Vec<Deputising>,
    /// Who stands in for positions this person speaks for.
    pub(crate) for_mine: Vec<Deputising>,
    /// The positions for which this person may name a deputy.
    pub(crate) positions: Vec<Listed>,
    /// The people who may be named.
    pub(crate) people: Vec<StaffMember>,
}

/// Reads it.
///
/// # Errors
/// [`Error::Denied`] for people without a position.
pub(crate) fn see_deputies(q: &mut impl Query, ctx: &Ctx) -> Result<Deputies, Error> {
    let authority = ctx.authorise(&DEPUTISE)?;
    let (me, today) = (authority.staff().staff, ctx.now.date());
    let mut out = Deputies { by_me: store::deputy::of_deputy(q, me, today)?, ..Deputies::default() };
    let roots = authority.roots();
    for root in roots {
        for listed in store::post::list(q, Scope::Body(root), today, &StaffFrom::default(), MOST)? {
            let Some(unit) = store::unit::find(q, listed.holding.unit, today)? else { continue };
            if !out.people.iter().any(|it| it.id == listed.person.id) && listed.person.id != me {
                out.people.push(listed.person.clone());
            }
            let offered = listed.holding.role != Role::Admin;
            if offered && speaks_for(&authority, &listed.holding, &unit).is_ok() {
                out.positions.push(listed);
            }
        }
        let known = store::deputy::of_root(q, root, today)?;
        let spoken = |it: &Deputising| out.positions.iter().any(|post| post.holding.id == it.post);
        out.for_mine.extend(known.into_iter().filter(spoken));
    }
    out.positions.sort_by_key(|it| it.person.id != me);
    Ok(out)
}
