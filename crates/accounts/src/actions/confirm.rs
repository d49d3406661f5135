//! Whoever works in a session shows once more that it is them, before an act that asks for it.

use base::{Ctx, Denied};
use db::{Query, Tx};

use super::factor::{Signed, TotpCode, take_code};
use super::guess::{Guess, guessed_right};
use crate::error::Error;
use crate::model::{Factors, Holder, SessionKey, Way};
use crate::store;

/// What was shown, after it was compared where comparing takes long.
#[derive(Clone, Debug)]
pub(crate) enum Shown {
    /// The password: the hash it was compared with, and the try.
    Password(String, Guess),
    /// A code of the app, or a recovery code.
    Code(TotpCode),
    /// What a passkey signed.
    Passkey(Signed),
}

/// With what the actor can show who they are: the password alone, where there is nothing else.
///
/// # Errors
/// [`Error::Denied`] for everybody but staff.
pub(crate) fn see_ways(q: &mut impl Query, ctx: &Ctx) -> Result<Factors, Error> {
    let holder = Holder::Staff(ctx.authorise_staff()?.staff);
    Ok(store::factor::of(q, holder)?)
}

/// Notes that the person at this session is who they are.
///
/// # Errors
/// [`Error::Wrong`], [`Error::WrongCode`], [`Error::WrongPasskey`]; [`Error::SecondFactorNeeded`] for a password where there is more.
pub(crate) fn confirm(tx: &mut Tx, ctx: &Ctx, session: SessionKey, shown: &Shown) -> Result<(), Error> {
    let staff = ctx.authorise_staff()?.staff;
    let holder = Holder::Staff(staff);
    ledger::open(tx, &[holder.stream()])?;
    let way = match shown {
        Shown::Password(proved, guess) => {
            if store::factor::of(tx, holder)?.any() {
                return Err(Error::SecondFactorNeeded);
            }
            if store::credential::hash_of(tx, holder)?.as_ref() != Some(proved) {
                return Err(Error::Wrong);
            }
            guessed_right(tx, ctx, guess)?;
            Way::Password
        }
        Shown::Code(code) => {
            let way = take_code(tx, ctx, holder, &code.typed)?;
            guessed_right(tx, ctx, &code.guess)?;
            way
        }
        Shown::Passkey(signed) => {
            if signed.before.staff != staff {
                return Err(Error::WrongPasskey);
            }
            signed.note_use(tx, ctx)?;
            Way::Passkey
        }
    };
    let mine = store::session::find(tx, session)?.filter(|it| it.holder == holder);
    mine.ok_or(Denied::Unauthenticated)?;
    store::session::confirm(tx, session, ctx.now, way)?;
    Ok(())
}
