//! Claim: a citizen takes over what the older system kept under their number, dossiers and account.

use base::Ctx;
use base::code::DossierNumber;
use db::Tx;
use dossier::actions::ClaimMoved;

use crate::error::Error;
use crate::events::{AccountClaimed, claim_stream};
use crate::store;

/// What was typed, and from where.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The number of one of the dossiers.
    pub number: DossierNumber,
    /// Where it comes from.
    pub address: String,
}

/// Claims; how many dossiers came, none when nothing fits.
///
/// # Errors
/// [`Error::Denied`] for anybody but a citizen; those of the dossiers, among them that it was tried too often.
pub fn claim(tx: &mut Tx, ctx: &Ctx, input: &Claim) -> Result<Option<usize>, Error> {
    let citizen = ctx.authorise_citizen()?;
    let one = ClaimMoved { number: input.number.clone(), address: input.address.clone() };
    let Some(count) = dossier::actions::claim_moved(tx, ctx, &one)? else { return Ok(None) };
    let account = accounts::account(tx, citizen.account)?;
    if let Some(number) = account.as_ref().and_then(|it| it.identity.number()) {
        let accounts = store::beside::claim(tx, number, citizen.account)?;
        if accounts > 0 {
            let accounts = i64::try_from(accounts).unwrap_or(i64::MAX);
            let event = AccountClaimed { account: citizen.account, accounts };
            ledger::append(tx, ctx, &claim_stream(citizen.account), None, ctx.now, &event)?;
        }
    }
    Ok(Some(count))
}
