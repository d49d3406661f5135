//! The sheet of a shift (bảng kê thu): receipts in their order, voids, refunds, sums by fee, the count.

use askama::Template;
use axum::extract::State;
use base::{Dong, words};
use db::Read;
use web::{Answer, App, Path, Who};

use super::seat;
use crate::error::Error;
use crate::model::{NOTES, PaidBack, Receipt, Shift, ShiftId, Slip, Sums};
use crate::queries;

/// The most receipts that a sheet lists.
const MOST: i64 = 5_000;

#[derive(Template)]
#[template(path = "shift.html")]
struct Sheet {
    body: String,
    cashier: String,
    closed_by: String,
    to: String,
    shift: Shift,
    sums: Sums,
    receipts: Vec<Receipt>,
    by_name: Vec<(String, i64, Dong)>,
    refunds: Vec<PaidBack>,
    notes: Vec<(Dong, i64, Dong)>,
    taken: Vec<(String, Dong)>,
    slip: Option<Slip>,
    /// This person closes it, or pays it in.
    own: bool,
}

/// Shows it.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<ShiftId>) -> Answer {
    let sheet = app.db.read(move |rx| read(rx, &ctx, id)).await?;
    let title = format!("Bảng kê thu, ca mở {}", words::short_moment(sheet.shift.opened_at.local()));
    web::page(title, &sheet).back("/quay/thu-tien", "Thu phí").answer()
}

fn read(rx: &mut Read, ctx: &base::Ctx, id: ShiftId) -> Result<Sheet, Error> {
    let shift = seat::shift(rx, ctx, id)?;
    let closed = shift.closed.as_ref();
    let count = |note: &i64| closed.map_or(0, |it| it.counted.0.get(note).copied().unwrap_or(0));
    let notes = NOTES.iter().filter(|note| count(note) > 0);
    let notes = notes.map(|note| (Dong(*note), count(note), Dong(note * count(note)))).collect();
    let mut taken = Vec::new();
    for one in queries::taken_over(rx, id)? {
        taken.push((seat::person(rx, one.cashier)?, queries::sums(rx, one.id)?.takings()));
    }
    let to = match shift.handed_to {
        Some(person) => seat::person(rx, person)?,
        None => String::new(),
    };
    let slip = match shift.deposit {
        Some(id) => queries::slip(rx, id)?,
        None => None,
    };
    Ok(Sheet {
        body: seat::unit(rx, ctx, shift.root)?,
        cashier: seat::person(rx, shift.cashier)?,
        closed_by: closed.map_or_else(|| Ok(String::new()), |it| seat::person(rx, it.by))?,
        own: ctx.authorise_staff()?.staff == shift.cashier,
        sums: queries::sums(rx, id)?,
        receipts: queries::receipts(rx, id, MOST)?,
        by_name: queries::taken_by_fee(rx, id)?,
        refunds: queries::refunds_in(rx, id)?,
        notes,
        taken,
        slip,
        to,
        shift,
    })
}
