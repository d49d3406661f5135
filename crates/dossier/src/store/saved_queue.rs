//! The queues that officers saved, and how each wants the desk to look.

use base::fold;
use base::id::StaffId;
use db::{Query, Row, Tx, params};

use crate::model::{Column, DeskView, SavedQueue, SavedQueueId, Tab, Wanted};

macro_rules! saved {
    ($rest:literal) => {
        concat!(
            "SELECT id, staff, name, queue, words, procedure_code, step FROM saved_queue WHERE staff = $1",
            $rest
        )
    };
}

db::statements! {
    /// A new one; nothing if the person has one of this name.
    INSERT = "INSERT INTO saved_queue (id, staff, name, folded, queue, words, procedure_code, step)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    /// All of a person, by name.
    OF_STAFF = saved!(" ORDER BY folded, id");
    /// One of a person.
    FIND = saved!(" AND id = $2");
    /// Another of a person under this name.
    NAMED = "SELECT id FROM saved_queue WHERE staff = $1 AND folded = $2";
    /// Another name.
    RENAME = "UPDATE saved_queue SET name = $3, folded = $4 WHERE staff = $1 AND id = $2";
    /// Gone.
    DELETE = "DELETE FROM saved_queue WHERE staff = $1 AND id = $2";
    /// How a person wants the desk.
    VIEW = "SELECT columns, keys FROM desk_view WHERE staff = $1";
    /// Keeps it.
    KEEP_VIEW = "INSERT INTO desk_view (staff, columns, keys) VALUES ($1, $2, $3)
                 ON CONFLICT (staff) DO UPDATE SET columns = excluded.columns, keys = excluded.keys";
}

/// Keeps a new one; false if its owner has another of this name.
pub(crate) fn insert(tx: &mut Tx, one: &SavedQueue) -> Result<bool, db::Error> {
    let Wanted { tab, words, procedure, step } = &one.wanted;
    let queue = tab.map_or("", Tab::code);
    let values = params![one.id, one.staff, one.name, fold(&one.name), queue, words, procedure, step];
    Ok(tx.exec(&INSERT, values)? == 1)
}

pub(crate) fn of_staff(q: &mut impl Query, staff: StaffId) -> Result<Vec<SavedQueue>, db::Error> {
    q.all(&OF_STAFF, params![staff])?.iter().map(map).collect()
}

pub(crate) fn find(
    q: &mut impl Query,
    staff: StaffId,
    id: SavedQueueId,
) -> Result<Option<SavedQueue>, db::Error> {
    q.opt(&FIND, params![staff, id])?.as_ref().map(map).transpose()
}

/// Which one of this person bears the name.
pub(crate) fn named(
    q: &mut impl Query,
    staff: StaffId,
    name: &str,
) -> Result<Option<SavedQueueId>, db::Error> {
    Ok(q.opt(&NAMED, params![staff, fold(name)])?.map(|row| row.get(0)).transpose()?)
}

/// Whether there was one to rename.
pub(crate) fn rename(tx: &mut Tx, staff: StaffId, id: SavedQueueId, name: &str) -> Result<bool, db::Error> {
    Ok(tx.exec(&RENAME, params![staff, id, name, fold(name)])? == 1)
}

/// Whether there was one to delete.
pub(crate) fn delete(tx: &mut Tx, staff: StaffId, id: SavedQueueId) -> Result<bool, db::Error> {
    Ok(tx.exec(&DELETE, params![staff, id])? == 1)
}

/// How a person wants the desk; the usual until they say.
pub(crate) fn view(q: &mut impl Query, staff: StaffId) -> Result<DeskView, db::Error> {
    let Some(row) = q.opt(&VIEW, params![staff])? else { return Ok(DeskView::default()) };
    let columns: String = row.get(0)?;
    Ok(DeskView { columns: columns.split(' ').filter_map(Column::parse).collect(), keys: row.get(1)? })
}

pub(crate) fn keep_view(tx: &mut Tx, staff: StaffId, view: &DeskView) -> Result<(), db::Error> {
    let columns: Vec<_> = view.columns.iter().map(|column| column.code()).collect();
    tx.exec(&KEEP_VIEW, params![staff, columns.join(" "), view.keys]).map(drop)
}

fn map(row: &Row) -> Result<SavedQueue, db::Error> {
    let queue: String = row.get(3)?;
    let wanted =
        Wanted { tab: Tab::parse(&queue), words: row.get(4)?, procedure: row.get(5)?, step: row.get(6)? };
    Ok(SavedQueue { id: row.get(0)?, staff: row.get(1)?, name: row.get(2)?, wanted })
}
