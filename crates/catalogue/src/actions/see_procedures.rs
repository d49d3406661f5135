//! See procedures: what an administrator finds in the list, with what is being prepared.

use base::Ctx;
use base::code::ProcedureCode;
use db::Query;

use crate::error::Error;
use crate::look;
use crate::permissions::IMPORT;
use crate::store::edition;

/// A procedure in the list.
#[derive(Clone, Debug)]
pub(crate) struct ProcedureLine {
    /// Its code.
    pub(crate) code: ProcedureCode,
    /// Its short name.
    pub(crate) name: String,
    /// Its field.
    pub(crate) field: String,
    /// The version in force; none for one that is prepared only.
    pub(crate) version: Option<i64>,
    /// Whether its next version is being prepared.
    pub(crate) prepared: bool,
}

/// The procedures in force today in which every word of `text` occurs; without words also those that are prepared only.
///
/// # Errors
/// [`Error::Denied`]; those of the database.
pub(crate) fn see_procedures(q: &mut impl Query, ctx: &Ctx, text: &str) -> Result<Vec<ProcedureLine>, Error> {
    ctx.authorise(&IMPORT)?;
    let editions = edition::list(q)?;
    let mut out: Vec<ProcedureLine> = look::every(q, text, ctx.now.date())?
        .into_iter()
        .map(|listed| ProcedureLine {
            prepared: editions.iter().any(|one| one.code == listed.key.code),
            code: listed.key.code,
            name: listed.short_name,
            field: listed.field_name,
            version: Some(listed.key.version),
        })
        .collect();
    let new =
        editions.into_iter().filter(|one| text.trim().is_empty() && out.iter().all(|it| it.code != one.code));
    let new: Vec<_> = new
        .map(|edition| {
            let read = edition.read().ok().map(|package| package.procedure);
            let name = |it: &crate::model::ProcedureVersion| (it.short_name.clone(), it.field.name.clone());
            let (name, field) =
                read.as_ref().map_or_else(|| ("Thủ tục đang soạn".to_owned(), String::new()), name);
            ProcedureLine { code: edition.code, name, field, version: None, prepared: true }
        })
        .collect();
    out.splice(0..0, new);
    Ok(out)
}
