//! One unit: what it is and was, what stands under it; and the form that renames it from a day on.

use askama::Template;
use axum::extract::State;
use base::id::UnitId;
use base::{Ctx, words};
use web::{Answer, App, Check, Form, Page, Path, Posted, Who, page, see_other};

use super::choices::{self, Refused};
use crate::actions::{UnitChange, UnitSeen, change_unit, see_unit};
use crate::model::{Period, Unit};

#[derive(Template)]
#[template(path = "unit.html")]
struct View<'a> {
    form: &'a Form,
    seen: UnitSeen,
    history: Vec<Line>,
    standing: bool,
}

/// One period in words.
struct Line {
    name: String,
    code: String,
    when: String,
}

pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<UnitId>) -> Answer {
    let of_read = ctx.clone();
    let seen = app.db.read(move |rx| see_unit(rx, &of_read, id)).await?;
    let form = filled(&ctx, &seen.unit);
    view(&form, seen).answer()
}

pub(super) async fn send(
    State(app): State<App>,
    Path(id): Path<UnitId>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let refused = match read(&form, id) {
        Err(errors) => form.with_errors(errors),
        Ok(input) => {
            let of_act = ctx.clone();
            match app.db.write(move |tx| change_unit(tx, &of_act, &input)).await {
                Ok(()) => return Ok(see_other(&format!("/quan-tri/don-vi/{id}"))),
                Err(error) => form.refused(error.into())?,
            }
        }
    };
    let seen = app.db.read(move |rx| see_unit(rx, &ctx, id)).await?;
    view(&refused, seen).answer()
}

fn filled(ctx: &Ctx, unit: &Unit) -> Form {
    let form = Form::empty(ctx)
        .with("name", &unit.name)
        .with("code", unit.code.as_ref().map_or("", |code| code.as_str()))
        .with("duty", unit.duty.as_ref().map_or("", |duty| duty.as_str()));
    choices::with_date(form, "from", ctx.now.date())
}

fn view(form: &Form, seen: UnitSeen) -> Page {
    let line = |unit: &Unit| Line {
        name: unit.name.to_string(),
        code: unit.code.as_ref().map_or_else(String::new, ToString::to_string),
        when: in_words(unit.period),
    };
    let history = seen.history.iter().rev().map(line).collect();
    let (title, standing) = (seen.unit.name.to_string(), seen.unit.period.until.is_none());
    page(title, &View { form, history, standing, seen })
        .form(form)
        .narrow()
        .back("/quan-tri/don-vi", "Đơn vị")
}

/// `từ 01/07/2025` or `01/07/2025 đến 28/02/2026`.
pub(super) fn in_words(period: Period) -> String {
    match period.last_day() {
        Some(last) => format!("{} đến {}", words::date(period.from), words::date(last)),
        None => format!("từ {}", words::date(period.from)),
    }
}

fn read(form: &Form, unit: UnitId) -> Result<UnitChange, Refused> {
    let mut check = Check::new(form);
    let name = choices::ruled(&mut check, form, "name");
    let code = choices::optional(&mut check, form, "code", "Mã định danh có dạng như H44.12.03.");
    let duty =
        choices::optional(&mut check, form, "duty", "Mã việc là chữ thường không dấu, ví dụ: kinh-te.");
    let from = check.date("from", "ngày thay đổi");
    let build = || Some(UnitChange { unit, name: name?, code: code?, duty: duty?, from: from? });
    check.finish(build).map_err(|invalid| invalid.0)
}
