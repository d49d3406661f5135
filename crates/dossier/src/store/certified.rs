//! The books of certifications: running numbers of a body's year, and their lines.

use base::id::{DossierId, UnitId};
use db::{Error, Query, Row, Tx, params};
use jiff::civil::Date;

use crate::model::Certified;

db::statements! {
    /// The next number of the year.
    NEXT = "INSERT INTO dossier_book (root, book, year, last) VALUES ($1, $2, $3, 1)
        ON CONFLICT (root, book, year) DO UPDATE SET last = dossier_book.last + 1 RETURNING last";
    /// A line.
    INSERT = "INSERT INTO dossier_certified
        (root, book, year, number, day, dossier, person, document, pages, copies, fee, signer)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    /// The lines of a day, in order.
    OF_DAY = "SELECT root, book, year, number, day, dossier, person, document, pages, copies, fee, signer
        FROM dossier_certified WHERE root = $1 AND book = $2 AND day = $3 ORDER BY number LIMIT $4";
    /// The line of a dossier.
    OF_DOSSIER = "SELECT root, book, year, number, day, dossier, person, document, pages, copies, fee, signer
        FROM dossier_certified WHERE dossier = $1";
}

/// The next number of a body's book in a year, from 1. Everybody of the body waits for this row, so it is taken last.
pub(crate) fn next(tx: &mut Tx, root: UnitId, book: &str, year: i16) -> Result<i64, Error> {
    Ok(tx.one(&NEXT, params![root, book.to_owned(), i64::from(year)])?.get(0)?)
}

pub(crate) fn insert(tx: &mut Tx, it: &Certified) -> Result<(), Error> {
    let row = params![
        it.root,
        it.book,
        i64::from(it.year),
        it.number,
        it.day,
        it.dossier,
        it.person,
        it.document,
        it.pages,
        it.copies,
        it.fee,
        it.signer
    ];
    tx.put(&INSERT, row)
}

pub(crate) fn of_day(
    q: &mut impl Query,
    root: UnitId,
    book: &str,
    day: Date,
    limit: i64,
) -> Result<Vec<Certified>, Error> {
    q.all(&OF_DAY, params![root, book.to_owned(), day, limit])?.iter().map(read).collect()
}

pub(crate) fn of_dossier(q: &mut impl Query, dossier: DossierId) -> Result<Option<Certified>, Error> {
    q.opt(&OF_DOSSIER, params![dossier])?.map(|row| read(&row)).transpose()
}

fn read(row: &Row) -> Result<Certified, Error> {
    Ok(Certified {
        root: row.get(0)?,
        book: row.get(1)?,
        year: i16::try_from(row.get::<i64>(2)?).unwrap_or_default(),
        number: row.get(3)?,
        day: row.get(4)?,
        dossier: row.get(5)?,
        person: row.get(6)?,
        document: row.get(7)?,
        pages: row.get(8)?,
        copies: row.get(9)?,
        fee: row.get(10)?,
        signer: row.get(11)?,
    })
}
