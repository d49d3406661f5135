//! Somebody tries to sign in: the try is counted before the password is looked at.

use base::Ctx;
use db::Tx;

use super::guess::{Guess, begin_guess};
use crate::error::Error;
use crate::model::{Holder, Login};
use crate::store;

/// A try to sign in.
#[derive(Clone, Debug)]
pub(crate) struct SignIn {
    /// What was typed as the login; it need not have the form of one.
    pub(crate) login: String,
    /// Where it comes from.
    pub(crate) address: String,
}

impl SignIn {
    /// The login, if it has the form of one.
    fn named(&self) -> Option<Login> {
        self.login.parse().ok()
    }

    /// What is guessed at: the password of this login, however it was typed.
    pub(crate) fn guess(&self) -> Guess {
        let thing = self.named().map_or_else(|| self.login.clone(), String::from);
        Guess { kind: "login", thing, address: self.address.clone() }
    }
}

/// What the password is to be compared with; nothing for an unknown login.
pub(crate) type Begun = Option<(Holder, String)>;

/// Counts the try and answers with the hash to compare with.
///
/// # Errors
/// [`Error::TooMany`] if the login or the address has to wait; then nothing is counted.
pub(crate) fn begin_sign_in(tx: &mut Tx, ctx: &Ctx, input: &SignIn) -> Result<Begun, Error> {
    let _ = ctx.authorise_anyone();
    begin_guess(tx, ctx, &input.guess())?;
    Ok(match input.named() {
        Some(login) => store::credential::by_login(tx, &login)?,
        None => None,
    })
}
