//! What can be done with second factors: of one's own, of staff within an administrator's reach, and with them at the door.

mod passkey;
mod recovery;
mod require;
mod reset;
mod second_step;
mod see_own;
mod see_staff;
mod totp;

pub(crate) use passkey::{
    NewPasskey, PasskeySignIn, Signed, add_passkey, finish_passkey_sign_in, keep_challenge, remove_passkey,
    take_challenge,
};
pub(crate) use recovery::make_recovery_codes;
pub(crate) use require::{RequireFactor, require_factor};
pub(crate) use reset::reset_factors;
pub(crate) use second_step::{SecondStep, begin_second_step, finish_second_step, see_half, see_half_of};
pub(crate) use see_own::{Own, see_own};
pub(crate) use see_staff::{BodyRules, StaffFactors, see_factor_rules, see_staff_factors};
pub(crate) use totp::{TotpCode, begin_totp, confirm_totp, remove_totp, see_setup};

use base::Ctx;
use db::Tx;

use crate::error::Error;
use crate::factor_events::RecoveryCodeUsed;
use crate::model::{Holder, Way};
use crate::rules::code::{self, Typed};
use crate::store;

/// Takes what was typed, once; with what it was shown that it is them. The stream of the holder is open.
pub(super) fn take_code(tx: &mut Tx, ctx: &Ctx, holder: Holder, text: &str) -> Result<Way, Error> {
    match code::read(text).ok_or(Error::WrongCode)? {
        Typed::Totp(digits) => {
            take_totp(tx, ctx, holder, &digits)?;
            Ok(Way::Totp)
        }
        Typed::Recovery(hash) => {
            if !store::factor::take_code(tx, holder, &hash)? {
                return Err(Error::WrongCode);
            }
            if let Holder::Staff(staff) = holder {
                let left = store::factor::count_codes(tx, holder)?;
                let event = RecoveryCodeUsed { staff, left };
                ledger::append(tx, ctx, &holder.stream(), None, ctx.now, &event)?;
            }
            Ok(Way::Recovery)
        }
    }
}

/// Takes six digits of the authenticator app, once.
fn take_totp(tx: &mut Tx, ctx: &Ctx, holder: Holder, digits: &str) -> Result<(), Error> {
    let secret = store::factor::totp(tx, holder)?.ok_or(Error::WrongCode)?;
    let step = code::step(&secret, digits, ctx.now).ok_or(Error::WrongCode)?;
    if store::factor::take_step(tx, holder, step)? { Ok(()) } else { Err(Error::WrongCode) }
}

/// Gives somebody their first recovery codes, or new ones; as they are shown.
fn give_codes(tx: &mut Tx, ctx: &Ctx, holder: Holder) -> Result<Vec<String>, Error> {
    let (shown, kept): (Vec<_>, Vec<_>) = code::recovery_codes(&ctx.rng).into_iter().unzip();
    store::factor::replace_codes(tx, holder, kept.into_iter())?;
    Ok(shown)
}

/// Without a second factor recovery codes open nothing: they go with the last one.
fn forget_codes(tx: &mut Tx, holder: Holder) -> Result<(), Error> {
    if !store::factor::of(tx, holder)?.any() {
        store::factor::delete_codes(tx, holder)?;
    }
    Ok(())
}
