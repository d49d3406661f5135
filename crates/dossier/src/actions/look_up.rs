//! Look up: whoever holds the receipt asks how the dossier stands. Every try counts before the code is compared, so that
//! codes cannot be guessed.

use accounts::Guess;
use base::Ctx;
use base::code::DossierNumber;
use db::Tx;

use crate::error::Error;
use crate::queries::{self, Glance};

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
            Ok(Some(found))
        }
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}
