//! An officer leaves a shared PC for a while: the session waits in that browser, locked, and no token opens it.

use base::Ctx;
use db::Tx;

use crate::error::Error;
use crate::model::{Holder, Session, SessionKey, Token};
use crate::permissions::SWITCH;
use crate::rules::lifetime;
use crate::store;

/// How many wait in a browser.
pub(crate) const PLACES: i64 = 5;

/// Which session, and where it waits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Park {
    /// The session.
    pub(crate) session: SessionKey,
    /// The browser.
    pub(crate) browser: SessionKey,
}

/// Locks the session.
///
/// # Errors
/// [`Error::Denied`] for everybody but staff; [`Error::Full`] if five wait there.
pub(crate) fn park(tx: &mut Tx, ctx: &Ctx, input: &Park) -> Result<(), Error> {
    let staff = ctx.authorise(&SWITCH)?.staff().staff;
    let session = store::session::find(tx, input.session)?;
    let session =
        session.filter(|it| it.holder == Holder::Staff(staff)).ok_or(base::Denied::Unauthenticated)?;
    let waiting = tidy(tx, ctx, &session, input.browser)?;
    let free = (1..=PLACES).find(|slot| !waiting.contains(slot)).ok_or(Error::Full)?;
    lock(tx, ctx, &session, input.browser, free)
}

/// Ends what has ended among the sessions of a browser, and an older one of the same person; the places still taken.
pub(super) fn tidy(
    tx: &mut Tx,
    ctx: &Ctx,
    session: &Session,
    browser: SessionKey,
) -> Result<Vec<i64>, Error> {
    let mut taken = Vec::new();
    for parked in store::parked::of_browser(tx, browser)? {
        if lifetime::lives(&parked.session, ctx.now) && parked.session.holder != session.holder {
            taken.push(parked.slot);
        } else {
            store::session::delete(tx, parked.session.key)?;
        }
    }
    Ok(taken)
}

/// Puts a session at a free place; its token opens nothing from now on.
pub(super) fn lock(
    tx: &mut Tx,
    ctx: &Ctx,
    session: &Session,
    browser: SessionKey,
    slot: i64,
) -> Result<(), Error> {
    if !store::parked::insert(tx, session, browser, slot)? {
        return Err(Error::Full);
    }
    store::session::renew(tx, session.id, Token::new(&ctx.rng).key(), ctx.now)?;
    Ok(())
}
