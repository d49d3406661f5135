//! The page on which an administrator creates a unit.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use web::{Answer, App, Check, Choice, Form, Page, Posted, Who, page, see_other};

use super::choices::{self, Refused};
use crate::actions::{NewUnit, create_unit, list_units};
use crate::model::UnitKind;

#[derive(Template)]
#[template(path = "add_unit.html")]
struct AddUnit<'a> {
    form: &'a Form,
    kinds: Vec<Choice>,
    parents: Vec<Choice>,
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
    match app.db.write(move |tx| create_unit(tx, &of_act, &input)).await {
        Ok(id) => Ok(see_other(&format!("/quan-tri/don-vi/{id}"))),
        Err(error) => ask(&app, &ctx, &form.refused(error.into())?).await?.answer(),
    }
}

async fn ask(app: &App, ctx: &Ctx, form: &Form) -> Result<Page, web::Failure> {
    let of_read = ctx.clone();
    let tree = app.db.read(move |rx| list_units(rx, &of_read, of_read.now.date())).await?;
    let parents: Vec<_> = tree.into_iter().filter(|branch| branch.unit.kind.is_body()).collect();
    let kinds = UnitKind::ALL.iter().filter(|kind| !kind.is_top());
    let view = AddUnit {
        form,
        kinds: kinds.map(|kind| Choice::new(kind.code(), kind.label())).collect(),
        parents: choices::units(&parents),
    };
    Ok(page("Thêm đơn vị", &view).form(form).narrow().back("/quan-tri/don-vi", "Đơn vị"))
}

fn read(form: &Form) -> Result<NewUnit, Refused> {
    let mut check = Check::new(form);
    let name = choices::ruled(&mut check, form, "name");
    let kind = choices::chosen(&mut check, form, "kind", "Chọn loại đơn vị.");
    let parent = choices::chosen(&mut check, form, "parent", "Chọn đơn vị cấp trên.");
    let code = choices::optional(&mut check, form, "code", "Mã định danh có dạng như H44.12.03.");
    let duty =
        choices::optional(&mut check, form, "duty", "Mã việc là chữ thường không dấu, ví dụ: kinh-te.");
    let area = choices::optional(&mut check, form, "area", "Mã đơn vị hành chính gồm 5 chữ số.");
    let from = check.date("from", "ngày bắt đầu");
    let build = || {
        Some(NewUnit {
            name: name?,
            kind: kind?,
            parent: Some(parent?),
            code: code?,
            duty: duty?,
            area: area?,
            from: from?,
        })
    };
    check.finish(build).map_err(|invalid| invalid.0)
}
