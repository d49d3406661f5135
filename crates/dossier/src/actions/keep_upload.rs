//! Keep an upload: notes whose the bytes are that have just been stored, so that only they can file them. Without effect
//! on any dossier, so no event is appended.

use base::Ctx;
use db::Tx;
use files::Stored;

use crate::error::Error;
use crate::permissions;
use crate::store::upload::{self, Uploaded};

/// Notes that the actor uploaded these bytes: a citizen, or an officer who takes dossiers down.
///
/// # Errors
/// [`Error::Denied`] for everybody else; those of the database.
pub fn keep_upload(tx: &mut Tx, ctx: &Ctx, stored: &Stored) -> Result<(), Error> {
    let _citizen_or_officer = ctx.authorise_anyone();
    let owner = permissions::uploader(ctx)?;
    let size = i64::try_from(stored.size).unwrap_or(i64::MAX);
    let uploaded = Uploaded { media_type: stored.kind.mime().to_owned(), size };
    upload::keep(tx, &stored.hash.to_string(), &owner, &uploaded, ctx.now)?;
    Ok(())
}
