//! See an edition: what is being prepared, beside the version that it is to follow.

use std::sync::Arc;

use base::Ctx;
use base::code::ProcedureCode;
use db::Query;

use crate::edition::Edition;
use crate::error::Error;
use crate::look;
use crate::model::{ProcedureKey, ProcedureVersion};
use crate::permissions::IMPORT;
use crate::store::{edition, procedure};

/// An edition with what it is compared with.
#[derive(Clone, Debug)]
pub(crate) struct EditionSeen {
    /// What is being prepared.
    pub(crate) edition: Edition,
    /// The version in force today, else the newest.
    pub(crate) before: Option<Arc<ProcedureVersion>>,
    /// Who saved it last.
    pub(crate) changed_by: String,
}

/// The edition of a procedure.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NoEdition`] where nothing is prepared.
pub(crate) fn see_edition(q: &mut impl Query, ctx: &Ctx, code: &ProcedureCode) -> Result<EditionSeen, Error> {
    ctx.authorise(&IMPORT)?;
    let edition = edition::find(q, code)?.ok_or(Error::NoEdition)?;
    let before = match look::published(q, code, ctx.now.date())? {
        Some(version) => Some(version),
        None => match procedure::latest(q, code)? {
            Some((version, _)) => look::version(q, &ProcedureKey { code: code.clone(), version })?,
            None => None,
        },
    };
    let staff = organisation::staff(q, edition.changed_by)?;
    let changed_by = staff.map_or_else(String::new, |staff| staff.name.to_string());
    Ok(EditionSeen { edition, before, changed_by })
}
