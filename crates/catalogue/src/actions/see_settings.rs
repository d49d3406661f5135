//! An administrator looks at what another installation would need: versions in force or to come, and fees set locally.

use std::sync::Arc;

use base::Ctx;
use db::Query;

use crate::error::Error;
use crate::look;
use crate::model::{ProcedureKey, ProcedureVersion};
use crate::package::LocalFees;
use crate::permissions::IMPORT;
use crate::store::{local_fee, procedure};

/// The versions in force today and those that begin later, by code and number.
///
/// # Errors
/// [`Error::Denied`] without the permission; [`Error::Unreadable`] if what is stored cannot be read.
pub(crate) fn versions_to_hand_over(
    q: &mut impl Query,
    ctx: &Ctx,
) -> Result<Vec<Arc<ProcedureVersion>>, Error> {
    ctx.authorise(&IMPORT)?;
    let today = ctx.now.date();
    let mut keys: Vec<ProcedureKey> = look::every(q, "", today)?.into_iter().map(|it| it.key).collect();
    keys.extend(procedure::coming(q, today)?);
    keys.sort_by(|one, two| (&one.code, one.version).cmp(&(&two.code, two.version)));
    let mut versions = Vec::new();
    for key in &keys {
        versions.extend(look::version(q, key)?);
    }
    Ok(versions)
}

/// The fees set locally that hold today or begin later, a resolution for each procedure and set.
///
/// # Errors
/// [`Error::Denied`] without the permission; [`Error::Unreadable`] if what is stored cannot be read.
pub(crate) fn fees_to_hand_over(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<LocalFees>, Error> {
    ctx.authorise(&IMPORT)?;
    let mut out: Vec<LocalFees> = Vec::new();
    for set in local_fee::open(q, ctx.now.date())? {
        let key = ProcedureKey { code: set.code.clone(), version: 0 };
        let fees = serde_json::from_str(&set.body).map_err(|source| Error::Unreadable { key, source })?;
        let fees = std::iter::once((set.code, fees)).collect();
        out.push(LocalFees { valid_from: set.valid.0, valid_to: set.valid.1, fees });
    }
    Ok(out)
}
