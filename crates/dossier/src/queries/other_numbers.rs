//! The numbers under which other systems keep a dossier.

use base::Ctx;
use base::id::DossierId;
use db::Query;

use super::reader;
use crate::error::Error;
use crate::model::OtherNumber;
use crate::{permissions, store};

/// Those of a dossier that the actor may read.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's.
pub fn other_numbers(q: &mut impl Query, ctx: &Ctx, id: DossierId) -> Result<Vec<OtherNumber>, Error> {
    let authority = ctx.authorise(&permissions::READ)?;
    let dossier = store::dossier::find(q, id)?.ok_or(Error::NotFound)?;
    reader(q, ctx, &authority, &dossier)?;
    Ok(store::other_number::of_dossier(q, id)?)
}
