//! The second step of signing in: the password was right, a code of the app or a recovery code is typed. A try counts before it is
//! looked at.

use base::Ctx;
use base::id::StaffId;
use db::{Query, Tx};

use super::take_code;
use crate::actions::guess::{Guess, begin_guess, guessed_right};
use crate::actions::open_session::{self, SignedIn};
use crate::error::Error;
use crate::model::{Device, Factors, Holder, SessionKey};
use crate::store;

/// A try.
#[derive(Clone, Debug)]
pub(crate) struct SecondStep {
    /// The sign-in that waits.
    pub(crate) half: SessionKey,
    /// What was typed.
    pub(crate) typed: String,
    /// Where the session is used.
    pub(crate) device: Device,
    /// The session the browser showed before: it ends.
    pub(crate) before: Option<SessionKey>,
}

/// What the person of a sign-in that waits can show.
///
/// # Errors
/// [`Error::StepGone`] if it waits no longer.
pub(crate) fn see_half(q: &mut impl Query, ctx: &Ctx, half: SessionKey) -> Result<Factors, Error> {
    let _ = ctx.authorise_anyone();
    let half = store::factor::half(q, half, ctx.now)?.ok_or(Error::StepGone)?;
    Ok(store::factor::of(q, half.holder)?)
}

/// For whom a sign-in waits.
///
/// # Errors
/// [`Error::StepGone`] if it waits no longer.
pub(crate) fn see_half_of(q: &mut impl Query, ctx: &Ctx, half: SessionKey) -> Result<StaffId, Error> {
    let _ = ctx.authorise_anyone();
    match store::factor::half(q, half, ctx.now)?.map(|half| half.holder) {
        Some(Holder::Staff(staff)) => Ok(staff),
        _ => Err(Error::StepGone),
    }
}

/// Counts the try.
///
/// # Errors
/// [`Error::StepGone`] if the sign-in waits no longer; [`Error::TooMany`] if the person or the address has to wait.
pub(crate) fn begin_second_step(tx: &mut Tx, ctx: &Ctx, input: &SecondStep) -> Result<(), Error> {
    let _ = ctx.authorise_anyone();
    let half = store::factor::half(tx, input.half, ctx.now)?.ok_or(Error::StepGone)?;
    begin_guess(tx, ctx, &Guess::code_of(half.holder, &input.device.address))
}

/// Opens the session if the code is right.
///
/// # Errors
/// [`Error::WrongCode`]; [`Error::StepGone`] if it waits no longer, or the password was changed meanwhile.
pub(crate) fn finish_second_step(tx: &mut Tx, ctx: &Ctx, input: &SecondStep) -> Result<SignedIn, Error> {
    let _ = ctx.authorise_anyone();
    let half = store::factor::half(tx, input.half, ctx.now)?.ok_or(Error::StepGone)?;
    ledger::open(tx, &[half.holder.stream()])?;
    if store::credential::hash_of(tx, half.holder)?.as_ref() != Some(&half.proved) {
        return Err(Error::StepGone);
    }
    let way = take_code(tx, ctx, half.holder, &input.typed)?;
    if !store::factor::take_half(tx, input.half)? {
        return Err(Error::StepGone);
    }
    guessed_right(tx, ctx, &Guess::code_of(half.holder, &input.device.address))?;
    if let Some(before) = input.before {
        store::session::delete(tx, before)?;
    }
    Ok(open_session::open(tx, ctx, half.holder, &input.device, Some(way))?)
}
