//! Disclose: somebody opens a paper of a dossier. Who looked at what is in the ledger before the first byte leaves.

use base::Ctx;
use base::id::DossierId;
use db::Tx;

use crate::error::Error;
use crate::events::{self, stream};
use crate::queries::{self, File};

/// Which paper.
#[derive(Clone, Copy, Debug)]
pub struct Disclose {
    /// The dossier.
    pub dossier: DossierId,
    /// The place of the paper in it, from 0.
    pub position: usize,
}

/// Lets the citizen of the dossier and staff of its body open a paper.
///
/// # Errors
/// [`Error::NotFound`] for everybody else, and for paper on paper.
pub fn disclose(tx: &mut Tx, ctx: &Ctx, input: &Disclose) -> Result<File, Error> {
    let _anyone = ctx.authorise_anyone();
    let staff = ctx.authorise_staff().is_ok();
    if staff {
        ledger::open(tx, &[stream(input.dossier)])?;
    }
    let file = queries::paper(tx, ctx, input.dossier, input.position)?;
    if staff {
        let event = events::PaperOpened { paper: file.hash.clone() };
        ledger::append(tx, ctx, &stream(input.dossier), None, ctx.now, &event)?;
    }
    Ok(file)
}
