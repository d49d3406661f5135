//! An officer sets the PIN for coming back to their session on a shared PC; the password proves that it is them.

use base::Ctx;
use db::Tx;

use super::guess::{Guess, guessed_right};
use crate::error::Error;
use crate::events::PinSet;
use crate::model::Holder;
use crate::permissions::SWITCH;
use crate::store;

/// A PIN.
#[derive(Clone, Debug)]
pub(crate) struct SetPin {
    /// The hash the password was compared with.
    pub(crate) proved: String,
    /// The hash of the PIN.
    pub(crate) hash: String,
    /// The try that proved the password.
    pub(crate) guess: Guess,
}

/// Sets it.
///
/// # Errors
/// [`Error::Denied`] for everybody but staff; [`Error::Wrong`] if the password was changed meanwhile.
pub(crate) fn set_pin(tx: &mut Tx, ctx: &Ctx, input: &SetPin) -> Result<(), Error> {
    let staff = ctx.authorise(&SWITCH)?.staff().staff;
    let holder = Holder::Staff(staff);
    ledger::open(tx, &[holder.stream()])?;
    if store::credential::hash_of(tx, holder)?.as_ref() != Some(&input.proved) {
        return Err(Error::Wrong);
    }
    guessed_right(tx, ctx, &input.guess)?;
    store::parked::put_pin(tx, staff, &input.hash, ctx.now)?;
    ledger::append(tx, ctx, &holder.stream(), None, ctx.now, &PinSet { staff })?;
    Ok(())
}
