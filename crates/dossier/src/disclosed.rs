//! What staff see of a dossier is noted before it leaves: every page and operation that shows one to staff passes here.

use base::Ctx;
use web::App;

use crate::actions;
use crate::error::Error;
use crate::queries::{self, Seen};

/// Notes in the ledger that the actor, if of the staff, looks into the dossier; see [`actions::look_into`].
///
/// # Errors
/// Those of the database: then nothing may be shown.
pub(crate) async fn noted(app: &App, ctx: &Ctx, seen: &Seen) -> Result<(), Error> {
    if !queries::is_disclosure(ctx, seen) {
        return Ok(());
    }
    let (ctx, id) = (ctx.clone(), seen.dossier.id);
    app.db.write(move |tx| actions::look_into(tx, &ctx, id)).await
}
