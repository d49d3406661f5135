//! An administrator registers a client system with its first position.

use askama::Template;
use axum::extract::State;
use base::{Ctx, FieldError, Role};
use organisation::NewStaff;
use web::{Answer, App, Check, Choice, Form, Page, Posted, Who, page, see_other};

use super::{LIST, address};
use crate::actions::{NewClient, register_client, units_for_client};

/// The longest contact, in characters.
const CONTACT_LIMIT: usize = 200;

#[derive(Template)]
#[template(path = "clients/add.html")]
struct Add<'a> {
    form: &'a Form,
    units: Vec<Choice>,
    roles: Vec<Choice>,
}

/// `GET /quan-tri/he-thong/them`
pub(in crate::pages) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    ask(&app, &ctx, &Form::empty(&ctx)).await?.answer()
}

/// `POST /quan-tri/he-thong/them`
pub(in crate::pages) async fn send(State(app): State<App>, Posted { ctx, form }: Posted) -> Answer {
    let input = match read(&ctx, &form) {
        Ok(input) => input,
        Err(errors) => return ask(&app, &ctx, &form.with_errors(errors)).await?.answer(),
    };
    let of_act = ctx.clone();
    match app.db.write(move |tx| register_client(tx, &of_act, &input)).await {
        Ok(id) => Ok(see_other(&address(id))),
        Err(error) => ask(&app, &ctx, &form.refused(error.into())?).await?.answer(),
    }
}

async fn ask(app: &App, ctx: &Ctx, form: &Form) -> Result<Page, web::Failure> {
    let of_read = ctx.clone();
    let tree = app.db.read(move |rx| units_for_client(rx, &of_read)).await?;
    let unit = |branch: &organisation::Branch| {
        let indent = "\u{2003}".repeat(branch.depth);
        Choice::new(branch.unit.id.to_string(), format!("{indent}{}", branch.unit.name))
    };
    let roles = Role::ALL.iter().map(|role| Choice::new(role.code(), role.label())).collect();
    let view = Add { form, units: tree.iter().map(unit).collect(), roles };
    Ok(page("Đăng ký hệ thống kết nối", &view).form(form).narrow().back(LIST, "Hệ thống kết nối"))
}

fn read(ctx: &Ctx, form: &Form) -> Result<NewClient, Vec<FieldError>> {
    let mut check = Check::new(form);
    let name = form.value("name").parse().ok();
    if name.is_none() {
        check.refuse("name", NAME);
    }
    let number = form.value("number").parse().ok();
    if number.is_none() {
        check.refuse("number", NUMBER);
    }
    let contact = check.text("contact", "đầu mối", CONTACT_LIMIT);
    let unit = form.value("unit").parse().ok();
    if unit.is_none() {
        check.refuse("unit", "Chọn đơn vị.");
    }
    let role = Role::parse(form.value("role"));
    if role.is_none() {
        check.refuse("role", "Chọn vai trò.");
    }
    let from = ctx.now.date();
    let build = || {
        let staff = NewStaff { number: number?, name: name?, unit: unit?, role: role?, from };
        Some(NewClient { staff, contact: contact? })
    };
    check.finish(build).map_err(|invalid| invalid.0)
}

const NAME: &str =
    "Nhập tên hệ thống, từ 2 đến 100 ký tự, chỉ gồm chữ cái, dấu cách, dấu chấm và dấu gạch nối.";
const NUMBER: &str =
    "Nhập số hiệu, gồm 2 đến 32 chữ cái không dấu, chữ số, dấu gạch nối, dấu chấm hoặc gạch chéo.";
