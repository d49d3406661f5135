//! A body ended: its books of receipts are closed, its shifts with money in them pass to whoever took it over.

use base::Ctx;
use db::Tx;
use organisation::{Rehoming, Rehomings};

use crate::error::Error;
use crate::events::{BookClosed, ShiftPassed, book_stream, shift_stream};
use crate::store;

/// Does so for one body; how many books and shifts it concerned.
///
/// # Errors
/// [`Error::Denied`] for people: the effect of a reorganisation does this.
pub(crate) fn rehome(tx: &mut Tx, ctx: &Ctx, home: &Rehoming, homes: &Rehomings) -> Result<i64, Error> {
    ctx.authorise_system()?;
    let (books, shifts) = (store::book::open(tx, home.unit)?, store::shift::with_money(tx, home.unit)?);
    let streams =
        books.iter().map(|it| book_stream(it.id)).chain(shifts.iter().map(|it| shift_stream(it.id)));
    ledger::open(tx, &streams.collect::<Vec<_>>())?;
    let name = organisation::name_of(tx, home.unit)?;
    let mut done = 0;
    for book in store::book::open(tx, home.unit)? {
        store::book::close(tx, book.id, ctx.now)?;
        let unused_from = (book.left() > 0).then_some(book.next);
        let reason = format!("Sắp xếp đơn vị: {name} đã kết thúc");
        let event = BookClosed { unused_from, last: book.last, reason };
        ledger::append(tx, ctx, &book_stream(book.id), Some(home.heir_root), ctx.now, &event)?;
        done += 1;
    }
    for shift in store::shift::with_money(tx, home.unit)? {
        let unit = homes.get(&shift.unit).map_or(home.heir, |it| it.heir);
        store::shift::move_to(tx, shift.id, home.heir_root, unit)?;
        let event = ShiftPassed { from: home.unit, to: home.heir_root };
        ledger::append(tx, ctx, &shift_stream(shift.id), Some(unit), ctx.now, &event)?;
        done += 1;
    }
    Ok(done)
}
