//! Passkeys: what one is asked to sign is kept and taken once; one is registered, used and taken away.

use base::{Ctx, Denied};
use db::Tx;

use super::{forget_codes, give_codes};
use crate::actions::open_session::{self, SignedIn};
use crate::error::Error;
use crate::factor_events::{FactorAdded, FactorRemoved};
use crate::model::{Device, Holder, PasskeyId, PasskeyName, SessionKey, Token, Way};
use crate::store;
use crate::store::passkey::{Challenge, Kept};

/// How long a passkey has to sign, in seconds: the browser's own patience.
const CHALLENGE_SECONDS: i64 = 5 * 60;

/// How many a person may have: enough for a telephone, a PC and a spare key each.
const MOST: i64 = 10;

/// How many that lapsed are removed with each new one, so that strangers cannot fill the table.
const SWEPT: i64 = 50;

const PASSKEY: &str = "passkey";

/// Keeps what a passkey is asked to sign.
///
/// # Errors
/// Those of the database.
pub(crate) fn keep_challenge(tx: &mut Tx, ctx: &Ctx, it: &Challenge, state: &str) -> Result<(), Error> {
    let _ = ctx.authorise_anyone();
    store::passkey::sweep(tx, ctx.now, SWEPT)?;
    store::passkey::insert_challenge(tx, it, state, ctx.now.plus_seconds(CHALLENGE_SECONDS))?;
    Ok(())
}

/// Takes it, whatever comes of it: it is never taken again.
///
/// # Errors
/// [`Error::StepGone`] if it was taken, has lapsed, or was for something or somebody else.
pub(crate) fn take_challenge(tx: &mut Tx, ctx: &Ctx, it: &Challenge) -> Result<String, Error> {
    let _ = ctx.authorise_anyone();
    store::passkey::take_challenge(tx, it, ctx.now)?.ok_or(Error::StepGone)
}

/// A passkey that a browser made.
#[derive(Clone, Debug)]
pub(crate) struct NewPasskey {
    /// What its owner calls it.
    pub(crate) name: PasskeyName,
    /// What the browser calls it.
    pub(crate) credential: String,
    /// Public key and counter.
    pub(crate) key: String,
}

/// Registers it. The recovery codes, if these are the first.
///
/// # Errors
/// [`Error::Denied`] for everybody but staff who confirmed lately who they are; [`Error::FactorThere`] if the credential is known; [`Error::Invalid`] beyond ten.
pub(crate) fn add_passkey(tx: &mut Tx, ctx: &Ctx, input: &NewPasskey) -> Result<Vec<String>, Error> {
    let staff = ctx.authorise_staff()?.staff;
    ctx.confirmed()?;
    let holder = Holder::Staff(staff);
    ledger::open(tx, &[holder.stream()])?;
    if store::passkey::count(tx, holder)? >= MOST {
        let message = "Mỗi người có tối đa 10 khóa. Xin gỡ khóa không còn dùng rồi thêm lại.";
        return Err(Error::field("name", message));
    }
    let kept = Kept { id: PasskeyId::new(&ctx.rng, ctx.now), staff, key: input.key.clone() };
    if !store::passkey::insert(tx, &kept, &input.credential, &input.name, ctx.now)? {
        return Err(Error::FactorThere);
    }
    let codes =
        if store::factor::count_codes(tx, holder)? == 0 { give_codes(tx, ctx, holder)? } else { Vec::new() };
    let event = FactorAdded { staff, factor: PASSKEY.to_owned() };
    ledger::append(tx, ctx, &holder.stream(), None, ctx.now, &event)?;
    Ok(codes)
}

/// Takes one of one's own away.
///
/// # Errors
/// [`Denied::NotFound`] for one that is not the actor's.
pub(crate) fn remove_passkey(tx: &mut Tx, ctx: &Ctx, id: PasskeyId) -> Result<(), Error> {
    let staff = ctx.authorise_staff()?.staff;
    ctx.confirmed()?;
    let holder = Holder::Staff(staff);
    ledger::open(tx, &[holder.stream()])?;
    if !store::passkey::delete(tx, id, staff)? {
        return Err(Denied::NotFound.into());
    }
    forget_codes(tx, holder)?;
    let event = FactorRemoved { staff, factor: PASSKEY.to_owned() };
    ledger::append(tx, ctx, &holder.stream(), None, ctx.now, &event)?;
    Ok(())
}

/// What a passkey signed was right.
#[derive(Clone, Debug)]
pub(crate) struct Signed {
    /// The passkey as it was when the signature was checked.
    pub(crate) before: Kept,
    /// Public key and counter now.
    pub(crate) key: String,
}

impl Signed {
    /// Notes that the passkey was used.
    ///
    /// # Errors
    /// [`Error::WrongPasskey`] if it was used elsewhere meanwhile, or taken away.
    pub(crate) fn note_use(&self, tx: &mut Tx, ctx: &Ctx) -> Result<(), Error> {
        let noted = store::passkey::used(tx, &self.before, &self.key, ctx.now)?;
        if noted { Ok(()) } else { Err(Error::WrongPasskey) }
    }
}

/// Where a session is to live that a passkey opens.
#[derive(Clone, Debug)]
pub(crate) struct PasskeySignIn {
    /// What was signed.
    pub(crate) signed: Signed,
    /// Where the session is used.
    pub(crate) device: Device,
    /// The session the browser showed before: it ends.
    pub(crate) before: Option<SessionKey>,
    /// The sign-in that waited for it, if a password came first.
    pub(crate) half: Option<Token>,
}

/// Opens the session.
///
/// # Errors
/// [`Error::WrongPasskey`]; [`Error::StepGone`] if a sign-in that waited is gone.
pub(crate) fn finish_passkey_sign_in(
    tx: &mut Tx,
    ctx: &Ctx,
    input: &PasskeySignIn,
) -> Result<SignedIn, Error> {
    let _ = ctx.authorise_anyone();
    let holder = Holder::Staff(input.signed.before.staff);
    if let Some(half) = &input.half {
        let waiting = store::factor::half(tx, half.key(), ctx.now)?.ok_or(Error::StepGone)?;
        let proved = store::credential::hash_of(tx, holder)?;
        let stands = waiting.holder == holder && proved.as_ref() == Some(&waiting.proved);
        if !stands || !store::factor::take_half(tx, half.key())? {
            return Err(Error::StepGone);
        }
    }
    input.signed.note_use(tx, ctx)?;
    if let Some(before) = input.before {
        store::session::delete(tx, before)?;
    }
    Ok(open_session::open(tx, ctx, holder, &input.device, Some(Way::Passkey))?)
}
