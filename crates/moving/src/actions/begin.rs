//! Begin: a batch is known by the digest of its tables and map. One that was interrupted is gone on with; one that was rolled back may come again.

use base::Ctx;
use db::Tx;

use crate::error::Error;
use crate::events::{Begun, batch_stream};
use crate::model::{Batch, BatchId, BatchState, OldAccount};
use crate::store;

/// What is to come.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Begin<'a> {
    /// The digest.
    pub(crate) key: &'a str,
    /// What people call the system.
    pub(crate) system: &'a str,
    /// How many dossiers.
    pub(crate) dossiers: usize,
    /// The people.
    pub(crate) people: &'a [OldAccount],
}

/// Begins, or finds the batch as it stands.
///
/// # Errors
/// [`Error::Denied`] for people; [`Error::State`] while it is being rolled back.
pub(crate) fn begin(tx: &mut Tx, ctx: &Ctx, input: &Begin<'_>) -> Result<Batch, Error> {
    ctx.authorise_system()?;
    let id = BatchId::new(&ctx.rng, ctx.now);
    let fresh = store::batch::insert(tx, id, input.key, input.system, ctx.now)?;
    let found = store::batch::by_key(tx, input.key)?.ok_or(base::Denied::NotFound)?;
    ledger::open(tx, &[batch_stream(found.id)])?;
    let begins = match found.state {
        BatchState::Running => fresh,
        BatchState::Done => return Ok(found),
        BatchState::GoingBack => {
            return Err(Error::State("Đợt này đang được hoàn lại. Xin chạy --roll-back cho xong trước."));
        }
        BatchState::RolledBack => true,
    };
    if begins {
        store::batch::set_state(tx, found.id, BatchState::Running, ctx.now, None)?;
        let count = |of: usize| i64::try_from(of).unwrap_or(i64::MAX);
        let event = Begun {
            key: input.key.to_owned(),
            system: input.system.to_owned(),
            dossiers: count(input.dossiers),
            people: count(input.people.len()),
        };
        store::beside::people(tx, found.id, input.people)?;
        ledger::append(tx, ctx, &batch_stream(found.id), None, ctx.now, &event)?;
    }
    Ok(Batch { state: BatchState::Running, ..found })
}
