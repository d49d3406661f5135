//! What other crates and this context's pages ask of accounts and sessions. Nothing here authorises: the caller did.

use base::id::{AccountId, StaffId};
use base::{Actor, Citizen, Instant, Principal, Staff};
use db::{Error, Query};
use organisation::DeputyId;

use crate::model::{Account, Holder, Login, Session, SessionKey};
use crate::rules::lifetime;
use crate::session::cache::Known;
use crate::store;

/// A citizen's account: name, identity, contact. The caller sees to it that the actor may know them.
///
/// # Errors
/// Those of the database.
pub fn account(q: &mut impl Query, id: AccountId) -> Result<Option<Account>, Error> {
    store::account::find(q, id)
}

/// The logins of a holder.
///
/// # Errors
/// Those of the database.
pub fn logins(q: &mut impl Query, holder: Holder) -> Result<Vec<Login>, Error> {
    store::credential::logins(q, holder)
}

/// The sessions of a holder that still live, the last used first.
///
/// # Errors
/// Those of the database.
pub fn sessions(q: &mut impl Query, holder: Holder, now: Instant) -> Result<Vec<Session>, Error> {
    let mut all = store::session::of_holder(q, holder, now)?;
    all.retain(|session| lifetime::lives(session, now));
    Ok(all)
}

/// The session of a key with the person behind it, if it lives; for staff with the positions held today.
pub(crate) fn known(q: &mut impl Query, key: SessionKey, now: Instant) -> Result<Option<Known>, Error> {
    let Some(session) = store::session::find(q, key)?.filter(|session| lifetime::lives(session, now)) else {
        return Ok(None);
    };
    let mut actor = actor(q, session.holder, now)?;
    let mut owes = false;
    if let Some(Actor::Staff(staff)) = &mut actor {
        owes = owes_factor(q, staff, now)?;
        if let Some(naming) = session.acting {
            act_as(q, staff, naming, now)?;
            owes = owes || owes_factor(q, staff, now)?;
        }
    }
    Ok(actor.map(|actor| Known { session, actor, owes_factor: owes }))
}

/// Whether a person must have a second factor by now, in one of the positions in which they work, and has none.
pub(crate) fn owes_factor(q: &mut impl Query, staff: &Staff, now: Instant) -> Result<bool, Error> {
    for post in &staff.posts {
        let first_day = store::factor_rule::find(q, post.root, post.role)?;
        if first_day.is_some_and(|day| day <= now.date()) {
            return Ok(!store::factor::of(q, Holder::Staff(staff.staff))?.any());
        }
    }
    Ok(false)
}

/// Lets the person work as the deputy they were named, as long as that is in force; then they work in their own positions.
fn act_as(q: &mut impl Query, staff: &mut Staff, naming: DeputyId, now: Instant) -> Result<(), Error> {
    if let Some((it, post, position)) = organisation::deputising_today(q, naming, staff.staff, now.date())? {
        staff.posts = vec![post];
        staff.acting =
            Some(Principal { staff: it.principal, name: it.principal_name, position, until: it.last });
    }
    Ok(())
}

/// A member of staff as they may act now: in the positions held today or, under a naming, as the deputy they are while it is in force.
/// For work that somebody ordered and that goes on without them.
///
/// # Errors
/// Those of the database.
pub fn staff_at_work(
    q: &mut impl Query,
    staff: StaffId,
    naming: Option<DeputyId>,
    now: Instant,
) -> Result<Actor, Error> {
    let mut found = actor(q, Holder::Staff(staff), now)?;
    if let (Some(Actor::Staff(staff)), Some(naming)) = (&mut found, naming) {
        act_as(q, staff, naming, now)?;
        if staff.acting.is_none() {
            return Ok(Actor::Nobody);
        }
    }
    Ok(found.unwrap_or(Actor::Nobody))
}

/// The person behind a holder.
pub(crate) fn actor(q: &mut impl Query, holder: Holder, now: Instant) -> Result<Option<Actor>, Error> {
    Ok(match holder {
        Holder::Citizen(id) => store::account::find(q, id)?.map(|account| {
            Actor::Citizen(Citizen { account: id, name: account.name.into(), assurance: account.assurance })
        }),
        Holder::Staff(id) => match organisation::staff(q, id)? {
            Some(person) => {
                let posts = organisation::posts_of(q, id, now.date())?;
                Some(Actor::Staff(Staff {
                    staff: id,
                    name: person.name.into(),
                    posts,
                    acting: None,
                    warrant: None,
                }))
            }
            None => None,
        },
    })
}
