//! Claim: a citizen takes what an older system kept under their number into their account. Whoever names the number of one of those
//! dossiers, which stands on the paper in their hands, has all of them; a number of a person alone proves nothing.

use accounts::Guess;
use base::Ctx;
use base::code::DossierNumber;
use db::Tx;
use serde::Serialize;

use crate::error::Error;
use crate::events::{self, stream};
use crate::store;

/// What was typed, and from where.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimMoved {
    /// The number of one of the dossiers.
    pub number: DossierNumber,
    /// Where it comes from.
    #[serde(skip)]
    pub address: String,
}

/// Claims; how many came into the account, none when the number is not that of an unclaimed dossier under the citizen's own number: the answer
/// does not tell which.
///
/// # Errors
/// [`Error::Denied`] for anybody but a citizen; [`Error::Accounts`] when the number or the address was tried too often.
pub fn claim_moved(tx: &mut Tx, ctx: &Ctx, input: &ClaimMoved) -> Result<Option<usize>, Error> {
    let citizen = ctx.authorise_citizen()?;
    ledger::once(tx, ctx, "dossier.claim-moved", input, |tx| {
        let thing = input.number.to_string();
        let guess = Guess { kind: "moved", thing: thing.clone(), address: input.address.clone() };
        accounts::begin_guess(tx, ctx, &guess)?;
        let account = accounts::account(tx, citizen.account)?.ok_or(Error::NotFound)?;
        let Some(holder) = account.identity.number() else { return Ok(None) };
        let found = store::moved::unclaimed(tx, holder)?;
        if !found.iter().any(|(_, number)| number.as_deref() == Some(thing.as_str())) {
            return Ok(None);
        }
        accounts::guessed_right(tx, ctx, &guess)?;
        let streams: Vec<_> = found.iter().map(|(id, _)| stream(*id)).collect();
        ledger::open(tx, &streams)?;
        let mut count = 0;
        for (id, _) in found {
            if store::moved::claim(tx, id, citizen.account)? {
                let event = events::MovedClaimed { account: citizen.account };
                ledger::append(tx, ctx, &stream(id), None, ctx.now, &event)?;
                count += 1;
            }
        }
        Ok(Some(count))
    })
}
