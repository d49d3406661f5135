//! An officer sets up an authenticator app, and takes it away again with a fresh code of it.

use base::{Ctx, Instant};
use db::{Query, Tx};

use super::{forget_codes, give_codes, take_totp};
use crate::actions::guess::{Guess, guessed_right};
use crate::error::Error;
use crate::factor_events::{FactorAdded, FactorRemoved};
use crate::model::{Holder, TotpSecret};
use crate::rules::code::{self, Typed};
use crate::store;

/// How long a secret waits to be set up, in seconds: time to find a telephone and install an app.
const SETUP_SECONDS: i64 = 30 * 60;

const TOTP: &str = "totp";

/// A code that was typed, and the try it was.
#[derive(Clone, Debug)]
pub(crate) struct TotpCode {
    /// What was typed.
    pub(crate) typed: String,
    /// The try, counted already.
    pub(crate) guess: Guess,
}

/// Makes a secret for the app; one that was begun before is forgotten.
///
/// # Errors
/// [`Error::Denied`] for everybody but staff who confirmed lately who they are; [`Error::FactorThere`] with an app.
pub(crate) fn begin_totp(tx: &mut Tx, ctx: &Ctx) -> Result<(), Error> {
    let holder = Holder::Staff(ctx.authorise_staff()?.staff);
    ctx.confirmed()?;
    if store::factor::totp(tx, holder)?.is_some() {
        return Err(Error::FactorThere);
    }
    store::factor::set_up(tx, holder, &TotpSecret::new(&ctx.rng), ctx.now)?;
    Ok(())
}

/// The secret that is being set up, for its owner alone and only until it is.
///
/// # Errors
/// [`Error::StepGone`] if none is.
pub(crate) fn see_setup(q: &mut impl Query, ctx: &Ctx) -> Result<TotpSecret, Error> {
    let holder = Holder::Staff(ctx.authorise_staff()?.staff);
    store::factor::setup(q, holder, begun_after(ctx))?.ok_or(Error::StepGone)
}

fn begun_after(ctx: &Ctx) -> Instant {
    ctx.now.plus_seconds(-SETUP_SECONDS)
}

/// A code shows that the app has the secret: from now on codes are asked for. The recovery codes, if these are the first.
///
/// # Errors
/// [`Error::WrongCode`], [`Error::StepGone`] if nothing is being set up, [`Error::FactorThere`] with an app.
pub(crate) fn confirm_totp(tx: &mut Tx, ctx: &Ctx, input: &TotpCode) -> Result<Vec<String>, Error> {
    let staff = ctx.authorise_staff()?.staff;
    let holder = Holder::Staff(staff);
    ledger::open(tx, &[holder.stream()])?;
    let secret = store::factor::setup(tx, holder, begun_after(ctx))?.ok_or(Error::StepGone)?;
    let Some(Typed::Totp(digits)) = code::read(&input.typed) else { return Err(Error::WrongCode) };
    let step = code::step(&secret, &digits, ctx.now).ok_or(Error::WrongCode)?;
    if !store::factor::insert_totp(tx, holder, &secret, ctx.now)? {
        return Err(Error::FactorThere);
    }
    // The steps of an app there was before say nothing of this one's codes, but time only goes on.
    store::factor::take_step(tx, holder, step)?;
    store::factor::end_setup(tx, holder)?;
    guessed_right(tx, ctx, &input.guess)?;
    let codes =
        if store::factor::count_codes(tx, holder)? == 0 { give_codes(tx, ctx, holder)? } else { Vec::new() };
    let event = FactorAdded { staff, factor: TOTP.to_owned() };
    ledger::append(tx, ctx, &holder.stream(), None, ctx.now, &event)?;
    Ok(codes)
}

/// Takes the app away; a fresh code shows that whoever asks still has it.
///
/// # Errors
/// [`Error::WrongCode`], also for a recovery code.
pub(crate) fn remove_totp(tx: &mut Tx, ctx: &Ctx, input: &TotpCode) -> Result<(), Error> {
    let staff = ctx.authorise_staff()?.staff;
    let holder = Holder::Staff(staff);
    ledger::open(tx, &[holder.stream()])?;
    let Some(Typed::Totp(digits)) = code::read(&input.typed) else { return Err(Error::WrongCode) };
    take_totp(tx, ctx, holder, &digits)?;
    guessed_right(tx, ctx, &input.guess)?;
    store::factor::delete_totp(tx, holder)?;
    forget_codes(tx, holder)?;
    let event = FactorRemoved { staff, factor: TOTP.to_owned() };
    ledger::append(tx, ctx, &holder.stream(), None, ctx.now, &event)?;
    Ok(())
}
