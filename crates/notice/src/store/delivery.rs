//! Deliveries.

use base::Instant;
use base::id::UnitId;
use db::{Query, Row, Tx, params};

use super::coded;
use crate::error::Error;
use crate::model::{Channel, Delivery, Failed, Kind, MessageId, Reason, State, Template};

db::statements! {
    /// A new one.
    INSERT = "INSERT INTO notice_delivery (message, channel, root, top, address, subject, body, state, tries, detail)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, '') ON CONFLICT DO NOTHING";
    /// One, with where its link leads.
    FIND = "SELECT d.message, d.channel, d.address, d.subject, d.body, m.path, d.state, d.tries, m.told_at
        FROM notice_delivery d JOIN notice_message m ON m.id = d.message WHERE d.message = $1 AND d.channel = $2";
    /// One try is over; nothing if another ended it.
    TRIED = "UPDATE notice_delivery SET state = $3, tries = tries + 1, reason = $4, detail = $5, tried_at = $6
        WHERE message = $1 AND channel = $2 AND state = 'cho-gui'";
    /// In a restored copy nothing waits.
    HOLD_ALL = "UPDATE notice_delivery SET state = 'khong-gui-duoc', reason = 'ban-khoi-phuc', tried_at = $1 WHERE state = 'cho-gui'";
    /// There is no such channel.
    SKIP = "UPDATE notice_delivery SET state = 'khong-co-kenh' WHERE message = $1 AND channel = $2 AND state = 'cho-gui'";
    /// Waits again, with all its tries.
    AGAIN = "UPDATE notice_delivery SET state = 'cho-gui', tries = 0, reason = NULL, detail = ''
        WHERE message = $1 AND channel = $2 AND state = 'khong-gui-duoc'";
    /// What was given up, of one body or of all under a top, the newest first, below a message and channel.
    FAILED = "SELECT d.message, d.channel, m.kind, d.address, d.reason, d.detail, d.tries, d.tried_at
        FROM notice_delivery d JOIN notice_message m ON m.id = d.message
        WHERE d.state = 'khong-gui-duoc' AND d.top = $1 AND (CAST($2 AS TEXT) IS NULL OR d.root = $2)
        AND (CAST($3 AS TEXT) IS NULL OR d.channel = $3) AND (CAST($4 AS TEXT) IS NULL OR d.reason = $4)
        AND (CAST($5 AS TEXT) IS NULL OR (d.message, d.channel) < ($5, $6))
        ORDER BY d.message DESC, d.channel DESC LIMIT $7";
    /// One that was given up, of one body or of all under a top.
    FAILED_ONE = "SELECT d.message, d.channel, m.kind, d.address, d.reason, d.detail, d.tries, d.tried_at
        FROM notice_delivery d JOIN notice_message m ON m.id = d.message
        WHERE d.state = 'khong-gui-duoc' AND d.top = $1 AND (CAST($2 AS TEXT) IS NULL OR d.root = $2)
        AND d.message = $3 AND d.channel = $4";
    /// How many of them there are, up to a cap.
    COUNT = "SELECT COUNT(*) FROM (SELECT d.message FROM notice_delivery d
        WHERE d.state = 'khong-gui-duoc' AND d.top = $1 AND (CAST($2 AS TEXT) IS NULL OR d.root = $2)
        AND (CAST($3 AS TEXT) IS NULL OR d.channel = $3) AND (CAST($4 AS TEXT) IS NULL OR d.reason = $4) LIMIT $5) failed";
}

/// Of which body, and under which top.
#[derive(Clone, Copy)]
pub(crate) struct Home {
    pub(crate) root: UnitId,
    pub(crate) top: UnitId,
}

/// Puts one in; the state is that of one that waits.
pub(crate) fn insert(
    tx: &mut Tx,
    message: MessageId,
    (channel, address): &(Channel, String),
    home: Home,
    said: &Template,
) -> Result<(), Error> {
    let state = State::Queued.code();
    let row = params![message, channel.code(), home.root, home.top, address, said.subject, said.body, state];
    tx.exec(&INSERT, row)?;
    Ok(())
}

pub(crate) fn find(
    q: &mut impl Query,
    message: MessageId,
    channel: Channel,
) -> Result<Option<Delivery>, Error> {
    q.opt(&FIND, params![message, channel.code()])?.map(|row| delivery(&row)).transpose()
}

fn delivery(row: &Row) -> Result<Delivery, Error> {
    Ok(Delivery {
        message: row.get(0)?,
        channel: coded(&row.get::<String>(1)?, Channel::parse)?,
        address: row.get(2)?,
        subject: row.get(3)?,
        body: row.get(4)?,
        path: row.get(5)?,
        state: coded(&row.get::<String>(6)?, State::parse)?,
        tries: row.get(7)?,
        told_at: row.get(8)?,
    })
}

/// How a try ended.
pub(crate) struct Tried<'a> {
    pub(crate) state: State,
    pub(crate) reason: Option<Reason>,
    pub(crate) detail: &'a str,
    pub(crate) now: Instant,
}

/// Whether this try ended it.
pub(crate) fn tried(
    tx: &mut Tx,
    message: MessageId,
    channel: Channel,
    it: &Tried<'_>,
) -> Result<bool, Error> {
    let reason = it.reason.map(Reason::code);
    let row = params![message, channel.code(), it.state.code(), reason, it.detail, it.now];
    Ok(tx.exec(&TRIED, row)? == 1)
}

/// Puts whatever waits on the failed list.
pub(crate) fn hold_all(tx: &mut Tx, now: Instant) -> Result<(), Error> {
    tx.exec(&HOLD_ALL, params![now])?;
    Ok(())
}

pub(crate) fn skip(tx: &mut Tx, message: MessageId, channel: Channel) -> Result<(), Error> {
    tx.exec(&SKIP, params![message, channel.code()])?;
    Ok(())
}

/// Whether it stood on the failed list.
pub(crate) fn again(tx: &mut Tx, message: MessageId, channel: Channel) -> Result<bool, Error> {
    Ok(tx.exec(&AGAIN, params![message, channel.code()])? == 1)
}

/// Which of the failed ones.
#[derive(Clone, Copy)]
pub(crate) struct Filter {
    pub(crate) top: UnitId,
    /// One body; none is all under the top.
    pub(crate) root: Option<UnitId>,
    pub(crate) channel: Option<Channel>,
    pub(crate) reason: Option<Reason>,
}

pub(crate) fn failed(
    q: &mut impl Query,
    of: &Filter,
    below: Option<(MessageId, Channel)>,
    limit: i64,
) -> Result<Vec<Failed>, Error> {
    let (channel, reason) = (of.channel.map(Channel::code), of.reason.map(Reason::code));
    let (message, at) = (below.map(|it| it.0), below.map_or("", |it| it.1.code()));
    let rows = q.all(&FAILED, params![of.top, of.root, channel, reason, message, at, limit])?;
    rows.iter().map(one_failed).collect()
}

pub(crate) fn failed_one(
    q: &mut impl Query,
    of: &Filter,
    message: MessageId,
    channel: Channel,
) -> Result<Vec<Failed>, Error> {
    let rows = q.all(&FAILED_ONE, params![of.top, of.root, message, channel.code()])?;
    rows.iter().map(one_failed).collect()
}

fn one_failed(row: &Row) -> Result<Failed, Error> {
    Ok(Failed {
        message: row.get(0)?,
        channel: coded(&row.get::<String>(1)?, Channel::parse)?,
        kind: coded(&row.get::<String>(2)?, Kind::parse)?,
        address: row.get(3)?,
        reason: coded(&row.get::<String>(4)?, Reason::parse)?,
        detail: row.get(5)?,
        tries: row.get(6)?,
        tried_at: row.get(7)?,
    })
}

pub(crate) fn count(q: &mut impl Query, of: &Filter, cap: i64) -> Result<i64, Error> {
    let (channel, reason) = (of.channel.map(Channel::code), of.reason.map(Reason::code));
    Ok(q.one(&COUNT, params![of.top, of.root, channel, reason, cap])?.get(0)?)
}
