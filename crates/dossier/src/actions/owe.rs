//! What a dossier owes is written down with what made it owe: its reception, a reception put right.

use base::Ctx;
use db::Tx;
use payment::Origin;

use crate::error::Error;
use crate::events::stream;
use crate::model::Dossier;

/// Writes down what the dossier owes by its charges. The receiving body collects.
pub(super) fn owe(tx: &mut Tx, ctx: &Ctx, dossier: &Dossier) -> Result<(), Error> {
    if dossier.beside.charges.is_empty() {
        return Ok(());
    }
    let origin = Origin {
        stream: stream(dossier.id),
        label: dossier.number.as_ref().map(ToString::to_string).unwrap_or_default(),
        debtor: dossier.applicant.name.clone(),
        root: dossier.root,
    };
    payment::owe(tx, ctx, &origin, &dossier.beside.charges)?;
    Ok(())
}
