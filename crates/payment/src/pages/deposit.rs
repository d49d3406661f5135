//! Paying in: counted shifts on one slip.

use askama::Template;
use axum::extract::State;
use base::{Ctx, Dong, words};
use db::Read;
use web::{Answer, App, Check, Choice, Failure, Form, Posted, Who};

use super::seat;
use crate::actions::{self, Deposit, Deposited};
use crate::error::Error;
use crate::model::{ShiftId, Slip};
use crate::permissions::{COLLECT, KEEP};
use crate::queries;

#[derive(Template)]
#[template(path = "deposit.html")]
struct Page<'a> {
    form: &'a Form,
    shifts: Vec<Choice>,
    total: Dong,
    slips: Vec<Slip>,
}

/// Asks which shifts, with which slip.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    view(&app, &ctx, Form::empty(&ctx)).await
}

/// Takes it down; leads to the slip.
pub(super) async fn send(State(app): State<App>, Posted { ctx, form }: Posted) -> Answer {
    match pay_in(&app, &ctx, &form).await {
        Ok(done) => Ok(web::see_other(&format!("/quay/thu-tien/nop/{}", done.id))),
        Err(failure) => view(&app, &ctx, form.refused(failure)?).await,
    }
}

async fn pay_in(app: &App, ctx: &Ctx, form: &Form) -> Result<Deposited, Failure> {
    let shifts: Vec<ShiftId> = form.all("shifts").filter_map(|id| id.parse().ok()).collect();
    let mut check = Check::new(form);
    let total = check.dong("total", "số tiền nộp", Dong(100_000_000_000));
    let on = check.date("on", "ngày nộp");
    let value = |name: &str| form.value(name).to_owned();
    let (slip, place) = (value("slip"), value("place"));
    let asked = shifts.clone();
    let input = check.finish(|| Some(Deposit { shifts, total: total?, slip, on, place }))?;
    let actor = ctx.clone();
    match app.db.write(move |tx| actions::deposit(tx, &actor, &input)).await {
        Ok(done) => Ok(done),
        // The sum typed is not the sum of the shifts: said beside the field.
        Err(Error::Changed) => Err(differs(app, ctx, asked).await?.into()),
        Err(error) => Err(error.into()),
    }
}

async fn differs(app: &App, ctx: &Ctx, shifts: Vec<ShiftId>) -> Result<Error, Failure> {
    let ctx = ctx.clone();
    let sum = app.db.read(move |rx| {
        let mut sum = 0;
        for id in shifts {
            let shift = seat::shift(rx, &ctx, id)?;
            sum += queries::sums(rx, shift.id)?.takings().0;
        }
        Ok::<_, Error>(Dong(sum))
    });
    let sum = sum.await?;
    let message = format!("Các ca đã chọn phải nộp {sum}. Xin chọn lại ca hoặc sửa số tiền.");
    Ok(Error::field("total", message))
}

async fn view(app: &App, ctx: &Ctx, form: Form) -> Answer {
    let asker = ctx.clone();
    let (shifts, total, slips) = app.db.read(move |rx| read(rx, &asker)).await?;
    let fresh = form.errors().is_empty();
    let form = shifts.iter().filter(|_| fresh).fold(form, |form, it| form.with("shifts", &it.value));
    let form = if fresh { form.with("total", total.0) } else { form };
    let page = Page { form: &form, shifts, total, slips };
    web::page("Nộp tiền", &page).back("/quay/thu-tien", "Thu phí").form(&form).answer()
}

/// Counted shifts that wait to be paid in, their sum, and the last slips.
fn read(rx: &mut Read, ctx: &Ctx) -> Result<(Vec<Choice>, Dong, Vec<Slip>), Error> {
    let me = ctx.authorise_staff()?.staff;
    let (roots, of) = match seat::bodies(ctx, &KEEP) {
        Ok(roots) => (roots, None),
        Err(_) => (seat::bodies(ctx, &COLLECT)?, Some(me)),
    };
    let (mut shifts, mut total, mut slips) = (Vec::new(), Dong(0), Vec::new());
    for root in roots {
        for shift in queries::shifts(rx, root, of, 200)? {
            let takings = queries::sums(rx, shift.id)?.takings();
            let waits = shift.closed.is_some()
                && shift.deposit.is_none()
                && shift.handed_to.is_none()
                && shift.taken_into.is_none();
            if waits && takings.0 > 0 {
                let text = format!(
                    "{}, {}: {takings}",
                    words::short_moment(shift.opened_at.local()),
                    seat::person(rx, shift.cashier)?
                );
                shifts.push(Choice::new(shift.id.to_string(), text));
                total.0 += takings.0;
            }
        }
        slips.extend(queries::slips(rx, root)?);
    }
    Ok((shifts, total, slips))
}
