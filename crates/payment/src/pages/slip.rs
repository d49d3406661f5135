//! A deposit with the shifts on it, as it prints.

use askama::Template;
use axum::extract::State;
use base::{Dong, words};
use db::Read;
use web::{Answer, App, Path, Who};

use super::seat;
use crate::error::Error;
use crate::model::{DepositId, Shift, Slip};
use crate::permissions::{COLLECT, SEE};
use crate::queries;

#[derive(Template)]
#[template(path = "slip.html")]
struct Page {
    body: String,
    slip: Slip,
    by: String,
    shifts: Vec<(Shift, String, Dong)>,
}

/// Shows it.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<DepositId>) -> Answer {
    let page = app.db.read(move |rx| read(rx, &ctx, id)).await?;
    let title = format!("Giấy nộp tiền số {}", page.slip.slip);
    web::page(title, &page).back("/quay/thu-tien/nop", "Nộp tiền").answer()
}

fn read(rx: &mut Read, ctx: &base::Ctx, id: DepositId) -> Result<Page, Error> {
    let me = ctx.authorise_staff()?.staff;
    let slip = queries::slip(rx, id)?.ok_or(Error::NotFound)?;
    let own = slip.deposited_by == me && seat::reaches(rx, ctx, &COLLECT, slip.root)?;
    if !own && !seat::reaches(rx, ctx, &SEE, slip.root)? {
        return Err(Error::NotFound);
    }
    let mut shifts = Vec::new();
    for shift in queries::shifts(rx, slip.root, None, 1_000)? {
        if shift.deposit == Some(id) && shift.taken_into.is_none() {
            let takings = queries::sums(rx, shift.id)?.takings();
            shifts.push((seat::person(rx, shift.cashier)?, takings, shift));
        }
    }
    let shifts = shifts.into_iter().map(|(cashier, takings, shift)| (shift, cashier, takings)).collect();
    Ok(Page { body: seat::unit(rx, ctx, slip.root)?, by: seat::person(rx, slip.deposited_by)?, slip, shifts })
}
