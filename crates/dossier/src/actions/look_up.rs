//! Look up: whoever holds the receipt asks how the dossier stands. Every try counts before the code is compared, so that
//! codes cannot be guessed.

use accounts::Guess;
use base::Ctx;
use base::code::DossierNumber;
use db::Tx;

use crate::error::Error;
use crate::events::{self, stream};
use crate::model::LookUpId;
use crate::queries::{self, Glance};
use crate::store;

/// What the receipt bears, as it was typed, and from where.
#[derive(Clone, Debug)]
pub struct LookUp {
    /// The number of the dossier.
    pub number: DossierNumber,
    /// The look-up code; case and spaces do not matter.
    pub code: String,
    /// Where the question comes from.
    pub address: String,
}

/// How the dossier stands; none when number or code is wrong: the answer does not tell which.
///
/// # Errors
/// [`Error::Accounts`] when the number or the address has been tried too often and has to wait.
pub fn look_up(tx: &mut Tx, ctx: &Ctx, input: &LookUp) -> Result<Option<Glance>, Error> {
    let _anyone = ctx.authorise_anyone();
    let thing = input.number.to_string();
    let guess = Guess { kind: "dossier", thing, address: input.address.clone() };
    accounts::begin_guess(tx, ctx, &guess)?;
    match queries::glance(tx, ctx, &input.number, &input.code) {
        Ok(found) => {
            accounts::guessed_right(tx, ctx, &guess)?;
            if ctx.authorise_staff().is_ok() {
                noted(tx, ctx, &input.number)?;
            }
            Ok(Some(found))
        }
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A member of staff looked it up with the receipt in hand: that is in the ledger before the answer leaves.
fn noted(tx: &mut Tx, ctx: &Ctx, number: &DossierNumber) -> Result<(), Error> {
    let Some(dossier) = store::dossier::by_number(tx, number)? else { return Ok(()) };
    ledger::open(tx, &[stream(dossier.id)])?;
    let look_up = LookUpId::new(&ctx.rng, ctx.now);
    let event = events::Located { look_up, reason: None, words: String::new() };
    ledger::append(tx, ctx, &stream(dossier.id), None, ctx.now, &event)?;
    Ok(())
}
