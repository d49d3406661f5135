//! Somebody tries to sign in: the try is counted before the password is looked at.

use base::Ctx;
use db::Tx;
use sha2::{Digest as _, Sha256};

use crate::error::Error;
use crate::model::{Holder, Login};
use crate::rules::throttle::{self, ADDRESS, LOGIN, Limit};
use crate::session::peer;
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

    /// The keys under which the try counts, always in this order.
    pub(super) fn keys(&self) -> [(String, Limit); 2] {
        let login = self.named().map_or_else(|| self.login.clone(), String::from);
        [(key("login", &login), LOGIN), (key("address", &peer::network(&self.address)), ADDRESS)]
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
    let mut counted = Vec::new();
    for (key, limit) in input.keys() {
        let tries = store::attempt::take(tx, &key, ctx.now)?;
        let next = throttle::count(Some(tries), limit, ctx.now).map_err(|until| Error::TooMany { until })?;
        counted.push((key, next));
    }
    for (key, next) in counted {
        store::attempt::put(tx, &key, next)?;
    }
    Ok(match input.named() {
        Some(login) => store::credential::by_login(tx, &login)?,
        None => None,
    })
}

fn key(kind: &str, text: &str) -> String {
    let digest = Sha256::new().chain_update(kind).chain_update([0]).chain_update(text).finalize();
    format!("{kind}:{}", hex::encode(digest))
}
