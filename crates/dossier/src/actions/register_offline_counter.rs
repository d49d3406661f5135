//! Register an offline counter: a machine of the one-stop unit is made ready to receive without a network.

use base::id::UnitId;
use base::{Ctx, FieldError};
use db::Tx;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::events::{self, counter_stream};
use crate::model::{OfflineCounter, OfflineCounterId};
use crate::{permissions, rules, store};

/// The machine.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterOfflineCounter {
    /// The body; none is the only one where the officer receives, or the first.
    pub body: Option<UnitId>,
    /// What it is called.
    pub name: String,
}

/// What was registered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CounterRegistered {
    /// The machine.
    pub id: OfflineCounterId,
    /// As it was kept.
    pub name: String,
    /// What opens its store beside its own key, in hexadecimal; the machine seals a copy of the key of its store with it.
    /// Not kept with the first answer: a key must not lie in two places.
    #[serde(skip)]
    pub secret: String,
}

/// Registers it.
///
/// # Errors
/// [`Error::NotFound`] for a body where the officer does not receive; [`Error::Invalid`] for a name that is none or is given.
pub fn register_offline_counter(
    tx: &mut Tx,
    ctx: &Ctx,
    input: &RegisterOfflineCounter,
) -> Result<CounterRegistered, Error> {
    let authority = ctx.authorise(&permissions::RECEIVE)?;
    let mut done = ledger::once(tx, ctx, "dossier.register-offline-counter", input, |tx| {
        let first = || authority.posts().first().map(|post| post.root).ok_or(Error::NotFound);
        let root = input.body.map_or_else(first, Ok)?;
        let unit = authority.at_root(&root).map_err(|_| Error::NotFound)?.unit;
        let name = rules::offline::counter_name(&input.name).map_err(|why| wrong(why.to_owned()))?;
        let secret = ctx.rng.bytes::<32>();
        let counter = OfflineCounter {
            id: OfflineCounterId::new(&ctx.rng, ctx.now),
            root,
            name: name.clone(),
            registered_at: ctx.now,
            registered_by: authority.staff().staff,
            retired_at: None,
        };
        if !store::offline::insert(tx, &counter, &secret)? {
            return Err(wrong(format!("Đã có máy tên “{name}” tại cơ quan. Mời đặt tên khác.")));
        }
        let event = events::CounterRegistered { root, name: name.clone() };
        ledger::append(tx, ctx, &counter_stream(counter.id), Some(unit), ctx.now, &event)?;
        Ok(CounterRegistered { id: counter.id, name, secret: String::new() })
    })?;
    done.secret = hex::encode(store::offline::secret(tx, done.id)?.ok_or(Error::NotFound)?);
    Ok(done)
}

fn wrong(message: String) -> Error {
    Error::Invalid(vec![FieldError::new("name", message)])
}
