//! Ceremonies with passkeys (W3C Web Authentication, Level 3), as the pages share them. The library checks what was signed: origin,
//! challenge, key, user verification, counter.

use base::Ctx;
use base::id::StaffId;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use web::{App, Site};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyAuthentication, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential, Url, Webauthn, WebauthnBuilder,
};
use webauthn_rs_proto::ResidentKeyRequirement;

use super::Current;
use crate::actions::{
    NewPasskey, PasskeySignIn, Signed, SignedIn, add_passkey, finish_passkey_sign_in, keep_challenge,
    see_half_of, see_mine, take_challenge,
};
use crate::error::Error;
use crate::model::{PasskeyName, Purpose, Token};
use crate::store;
use crate::store::passkey::{Challenge, Kept};

/// What the script hands to the browser.
#[derive(Serialize)]
pub(crate) struct Asked {
    /// The secret under which the challenge is kept.
    token: String,
    /// The options of `navigator.credentials`.
    options: serde_json::Value,
}

/// What comes back.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Answered<'a> {
    /// The secret.
    pub(crate) token: &'a str,
    /// What the browser answered, as JSON.
    pub(crate) answer: &'a str,
}

/// Whether this site can have passkeys at all: they belong to a name, and an address of numbers is none.
pub(crate) fn possible(site: &Site) -> bool {
    party(site).is_ok()
}

/// This site, as passkeys know it.
fn party(site: &Site) -> Result<Webauthn, Error> {
    let origin = Url::parse(&site.address).map_err(|_| Error::NoPasskeys)?;
    let name = origin.domain().ok_or(Error::NoPasskeys)?.to_owned();
    let builder = WebauthnBuilder::new(&name, &origin).map_err(|_| Error::NoPasskeys)?;
    builder.rp_name(&site.name).build().map_err(|_| Error::NoPasskeys)
}

/// Asks for a new passkey of whoever has signed in.
pub(crate) async fn begin_registration(app: &App, ctx: &Ctx) -> Result<Asked, Error> {
    let staff = ctx.authorise_staff()?.staff;
    ctx.confirmed()?;
    let party = party(&app.site)?;
    let asker = ctx.clone();
    let (keys, mine) = app
        .db
        .read(move |rx| Ok::<_, Error>((store::passkey::keys(rx, staff)?, see_mine(rx, &asker)?)))
        .await?;
    let login = mine.logins.first().map_or_else(|| mine.name.clone(), ToString::to_string);
    let known = passkeys(&keys)?.iter().map(|key| key.cred_id().clone()).collect();
    let (mut options, state) = party
        .start_passkey_registration(staff.uuid(), &login, &mine.name, Some(known))
        .map_err(|_| Error::WrongPasskey)?;
    // It is to sign in alone, so it must know by itself whose it is.
    if let Some(wanted) = &mut options.public_key.authenticator_selection {
        wanted.resident_key = Some(ResidentKeyRequirement::Required);
        wanted.require_resident_key = true;
    }
    keep(app, ctx, (Purpose::Register, staff.to_string()), &state, &options).await
}

/// Registers the passkey that the browser made; the recovery codes, if these are the first.
pub(crate) async fn register(
    app: &App,
    ctx: &Ctx,
    current: &Current,
    answered: Answered<'_>,
    name: PasskeyName,
) -> Result<Vec<String>, Error> {
    let staff = ctx.authorise_staff()?.staff;
    let state: PasskeyRegistration =
        taken(app, ctx, answered.token, (Purpose::Register, staff.to_string())).await?;
    let answer: RegisterPublicKeyCredential = read(answered.answer)?;
    let made = party(&app.site)?.finish_passkey_registration(&answer, &state);
    let made = made.map_err(|error| refused(&error))?;
    let input = NewPasskey { name, credential: hex::encode(made.cred_id()), key: write(&made)? };
    let ctx = ctx.clone();
    let codes = app.db.write(move |tx| add_passkey(tx, &ctx, &input)).await?;
    current.cache.forget_holder(crate::model::Holder::Staff(staff));
    Ok(codes)
}

/// Asks any passkey of this site, to sign in alone.
pub(crate) async fn begin_sign_in(app: &App, ctx: &Ctx) -> Result<Asked, Error> {
    let started = party(&app.site)?.start_discoverable_authentication();
    let (mut options, state) = started.map_err(|_| Error::WrongPasskey)?;
    options.mediation = None;
    keep(app, ctx, (Purpose::SignIn, String::new()), &state, &options).await
}

/// Signs in with a passkey alone.
pub(crate) async fn sign_in(
    app: &App,
    ctx: &Ctx,
    current: &Current,
    answered: Answered<'_>,
) -> Result<SignedIn, Error> {
    let state: DiscoverableAuthentication =
        taken(app, ctx, answered.token, (Purpose::SignIn, String::new())).await?;
    let answer: PublicKeyCredential = read(answered.answer)?;
    let party = party(&app.site)?;
    let (owner, credential) =
        party.identify_discoverable_authentication(&answer).map_err(|error| refused(&error))?;
    let credential = hex::encode(credential);
    let found = app.db.read(move |rx| store::passkey::by_credential(rx, &credential)).await?;
    let before = found.filter(|it| it.staff.uuid() == owner).ok_or(Error::WrongPasskey)?;
    let mut key: Passkey = read(&before.key)?;
    let signed = party
        .finish_discoverable_authentication_v2(&answer, state, DiscoverableKey::from(&key))
        .map_err(|error| refused(&error))?;
    key.update_credential(&signed);
    let signed = Signed { before, key: write(&key)? };
    enter(app, ctx, current, signed, None).await
}

/// Asks the passkeys of whoever a sign-in waits for.
pub(crate) async fn begin_second_step(app: &App, ctx: &Ctx, half: &Token) -> Result<Asked, Error> {
    let staff = waits_for(app, ctx, half).await?;
    ask(app, ctx, staff, Purpose::SecondStep).await
}

/// Ends a sign-in that waits with a passkey.
pub(crate) async fn second_step(
    app: &App,
    ctx: &Ctx,
    current: &Current,
    half: &Token,
    answered: Answered<'_>,
) -> Result<SignedIn, Error> {
    let staff = waits_for(app, ctx, half).await?;
    let signed = check(app, ctx, staff, Purpose::SecondStep, answered).await?;
    enter(app, ctx, current, signed, Some(half.clone())).await
}

/// For whom a sign-in waits.
async fn waits_for(app: &App, ctx: &Ctx, half: &Token) -> Result<StaffId, Error> {
    let (ctx, key) = (ctx.clone(), half.key());
    app.db.read(move |rx| see_half_of(rx, &ctx, key)).await
}

/// Asks the passkeys of one person.
pub(crate) async fn ask(app: &App, ctx: &Ctx, staff: StaffId, purpose: Purpose) -> Result<Asked, Error> {
    let keys = app.db.read(move |rx| store::passkey::keys(rx, staff)).await?;
    let keys = passkeys(&keys)?;
    if keys.is_empty() {
        return Err(Error::StepGone);
    }
    let started = party(&app.site)?.start_passkey_authentication(&keys);
    let (options, state) = started.map_err(|_| Error::WrongPasskey)?;
    keep(app, ctx, (purpose, staff.to_string()), &state, &options).await
}

/// Checks what a passkey of one person signed.
pub(crate) async fn check(
    app: &App,
    ctx: &Ctx,
    staff: StaffId,
    purpose: Purpose,
    answered: Answered<'_>,
) -> Result<Signed, Error> {
    let state: PasskeyAuthentication = taken(app, ctx, answered.token, (purpose, staff.to_string())).await?;
    let answer: PublicKeyCredential = read(answered.answer)?;
    let signed = party(&app.site)?.finish_passkey_authentication(&answer, &state);
    let signed = signed.map_err(|error| refused(&error))?;
    let credential = hex::encode(signed.cred_id());
    let found = app.db.read(move |rx| store::passkey::by_credential(rx, &credential)).await?;
    let before = found.filter(|it| it.staff == staff).ok_or(Error::WrongPasskey)?;
    let mut key: Passkey = read(&before.key)?;
    key.update_credential(&signed);
    Ok(Signed { before, key: write(&key)? })
}

async fn enter(
    app: &App,
    ctx: &Ctx,
    current: &Current,
    signed: Signed,
    half: Option<Token>,
) -> Result<SignedIn, Error> {
    let before = current.session.as_ref().map(|session| session.key);
    let input = PasskeySignIn { signed, device: current.device.clone(), before, half };
    let ctx = ctx.clone();
    let signed_in = app.db.write(move |tx| finish_passkey_sign_in(tx, &ctx, &input)).await?;
    if let Some(before) = before {
        current.cache.forget(before);
    }
    Ok(signed_in)
}

/// Keeps the state of a ceremony; what the script is handed.
async fn keep(
    app: &App,
    ctx: &Ctx,
    (purpose, of): (Purpose, String),
    state: &impl Serialize,
    options: &impl Serialize,
) -> Result<Asked, Error> {
    let token = Token::new(&ctx.rng);
    let asked = Asked {
        token: token.secret().to_owned(),
        options: serde_json::to_value(options).map_err(|_| Error::WrongPasskey)?,
    };
    let (state, it, ctx) = (write(state)?, Challenge { key: token.key(), purpose, of }, ctx.clone());
    app.db.write(move |tx| keep_challenge(tx, &ctx, &it, &state)).await?;
    Ok(asked)
}

/// Takes the state of a ceremony, once.
async fn taken<T: DeserializeOwned>(
    app: &App,
    ctx: &Ctx,
    token: &str,
    (purpose, of): (Purpose, String),
) -> Result<T, Error> {
    let key = Token::read(token).ok_or(Error::StepGone)?.key();
    let (it, ctx) = (Challenge { key, purpose, of }, ctx.clone());
    let state = app.db.write(move |tx| take_challenge(tx, &ctx, &it)).await?;
    read(&state)
}

fn passkeys(kept: &[Kept]) -> Result<Vec<Passkey>, Error> {
    kept.iter().map(|it| read(&it.key)).collect()
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|_| Error::WrongPasskey)
}

fn write(it: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(it).map_err(|_| Error::WrongPasskey)
}

/// Why goes to the log; the person is told to try again.
fn refused(error: &webauthn_rs::prelude::WebauthnError) -> Error {
    tracing::info!(%error, "a passkey was refused: {error}");
    Error::WrongPasskey
}
