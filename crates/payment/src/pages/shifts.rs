//! The last shifts: a cashier's own, or all of a body for whoever sees its money.

use askama::Template;
use axum::extract::State;
use base::{Dong, words};
use db::Read;
use web::{Answer, App, Who};

use super::seat;
use crate::error::Error;
use crate::model::Shift;
use crate::permissions::{COLLECT, SEE};
use crate::queries;

/// How many of a body are shown.
const LIMIT: i64 = 100;

#[derive(Template)]
#[template(path = "shifts.html")]
struct Shifts {
    lines: Vec<Line>,
}

struct Line {
    shift: Shift,
    cashier: String,
    takings: Dong,
    stands: (&'static str, &'static str),
}

/// Shows them.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    let lines = app.db.read(move |rx| read(rx, &ctx)).await?;
    web::page("Ca thu", &Shifts { lines }).wide().answer()
}

fn read(rx: &mut Read, ctx: &base::Ctx) -> Result<Vec<Line>, Error> {
    let me = ctx.authorise_staff()?.staff;
    let (roots, of) = match seat::bodies(ctx, &SEE) {
        Ok(roots) => (roots, None),
        Err(_) => (seat::bodies(ctx, &COLLECT)?, Some(me)),
    };
    let mut lines = Vec::new();
    for root in seat::with_former(rx, ctx, roots)? {
        for shift in queries::shifts(rx, root, of, LIMIT)? {
            let (cashier, takings) =
                (seat::person(rx, shift.cashier)?, queries::sums(rx, shift.id)?.takings());
            lines.push(Line { cashier, takings, stands: stands(&shift), shift });
        }
    }
    Ok(lines)
}

/// Where the takings of a shift are.
fn stands(shift: &Shift) -> (&'static str, &'static str) {
    match (shift.closed.is_some(), shift.deposit.is_some(), shift.taken_into.is_some()) {
        (_, true, _) => ("ok", "Đã nộp"),
        (false, ..) => ("plain", "Đang mở"),
        (_, _, true) => ("plain", "Đã bàn giao"),
        _ if shift.handed_to.is_some() => ("warn", "Chờ người nhận"),
        _ => ("warn", "Chưa nộp"),
    }
}
