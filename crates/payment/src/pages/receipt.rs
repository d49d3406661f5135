//! A receipt (biên lai thu phí, lệ phí) as it prints.

use askama::Template;
use axum::extract::State;
use base::words;
use web::{Answer, App, Path, Who};

use super::seat;
use crate::error::Error;
use crate::model::{Line, PaidBack, Receipt, ReceiptId, Shift, numbered};
use crate::queries;
use crate::rules;

#[derive(Template)]
#[template(path = "receipt.html")]
struct Page {
    body: String,
    receipt: Receipt,
    lines: Vec<Line>,
    refunds: Vec<PaidBack>,
    cashier: String,
    /// The one that it stands for, and the one that stands for it.
    replaces: Option<String>,
    replaced_by: Option<ReceiptId>,
    /// The cashier can still void it.
    voidable: bool,
    left: base::Dong,
}

/// Shows it.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<ReceiptId>) -> Answer {
    let read = app.db.read(move |rx| {
        let receipt = seat::receipt(rx, &ctx, id)?;
        let refunds = queries::refunds(rx, id)?;
        let shift = queries::shift(rx, receipt.shift)?.ok_or(Error::NotFound)?;
        let before: Vec<_> = refunds.iter().map(|it| it.amount).collect();
        let replaces = match receipt.replaces {
            Some(id) => {
                queries::receipt(rx, id)?.map(|it| format!("{} số {}", it.series, numbered(it.number)))
            }
            None => None,
        };
        Ok::<_, Error>(Page {
            body: seat::unit(rx, &ctx, receipt.root)?,
            lines: queries::lines(rx, id)?,
            cashier: seat::person(rx, receipt.issued_by)?,
            replaced_by: queries::replacing(rx, id)?,
            voidable: voidable(&ctx, &receipt, &shift, !refunds.is_empty()),
            left: if receipt.voided_at.is_some() {
                base::Dong(0)
            } else {
                rules::refundable(receipt.amount, &before)
            },
            replaces,
            refunds,
            receipt,
        })
    });
    let page = read.await?;
    let title = format!("Biên lai {} số {}", page.receipt.series, numbered(page.receipt.number));
    web::page(title, &page).back("/quay/thu-tien", "Thu phí").answer()
}

fn voidable(ctx: &base::Ctx, receipt: &Receipt, shift: &Shift, refunded: bool) -> bool {
    let mine = ctx.authorise_staff().is_ok_and(|it| it.staff == shift.cashier);
    mine && rules::may_void(receipt, shift, refunded).is_ok()
}
