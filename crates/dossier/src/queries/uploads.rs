//! Files a person has uploaded and may file.

use base::Ctx;
use base::code::FileHash;
use db::Query;

use crate::error::Error;
use crate::model::{Paper, Source};
use crate::{permissions, store};

/// The paper made of an upload of the actor; none if they uploaded no such bytes.
///
/// # Errors
/// [`Error::Denied`] for people who upload nothing.
pub(crate) fn uploaded_paper(
    q: &mut impl Query,
    ctx: &Ctx,
    hash: &FileHash,
    component: &str,
    name: &str,
) -> Result<Option<Paper>, Error> {
    let owner = permissions::uploader(ctx)?;
    let found = store::upload::find(q, hash, &owner)?;
    Ok(found.map(|upload| Paper {
        component: component.to_owned(),
        source: Source::Upload,
        file_hash: Some(hash.to_string()),
        file_name: Some(name.to_owned()),
        media_type: Some(upload.media_type),
        size: upload.size,
    }))
}
