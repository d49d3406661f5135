//! An administrator looks at client systems, at one with its tokens, and at what it called.

use base::id::StaffId;
use base::{Authority, Ctx, Denied};
use db::Query;
use jiff::civil::Date;
use organisation::{Branch, StaffMember};

use crate::error::Error;
use crate::model::{Call, CallId, ClientSystem, ClientToken};
use crate::permissions::CONNECT;
use crate::store;

/// A system with what is known of it.
#[derive(Clone, Debug)]
pub(crate) struct ClientSeen {
    /// Its name and number.
    pub(crate) person: StaffMember,
    /// The system.
    pub(crate) client: ClientSystem,
    /// The roles it holds today, each with the name of its unit.
    pub(crate) posts: Vec<(base::Role, String)>,
    /// The newest first.
    pub(crate) tokens: Vec<ClientToken>,
}

/// The systems within the administrator's reach, the oldest first.
///
/// # Errors
/// [`Error::Denied`] without the permission.
pub(crate) fn see_clients(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<ClientSeen>, Error> {
    let admin = ctx.authorise(&CONNECT)?;
    let mut seen = Vec::new();
    for client in store::client::all(q)? {
        if is_within(q, &admin, &client, ctx.now.date())? {
            seen.push(look(q, client, ctx.now.date())?);
        }
    }
    Ok(seen)
}

/// One system.
///
/// # Errors
/// [`Error::Denied`] without the permission and out of reach.
pub(crate) fn see_client(q: &mut impl Query, ctx: &Ctx, staff: StaffId) -> Result<ClientSeen, Error> {
    let admin = ctx.authorise(&CONNECT)?;
    let client = reached(q, &admin, staff, ctx.now.date())?;
    look(q, client, ctx.now.date())
}

/// What it called: up to `limit` calls from one on, the newest first, or backwards from one.
///
/// # Errors
/// As [`see_client`].
pub(crate) fn see_calls(
    q: &mut impl Query,
    ctx: &Ctx,
    staff: StaffId,
    from: Option<(CallId, bool)>,
    limit: i64,
) -> Result<(ClientSeen, Vec<Call>), Error> {
    let admin = ctx.authorise(&CONNECT)?;
    let client = reached(q, &admin, staff, ctx.now.date())?;
    let seen = look(q, client, ctx.now.date())?;
    let calls = match from {
        Some((id, true)) => store::call::after(q, staff, id, limit)?,
        Some((id, false)) => store::call::before(q, staff, Some(id), limit)?,
        None => store::call::before(q, staff, None, limit)?,
    };
    Ok((seen, calls))
}

/// The units in which a system may be given a position.
///
/// # Errors
/// [`Error::Denied`] without the permission.
pub(crate) fn units_for_client(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<Branch>, Error> {
    ctx.authorise(&CONNECT)?;
    Ok(organisation::list_units(q, ctx, ctx.now.date())?)
}

/// The system, if the administrator reaches it.
pub(super) fn reached(
    q: &mut impl Query,
    admin: &Authority,
    staff: StaffId,
    today: Date,
) -> Result<ClientSystem, Error> {
    let client = store::client::find(q, staff)?.ok_or(Denied::NotFound)?;
    if is_within(q, admin, &client, today)? { Ok(client) } else { Err(Denied::NotFound.into()) }
}

/// Whether the administrator looks after a system: by a position that it holds today or, where it holds none any more, by the unit in
/// which it began. What was given to it must be seen and taken back all the same.
fn is_within(
    q: &mut impl Query,
    admin: &Authority,
    client: &ClientSystem,
    today: Date,
) -> Result<bool, Error> {
    if organisation::reaches(q, admin, client.staff, today)? {
        return Ok(true);
    }
    let Some(unit) = client.unit else { return Ok(false) };
    if !organisation::posts_of(q, client.staff, today)?.is_empty() {
        return Ok(false);
    }
    let heirs = organisation::standing_for(q, unit, today)?;
    let leads = |unit: &organisation::Unit| {
        admin.posts().iter().any(|mine| mine.root == unit.root || mine.root == unit.top)
    };
    Ok(heirs.iter().any(leads))
}

fn look(q: &mut impl Query, client: ClientSystem, today: Date) -> Result<ClientSeen, Error> {
    let person = organisation::staff(q, client.staff)?.ok_or(Denied::NotFound)?;
    let mut posts = Vec::new();
    for post in organisation::posts_of(q, client.staff, today)? {
        let unit = organisation::unit_at(q, post.unit, today)?;
        posts.push((post.role, unit.map(|unit| unit.name.to_string()).unwrap_or_default()));
    }
    let tokens = store::client::tokens(q, client.staff)?;
    Ok(ClientSeen { person, client, posts, tokens })
}
