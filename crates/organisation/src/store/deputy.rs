//! Deputies: who stands in for a position, day by day.

use base::id::{StaffId, UnitId};
use base::{Instant, Role};
use db::{BadValue, Error, Query, Row, Tx, Value};
use jiff::civil::Date;

use crate::model::{Deputising, DeputyId, PostId};

/// The columns of a naming, in the order [`map`] reads them.
macro_rules! naming {
    ($rest:literal) => {
        concat!(
            "SELECT d.id, d.post, d.principal, s.name, d.deputy, t.name, p.unit, p.role, d.first_day, d.last_day, d.reason \
             FROM post_deputy d JOIN post p ON p.id = d.post JOIN staff s ON s.id = d.principal \
             JOIN staff t ON t.id = d.deputy ",
            $rest
        )
    };
}

db::statements! {
    /// A naming.
    INSERT = "INSERT INTO post_deputy (id, post, principal, deputy, first_day, last_day, reason, named_by, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    /// A day of it; nothing if the position has a deputy that day.
    INSERT_DAY = "INSERT INTO post_deputy_day (post, day, naming) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    /// Ends one that is not over.
    END = "UPDATE post_deputy SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL AND last_day >= $3";
    /// Frees its days from one on.
    FREE = "DELETE FROM post_deputy_day WHERE naming = $1 AND day >= $2";
    /// By identifier, if it is not over.
    FIND = naming!("WHERE d.id = $1 AND d.ended_at IS NULL AND d.last_day >= $2");
    /// Those of a position that are not over.
    OF_POST = naming!("WHERE d.id IN (SELECT naming FROM post_deputy_day WHERE post = $1 AND day >= $2) ORDER BY d.first_day, d.id");
    /// How many days of a naming from a day on have a deputy in another position already.
    TAKEN = "SELECT CAST(COUNT(*) AS BIGINT) FROM post_deputy_day mine JOIN post_deputy_day taken ON taken.post = $2 AND taken.day = mine.day
        WHERE mine.naming = $1 AND mine.day >= $3";
    /// The same naming for the position that takes the place of its own, from a day on.
    PASS = "UPDATE post_deputy SET post = $2 WHERE id = $1";
    /// Its days.
    PASS_DAYS = "UPDATE post_deputy_day SET post = $2 WHERE naming = $1 AND day >= $3";
    /// Those of a deputy that are not over.
    OF_DEPUTY = naming!("WHERE d.deputy = $1 AND d.ended_at IS NULL AND d.last_day >= $2 ORDER BY d.first_day, d.id");
    /// Those under a body that are not over.
    OF_ROOT = naming!("JOIN unit_version v ON v.unit = p.unit AND v.valid_from <= $2 AND v.valid_to > $2 \
        WHERE v.root = $1 AND d.ended_at IS NULL AND d.last_day >= $2 ORDER BY d.first_day, d.id LIMIT 500");
}

/// Keeps a naming with its days; false if the position has a deputy on one of them.
pub(crate) fn insert(
    tx: &mut Tx,
    it: &Deputising,
    named_by: StaffId,
    days: &[Date],
    now: Instant,
) -> Result<bool, Error> {
    let row =
        db::params![it.id, it.post, it.principal, it.deputy, it.first, it.last, it.reason, named_by, now];
    tx.exec(&INSERT, row)?;
    let rows: Vec<Vec<Value>> = days.iter().map(|day| db::params![it.post, day, it.id].to_vec()).collect();
    let kept = tx.batch(&INSERT_DAY, &rows)?;
    Ok(usize::try_from(kept) == Ok(days.len()))
}

/// Ends a naming; its days from `today` on are free. False if it is over.
pub(crate) fn end(tx: &mut Tx, id: DeputyId, today: Date, now: Instant) -> Result<bool, Error> {
    let ended = tx.exec(&END, db::params![id, now, today])? == 1;
    tx.exec(&FREE, db::params![id, today])?;
    Ok(ended)
}

pub(crate) fn find(q: &mut impl Query, id: DeputyId, today: Date) -> Result<Option<Deputising>, Error> {
    q.opt(&FIND, db::params![id, today])?.map(|row| map(&row)).transpose()
}

pub(crate) fn of_deputy(q: &mut impl Query, staff: StaffId, today: Date) -> Result<Vec<Deputising>, Error> {
    q.all(&OF_DEPUTY, db::params![staff, today])?.iter().map(map).collect()
}

pub(crate) fn of_root(q: &mut impl Query, root: UnitId, today: Date) -> Result<Vec<Deputising>, Error> {
    q.all(&OF_ROOT, db::params![root, today])?.iter().map(map).collect()
}

/// The namings of a position that are not over on a day.
pub(crate) fn of_post(q: &mut impl Query, post: PostId, today: Date) -> Result<Vec<Deputising>, Error> {
    q.all(&OF_POST, db::params![post, today])?.iter().map(map).collect()
}

/// Lets a naming stand for the position that takes the place of its own from `day` on; false, and nothing is changed, if that position
/// has a deputy on one of its days.
pub(crate) fn pass(tx: &mut Tx, id: DeputyId, post: PostId, day: Date) -> Result<bool, Error> {
    let taken: i64 = tx.one(&TAKEN, db::params![id, post, day])?.get(0)?;
    if taken > 0 {
        return Ok(false);
    }
    tx.exec(&PASS, db::params![id, post])?;
    tx.exec(&PASS_DAYS, db::params![id, post, day])?;
    Ok(true)
}

fn map(row: &Row) -> Result<Deputising, Error> {
    let role: String = row.get(7)?;
    Ok(Deputising {
        id: row.get(0)?,
        post: row.get(1)?,
        principal: row.get(2)?,
        principal_name: row.get(3)?,
        deputy: row.get(4)?,
        deputy_name: row.get(5)?,
        unit: row.get(6)?,
        role: Role::parse(&role).ok_or(BadValue { column: 7, expected: "a role" })?,
        first: row.get(8)?,
        last: row.get(9)?,
        reason: row.get(10)?,
    })
}
