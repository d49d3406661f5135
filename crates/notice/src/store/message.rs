//! Messages.

use base::Instant;
use db::{Query, Row, Tx, params};
use ledger::Stream;

use super::coded;
use crate::error::Error;
use crate::model::{Inbox, Kind, MessageId, Recipient, Template};

db::statements! {
    /// Told, unless it was told before.
    INSERT = "INSERT INTO notice_message (id, origin, event, kind, recipient, subject, body, path, told_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING";
    /// The inbox of somebody, the newest first, below a message.
    INBOX = "SELECT id, kind, subject, body, path, told_at, read_at FROM notice_message
        WHERE recipient = $1 AND (CAST($2 AS TEXT) IS NULL OR id < $2) ORDER BY id DESC LIMIT $3";
    /// How many are unread, up to a hundred.
    UNREAD = "SELECT COUNT(*) FROM (SELECT id FROM notice_message WHERE recipient = $1 AND read_at IS NULL LIMIT 100) unread";
    /// Read; nothing if it is somebody else's.
    READ = "UPDATE notice_message SET read_at = COALESCE(read_at, $3) WHERE id = $1 AND recipient = $2";
    /// All of somebody's are read.
    READ_ALL = "UPDATE notice_message SET read_at = $2 WHERE recipient = $1 AND read_at IS NULL";
}

/// What is told, and of which event.
pub(crate) struct New<'a> {
    pub(crate) id: MessageId,
    pub(crate) origin: &'a Stream,
    pub(crate) event: i64,
    pub(crate) kind: Kind,
    pub(crate) to: Recipient,
    pub(crate) said: &'a Template,
    pub(crate) path: &'a str,
    pub(crate) now: Instant,
}

/// Whether it was not told before.
pub(crate) fn insert(tx: &mut Tx, it: &New<'_>) -> Result<bool, Error> {
    let recipient = it.to.to_string();
    let row = params![
        it.id,
        it.origin,
        it.event,
        it.kind.code(),
        recipient,
        it.said.subject,
        it.said.body,
        it.path,
        it.now
    ];
    Ok(tx.exec(&INSERT, row)? == 1)
}

pub(crate) fn inbox(
    q: &mut impl Query,
    of: Recipient,
    below: Option<MessageId>,
    limit: i64,
) -> Result<Vec<Inbox>, Error> {
    q.all(&INBOX, params![of.to_string(), below, limit])?.iter().map(seen).collect()
}

fn seen(row: &Row) -> Result<Inbox, Error> {
    Ok(Inbox {
        id: row.get(0)?,
        kind: coded(&row.get::<String>(1)?, Kind::parse)?,
        subject: row.get(2)?,
        body: row.get(3)?,
        path: row.get(4)?,
        told_at: row.get(5)?,
        read_at: row.get(6)?,
    })
}

pub(crate) fn unread(q: &mut impl Query, of: Recipient) -> Result<i64, Error> {
    Ok(q.one(&UNREAD, params![of.to_string()])?.get(0)?)
}

pub(crate) fn read(tx: &mut Tx, id: MessageId, by: Recipient, now: Instant) -> Result<bool, Error> {
    Ok(tx.exec(&READ, params![id, by.to_string(), now])? == 1)
}

pub(crate) fn read_all(tx: &mut Tx, by: Recipient, now: Instant) -> Result<(), Error> {
    tx.exec(&READ_ALL, params![by.to_string(), now])?;
    Ok(())
}
