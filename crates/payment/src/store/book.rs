//! Books of receipts and the numbers they give.

use base::Instant;
use base::id::{StaffId, UnitId};
use db::{Error, Query, Row, Tx, params};

use crate::model::{Book, BookId};

db::statements! {
    /// A new book.
    INSERT = "INSERT INTO payment_book (id, root, template, series, first, last, next, holder, registered_at)
        VALUES ($1, $2, $3, $4, $5, $6, $5, $7, $8)";
    /// By identifier.
    FIND = "SELECT id, root, template, series, first, last, next, holder, registered_at, closed_at FROM payment_book
        WHERE id = $1";
    /// All of a body, the newest first.
    OF_ROOT = "SELECT id, root, template, series, first, last, next, holder, registered_at, closed_at FROM payment_book
        WHERE root = $1 ORDER BY registered_at DESC, id DESC LIMIT 500";
    /// The book from which a cashier issues in a body: the oldest with a number left.
    OF_HOLDER = "SELECT id, root, template, series, first, last, next, holder, registered_at, closed_at FROM payment_book
        WHERE holder = $1 AND root = $2 AND closed_at IS NULL AND next <= last ORDER BY registered_at, id LIMIT 1";
    /// The next number of a book, given once.
    TAKE = "UPDATE payment_book SET next = next + 1 WHERE id = $1 AND next <= last AND closed_at IS NULL RETURNING next - 1";
    /// Those of a body that are not closed.
    OPEN = "SELECT id, root, template, series, first, last, next, holder, registered_at, closed_at FROM payment_book
        WHERE root = $1 AND closed_at IS NULL ORDER BY id";
    /// Passes a book on.
    GIVE = "UPDATE payment_book SET holder = $2 WHERE id = $1 AND closed_at IS NULL";
    /// Closes a book.
    CLOSE = "UPDATE payment_book SET closed_at = $2, holder = NULL WHERE id = $1 AND closed_at IS NULL";
}

pub(crate) fn insert(tx: &mut Tx, book: &Book) -> Result<(), Error> {
    let row = params![
        book.id,
        book.root,
        book.template,
        book.series,
        book.first,
        book.last,
        book.holder,
        book.registered_at
    ];
    tx.exec(&INSERT, row).map(drop)
}

pub(crate) fn find(q: &mut impl Query, id: BookId) -> Result<Option<Book>, Error> {
    q.opt(&FIND, params![id])?.map(|row| read(&row)).transpose()
}

pub(crate) fn of_root(q: &mut impl Query, root: UnitId) -> Result<Vec<Book>, Error> {
    q.all(&OF_ROOT, params![root])?.iter().map(read).collect()
}

/// Those of a body that are not closed.
pub(crate) fn open(q: &mut impl Query, root: UnitId) -> Result<Vec<Book>, Error> {
    q.all(&OPEN, params![root])?.iter().map(read).collect()
}

pub(crate) fn of_holder(q: &mut impl Query, holder: StaffId, root: UnitId) -> Result<Option<Book>, Error> {
    q.opt(&OF_HOLDER, params![holder, root])?.map(|row| read(&row)).transpose()
}

/// The next number; none when the book is full or closed.
pub(crate) fn take(tx: &mut Tx, id: BookId) -> Result<Option<i64>, Error> {
    Ok(tx.opt(&TAKE, params![id])?.map(|row| row.get(0)).transpose()?)
}

/// False when it was closed meanwhile.
pub(crate) fn give(tx: &mut Tx, id: BookId, holder: Option<StaffId>) -> Result<bool, Error> {
    Ok(tx.exec(&GIVE, params![id, holder])? == 1)
}

/// False when it was closed before.
pub(crate) fn close(tx: &mut Tx, id: BookId, now: Instant) -> Result<bool, Error> {
    Ok(tx.exec(&CLOSE, params![id, now])? == 1)
}

fn read(row: &Row) -> Result<Book, Error> {
    Ok(Book {
        id: row.get(0)?,
        root: row.get(1)?,
        template: row.get(2)?,
        series: row.get(3)?,
        first: row.get(4)?,
        last: row.get(5)?,
        next: row.get(6)?,
        holder: row.get(7)?,
        registered_at: row.get(8)?,
        closed_at: row.get(9)?,
    })
}
