//! What people may see of notices: each begins with who asks.

use base::id::UnitId;
use base::{Authority, Ctx, Denied};
use db::Query;
use jiff::civil::Date;
use organisation::Scope;

use crate::error::Error;
use crate::model::{Channel, Choice, Failed, Inbox, Kind, MessageId, Reason, Recipient, Trouble, Version};
use crate::store::delivery::Filter;
use crate::{permissions, store};

/// How many tries in a row make it worth saying that a channel is in trouble.
const IN_TROUBLE: i64 = 3;
/// Where the failed list stops counting.
const CAP: i64 = 10_000;

/// The inbox of the actor: messages below one, one more than a page, and how many are unread.
pub(crate) fn inbox(
    q: &mut impl Query,
    ctx: &Ctx,
    below: Option<MessageId>,
    limit: i64,
) -> Result<(Vec<Inbox>, i64), Error> {
    let reader = Recipient::of(ctx.authorise_anyone())?;
    Ok((store::message::inbox(q, reader, below, limit)?, store::message::unread(q, reader)?))
}

/// What a citizen chose, if they did, and their account, to begin with.
pub(crate) fn choice(q: &mut impl Query, ctx: &Ctx) -> Result<(Option<Choice>, accounts::Account), Error> {
    let citizen = ctx.authorise_citizen()?;
    let account = accounts::account(q, citizen.account)?.ok_or(Error::NotFound)?;
    Ok((store::choice::find(q, citizen.account)?, account))
}

/// What an administrator looks after: one body, or everything under a top.
pub(crate) struct Seat {
    pub(crate) top: UnitId,
    pub(crate) root: Option<UnitId>,
}

/// The widest of the administrator's.
pub(crate) fn seat(q: &mut impl Query, authority: &Authority, today: Date) -> Result<Seat, Error> {
    let scopes = organisation::scopes_of(q, authority, today)?;
    if let Some(Scope::Province(top)) = scopes.iter().find(|scope| matches!(scope, Scope::Province(_))) {
        return Ok(Seat { top: *top, root: None });
    }
    let root = authority.posts()[0].root;
    let top = organisation::place_of(q, root, today)?.map_or(root, |place| place.top);
    Ok(Seat { top, root: Some(root) })
}

/// The failed list.
pub(crate) struct FailedList {
    pub(crate) rows: Vec<Failed>,
    pub(crate) count: i64,
    pub(crate) trouble: Vec<Trouble>,
    /// Whether the administrator may write texts too.
    pub(crate) writes: bool,
}

/// The failed list of a channel and reason, below one, one more than a page.
pub(crate) fn failed(
    q: &mut impl Query,
    ctx: &Ctx,
    (channel, reason): (Option<Channel>, Option<Reason>),
    below: Option<(MessageId, Channel)>,
    limit: i64,
) -> Result<FailedList, Error> {
    let authority = ctx.authorise(&permissions::LOOK_AFTER)?;
    let today = ctx.now.date();
    let seat = seat(q, &authority, today)?;
    let writes = match ctx.authorise(&permissions::EDIT_TEXTS) {
        Ok(authority) => writer(q, &authority, today).is_ok(),
        Err(_) => false,
    };
    let filter = Filter { top: seat.top, root: seat.root, channel, reason };
    Ok(FailedList {
        rows: store::delivery::failed(q, &filter, below, limit)?,
        count: store::delivery::count(q, &filter, CAP + 1)?,
        trouble: trouble(q)?,
        writes,
    })
}

/// Whoever may write texts: an administrator of the topmost body, since all bodies under it speak with them.
///
/// # Errors
/// [`Denied::NotFound`] for an administrator of a body further down.
pub(crate) fn writer(q: &mut impl Query, authority: &Authority, today: Date) -> Result<UnitId, Error> {
    for post in authority.posts() {
        if organisation::place_of(q, post.root, today)?.is_some_and(|place| place.top == post.root) {
            return Ok(post.unit);
        }
    }
    Err(Denied::NotFound.into())
}

/// The channels in trouble.
pub(crate) fn trouble(q: &mut impl Query) -> Result<Vec<Trouble>, Error> {
    store::channel::trouble(q, IN_TROUBLE)
}

/// A kind with the installation's texts, the later of a channel counts.
pub(crate) type OfKind = (Kind, Vec<(Channel, Version)>);

/// Every kind with the installation's texts that hold today.
pub(crate) fn texts(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<OfKind>, Error> {
    let authority = ctx.authorise(&permissions::EDIT_TEXTS)?;
    let today = ctx.now.date();
    writer(q, &authority, today)?;
    let mut out = Vec::new();
    for kind in Kind::ALL {
        out.push((*kind, store::text::in_force(q, *kind, today)?));
    }
    Ok(out)
}

/// The installation's texts that hold today or later, the oldest of a channel first; none for whoever writes no texts.
pub(crate) fn texts_to_hand_over(
    q: &mut impl Query,
    ctx: &Ctx,
) -> Result<Vec<(Kind, Channel, Version)>, Error> {
    let authority = ctx.authorise(&permissions::EDIT_TEXTS)?;
    let today = ctx.now.date();
    let mut out = Vec::new();
    if writer(q, &authority, today).is_err() {
        return Ok(out);
    }
    for kind in Kind::ALL {
        for channel in kind.channels() {
            let mut kept = store::text::history(q, *kind, *channel)?;
            kept.retain(|it| it.last.is_none_or(|last| last >= today));
            // What lies below one that has begun and has no end is never said again.
            let lasting = kept.iter().position(|it| it.first <= today && it.last.is_none());
            kept.truncate(lasting.map_or(kept.len(), |at| at + 1));
            out.extend(kept.into_iter().rev().map(|it| (*kind, *channel, it)));
        }
    }
    Ok(out)
}

/// The texts of the installation for a kind and channel, the newest first.
pub(crate) fn text(
    q: &mut impl Query,
    ctx: &Ctx,
    kind: Kind,
    channel: Channel,
) -> Result<Vec<(Version, String)>, Error> {
    let authority = ctx.authorise(&permissions::EDIT_TEXTS)?;
    writer(q, &authority, ctx.now.date())?;
    let mut out = Vec::new();
    for version in store::text::history(q, kind, channel)? {
        let by = organisation::staff(q, version.set_by)?.map(|staff| staff.name.to_string());
        out.push((version, by.unwrap_or_default()));
    }
    Ok(out)
}
