//! Save a queue: an officer narrows a queue of the desk and keeps it under a name of their own, renames it, deletes it. It is how one
//! person looks at work, no act on a dossier, so the ledger has no event of it.

use base::Ctx;
use db::Tx;

use crate::error::Error;
use crate::model::{DeskView, SavedQueue, SavedQueueId, Wanted};
use crate::{permissions, store};

/// How many queues a person may save.
const MOST: usize = 12;
/// Longest name, in characters.
const NAME_LIMIT: usize = 60;

/// Keeps a queue under a name.
///
/// # Errors
/// [`Error::Invalid`] without a name, for one that is too long or taken, and for one queue too many.
pub(crate) fn save_queue(tx: &mut Tx, ctx: &Ctx, name: &str, wanted: &Wanted) -> Result<SavedQueueId, Error> {
    let authority = ctx.authorise(&permissions::READ)?;
    let staff = authority.staff().staff;
    let tab = wanted.tab.map(crate::model::Tab::code);
    let input = (name, tab, &wanted.words, &wanted.procedure, &wanted.step);
    ledger::once(tx, ctx, "dossier.save-queue", &input, |tx| {
        let name = named(name)?;
        if store::saved_queue::of_staff(tx, staff)?.len() >= MOST {
            let message = format!("Mỗi người lưu tối đa {MOST} hàng đợi. Xin xóa bớt một hàng đợi đã lưu.");
            return Err(Error::field("name", message));
        }
        let id = SavedQueueId::new(&ctx.rng, ctx.now);
        let one = SavedQueue { id, staff, name, wanted: wanted.clone() };
        if store::saved_queue::insert(tx, &one)? { Ok(id) } else { Err(taken(&one.name)) }
    })
}

/// Gives it another name.
///
/// # Errors
/// As [`save_queue`]; [`Error::NotFound`] for somebody else's.
pub(crate) fn rename_queue(tx: &mut Tx, ctx: &Ctx, id: SavedQueueId, name: &str) -> Result<(), Error> {
    let authority = ctx.authorise(&permissions::READ)?;
    let staff = authority.staff().staff;
    let name = named(name)?;
    if store::saved_queue::named(tx, staff, &name)?.is_some_and(|other| other != id) {
        return Err(taken(&name));
    }
    if store::saved_queue::rename(tx, staff, id, &name)? { Ok(()) } else { Err(Error::NotFound) }
}

/// Deletes it; the dossiers stay where they are. One that is gone already is no fault.
///
/// # Errors
/// [`Error::Denied`] for people without dossiers to see.
pub(crate) fn delete_queue(tx: &mut Tx, ctx: &Ctx, id: SavedQueueId) -> Result<(), Error> {
    let authority = ctx.authorise(&permissions::READ)?;
    store::saved_queue::delete(tx, authority.staff().staff, id)?;
    Ok(())
}

/// Keeps how the person wants the desk to look.
///
/// # Errors
/// [`Error::Denied`] for people without dossiers to see.
pub(crate) fn keep_view(tx: &mut Tx, ctx: &Ctx, view: &DeskView) -> Result<(), Error> {
    let authority = ctx.authorise(&permissions::READ)?;
    Ok(store::saved_queue::keep_view(tx, authority.staff().staff, view)?)
}

fn named(name: &str) -> Result<String, Error> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Error::field("name", "Nhập tên của hàng đợi, ví dụ: Xây dựng chờ thẩm định."));
    }
    if name.chars().count() > NAME_LIMIT {
        return Err(Error::field("name", format!("Tên dài tối đa {NAME_LIMIT} ký tự. Xin rút gọn.")));
    }
    Ok(name)
}

fn taken(name: &str) -> Error {
    Error::field("name", format!("Ông, bà đã lưu một hàng đợi tên “{name}”. Xin đặt tên khác."))
}
