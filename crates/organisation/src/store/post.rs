//! Positions: who holds which role in which unit, and when.

use base::id::{StaffId, UnitId};
use base::{Instant, Post, Role};
use db::{BadValue, Error, Query, Row, Tx};
use jiff::civil::Date;

use crate::model::{Again, Holding, Listed, Period, PostId, Scope, StaffFrom, StaffMember};

db::statements! {
    /// A new position; nothing if the person holds the same one already.
    INSERT = "INSERT INTO post (id, staff, unit, role, valid_from, valid_to, created_at, posted_from)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    /// Ends an open position that began before.
    END = "UPDATE post SET valid_to = $2 WHERE id = $1 AND valid_to > $2 AND valid_from < $2";
    /// Takes back a position that begins on a day or later, unless somebody is named to stand in.
    TAKE_BACK = "DELETE FROM post WHERE id = $1 AND valid_from >= $2 AND NOT EXISTS (SELECT 1 FROM post_deputy WHERE post = $1)";
    /// By identifier.
    FIND = "SELECT id, staff, unit, role, valid_from, valid_to, posted_from FROM post WHERE id = $1";
    /// Every position of a person, past and future.
    OF_STAFF = "SELECT id, staff, unit, role, valid_from, valid_to, posted_from FROM post WHERE staff = $1 ORDER BY valid_from, role, id";
    /// The positions of a person as of a day, with the body of each unit on that day.
    HELD = "SELECT p.unit, v.root, p.role FROM post p
        JOIN unit_version v ON v.unit = p.unit AND v.valid_from <= $2 AND v.valid_to > $2
        WHERE p.staff = $1 AND p.valid_from <= $2 AND p.valid_to > $2 ORDER BY p.valid_from, p.role, p.id";
    /// Who holds a role in a unit as of a day.
    HOLDERS = "SELECT s.id, s.number, s.name FROM post p JOIN staff s ON s.id = p.staff
        WHERE p.unit = $1 AND p.role = $2 AND p.valid_from <= $3 AND p.valid_to > $3 ORDER BY s.folded, s.id LIMIT 500";
    /// Everyone with a position under a province or ministry as of a day, a page at a time by name.
    LIST_TOP = "SELECT p.id, p.staff, p.unit, p.role, p.valid_from, p.valid_to, p.posted_from, s.number, s.name, v.name, s.folded
        FROM post p JOIN staff s ON s.id = p.staff
        JOIN unit_version v ON v.unit = p.unit AND v.valid_from <= $2 AND v.valid_to > $2
        WHERE v.top = $1 AND p.valid_from <= $2 AND p.valid_to > $2 AND (s.folded, p.id) > ($3, $4)
        ORDER BY s.folded, p.id LIMIT $5";
    /// The same backwards.
    LIST_TOP_BACK = "SELECT p.id, p.staff, p.unit, p.role, p.valid_from, p.valid_to, p.posted_from, s.number, s.name, v.name, s.folded
        FROM post p JOIN staff s ON s.id = p.staff
        JOIN unit_version v ON v.unit = p.unit AND v.valid_from <= $2 AND v.valid_to > $2
        WHERE v.top = $1 AND p.valid_from <= $2 AND p.valid_to > $2 AND (s.folded, p.id) < ($3, $4)
        ORDER BY s.folded DESC, p.id DESC LIMIT $5";
    /// The same for a body.
    LIST_ROOT = "SELECT p.id, p.staff, p.unit, p.role, p.valid_from, p.valid_to, p.posted_from, s.number, s.name, v.name, s.folded
        FROM post p JOIN staff s ON s.id = p.staff
        JOIN unit_version v ON v.unit = p.unit AND v.valid_from <= $2 AND v.valid_to > $2
        WHERE v.root = $1 AND p.valid_from <= $2 AND p.valid_to > $2 AND (s.folded, p.id) > ($3, $4)
        ORDER BY s.folded, p.id LIMIT $5";
    /// The same backwards.
    LIST_ROOT_BACK = "SELECT p.id, p.staff, p.unit, p.role, p.valid_from, p.valid_to, p.posted_from, s.number, s.name, v.name, s.folded
        FROM post p JOIN staff s ON s.id = p.staff
        JOIN unit_version v ON v.unit = p.unit AND v.valid_from <= $2 AND v.valid_to > $2
        WHERE v.root = $1 AND p.valid_from <= $2 AND p.valid_to > $2 AND (s.folded, p.id) < ($3, $4)
        ORDER BY s.folded DESC, p.id DESC LIMIT $5";
    /// The same for one unit.
    LIST_UNIT = "SELECT p.id, p.staff, p.unit, p.role, p.valid_from, p.valid_to, p.posted_from, s.number, s.name, v.name, s.folded
        FROM post p JOIN staff s ON s.id = p.staff
        JOIN unit_version v ON v.unit = p.unit AND v.valid_from <= $2 AND v.valid_to > $2
        WHERE p.unit = $1 AND p.valid_from <= $2 AND p.valid_to > $2 AND (s.folded, p.id) > ($3, $4)
        ORDER BY s.folded, p.id LIMIT $5";
    /// The same backwards.
    LIST_UNIT_BACK = "SELECT p.id, p.staff, p.unit, p.role, p.valid_from, p.valid_to, p.posted_from, s.number, s.name, v.name, s.folded
        FROM post p JOIN staff s ON s.id = p.staff
        JOIN unit_version v ON v.unit = p.unit AND v.valid_from <= $2 AND v.valid_to > $2
        WHERE p.unit = $1 AND p.valid_from <= $2 AND p.valid_to > $2 AND (s.folded, p.id) < ($3, $4)
        ORDER BY s.folded DESC, p.id DESC LIMIT $5";
    /// The positions of a unit that are held on a day or begin later.
    OF_UNIT = "SELECT id, staff, unit, role, valid_from, valid_to, posted_from FROM post WHERE unit = $1 AND valid_to > $2 ORDER BY id";
    /// How many hold each role in each unit on a day, and how many begin later.
    COUNTS = "SELECT unit, role, SUM(CASE WHEN valid_from < $1 THEN 1 ELSE 0 END), SUM(CASE WHEN valid_from >= $1 THEN 1 ELSE 0 END)
        FROM post WHERE valid_to > $1 GROUP BY unit, role";
    /// Who holds an open position on a day and later begins an open one of the same role elsewhere.
    AGAIN = "SELECT held.unit, later.unit, held.role, s.name, later.valid_from FROM post later
        JOIN post held ON held.staff = later.staff AND held.role = later.role AND held.unit <> later.unit
        JOIN staff s ON s.id = later.staff
        WHERE later.valid_from > $1 AND later.valid_to = '9999-12-31' AND held.valid_from < $1 AND held.valid_to = '9999-12-31'
        ORDER BY held.unit, s.folded, s.id";
    /// Whether anyone holds a position in a unit on a day or later.
    COUNT_OPEN = "SELECT CAST(COUNT(*) AS BIGINT) FROM post WHERE unit = $1 AND valid_to > $2";
}

/// Adds a position; false if the person holds it already.
pub(crate) fn insert(tx: &mut Tx, post: &Holding, now: Instant) -> Result<bool, Error> {
    let period = post.period;
    let row = db::params![
        post.id,
        post.staff,
        post.unit,
        post.role.code(),
        period.from,
        period.stored_end(),
        now,
        post.posted_from
    ];
    Ok(tx.exec(&INSERT, row)? == 1)
}

/// Ends a position on `day`, the first day on which it is no longer held, also one that was to end later; false if it had ended or has
/// not begun.
pub(crate) fn end(tx: &mut Tx, id: PostId, day: Date) -> Result<bool, Error> {
    Ok(tx.exec(&END, db::params![id, day])? == 1)
}

/// Takes back a position that begins on `day` or later; false if it began before, or if somebody is named to stand in for it.
pub(crate) fn take_back(tx: &mut Tx, id: PostId, day: Date) -> Result<bool, Error> {
    Ok(tx.exec(&TAKE_BACK, db::params![id, day])? == 1)
}

pub(crate) fn find(q: &mut impl Query, id: PostId) -> Result<Option<Holding>, Error> {
    q.opt(&FIND, db::params![id])?.map(|row| holding(&row)).transpose()
}

pub(crate) fn of_staff(q: &mut impl Query, staff: StaffId) -> Result<Vec<Holding>, Error> {
    q.all(&OF_STAFF, db::params![staff])?.iter().map(holding).collect()
}

pub(crate) fn held(q: &mut impl Query, staff: StaffId, on: Date) -> Result<Vec<Post>, Error> {
    let rows = q.all(&HELD, db::params![staff, on])?;
    rows.iter().map(|row| Ok(Post { unit: row.get(0)?, root: row.get(1)?, role: role(row, 2)? })).collect()
}

pub(crate) fn holders(
    q: &mut impl Query,
    unit: UnitId,
    role: Role,
    on: Date,
) -> Result<Vec<StaffMember>, Error> {
    let rows = q.all(&HOLDERS, db::params![unit, role.code(), on])?;
    rows.iter()
        .map(|row| Ok(StaffMember { id: row.get(0)?, number: row.get(1)?, name: row.get(2)? }))
        .collect()
}

/// The positions inside `scope` on a day, by name, `limit` of them from a place on.
pub(crate) fn list(
    q: &mut impl Query,
    scope: Scope,
    on: Date,
    from: &StaffFrom,
    limit: i64,
) -> Result<Vec<Listed>, Error> {
    let statement = if from.backwards {
        scope.pick(&LIST_UNIT_BACK, &LIST_ROOT_BACK, &LIST_TOP_BACK)
    } else {
        scope.pick(&LIST_UNIT, &LIST_ROOT, &LIST_TOP)
    };
    let rows = q.all(statement, db::params![scope.id(), on, from.key.0, from.key.1, limit])?;
    rows.iter().map(listed).collect()
}

pub(crate) fn count_open(q: &mut impl Query, unit: UnitId, on: Date) -> Result<i64, Error> {
    Ok(q.one(&COUNT_OPEN, db::params![unit, on])?.get(0)?)
}

/// The positions of a unit held on `day` or later.
pub(crate) fn of_unit(q: &mut impl Query, unit: UnitId, day: Date) -> Result<Vec<Holding>, Error> {
    q.all(&OF_UNIT, db::params![unit, day])?.iter().map(holding).collect()
}

/// By unit and role: how many hold it when `day` begins, and how many begin on it or later.
pub(crate) fn counts(q: &mut impl Query, day: Date) -> Result<Vec<(UnitId, Role, i64, i64)>, Error> {
    let rows = q.all(&COUNTS, db::params![day])?;
    rows.iter().map(|row| Ok((row.get(0)?, role(row, 1)?, row.get(2)?, row.get(3)?))).collect()
}

/// Who holds an open position when `day` begins and later begins an open one of the same role elsewhere.
pub(crate) fn again(q: &mut impl Query, day: Date) -> Result<Vec<Again>, Error> {
    let read = |row: &Row| {
        let (role, person) = (role(row, 2)?, row.get(3)?);
        Ok(Again { unit: row.get(0)?, later: row.get(1)?, role, person, from: row.get(4)? })
    };
    q.all(&AGAIN, db::params![day])?.iter().map(read).collect()
}

fn listed(row: &Row) -> Result<Listed, Error> {
    let holding = holding(row)?;
    let person = StaffMember { id: holding.staff, number: row.get(7)?, name: row.get(8)? };
    let key = (row.get(10)?, holding.id.to_string());
    Ok(Listed { person, unit_name: row.get(9)?, key, holding })
}

fn holding(row: &Row) -> Result<Holding, Error> {
    Ok(Holding {
        id: row.get(0)?,
        staff: row.get(1)?,
        unit: row.get(2)?,
        role: role(row, 3)?,
        period: Period::stored(row.get(4)?, row.get(5)?),
        posted_from: row.get(6)?,
    })
}

fn role(row: &Row, column: usize) -> Result<Role, BadValue> {
    Role::parse(&row.get::<String>(column)?).ok_or(BadValue { column, expected: "a role" })
}
