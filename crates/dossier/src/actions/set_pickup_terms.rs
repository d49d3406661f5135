//! Set the pick-up terms: the leader of a body says after how many days its citizens are reminded of a result, and after how many months the
//! archive is proposed.

use base::id::UnitId;
use base::{Ctx, Denied};
use db::Tx;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::events::{self, of_terms};
use crate::rules::PickupTerms;
use crate::{permissions, rules, store};

/// For which body, and how long.
#[derive(Clone, Debug, Serialize)]
pub struct SetPickupTerms {
    /// The body; none is the only one that the person leads.
    pub body: Option<UnitId>,
    /// Days after which the citizen is reminded.
    pub remind_days: i64,
    /// Months after which the archive is proposed.
    pub archive_months: i64,
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PickupTermsSet {
    /// The body.
    pub body: UnitId,
}

/// Sets them.
///
/// # Errors
/// [`Denied::NotFound`] for a body that the person does not lead, [`Error::NoUnit`] where several could be meant, [`Error::Invalid`]
/// outside 1 to 365 days and 1 to 120 months.
pub fn set_pickup_terms(tx: &mut Tx, ctx: &Ctx, input: &SetPickupTerms) -> Result<PickupTermsSet, Error> {
    let authority = ctx.authorise(&permissions::SET_PICKUP_TERMS)?;
    ledger::once(tx, ctx, "dossier.set-pickup-terms", input, |tx| {
        let led = authority.roots();
        let body = match (input.body, led.as_slice()) {
            (Some(body), _) if led.contains(&body) => body,
            (Some(_), _) => return Err(Denied::NotFound.into()),
            (None, [one]) => *one,
            (None, _) => return Err(Error::NoUnit),
        };
        let terms = PickupTerms { remind_days: input.remind_days, archive_months: input.archive_months };
        rules::pickup_terms(terms).map_err(Error::Invalid)?;
        ledger::open(tx, &[of_terms(body)])?;
        store::pickup::set_terms(tx, body, terms)?;
        let event =
            events::PickupTermsSet { remind_days: terms.remind_days, archive_months: terms.archive_months };
        ledger::append(tx, ctx, &of_terms(body), Some(body), ctx.now, &event)?;
        Ok(PickupTermsSet { body })
    })
}
