//! Who uploaded which file: a submission may only name files of its own actor.

use std::collections::HashMap;

use base::Instant;
use base::code::FileHash;
use db::{Query, ToValue as _, Tx, params};

db::statements! {
    /// An upload; the same bytes twice by the same person are one.
    KEEP = "INSERT INTO upload (hash, owner, media_type, size, uploaded_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (hash, owner) DO UPDATE SET uploaded_at = excluded.uploaded_at";
    /// Type and size of one file, if this person uploaded it since a moment.
    FIND_ONE = "SELECT hash, media_type, size FROM upload WHERE owner = $1 AND uploaded_at >= $2 AND hash = $3";
    /// The same of several files, eight at a time.
    FIND = "SELECT hash, media_type, size FROM upload
        WHERE owner = $1 AND uploaded_at >= $2 AND hash IN ($3, $4, $5, $6, $7, $8, $9, $10)";
    /// Forgets some of the old ones.
    FORGET = "DELETE FROM upload WHERE (hash, owner) IN
        (SELECT hash, owner FROM upload WHERE uploaded_at < $1 LIMIT $2)";
}

/// How many hashes [`FIND`] takes.
const AT_ONCE: usize = 8;

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

/// The uploads of these bytes by `owner` since `since`, by hash.
pub(crate) fn find(
    q: &mut impl Query,
    hashes: &[FileHash],
    owner: &str,
    since: Instant,
) -> Result<HashMap<String, Uploaded>, db::Error> {
    let mut hashes: Vec<&str> = hashes.iter().map(FileHash::as_str).collect();
    hashes.sort_unstable();
    hashes.dedup();
    let mut found = HashMap::new();
    for some in hashes.chunks(AT_ONCE) {
        let rows = if let [one] = some {
            q.all(&FIND_ONE, params![owner, since, one])?
        } else {
            let mut wanted = params![owner, since].to_vec();
            wanted.extend((0..AT_ONCE).map(|i| some.get(i).copied().unwrap_or("").to_value()));
            q.all(&FIND, &wanted)?
        };
        for row in rows {
            found.insert(row.get(0)?, Uploaded { media_type: row.get(1)?, size: row.get(2)? });
        }
    }
    Ok(found)
}

/// Forgets up to `limit` uploads from before `before`; how many there were.
pub(crate) fn forget(tx: &mut Tx, before: Instant, limit: i64) -> Result<u64, db::Error> {
    tx.exec(&FORGET, params![before, limit])
}
