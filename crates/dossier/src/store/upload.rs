//! Who uploaded which file: a submission may only name files of its own actor.

use base::Instant;
use base::code::FileHash;
use db::{Query, Tx, params};

db::statements! {
    /// An upload; the same bytes twice by the same person are one.
    KEEP = "INSERT INTO upload (hash, owner, media_type, size, uploaded_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (hash, owner) DO UPDATE SET uploaded_at = excluded.uploaded_at";
    /// Type and size of a file that this person uploaded since a moment.
    FIND = "SELECT media_type, size FROM upload WHERE hash = $1 AND owner = $2 AND uploaded_at >= $3";
    /// Forgets some of the old ones.
    FORGET = "DELETE FROM upload WHERE (hash, owner) IN
        (SELECT hash, owner FROM upload WHERE uploaded_at < $1 LIMIT $2)";
}

/// Type and size of an upload.
pub(crate) struct Uploaded {
    /// The type found in the bytes.
    pub(crate) media_type: String,
    /// Bytes.
    pub(crate) size: i64,
}

/// Notes that `owner` uploaded these bytes.
pub(crate) fn keep(
    tx: &mut Tx,
    hash: &str,
    owner: &str,
    upload: &Uploaded,
    now: Instant,
) -> Result<(), db::Error> {
    tx.exec(&KEEP, params![hash, owner, upload.media_type, upload.size, now])?;
    Ok(())
}

/// The upload of these bytes by `owner`, if there was one since `since`.
pub(crate) fn find(
    q: &mut impl Query,
    hash: &FileHash,
    owner: &str,
    since: Instant,
) -> Result<Option<Uploaded>, db::Error> {
    let Some(row) = q.opt(&FIND, params![hash, owner, since])? else { return Ok(None) };
    Ok(Some(Uploaded { media_type: row.get(0)?, size: row.get(1)? }))
}

/// Forgets up to `limit` uploads from before `before`; how many there were.
pub(crate) fn forget(tx: &mut Tx, before: Instant, limit: i64) -> Result<u64, db::Error> {
    tx.exec(&FORGET, params![before, limit])
}
