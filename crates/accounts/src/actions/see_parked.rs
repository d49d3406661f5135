//! Who waits in a shared browser, by name.

use base::{Ctx, Instant};
use db::Query;

use crate::error::Error;
use crate::look;
use crate::model::{SessionId, SessionKey};
use crate::rules::{lifetime, pin};
use crate::store;

/// A locked session as whoever sits at the PC sees it.
#[derive(Clone, Debug)]
pub(crate) struct Waits {
    /// The session.
    pub(crate) id: SessionId,
    /// The name of the officer.
    pub(crate) name: String,
    /// Since when it waits.
    pub(crate) since: Instant,
    /// When it ends by itself.
    pub(crate) ends: Instant,
    /// How many tries are left.
    pub(crate) tries: i64,
}

/// The sessions that wait in a browser and live.
///
/// # Errors
/// Those of the database.
pub(crate) fn see_parked(
    q: &mut impl Query,
    ctx: &Ctx,
    browser: Option<SessionKey>,
) -> Result<Vec<Waits>, Error> {
    let _ = ctx.authorise_anyone();
    let Some(browser) = browser else { return Ok(Vec::new()) };
    let mut out = Vec::new();
    for parked in store::parked::of_browser(q, browser)? {
        let session = &parked.session;
        if !lifetime::lives(session, ctx.now) {
            continue;
        }
        if let Some(base::Actor::Staff(staff)) = look::actor(q, session.holder, ctx.now)? {
            let ends = lifetime::ends(session);
            let tries = pin::MOST_WRONG - parked.wrong;
            out.push(Waits { id: session.id, name: staff.name, since: session.seen_at, ends, tries });
        }
    }
    Ok(out)
}
