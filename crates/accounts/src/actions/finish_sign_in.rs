//! The password was right: the tries are taken back and a new session begins; the one shown before ends. Where there is a second
//! factor, the sign-in waits for that.

use base::Ctx;
use db::Tx;

use super::SignIn;
use super::guess::guessed_right;
use super::open_session::{self, SignedIn};
use crate::error::Error;
use crate::model::{Device, Holder, SessionKey, Token, Way};
use crate::rules::lifetime;
use crate::store;
use crate::store::factor::Half;

/// What was proved, and where the session is to live.
#[derive(Clone, Debug)]
pub(crate) struct Proof {
    /// The try that was begun.
    pub(crate) sign_in: SignIn,
    /// Whose password it was.
    pub(crate) holder: Holder,
    /// The hash it was compared with.
    pub(crate) hash: String,
    /// Where the session is used.
    pub(crate) device: Device,
    /// The session the browser showed before: it ends, so that a session planted by somebody else is worth nothing.
    pub(crate) before: Option<SessionKey>,
}

/// What came of it.
#[derive(Clone, Debug)]
pub(crate) enum Entered {
    /// A session.
    In(SignedIn),
    /// The second factor is awaited from the browser that has this secret.
    Half(Token),
}

/// Opens the session, or lets the sign-in wait for the second factor.
///
/// # Errors
/// [`Error::Wrong`] if the password was changed while it was compared.
pub(crate) fn finish_sign_in(tx: &mut Tx, ctx: &Ctx, input: &Proof) -> Result<Entered, Error> {
    let _ = ctx.authorise_anyone();
    if store::credential::hash_of(tx, input.holder)?.as_ref() != Some(&input.hash) {
        return Err(Error::Wrong);
    }
    guessed_right(tx, ctx, &input.sign_in.guess())?;
    if store::factor::of(tx, input.holder)?.any() {
        let token = Token::new(&ctx.rng);
        let half = Half { holder: input.holder, proved: input.hash.clone() };
        store::factor::insert_half(tx, token.key(), &half, ctx.now.plus_seconds(lifetime::HALF_SECONDS))?;
        return Ok(Entered::Half(token));
    }
    if let Some(before) = input.before {
        store::session::delete(tx, before)?;
    }
    Ok(Entered::In(open_session::open(tx, ctx, input.holder, &input.device, Some(Way::Password))?))
}
