//! The page on which an administrator enters a member of staff with the first position.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use web::{Answer, App, Check, Choice, Form, Page, Posted, Who, page, see_other};

use super::choices::{self, Refused};
use crate::actions::{NewStaff, create_staff, list_units};

#[derive(Template)]
#[template(path = "add_staff.html")]
struct AddStaff<'a> {
    form: &'a Form,
    units: Vec<Choice>,
    roles: Vec<Choice>,
}

pub(super) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    let form = choices::with_date(Form::empty(&ctx), "from", ctx.now.date());
    ask(&app, &ctx, &form).await?.answer()
}

pub(super) async fn send(State(app): State<App>, Posted { ctx, form }: Posted) -> Answer {
    let input = match read(&form) {
        Ok(input) => input,
        Err(errors) => return ask(&app, &ctx, &form.with_errors(errors)).await?.answer(),
    };
    let of_act = ctx.clone();
    match app.db.write(move |tx| create_staff(tx, &of_act, &input)).await {
        Ok(id) => Ok(see_other(&format!("/quan-tri/can-bo/{id}"))),
        Err(error) => ask(&app, &ctx, &form.refused(error.into())?).await?.answer(),
    }
}

async fn ask(app: &App, ctx: &Ctx, form: &Form) -> Result<Page, web::Failure> {
    let of_read = ctx.clone();
    let tree = app.db.read(move |rx| list_units(rx, &of_read, of_read.now.date())).await?;
    let view = AddStaff { form, units: choices::units(&tree), roles: choices::roles() };
    Ok(page("Thêm cán bộ", &view).form(form).narrow().back("/quan-tri/can-bo", "Cán bộ"))
}

fn read(form: &Form) -> Result<NewStaff, Refused> {
    let mut check = Check::new(form);
    let name = choices::ruled(&mut check, form, "name");
    let number = choices::ruled(&mut check, form, "number");
    let unit = choices::chosen(&mut check, form, "unit", "Chọn đơn vị.");
    let role = choices::role(&mut check, form);
    let from = check.date("from", "ngày bắt đầu");
    let build = || Some(NewStaff { number: number?, name: name?, unit: unit?, role: role?, from: from? });
    check.finish(build).map_err(|invalid| invalid.0)
}
