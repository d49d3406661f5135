//! The password was right: the tries are taken back and a new session begins; the one shown before ends.

use base::Ctx;
use db::Tx;

use super::SignIn;
use super::guess::guessed_right;
use super::open_session::{self, SignedIn};
use crate::error::Error;
use crate::model::{Device, Holder, SessionKey};
use crate::store;

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

/// Opens the session.
///
/// # Errors
/// [`Error::Wrong`] if the password was changed while it was compared.
pub(crate) fn finish_sign_in(tx: &mut Tx, ctx: &Ctx, input: &Proof) -> Result<SignedIn, Error> {
    let _ = ctx.authorise_anyone();
    if store::credential::hash_of(tx, input.holder)?.as_ref() != Some(&input.hash) {
        return Err(Error::Wrong);
    }
    guessed_right(tx, ctx, &input.sign_in.guess())?;
    if let Some(before) = input.before {
        store::session::delete(tx, before)?;
    }
    Ok(open_session::open(tx, ctx, input.holder, &input.device)?)
}
