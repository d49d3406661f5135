//! An officer comes back to the session that waits in a shared browser, with the PIN or the password. A try counts before it
//! is looked at; the fifth wrong one ends the session.

use base::Ctx;
use db::Tx;

use super::guess::{Guess, begin_guess, guessed_right};
use super::open_session::SignedIn;
use super::park::{lock, tidy};
use crate::error::Error;
use crate::model::{Holder, SessionId, SessionKey, Token};
use crate::rules::{lifetime, pin};
use crate::store;

/// A try to come back.
#[derive(Clone, Debug)]
pub(crate) struct Resume {
    /// The session.
    pub(crate) id: SessionId,
    /// The browser in which it waits.
    pub(crate) browser: SessionKey,
    /// Whether a PIN was typed; else it is the password.
    pub(crate) by_pin: bool,
    /// Where the try comes from.
    pub(crate) address: String,
}

/// What the typed text is to be compared with.
#[derive(Clone, Debug)]
pub(crate) struct Begun {
    /// Whose session it is.
    pub(crate) holder: Holder,
    /// The hash; none where the person has no PIN.
    pub(crate) hash: Option<String>,
    /// The try.
    pub(crate) guess: Guess,
}

/// Counts the try.
///
/// # Errors
/// [`Error::Gone`] if it does not wait there or has ended; [`Error::TooMany`] if the person or the address has to wait.
pub(crate) fn begin_resume(tx: &mut Tx, ctx: &Ctx, input: &Resume) -> Result<Begun, Error> {
    let _ = ctx.authorise_anyone();
    let parked = store::parked::of_browser(tx, input.browser)?;
    let mut living = parked.into_iter().filter(|it| lifetime::lives(&it.session, ctx.now));
    let parked = living.find(|it| it.session.id == input.id).ok_or(Error::Gone)?;
    let wrong = store::parked::take(tx, input.id, input.browser)?.ok_or(Error::Gone)?;
    if wrong >= pin::MOST_WRONG {
        return Err(Error::Gone);
    }
    let holder = parked.session.holder;
    let guess = Guess { kind: "pin", thing: holder.uuid().to_string(), address: input.address.clone() };
    begin_guess(tx, ctx, &guess)?;
    store::parked::count(tx, input.id, wrong + 1)?;
    let hash = match (input.by_pin, holder) {
        (true, Holder::Staff(staff)) => store::parked::pin(tx, staff)?,
        _ => store::credential::hash_of(tx, holder)?,
    };
    Ok(Begun { holder, hash, guess })
}

/// What was typed was wrong: the fifth time the session ends. Whether it did.
///
/// # Errors
/// Those of the database.
pub(crate) fn resume_refused(tx: &mut Tx, ctx: &Ctx, input: &Resume) -> Result<bool, Error> {
    let _ = ctx.authorise_anyone();
    let wrong = store::parked::take(tx, input.id, input.browser)?;
    let over = wrong.is_none_or(|wrong| wrong >= pin::MOST_WRONG);
    if over {
        store::session::delete_id(tx, input.id)?;
    }
    Ok(over)
}

/// What was typed was right: the session gets a new token; the one at work in this browser takes its place and waits.
///
/// # Errors
/// [`Error::Gone`] if it ended meanwhile or what it was compared with has changed.
pub(crate) fn finish_resume(
    tx: &mut Tx,
    ctx: &Ctx,
    input: &Resume,
    begun: &Begun,
    present: Option<SessionKey>,
) -> Result<SignedIn, Error> {
    let _ = ctx.authorise_anyone();
    store::parked::take(tx, input.id, input.browser)?.ok_or(Error::Gone)?;
    let parked = store::parked::of_browser(tx, input.browser)?;
    let parked = parked.into_iter().find(|it| it.session.id == input.id).ok_or(Error::Gone)?;
    let hash = match (input.by_pin, begun.holder) {
        (true, Holder::Staff(staff)) => store::parked::pin(tx, staff)?,
        _ => store::credential::hash_of(tx, begun.holder)?,
    };
    if hash.is_none() || hash != begun.hash {
        return Err(Error::Gone);
    }
    guessed_right(tx, ctx, &begun.guess)?;
    store::parked::delete(tx, input.id)?;
    if let Some(present) = present {
        take_place(tx, ctx, present, input.browser, parked.slot, begun.holder)?;
    }
    let token = Token::new(&ctx.rng);
    store::session::renew(tx, input.id, token.key(), ctx.now)?;
    let session = store::session::find(tx, token.key())?.ok_or(Error::Gone)?;
    Ok(SignedIn { token, session })
}

/// The session that was at work waits where the other one waited; that of a citizen, or of the same person, ends.
fn take_place(
    tx: &mut Tx,
    ctx: &Ctx,
    present: SessionKey,
    browser: SessionKey,
    slot: i64,
    coming: Holder,
) -> Result<(), Error> {
    let Some(session) = store::session::find(tx, present)? else { return Ok(()) };
    let waits = matches!(session.holder, Holder::Staff(_)) && session.holder != coming;
    if !waits || !lifetime::lives(&session, ctx.now) {
        store::session::delete(tx, present)?;
        return Ok(());
    }
    tidy(tx, ctx, &session, browser)?;
    lock(tx, ctx, &session, browser, slot)
}
