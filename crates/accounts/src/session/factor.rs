//! The second factor at the door and on the account page, as pages and operations share it: a try is counted in a transaction of its
//! own, so that it stays counted when what was typed is wrong.

use base::Ctx;
use web::App;

use super::Current;
use crate::actions::{
    Guess, SecondStep, SignedIn, TotpCode, begin_guess, begin_second_step, confirm_totp, finish_second_step,
    remove_totp,
};
use crate::error::Error;
use crate::model::{Holder, Token};

/// Ends a sign-in that waits with what was typed.
pub(crate) async fn second_step(
    app: &App,
    ctx: &Ctx,
    current: &Current,
    half: &Token,
    typed: &str,
) -> Result<SignedIn, Error> {
    let input = SecondStep {
        half: half.key(),
        typed: typed.to_owned(),
        device: current.device.clone(),
        before: current.session.as_ref().map(|session| session.key),
    };
    let begin = {
        let (ctx, input) = (ctx.clone(), input.clone());
        move |tx: &mut db::Tx| begin_second_step(tx, &ctx, &input)
    };
    app.db.write(begin).await?;
    let ctx = ctx.clone();
    let signed_in = app.db.write(move |tx| finish_second_step(tx, &ctx, &input)).await?;
    if let Some(before) = &current.session {
        current.cache.forget(before.key);
    }
    Ok(signed_in)
}

/// Asks for codes of the app from now on; the recovery codes, if these are the first.
pub(crate) async fn set_up_totp(
    app: &App,
    ctx: &Ctx,
    current: &Current,
    typed: &str,
) -> Result<Vec<String>, Error> {
    let input = counted(app, ctx, current, typed).await?;
    let holder = Holder::of(&ctx.actor)?;
    let ctx = ctx.clone();
    let codes = app.db.write(move |tx| confirm_totp(tx, &ctx, &input)).await?;
    current.cache.forget_holder(holder);
    Ok(codes)
}

/// Takes the app away.
pub(crate) async fn take_off_totp(app: &App, ctx: &Ctx, current: &Current, typed: &str) -> Result<(), Error> {
    let input = counted(app, ctx, current, typed).await?;
    let holder = Holder::of(&ctx.actor)?;
    let ctx = ctx.clone();
    app.db.write(move |tx| remove_totp(tx, &ctx, &input)).await?;
    current.cache.forget_holder(holder);
    Ok(())
}

/// A try of somebody who has signed in, counted.
pub(super) async fn counted(app: &App, ctx: &Ctx, current: &Current, typed: &str) -> Result<TotpCode, Error> {
    let guess = Guess::code_of(Holder::Staff(ctx.authorise_staff()?.staff), &current.device.address);
    let input = TotpCode { typed: typed.to_owned(), guess };
    let count = {
        let (ctx, guess) = (ctx.clone(), input.guess.clone());
        move |tx: &mut db::Tx| begin_guess(tx, &ctx, &guess)
    };
    app.db.write(count).await?;
    Ok(input)
}
