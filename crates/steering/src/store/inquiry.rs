//! Inquiries: asked, answered, listed.

use base::Instant;
use base::id::{StaffId, UnitId};
use db::{Query, Row, Tx, params};
use jiff::civil::Date;

use crate::error::Error;
use crate::model::{Inquiry, InquiryId};

macro_rules! of {
    ($which:literal) => {
        concat!(
            "SELECT id, root, unit, figure, title, count, named, question, due, asked_by, asked_at, answered_by, answered_at, answer ",
            "FROM steering_inquiry WHERE ",
            $which
        )
    };
}

db::statements! {
    /// A new one.
    INSERT = "INSERT INTO steering_inquiry (id, root, unit, figure, title, count, named, question, due, asked_by, asked_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    /// The answer to one that has none.
    ANSWER = "UPDATE steering_inquiry SET answered_by = $2, answered_at = $3, answer = $4 WHERE id = $1 AND answered_by IS NULL";
    /// One.
    FIND = of!("id = $1");
    /// What a body asked before one, the newest first.
    OF_ROOT = of!("root = $1 AND id < $2 ORDER BY id DESC LIMIT $3");
    /// What a unit was asked before one, the newest first.
    OF_UNIT = of!("unit = $1 AND id < $2 ORDER BY id DESC LIMIT $3");
    /// What a body asked about a figure.
    OF_FIGURE = of!("figure = $1 AND root = $2 ORDER BY id DESC LIMIT 50");
    /// How many of a body have no answer, and how many of those are past their day.
    OPEN = "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN due < $2 THEN 1 ELSE 0 END), 0) AS BIGINT) FROM steering_inquiry
        WHERE root = $1 AND answered_by IS NULL";
}

pub(crate) fn insert(tx: &mut Tx, it: &Inquiry) -> Result<(), Error> {
    let row = params![
        it.id,
        it.root,
        it.unit,
        it.figure,
        it.title,
        it.count,
        serde_json::to_string(&it.named)?,
        it.question,
        it.due,
        it.asked_by,
        it.asked_at
    ];
    Ok(tx.exec(&INSERT, row).map(drop)?)
}

/// Keeps the answer; false where there is one.
pub(crate) fn answer(
    tx: &mut Tx,
    id: InquiryId,
    by: StaffId,
    at: Instant,
    answer: &str,
) -> Result<bool, Error> {
    Ok(tx.exec(&ANSWER, params![id, by, at, answer])? == 1)
}

pub(crate) fn find(q: &mut impl Query, id: InquiryId) -> Result<Option<Inquiry>, Error> {
    q.opt(&FIND, params![id])?.as_ref().map(map).transpose()
}

/// At most `limit` that a body asked before one.
pub(crate) fn of_root(
    q: &mut impl Query,
    root: UnitId,
    before: Option<InquiryId>,
    limit: i64,
) -> Result<Vec<Inquiry>, Error> {
    q.all(&OF_ROOT, params![root, first(before), limit])?.iter().map(map).collect()
}

/// At most `limit` that a unit was asked before one.
pub(crate) fn of_unit(
    q: &mut impl Query,
    unit: UnitId,
    before: Option<InquiryId>,
    limit: i64,
) -> Result<Vec<Inquiry>, Error> {
    q.all(&OF_UNIT, params![unit, first(before), limit])?.iter().map(map).collect()
}

/// The text before which a list begins; no identifier begins with `g`.
fn first(before: Option<InquiryId>) -> String {
    before.map_or_else(|| "g".to_owned(), |id| id.to_string())
}

pub(crate) fn of_figure(q: &mut impl Query, figure: &str, root: UnitId) -> Result<Vec<Inquiry>, Error> {
    q.all(&OF_FIGURE, params![figure, root])?.iter().map(map).collect()
}

/// How many of a body have no answer, and how many of those are past their day.
pub(crate) fn open(q: &mut impl Query, root: UnitId, today: Date) -> Result<(i64, i64), Error> {
    let row = q.one(&OPEN, params![root, today])?;
    Ok((row.get(0)?, row.get(1)?))
}

fn map(row: &Row) -> Result<Inquiry, Error> {
    let by: Option<StaffId> = row.get(11)?;
    let at: Option<Instant> = row.get(12)?;
    let text: Option<String> = row.get(13)?;
    Ok(Inquiry {
        id: row.get(0)?,
        root: row.get(1)?,
        unit: row.get(2)?,
        figure: row.get(3)?,
        title: row.get(4)?,
        count: row.get(5)?,
        named: serde_json::from_str(&row.get::<String>(6)?)?,
        question: row.get(7)?,
        due: row.get(8)?,
        asked_by: row.get(9)?,
        asked_at: row.get(10)?,
        answer: by.zip(at).zip(text).map(|((by, at), text)| (by, at, text)),
    })
}
