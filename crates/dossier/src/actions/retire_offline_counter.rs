//! Retire an offline counter: a machine that is lost, broken or no longer needed gets no numbers any more. What it has received
//! already still comes in.

use base::{Ctx, FieldError};
use db::Tx;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::events::{self, counter_stream};
use crate::model::OfflineCounterId;
use crate::rules::offline::OfflineRefused;
use crate::{permissions, queries, rules, store};

/// Which machine, and why.
#[derive(Clone, Debug, Serialize)]
pub struct RetireOfflineCounter {
    /// The machine.
    pub counter: OfflineCounterId,
    /// Why.
    pub reason: String,
}

/// What was retired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CounterRetired {
    /// The machine.
    pub id: OfflineCounterId,
}

/// Retires it.
///
/// # Errors
/// [`Error::NotFound`] for a machine of another body; [`Error::Offline`] for one that was retired before; [`Error::Invalid`] without
/// a reason.
pub fn retire_offline_counter(
    tx: &mut Tx,
    ctx: &Ctx,
    input: &RetireOfflineCounter,
) -> Result<CounterRetired, Error> {
    let authority = ctx.authorise(&permissions::RECEIVE)?;
    ledger::once(tx, ctx, "dossier.retire-offline-counter", input, |tx| {
        ledger::open(tx, &[counter_stream(input.counter)])?;
        let counter = queries::offline_counter(tx, ctx, input.counter)?;
        let reason = rules::offline::reason(&input.reason)
            .map_err(|why| Error::Invalid(vec![FieldError::new("reason", why)]))?;
        if !store::offline::retire(tx, counter.id, ctx.now)? {
            return Err(OfflineRefused::Retired.into());
        }
        let unit = authority.at_root(&counter.root)?.unit;
        let event = events::CounterRetired { reason };
        ledger::append(tx, ctx, &counter_stream(counter.id), Some(unit), ctx.now, &event)?;
        Ok(CounterRetired { id: counter.id })
    })
}
