//! Books of receipts: registered, given to a cashier or taken back, closed. Whoever keeps the books does all three.

use base::id::{StaffId, UnitId};
use base::{Ctx, FieldError};
use db::Tx;
use serde::Serialize;

use super::{REASON, holds, words};
use crate::error::Error;
use crate::events::{BookClosed, BookGiven, BookRegistered, book_stream, till_stream};
use crate::model::{Book, BookId, numbered};
use crate::{permissions, rules, store};

/// A book to register.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterBook {
    /// The body.
    pub root: UnitId,
    /// Template, for example `01BLP0-001`.
    pub template: String,
    /// Series, for example `AA-26P`.
    pub series: String,
    /// The first number.
    pub first: i64,
    /// The last number.
    pub last: i64,
    /// The cashier who gets it at once.
    pub to: Option<StaffId>,
}

/// Registers a book.
///
/// # Errors
/// [`Error::Invalid`] where another book of the same series has one of its numbers, or nobody of that name collects here.
pub fn register_book(tx: &mut Tx, ctx: &Ctx, input: &RegisterBook) -> Result<BookId, Error> {
    let authority = ctx.authorise(&permissions::KEEP)?;
    ledger::once(tx, ctx, "payment.register-book", input, |tx| {
        let unit = authority.at_root(&input.root)?.unit;
        let till = till_stream(input.root);
        ledger::open(tx, std::slice::from_ref(&till))?;
        let (template, series) = names(input)?;
        let books = store::book::of_root(tx, input.root)?;
        if let Some(other) = rules::overlap(&books, (&template, &series), input.first, input.last) {
            let message = format!(
                "Ký hiệu {series} đã có quyển từ số {} đến số {}. Xin kiểm tra lại số đầu, số cuối.",
                numbered(other.first),
                numbered(other.last)
            );
            return Err(Error::field("first", message));
        }
        if let Some(person) = input.to {
            collects(tx, ctx, person, input.root)?;
        }
        let book = Book {
            id: BookId::new(&ctx.rng, ctx.now),
            root: input.root,
            template,
            series,
            first: input.first,
            last: input.last,
            next: input.first,
            holder: input.to,
            registered_at: ctx.now,
            closed_at: None,
        };
        store::book::insert(tx, &book)?;
        let event = BookRegistered {
            book: book.id,
            template: book.template.clone(),
            series: book.series.clone(),
            first: book.first,
            last: book.last,
        };
        ledger::append(tx, ctx, &till, Some(unit), ctx.now, &event)?;
        if book.holder.is_some() {
            let given = BookGiven { to: book.holder, next: book.next };
            ledger::append(tx, ctx, &book_stream(book.id), Some(unit), ctx.now, &given)?;
        }
        Ok(book.id)
    })
}

fn names(input: &RegisterBook) -> Result<(String, String), Error> {
    let mut errors: Vec<FieldError> = Vec::new();
    let code = |field: &str, text: &str, ask: &str| {
        words(field, text, 20, ask).map(|text| text.to_uppercase()).map_err(|error| vec![error])
    };
    let template = code("template", &input.template, "Nhập mẫu số, ví dụ 01BLP0-001.");
    let series = code("series", &input.series, "Nhập ký hiệu, ví dụ AA-26P.");
    for one in [&template, &series] {
        errors.extend(one.as_ref().err().into_iter().flatten().cloned());
    }
    errors.extend(rules::range(input.first, input.last));
    match (template, series) {
        (Ok(template), Ok(series)) if errors.is_empty() => Ok((template, series)),
        _ => Err(Error::Invalid(errors)),
    }
}

/// A book to pass on.
#[derive(Clone, Debug, Serialize)]
pub struct GiveBook {
    /// The book.
    pub book: BookId,
    /// The cashier who issues from it now; none takes it back.
    pub to: Option<StaffId>,
}

/// Passes a book on.
///
/// # Errors
/// [`Error::BookClosed`] for a closed one, [`Error::Invalid`] for somebody who does not collect here.
pub fn give_book(tx: &mut Tx, ctx: &Ctx, input: &GiveBook) -> Result<(), Error> {
    let authority = ctx.authorise(&permissions::KEEP)?;
    ledger::once(tx, ctx, "payment.give-book", input, |tx| {
        ledger::open(tx, &[book_stream(input.book)])?;
        let book = store::book::find(tx, input.book)?.ok_or(Error::NotFound)?;
        let unit = authority.at_root(&book.root)?.unit;
        if let Some(person) = input.to {
            collects(tx, ctx, person, book.root)?;
        }
        if !store::book::give(tx, book.id, input.to)? {
            return Err(Error::BookClosed);
        }
        let event = BookGiven { to: input.to, next: book.next };
        ledger::append(tx, ctx, &book_stream(book.id), Some(unit), ctx.now, &event)?;
        Ok(())
    })
}

/// A book to close.
#[derive(Clone, Debug, Serialize)]
pub struct CloseBook {
    /// The book.
    pub book: BookId,
    /// Why.
    pub reason: String,
}

/// Closes a book; the numbers that are left are never issued.
///
/// # Errors
/// [`Error::BookClosed`] the second time, [`Error::Invalid`] without a reason.
pub fn close_book(tx: &mut Tx, ctx: &Ctx, input: &CloseBook) -> Result<(), Error> {
    let authority = ctx.authorise(&permissions::KEEP)?;
    ledger::once(tx, ctx, "payment.close-book", input, |tx| {
        ledger::open(tx, &[book_stream(input.book)])?;
        let book = store::book::find(tx, input.book)?.ok_or(Error::NotFound)?;
        let unit = authority.at_root(&book.root)?.unit;
        let ask = "Ghi lý do đóng quyển, ví dụ: hết năm, mất, hỏng.";
        let reason =
            words("reason", &input.reason, REASON, ask).map_err(|error| Error::Invalid(vec![error]))?;
        if !store::book::close(tx, book.id, ctx.now)? {
            return Err(Error::BookClosed);
        }
        let unused_from = (book.left() > 0).then_some(book.next);
        let event = BookClosed { unused_from, last: book.last, reason };
        ledger::append(tx, ctx, &book_stream(book.id), Some(unit), ctx.now, &event)?;
        Ok(())
    })
}

/// Refuses somebody who does not collect in this body.
fn collects(tx: &mut Tx, ctx: &Ctx, person: StaffId, root: UnitId) -> Result<(), Error> {
    if holds(tx, person, root, &permissions::COLLECT, ctx.now.date())? {
        return Ok(());
    }
    Err(Error::field(
        "to",
        "Người được chọn không thu phí ở cơ quan này. Xin chọn cán bộ Một cửa của cơ quan.",
    ))
}
