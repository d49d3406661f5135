//! Somebody tries to guess what only its holder knows: a password, the code on a receipt. A try counts before what was
//! typed is looked at, by what is guessed at and by where it comes from.

use base::Ctx;
use db::Tx;
use sha2::{Digest as _, Sha256};

use crate::error::Error;
use crate::model::Holder;
use crate::rules::throttle::{self, ADDRESS, Limit, THING};
use crate::session::peer;
use crate::store;

/// A try.
#[derive(Clone, Debug)]
pub struct Guess {
    /// What kind of thing is guessed at: `login`.
    pub kind: &'static str,
    /// Which one, as it was typed; it need not exist.
    pub thing: String,
    /// Where the try comes from, as [`crate::Device`] says it.
    pub address: String,
}

impl Guess {
    /// A try to guess a code of somebody's second factor.
    pub(crate) fn code_of(holder: Holder, address: &str) -> Self {
        Self { kind: "code", thing: holder.uuid().to_string(), address: address.to_owned() }
    }

    /// The keys under which the try counts, always in this order.
    fn keys(&self) -> [(String, Limit); 2] {
        let address = format!("{} {}", self.kind, peer::network(&self.address));
        [(key(self.kind, &self.thing), THING), (key("address", &address), ADDRESS)]
    }
}

/// Counts the try. To be called first in the transaction that looks at what was typed, and that must commit when it was
/// wrong.
///
/// # Errors
/// [`Error::TooMany`] if the thing or the address has to wait; then nothing is counted.
pub fn begin_guess(tx: &mut Tx, ctx: &Ctx, guess: &Guess) -> Result<(), Error> {
    let _ = ctx.authorise_anyone();
    let mut counted = Vec::new();
    for (key, limit) in guess.keys() {
        let tries = store::attempt::take(tx, &key, ctx.now)?;
        let next = throttle::count(Some(tries), limit, ctx.now).map_err(|until| Error::TooMany { until })?;
        counted.push((key, next));
    }
    for (key, next) in counted {
        store::attempt::put(tx, &key, next)?;
    }
    Ok(())
}

/// The guess was right: what was tried on the thing is forgotten, and the address has one try more again.
///
/// # Errors
/// Those of the database.
pub fn guessed_right(tx: &mut Tx, ctx: &Ctx, guess: &Guess) -> Result<(), Error> {
    let _ = ctx.authorise_anyone();
    let [(thing, _), (address, _)] = guess.keys();
    store::attempt::forget(tx, &thing)?;
    store::attempt::give_back(tx, &address)?;
    Ok(())
}

/// People type passwords into the wrong box: only a hash is kept.
fn key(kind: &str, text: &str) -> String {
    let digest = Sha256::new().chain_update(kind).chain_update([0]).chain_update(text).finalize();
    format!("{kind}:{}", hex::encode(digest))
}
