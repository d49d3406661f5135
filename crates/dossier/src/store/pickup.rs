//! Results that wait for their citizens: where each is, in which box, since when, reminded when.

use base::Instant;
use base::code::DossierNumber;
use base::id::{DossierId, UnitId};
use db::{Query, Row, Tx, params};

use crate::model::{Dossier, Place, State};
use crate::rules::PickupTerms;

/// The columns of a waiting result, in the order [`map`] reads them.
macro_rules! waiting {
    ($where:literal) => {
        concat!(
            "SELECT d.id, d.number, d.procedure_name, d.applicant_name, d.due_current, d.closed_at, p.place, p.shelf, p.since, \
             p.reminded_at, COALESCE(p.reminders, 0), p.proposed_at, COALESCE(p.came_back, FALSE) \
             FROM dossier d LEFT JOIN dossier_pickup p ON p.dossier = d.id \
             WHERE d.root = $1 AND d.state = 'completed' AND COALESCE(p.place, '') <> 'recalled' AND ",
            $where
        )
    };
}

/// Every word begins one of the name's, or the text is part of the number or of the box.
macro_rules! words {
    () => {
        "((' ' || d.applicant_search LIKE $2 AND ' ' || d.applicant_search LIKE $3 AND ' ' || d.applicant_search LIKE $4 \
         AND ' ' || d.applicant_search LIKE $5) OR COALESCE(d.number, '') LIKE $6 OR COALESCE(p.shelf, '') LIKE $6)"
    };
}

db::statements! {
    /// Where a result is now, in place of where it was.
    KEEP = "INSERT INTO dossier_pickup (dossier, root, place, shelf, since, reminded_at, reminders, proposed_at, came_back)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (dossier) DO UPDATE SET root = excluded.root, place = excluded.place, shelf = excluded.shelf,
                since = excluded.since, reminded_at = excluded.reminded_at, reminders = excluded.reminders,
                proposed_at = excluded.proposed_at, came_back = excluded.came_back";
    /// It waits no longer.
    DROP = "DELETE FROM dossier_pickup WHERE dossier = $1";
    /// What waits longest by the promised day, from a place in the list on; every place, or one.
    WAITING = concat!(waiting!("(d.due_current, d.id) > ($7, $8) AND (CAST($9 AS TEXT) IS NULL OR COALESCE(p.place, '') = $9)
        AND (CAST($10 AS TEXT) IS NULL OR p.proposed_at IS NOT NULL) AND "), words!(), " ORDER BY d.due_current, d.id LIMIT $11");
    /// What lies on the shelf, box by box.
    BY_SHELF = concat!(waiting!("p.root = $1 AND p.shelf <> '' AND (p.shelf, d.id) > ($7, $8) AND "), words!(), " ORDER BY p.shelf, d.id LIMIT $9");
    /// Where one result is.
    PLACE = "SELECT place, shelf FROM dossier_pickup WHERE dossier = $1";
    /// What something may be owed of by itself: not reminded since a moment, or waiting since before another without a proposal.
    OWED = "SELECT d.id FROM dossier d LEFT JOIN dossier_pickup p ON p.dossier = d.id
            WHERE d.root = $1 AND d.state = 'completed' AND d.id > $2 AND p.proposed_at IS NULL AND COALESCE(p.place, '') <> 'recalled'
              AND ((p.since <= $3 AND COALESCE(p.reminded_at, 0) <= $3) OR d.closed_at <= $4)
            ORDER BY d.id LIMIT $5";
    /// The terms of a body, in place of those before.
    SET_TERMS = "INSERT INTO dossier_pickup_term (body, remind_days, archive_months) VALUES ($1, $2, $3)
                 ON CONFLICT (body) DO UPDATE SET remind_days = excluded.remind_days, archive_months = excluded.archive_months";
    /// The terms of a body, else those of all.
    TERMS = "SELECT remind_days, archive_months FROM dossier_pickup_term WHERE body = $1 OR body = '' ORDER BY body DESC LIMIT 1";
}

/// A result that waits.
#[derive(Clone, Debug, PartialEq)]
pub struct Waits {
    /// The dossier.
    pub dossier: DossierId,
    /// Its number.
    pub number: Option<DossierNumber>,
    /// What it is about.
    pub procedure_name: String,
    /// In whose name.
    pub applicant_name: String,
    /// When it was promised.
    pub due: Instant,
    /// When it was decided.
    pub closed_at: Option<Instant>,
    /// Where it is; none where nobody said.
    pub place: Option<Place>,
    /// The box it lies in; empty elsewhere.
    pub shelf: String,
    /// Since when it is there.
    pub since: Option<Instant>,
    /// When the citizen was reminded last.
    pub reminded_at: Option<Instant>,
    /// How often.
    pub reminders: i64,
    /// When the archive was proposed.
    pub proposed_at: Option<Instant>,
    /// Whether the post brought it back.
    pub came_back: bool,
}

/// Which waiting results of a body.
#[derive(Clone, Debug, Default)]
pub(crate) struct Which {
    /// Patterns of words of a name; `%` admits every one.
    pub(crate) words: [String; 4],
    /// A pattern of a number or box.
    pub(crate) code: String,
    /// In this place alone.
    pub(crate) place: Option<Place>,
    /// Proposed for the archive alone.
    pub(crate) proposed: bool,
}

/// Writes where the result of a dossier is, or that none waits any more; to be called after each act that changes that.
pub(crate) fn keep(tx: &mut Tx, dossier: &Dossier) -> Result<(), db::Error> {
    let pickup = &dossier.beside.pickup;
    let at = dossier.beside.result_at;
    let recalled = dossier.beside.open_recall().is_some();
    if dossier.state != State::Completed || (at.is_none() && pickup.is_empty() && !recalled) {
        tx.exec(&DROP, params![dossier.id])?;
        return Ok(());
    }
    let place = if recalled { "recalled" } else { at.map_or("", |it| it.place.code()) };
    let shelved = !recalled && at.is_some_and(|it| it.place == Place::OnShelf);
    let shelf = pickup.shelf.as_deref().filter(|_| shelved);
    let since = at.map(|it| it.since).or(dossier.closed_at).unwrap_or(dossier.submitted_at);
    let times = i64::try_from(pickup.reminders.len()).unwrap_or(i64::MAX);
    let reminded = pickup.reminders.last().map(|it| it.at);
    tx.exec(
        &KEEP,
        params![
            dossier.id,
            dossier.root,
            place,
            shelf.unwrap_or(""),
            since,
            reminded,
            times,
            pickup.archive_proposed,
            pickup.came_back().is_some()
        ],
    )?;
    Ok(())
}

/// Notes that a result waits no longer: somebody has it.
pub(crate) fn forget(tx: &mut Tx, dossier: DossierId) -> Result<(), db::Error> {
    tx.put(&DROP, params![dossier])?;
    Ok(())
}

/// The waiting results of a body, what was promised first first, after a line.
pub(crate) fn waiting(
    q: &mut impl Query,
    root: UnitId,
    which: &Which,
    (due, id): (Instant, String),
    limit: i64,
) -> Result<Vec<Waits>, db::Error> {
    let [a, b, c, d] = &which.words;
    let proposed = which.proposed.then_some("proposed");
    let place = which.place.map(Place::code);
    let values = params![root, a, b, c, d, which.code, due, id, place, proposed, limit];
    q.all(&WAITING, values)?.iter().map(|row| Ok(map(row)?)).collect()
}

/// What lies on the shelf of a body, box by box, after a line.
pub(crate) fn by_shelf(
    q: &mut impl Query,
    root: UnitId,
    which: &Which,
    (shelf, id): (&str, &str),
    limit: i64,
) -> Result<Vec<Waits>, db::Error> {
    let [a, b, c, d] = &which.words;
    let values = params![root, a, b, c, d, which.code, shelf, id, limit];
    q.all(&BY_SHELF, values)?.iter().map(|row| Ok(map(row)?)).collect()
}

/// The code of the place where a result is, with its box; none where nobody said.
pub(crate) fn place(q: &mut impl Query, dossier: DossierId) -> Result<Option<(String, String)>, db::Error> {
    let row = q.opt(&PLACE, params![dossier])?;
    Ok(row.map(|row| Ok::<_, db::BadValue>((row.get(0)?, row.get(1)?))).transpose()?)
}

/// The dossiers of a body of which something may be owed: reminded before `reminded`, decided before `decided`.
pub(crate) fn owed(
    q: &mut impl Query,
    root: UnitId,
    after: &str,
    (reminded, decided): (Instant, Instant),
    limit: i64,
) -> Result<Vec<DossierId>, db::Error> {
    let rows = q.all(&OWED, params![root, after, reminded, decided, limit])?;
    rows.iter().map(|row| Ok(row.get(0)?)).collect()
}

/// The terms of a body.
pub(crate) fn terms(q: &mut impl Query, body: UnitId) -> Result<PickupTerms, db::Error> {
    let row = q.opt(&TERMS, params![body])?;
    let terms = |row: Row| -> Result<_, db::BadValue> {
        Ok(PickupTerms { remind_days: row.get(0)?, archive_months: row.get(1)? })
    };
    Ok(row.map(terms).transpose()?.unwrap_or_default())
}

/// Writes the terms of a body.
pub(crate) fn set_terms(tx: &mut Tx, body: UnitId, terms: PickupTerms) -> Result<(), db::Error> {
    tx.exec(&SET_TERMS, params![body, terms.remind_days, terms.archive_months])?;
    Ok(())
}

fn map(row: &Row) -> Result<Waits, db::BadValue> {
    Ok(Waits {
        dossier: row.get(0)?,
        number: row.get(1)?,
        procedure_name: row.get(2)?,
        applicant_name: row.get(3)?,
        due: row.get(4)?,
        closed_at: row.get(5)?,
        place: row.get::<Option<String>>(6)?.as_deref().and_then(Place::parse),
        shelf: row.get::<Option<String>>(7)?.unwrap_or_default(),
        since: row.get(8)?,
        reminded_at: row.get(9)?,
        reminders: row.get(10)?,
        proposed_at: row.get(11)?,
        came_back: row.get(12)?,
    })
}
