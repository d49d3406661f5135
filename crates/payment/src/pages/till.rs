//! The till: a cashier begins the shift here, sees what is to be collected, the book, what was taken, and closes it.

use askama::Template;
use axum::extract::State;
use base::{Ctx, Dong};
use db::Read;
use web::{Answer, App, Check, Choice, Failure, Form, Posted, Who};

use super::seat;
use crate::actions::{self, OpenShift};
use crate::error::Error;
use crate::model::{Book, Obligation, Receipt, Shift, Sums};
use crate::permissions::COLLECT;
use crate::queries;

/// How many lines the lists of the page have.
const LIMIT: i64 = 60;
/// How few numbers are left when the page begins to say so.
const FEW: i64 = 10;
/// The most small change that somebody begins with.
const MOST_CHANGE: Dong = Dong(20_000_000);

#[derive(Template)]
#[template(path = "till.html")]
struct Till<'a> {
    form: &'a Form,
    bodies: Vec<Choice>,
    desk: Option<Desk>,
    /// Takings that wait for this cashier: shift, from whom, how much.
    waiting: Vec<(Shift, String, Dong)>,
}

/// What an open shift shows.
struct Desk {
    shift: Shift,
    sums: Sums,
    book: Option<Book>,
    few: bool,
    owed: Vec<Owing>,
    receipts: Vec<Receipt>,
}

/// What one origin has still to pay.
struct Owing {
    origin: String,
    label: String,
    debtor: String,
    names: String,
    amount: String,
    proof: bool,
}

/// Shows it.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    view(&app, &ctx, &Form::empty(&ctx).with("change", "0")).await
}

/// Begins a shift.
pub(super) async fn open(State(app): State<App>, Posted { ctx, form }: Posted) -> Answer {
    match begin(&app, &ctx, &form).await {
        Ok(()) => Ok(web::see_other("/quay/thu-tien")),
        Err(failure) => view(&app, &ctx, &form.refused(failure)?).await,
    }
}

async fn begin(app: &App, ctx: &Ctx, form: &Form) -> Result<(), Failure> {
    let roots = seat::bodies(ctx, &COLLECT)?;
    let mut check = Check::new(form);
    let change = check.dong("change", "tiền lẻ đầu ca", MOST_CHANGE);
    let root = match roots.as_slice() {
        [only] => Some(*only),
        _ => form.value("root").parse().ok(),
    };
    if root.is_none() {
        check.refuse("root", "Chọn cơ quan thu.");
    }
    let input = check.finish(|| Some(OpenShift { root: root?, change: change? }))?;
    let ctx = ctx.clone();
    Ok(app.db.write(move |tx| actions::open_shift(tx, &ctx, &input)).await.map(drop)?)
}

async fn view(app: &App, ctx: &Ctx, form: &Form) -> Answer {
    let asker = ctx.clone();
    let (bodies, desk, waiting) = app.db.read(move |rx| read(rx, &asker)).await?;
    let bodies = if bodies.len() > 1 { bodies } else { Vec::new() };
    web::page("Thu phí, lệ phí", &Till { form, bodies, desk, waiting }).form(form).wide().answer()
}

type All = (Vec<Choice>, Option<Desk>, Vec<(Shift, String, Dong)>);

fn read(rx: &mut Read, ctx: &Ctx) -> Result<All, Error> {
    let roots = seat::bodies(ctx, &COLLECT)?;
    let me = ctx.authorise_staff()?.staff;
    let bodies = seat::choices(rx, ctx, &roots)?;
    let mut waiting = Vec::new();
    for shift in queries::handed_to(rx, me)? {
        let (from, takings) = (seat::person(rx, shift.cashier)?, queries::sums(rx, shift.id)?.takings());
        waiting.push((shift, from, takings));
    }
    let Some(shift) = queries::open_shift(rx, me)? else { return Ok((bodies, None, waiting)) };
    let book = queries::book_in_use(rx, me, shift.root)?;
    let mut receipts = queries::receipts(rx, shift.id, 2_000)?;
    receipts.reverse();
    receipts.truncate(usize::try_from(LIMIT).unwrap_or(60));
    let desk = Desk {
        sums: queries::sums(rx, shift.id)?,
        few: book.as_ref().is_some_and(|it| it.left() <= FEW),
        owed: owing(&queries::still_owed(rx, shift.root, LIMIT)?),
        shift,
        book,
        receipts,
    };
    Ok((bodies, Some(desk), waiting))
}

/// One line for each origin, in the order in which they come.
fn owing(open: &[Obligation]) -> Vec<Owing> {
    let mut out: Vec<Owing> = Vec::new();
    for one in open {
        let origin = one.origin.to_string();
        if out.iter().any(|it| it.origin == origin) {
            continue;
        }
        let all: Vec<_> = open.iter().filter(|it| it.origin == one.origin).collect();
        let names: Vec<_> = all.iter().map(|it| it.name.as_str()).collect();
        let known: Option<i64> = all.iter().map(|it| it.amount.map(|amount| amount.0)).sum();
        out.push(Owing {
            label: one.label.clone(),
            debtor: one.debtor.clone(),
            names: names.join("; "),
            amount: known.map_or_else(|| "Chưa có mức thu".to_owned(), |sum| Dong(sum).to_string()),
            proof: all.iter().any(|it| it.lacks_evidence()),
            origin,
        });
    }
    out
}
