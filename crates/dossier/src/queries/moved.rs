//! What moved in from an older system, for the context that moves and for whoever signs that it is all here.

use base::Ctx;
use base::code::DossierNumber;
use base::id::DossierId;
use db::Query;

use crate::error::Error;
use crate::events::{self, stream};
use crate::store;
use crate::store::moved::MovedCount;

/// The identifiers, in the older system, of what a batch has brought.
///
/// # Errors
/// Those of the database.
pub fn moved_references(q: &mut impl Query, batch: &str) -> Result<Vec<String>, Error> {
    Ok(store::moved::references(q, batch)?)
}

/// What a batch holds, counted from the dossiers as they stand.
///
/// # Errors
/// Those of the database.
pub fn moved_counts(q: &mut impl Query, batch: &str) -> Result<Vec<MovedCount>, Error> {
    Ok(store::moved::counts(q, batch)?)
}

/// How many lines of progress and how many papers with bytes a batch holds.
///
/// # Errors
/// Those of the database.
pub fn moved_beside(q: &mut impl Query, batch: &str) -> Result<(i64, i64), Error> {
    Ok(store::moved::beside(q, batch)?)
}

/// At most `limit` dossiers of a batch after one, in order.
///
/// # Errors
/// Those of the database.
pub fn moved_dossiers(
    q: &mut impl Query,
    batch: &str,
    after: Option<DossierId>,
    limit: i64,
) -> Result<Vec<DossierId>, Error> {
    Ok(store::moved::of_batch(q, batch, after, limit)?)
}

/// Which of these dossiers have gone on since they moved in, by number.
///
/// # Errors
/// Those of the database and of the ledger.
pub fn moved_on(q: &mut impl Query, ids: &[DossierId]) -> Result<Vec<String>, Error> {
    let mut out = Vec::new();
    for id in ids {
        if has_gone_on(q, *id)? {
            let dossier = store::dossier::find(q, *id)?;
            let number = dossier.and_then(|it| it.number);
            out.push(number.map_or_else(|| id.to_string(), |number| number.to_string()));
        }
    }
    Ok(out)
}

/// Whether a dossier here bears this number that the batch has not brought.
///
/// # Errors
/// Those of the database.
pub fn bears_number(q: &mut impl Query, number: &DossierNumber, batch: &str) -> Result<bool, Error> {
    Ok(store::moved::is_taken(q, number, batch)?)
}

/// Whether the citizen has an identity by which something could be claimed.
///
/// # Errors
/// [`Error::Denied`] for anybody but a citizen.
pub fn may_claim(q: &mut impl Query, ctx: &Ctx) -> Result<bool, Error> {
    let citizen = ctx.authorise_citizen()?;
    let account = accounts::account(q, citizen.account)?.ok_or(Error::NotFound)?;
    Ok(account.identity.number().is_some())
}

/// Whether anybody has done anything with it since it moved in; looking is no act, nor is what the system does by itself.
pub(crate) fn has_gone_on(q: &mut impl Query, id: DossierId) -> Result<bool, Error> {
    let history = ledger::history(q, &stream(id))?;
    let looked = |event: &ledger::Recorded| {
        event.is::<events::Opened>() || event.is::<events::PaperOpened>() || event.is::<events::Located>()
    };
    Ok(history.iter().any(|event| !event.actor.starts_with("system/") && !looked(event)))
}
