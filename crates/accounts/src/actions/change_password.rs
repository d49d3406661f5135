//! Somebody chooses another password: every session ends, and this browser gets a new one.

use base::Ctx;
use db::Tx;

use super::guess::{Guess, guessed_right};
use super::open_session::{self, SignedIn};
use crate::error::Error;
use crate::events::PasswordChanged;
use crate::model::{Device, Holder, Way};
use crate::store;

/// Another password.
#[derive(Clone, Debug)]
pub(crate) struct ChangePassword {
    /// The hash the present password was compared with.
    pub(crate) proved: String,
    /// The hash of the new one.
    pub(crate) hash: String,
    /// Where the new session is used.
    pub(crate) device: Device,
    /// The try that proved the present password.
    pub(crate) guess: Guess,
}

/// Changes the password.
///
/// # Errors
/// [`Error::Denied`] for nobody; [`Error::Wrong`] if the password was changed meanwhile.
pub(crate) fn change_password(tx: &mut Tx, ctx: &Ctx, input: &ChangePassword) -> Result<SignedIn, Error> {
    let holder = Holder::of(ctx.authorise_anyone())?;
    ledger::open(tx, &[holder.stream()])?;
    if store::credential::hash_of(tx, holder)?.as_ref() != Some(&input.proved) {
        return Err(Error::Wrong);
    }
    guessed_right(tx, ctx, &input.guess)?;
    store::credential::put(tx, holder, &input.hash, ctx.now)?;
    let ended = store::session::delete_all(tx, holder)?;
    store::factor::delete_halves(tx, holder)?;
    // The password alone is no confirmation of whoever has more.
    let way = (!store::factor::of(tx, holder)?.any()).then_some(Way::Password);
    let signed_in = open_session::open(tx, ctx, holder, &input.device, way)?;
    ledger::append(tx, ctx, &holder.stream(), None, ctx.now, &PasswordChanged { ended })?;
    Ok(signed_in)
}
