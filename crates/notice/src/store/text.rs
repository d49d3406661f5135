//! The installation's own texts.

use db::{Query, Row, Tx, params};
use jiff::civil::Date;

use super::coded;
use crate::error::Error;
use crate::model::{Channel, Kind, Template, TextId, Version};

db::statements! {
    /// A new one.
    INSERT = "INSERT INTO notice_text (id, kind, channel, subject, body, first_day, last_day, set_at, set_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    /// Its last day.
    END = "UPDATE notice_text SET last_day = $2 WHERE id = $1";
    /// Those of a kind that hold on a day; the last written of a channel counts.
    IN_FORCE = "SELECT channel, id, subject, body, first_day, last_day, set_at, set_by FROM notice_text
        WHERE kind = $1 AND first_day <= $2 AND (last_day IS NULL OR last_day >= $2) ORDER BY first_day, set_at, id";
    /// Those of a kind and channel, the newest first.
    HISTORY = "SELECT channel, id, subject, body, first_day, last_day, set_at, set_by FROM notice_text
        WHERE kind = $1 AND channel = $2 ORDER BY first_day DESC, set_at DESC, id DESC LIMIT 50";
}

pub(crate) fn insert(tx: &mut Tx, kind: Kind, channel: Channel, it: &Version) -> Result<(), Error> {
    let row = params![
        it.id,
        kind.code(),
        channel.code(),
        it.template.subject,
        it.template.body,
        it.first,
        it.last,
        it.set_at,
        it.set_by
    ];
    tx.exec(&INSERT, row)?;
    Ok(())
}

pub(crate) fn end(tx: &mut Tx, id: TextId, last: Date) -> Result<(), Error> {
    tx.exec(&END, params![id, last])?;
    Ok(())
}

/// The texts of a kind that hold on a day, in the order in which the later one counts.
pub(crate) fn in_force(q: &mut impl Query, kind: Kind, on: Date) -> Result<Vec<(Channel, Version)>, Error> {
    q.all(&IN_FORCE, params![kind.code(), on])?.iter().map(one).collect()
}

pub(crate) fn history(q: &mut impl Query, kind: Kind, channel: Channel) -> Result<Vec<Version>, Error> {
    let rows = q.all(&HISTORY, params![kind.code(), channel.code()])?;
    rows.iter().map(|row| one(row).map(|it| it.1)).collect()
}

fn one(row: &Row) -> Result<(Channel, Version), Error> {
    let version = Version {
        id: row.get(1)?,
        template: Template { subject: row.get(2)?, body: row.get(3)? },
        first: row.get(4)?,
        last: row.get(5)?,
        set_at: row.get(6)?,
        set_by: row.get(7)?,
    };
    Ok((coded(&row.get::<String>(0)?, Channel::parse)?, version))
}
