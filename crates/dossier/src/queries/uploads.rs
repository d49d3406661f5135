//! Files a person has uploaded and may file.

use std::collections::HashMap;

use base::code::FileHash;
use base::{Ctx, Instant};
use db::{Query, Read};

use crate::error::Error;
use crate::store::upload::Uploaded;
use crate::{permissions, store};

/// How long an upload may be filed, in seconds: a day. What goes into no draft and no dossier is swept after it.
pub(crate) const UPLOAD_COUNTS: i64 = 24 * 3600;

/// Which of these files the actor uploaded within a day, by hash, with the type and size found then.
///
/// # Errors
/// [`Error::Denied`] for people who upload nothing.
pub(crate) fn own_uploads(
    q: &mut impl Query,
    ctx: &Ctx,
    hashes: &[FileHash],
) -> Result<HashMap<String, Uploaded>, Error> {
    let owner = permissions::uploader(ctx)?;
    Ok(store::upload::find(q, hashes, &owner, ctx.now.plus_seconds(-UPLOAD_COUNTS))?)
}

/// Up to `most` files after `after` that dossiers, drafts and uploads that still count refer to, in order: what a backup takes.
pub(crate) fn kept_files(
    rx: &mut Read,
    now: Instant,
    after: Option<&FileHash>,
    most: usize,
) -> Result<Vec<FileHash>, db::Error> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    store::paper::kept(rx, now.plus_seconds(-UPLOAD_COUNTS), after, most)
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
