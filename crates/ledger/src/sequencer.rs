//! The sequencer: gives committed events their places, densely and once. Any node may try; a row lock lets one
//! win, and a primary key would refuse a place given twice.

use db::Db;

use crate::Error;
use crate::store::order;

/// The most events placed in one transaction: a few milliseconds of the writer.
const BATCH: i64 = 200;

/// Places up to 200 events that are committed and wait; how many.
///
/// It goes with the ordinary writes, not the bulk lane: there its COMMIT would be one of its own and cost the
/// people of a busy hour one disk flush in two; here it shares the flush of the group it falls into.
///
/// # Errors
/// Those of the database.
pub async fn place_some(db: &Db) -> Result<usize, Error> {
    if !db.read(order::waits).await? {
        return Ok(0);
    }
    db.write(|tx| {
        let Some(end) = order::lock_end(tx)? else { return Ok(0) };
        let waiting = order::waiting(tx, BATCH)?;
        if !waiting.is_empty() {
            order::place(tx, end, &waiting)?;
        }
        Ok(waiting.len())
    })
    .await
}

/// Places what is committed until a batch is not full: what comes meanwhile waits for the next time, so that a busy
/// hour is placed in few large batches. How many.
pub(crate) async fn place_batches(db: &Db) -> Result<usize, Error> {
    let mut placed = 0;
    loop {
        let some = place_some(db).await?;
        placed += some;
        if i64::try_from(some).is_ok_and(|it| it < BATCH) {
            return Ok(placed);
        }
    }
}

/// Places everything that is committed; how many this call placed.
///
/// # Errors
/// Those of the database.
pub async fn place_all(db: &Db) -> Result<usize, Error> {
    let mut placed = 0;
    loop {
        match place_some(db).await? {
            0 => return Ok(placed),
            some => placed += some,
        }
    }
}
