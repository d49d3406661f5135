//! What was filed again soon after a refusal, for who oversees a body and for who receives it.

use base::Ctx;
use db::Query;

use super::reach::Reach;
use crate::error::Error;
use crate::store::refiled::{self, Refiled};
use crate::{permissions, store};

/// How many days back it looks.
pub const REFILED_BACK: i64 = 90;
/// The most lines shown.
const MOST: i64 = 100;

/// What was filed again in the bodies of the actor in the last days, newest first; each with the names of both dossiers.
///
/// # Errors
/// [`Error::Denied`] for everybody but leaders and controllers.
pub fn refiled(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<(Refiled, RefiledNames)>, Error> {
    let authority = ctx.authorise(&permissions::OVERSEE)?;
    let since = ctx.now.plus_seconds(-REFILED_BACK * 86_400);
    let reach = Reach::of(q, ctx, &authority)?;
    let mut lines = Vec::new();
    for top in reach.tops {
        lines.extend(refiled::of_top(q, top, since, MOST)?);
    }
    for body in reach.bodies {
        lines.extend(refiled::of_body(q, body, since, MOST)?);
    }
    let mut out = Vec::new();
    for line in lines {
        let names = names(q, &line)?;
        out.push((line, names));
    }
    Ok(out)
}

/// What a list says of both dossiers.
#[derive(Clone, Debug, Default)]
pub struct RefiledNames {
    /// The number of the later one, once received.
    pub number: Option<String>,
    /// The procedure.
    pub procedure: String,
    /// Why the earlier one was refused.
    pub reason: String,
}

fn names(q: &mut impl Query, line: &Refiled) -> Result<RefiledNames, Error> {
    let later = store::dossier::find(q, line.dossier)?;
    let earlier = store::dossier::find(q, line.refused)?;
    Ok(RefiledNames {
        number: later.as_ref().and_then(|it| it.number.as_ref()).map(ToString::to_string),
        procedure: later.map(|it| it.procedure_name).unwrap_or_default(),
        reason: earlier.and_then(|it| it.refusal).map(|it| it.reason).unwrap_or_default(),
    })
}

/// What a dossier that the actor may read was filed again after.
///
/// # Errors
/// Those of the database.
pub(crate) fn refiled_after(
    q: &mut impl Query,
    ctx: &Ctx,
    dossier: base::id::DossierId,
) -> Result<Option<(Refiled, RefiledNames)>, Error> {
    ctx.authorise(&permissions::READ)?;
    let Some(line) = refiled::of_dossier(q, dossier)? else { return Ok(None) };
    let names = names(q, &line)?;
    Ok(Some((line, names)))
}
