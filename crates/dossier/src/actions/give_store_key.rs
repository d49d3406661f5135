//! Give the key of a store: whoever must open a machine's store elsewhere (the machine broke, the passphrase is forgotten) gets what
//! opens it, with a reason that stays in the ledger.

use base::{Ctx, FieldError};
use db::Tx;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::events::{self, counter_stream};
use crate::model::OfflineCounterId;
use crate::{permissions, queries, rules, store};

/// Of which machine, and why.
#[derive(Clone, Debug, Serialize)]
pub struct GiveStoreKey {
    /// The machine.
    pub counter: OfflineCounterId,
    /// Why its store is opened elsewhere.
    pub reason: String,
}

/// What opens it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoreKey {
    /// What the machine is called.
    pub name: String,
    /// In hexadecimal.
    pub secret: String,
}

/// Gives it.
///
/// # Errors
/// [`Error::NotFound`] for a machine of another body; [`Error::Invalid`] without a reason.
pub fn give_store_key(tx: &mut Tx, ctx: &Ctx, input: &GiveStoreKey) -> Result<StoreKey, Error> {
    let authority = ctx.authorise(&permissions::RECEIVE)?;
    ledger::open(tx, &[counter_stream(input.counter)])?;
    let counter = queries::offline_counter(tx, ctx, input.counter)?;
    let reason = rules::offline::reason(&input.reason)
        .map_err(|why| Error::Invalid(vec![FieldError::new("reason", why)]))?;
    let secret = store::offline::secret(tx, counter.id)?.ok_or(Error::NotFound)?;
    let unit = authority.at_root(&counter.root)?.unit;
    // Not kept as a first answer: a key must not lie in two places.
    let event = events::StoreKeyGiven { reason };
    ledger::append(tx, ctx, &counter_stream(counter.id), Some(unit), ctx.now, &event)?;
    Ok(StoreKey { name: counter.name, secret: hex::encode(secret) })
}
