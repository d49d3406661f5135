//! What stands beside a batch: mistakes, rows that were left out, people.

use base::id::AccountId;
use db::{Query, Tx, Value, params};

use crate::error::Error;
use crate::model::{BatchId, Mistake, OldAccount, Refused};

db::statements! {
    /// A mistake, a row that was left out, a person.
    MISTAKE = "INSERT INTO moving_mistake (batch, position, kind, content) VALUES ($1, $2, $3, $4)";
    REFUSED = "INSERT INTO moving_refused (batch, position, content) VALUES ($1, $2, $3)";
    ACCOUNT = "INSERT INTO moving_account (batch, reference, number, content) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    /// All of them taken away.
    NO_MISTAKES = "DELETE FROM moving_mistake WHERE batch = $1";
    NO_REFUSED = "DELETE FROM moving_refused WHERE batch = $1";
    NO_ACCOUNTS = "DELETE FROM moving_account WHERE batch = $1";
    /// The mistakes and the rows of a batch, in order.
    MISTAKES = "SELECT content FROM moving_mistake WHERE batch = $1 ORDER BY position LIMIT $2";
    ALL_REFUSED = "SELECT content FROM moving_refused WHERE batch = $1 ORDER BY position";
    /// How many people a batch holds, and how many of those were claimed.
    ACCOUNTS = "SELECT COUNT(*), COUNT(claimed_by) FROM moving_account WHERE batch = $1";
    /// A person has come for theirs.
    CLAIM = "UPDATE moving_account SET claimed_by = $2 WHERE number = $1 AND claimed_by IS NULL";
}

/// Writes what was wrong in place of what was said before.
pub(crate) fn keep(
    tx: &mut Tx,
    batch: BatchId,
    mistakes: &[Mistake],
    refused: &[Refused],
) -> Result<(), Error> {
    tx.exec(&NO_MISTAKES, params![batch])?;
    tx.exec(&NO_REFUSED, params![batch])?;
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for (position, one) in (0_i64..).zip(mistakes) {
        rows.push(params![batch, position, one.kind.code(), serde_json::to_string(one)?].to_vec());
    }
    if !rows.is_empty() {
        tx.batch(&MISTAKE, &rows)?;
    }
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for (position, one) in (0_i64..).zip(refused) {
        rows.push(params![batch, position, serde_json::to_string(one)?].to_vec());
    }
    if !rows.is_empty() {
        tx.batch(&REFUSED, &rows)?;
    }
    Ok(())
}

/// Writes people; those that are here stay as they are.
pub(crate) fn people(tx: &mut Tx, batch: BatchId, people: &[OldAccount]) -> Result<(), Error> {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for one in people {
        rows.push(params![batch, one.reference, one.number, serde_json::to_string(one)?].to_vec());
    }
    if !rows.is_empty() {
        tx.batch(&ACCOUNT, &rows)?;
    }
    Ok(())
}

/// Takes the people of a batch away.
pub(crate) fn no_people(tx: &mut Tx, batch: BatchId) -> Result<(), Error> {
    tx.exec(&NO_ACCOUNTS, params![batch])?;
    Ok(())
}

pub(crate) fn mistakes(q: &mut impl Query, batch: BatchId, most: i64) -> Result<Vec<Mistake>, Error> {
    let rows = q.all(&MISTAKES, params![batch, most])?;
    rows.iter().map(|row| Ok(serde_json::from_str(&row.get::<String>(0)?)?)).collect()
}

pub(crate) fn refused(q: &mut impl Query, batch: BatchId) -> Result<Vec<Refused>, Error> {
    let rows = q.all(&ALL_REFUSED, params![batch])?;
    rows.iter().map(|row| Ok(serde_json::from_str(&row.get::<String>(0)?)?)).collect()
}

/// How many people a batch holds, how many of them have come.
pub(crate) fn accounts(q: &mut impl Query, batch: BatchId) -> Result<(i64, i64), Error> {
    let row = q.one(&ACCOUNTS, params![batch])?;
    Ok((row.get(0)?, row.get(1)?))
}

/// A person has come for theirs; how many accounts there were.
pub(crate) fn claim(tx: &mut Tx, number: &str, account: AccountId) -> Result<u64, Error> {
    Ok(tx.exec(&CLAIM, params![number, account])?)
}
