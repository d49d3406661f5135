//! Files a person has uploaded and may file.

use base::Ctx;
use base::code::FileHash;
use db::Query;

use crate::error::Error;
use crate::model::{Paper, Source};
use crate::{permissions, store};

/// How long an upload may be filed, in seconds: a day. What goes into no draft and no dossier is swept after it.
pub(crate) const UPLOAD_COUNTS: i64 = 24 * 3600;

/// The paper made of an upload of the actor; none if they uploaded no such bytes within a day.
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
    let found = store::upload::find(q, hash, &owner, ctx.now.plus_seconds(-UPLOAD_COUNTS))?;
    Ok(found.map(|upload| Paper {
        component: component.to_owned(),
        source: Source::Upload,
        file_hash: Some(hash.to_string()),
        file_name: Some(name.to_owned()),
        media_type: Some(upload.media_type),
        size: upload.size,
    }))
}

/// Those of `hashes` that no dossier and no draft refers to.
///
/// # Errors
/// Those of the database.
pub(crate) fn unreferenced(q: &mut impl Query, hashes: &[FileHash]) -> Result<Vec<FileHash>, Error> {
    let mut free = Vec::new();
    for hash in hashes {
        if !store::paper::is_referred_to(q, hash)? {
            free.push(hash.clone());
        }
    }
    Ok(free)
}
