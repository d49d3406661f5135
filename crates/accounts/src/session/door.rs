//! Signing in, signing up and changing a password, as the pages and the operations share them: what stands between the
//! actions is the slow comparison of passwords, which no transaction waits for.

use base::{Ctx, Denied};
use organisation::{DeputyId, PersonName};
use web::App;

use super::{Current, hashing};
use crate::actions::{
    ActAs, ChangePassword, Entered, Park, Proof, Resume, SetPin, SignIn, SignUp, SignedIn, act_as,
    begin_resume, begin_sign_in, change_password, finish_resume, finish_sign_in, park, resume_refused,
    set_pin, sign_up,
};
use crate::error::Error;
use crate::model::{Email, Holder, Identity, Login, Password, Phone, SessionId, Token};
use crate::permissions::SWITCH;
use crate::rules::pin;
use crate::store;

/// Signs in with what was typed, or as far as the second factor.
pub(crate) async fn sign_in(
    app: &App,
    ctx: &Ctx,
    current: &Current,
    login: &str,
    password: Password,
) -> Result<Entered, Error> {
    let sign_in = SignIn { login: login.to_owned(), address: current.device.address.clone() };
    let proof = prove(app, ctx, current, sign_in, password).await?;
    let finish = {
        let ctx = ctx.clone();
        move |tx: &mut db::Tx| finish_sign_in(tx, &ctx, &proof)
    };
    let entered = app.db.write(finish).await?;
    if let (Entered::In(_), Some(before)) = (&entered, &current.session) {
        current.cache.forget(before.key);
    }
    Ok(entered)
}

/// Counts the try and compares the password.
async fn prove(
    app: &App,
    ctx: &Ctx,
    current: &Current,
    sign_in: SignIn,
    password: Password,
) -> Result<Proof, Error> {
    let begin = {
        let (ctx, sign_in) = (ctx.clone(), sign_in.clone());
        move |tx: &mut db::Tx| begin_sign_in(tx, &ctx, &sign_in)
    };
    let begun = app.db.write(begin).await?;
    let right = hashing::check(password, begun.as_ref().map(|(_, hash)| hash.clone())).await?;
    let (true, Some((holder, hash))) = (right, begun) else {
        tracing::info!("a sign-in was refused");
        return Err(Error::Wrong);
    };
    let before = current.session.as_ref().map(|session| session.key);
    Ok(Proof { sign_in, holder, hash, device: current.device.clone(), before })
}

/// Counts the try and compares the password of whoever has signed in.
pub(super) async fn prove_present(
    app: &App,
    ctx: &Ctx,
    current: &Current,
    present: Password,
) -> Result<Proof, Error> {
    let holder = Holder::of(&ctx.actor)?;
    let logins = app.db.read(move |rx| store::credential::logins(rx, holder)).await?;
    let login = logins.first().map(ToString::to_string).unwrap_or_default();
    let sign_in = SignIn { login, address: current.device.address.clone() };
    prove(app, ctx, current, sign_in, present).await
}

/// What a new citizen types.
#[derive(Clone, Debug)]
pub(crate) struct Newcomer {
    pub(crate) name: PersonName,
    pub(crate) login: Login,
    pub(crate) identity: Identity,
    pub(crate) email: Option<Email>,
    pub(crate) phone: Option<Phone>,
}

/// Opens an account and signs in.
pub(crate) async fn join(
    app: &App,
    ctx: &Ctx,
    current: &Current,
    newcomer: Newcomer,
    password: Password,
) -> Result<SignedIn, Error> {
    let hash = hashing::hash(password.clone(), ctx.rng.clone()).await?;
    let login = newcomer.login.clone();
    let input = SignUp {
        name: newcomer.name,
        login: newcomer.login,
        identity: newcomer.identity,
        email: newcomer.email,
        phone: newcomer.phone,
        hash,
    };
    let ctx_of_act = ctx.clone();
    app.db.write(move |tx| sign_up(tx, &ctx_of_act, &input)).await?;
    match sign_in(app, ctx, current, login.as_str(), password).await? {
        Entered::In(signed_in) => Ok(signed_in),
        Entered::Half(_) => Err(Error::SecondFactorNeeded),
    }
}

/// Changes the password of the person who has signed in; `present` is what they type to prove it is them.
pub(crate) async fn renew(
    app: &App,
    ctx: &Ctx,
    current: &Current,
    present: Password,
    new: Password,
) -> Result<SignedIn, Error> {
    let holder = Holder::of(&ctx.actor)?;
    let proof = prove_present(app, ctx, current, present).await?;
    let hash = hashing::hash(new, ctx.rng.clone()).await?;
    let guess = proof.sign_in.guess();
    let input = ChangePassword { proved: proof.hash, hash, device: current.device.clone(), guess };
    let act = {
        let ctx = ctx.clone();
        move |tx: &mut db::Tx| change_password(tx, &ctx, &input)
    };
    let signed_in = app.db.write(act).await?;
    current.cache.forget_holder(holder);
    Ok(signed_in)
}

/// Sets the PIN of the officer who has signed in; `present` is the password they type to prove it is them.
pub(crate) async fn choose_pin(
    app: &App,
    ctx: &Ctx,
    current: &Current,
    present: Password,
    pin: &str,
) -> Result<(), Error> {
    ctx.authorise(&SWITCH)?;
    pin::choose(pin).map_err(|why| Error::field("pin", why))?;
    let proof = prove_present(app, ctx, current, present).await?;
    let hash = hashing::hash(Password::typed(pin), ctx.rng.clone()).await?;
    let input = SetPin { proved: proof.hash, hash, guess: proof.sign_in.guess() };
    let ctx = ctx.clone();
    app.db.write(move |tx| set_pin(tx, &ctx, &input)).await
}

/// Leaves the session of this browser locked in it; by what the browser is known from now on.
pub(crate) async fn leave(app: &App, ctx: &Ctx, current: &Current) -> Result<Token, Error> {
    ctx.authorise(&SWITCH)?;
    let session = current.session.as_ref().ok_or(Denied::Unauthenticated)?.key;
    let browser = current.browser.clone().unwrap_or_else(|| Token::new(&ctx.rng));
    let input = Park { session, browser: browser.key() };
    let ctx = ctx.clone();
    app.db.write(move |tx| park(tx, &ctx, &input)).await?;
    current.cache.forget(session);
    Ok(browser)
}

/// Comes back to a session that waits in this browser, with a PIN or the password.
pub(crate) async fn come_back(
    app: &App,
    ctx: &Ctx,
    current: &Current,
    id: SessionId,
    typed: &str,
) -> Result<SignedIn, Error> {
    let browser = current.browser.as_ref().ok_or(Error::Gone)?.key();
    // No password is as short as a PIN.
    let by_pin = typed.chars().count() <= pin::LENGTH;
    let input = Resume { id, browser, by_pin, address: current.device.address.clone() };
    let begin = {
        let (ctx, input) = (ctx.clone(), input.clone());
        move |tx: &mut db::Tx| begin_resume(tx, &ctx, &input)
    };
    let begun = app.db.write(begin).await?;
    let right = hashing::check(Password::typed(typed), begun.hash.clone()).await?;
    let present = current.session.as_ref().map(|session| session.key);
    let ctx = ctx.clone();
    if !right {
        tracing::info!("coming back to a session was refused");
        let over = app.db.write(move |tx| resume_refused(tx, &ctx, &input)).await?;
        return Err(if over { Error::Gone } else { Error::Wrong });
    }
    let finish = move |tx: &mut db::Tx| finish_resume(tx, &ctx, &input, &begun, present);
    let signed_in = app.db.write(finish).await?;
    if let Some(present) = present {
        current.cache.forget(present);
    }
    Ok(signed_in)
}

/// Begins or ends working as a deputy in this session.
pub(crate) async fn stand_in(
    app: &App,
    ctx: &Ctx,
    current: &Current,
    naming: Option<DeputyId>,
) -> Result<(), Error> {
    ctx.authorise_staff()?;
    let session = current.session.as_ref().ok_or(Denied::Unauthenticated)?.key;
    let ctx = ctx.clone();
    app.db.write(move |tx| act_as(tx, &ctx, &ActAs { session, naming })).await?;
    current.cache.forget(session);
    Ok(())
}
