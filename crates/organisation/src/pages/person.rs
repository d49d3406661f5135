//! One member of staff: the positions, a form for another one, and a button that ends one.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use base::id::StaffId;
use web::{Answer, App, Check, Choice, Form, Page, Panel, Path, Posted, Who, page, see_other};

use super::choices::{self, Refused};
use super::unit::in_words;
use crate::actions::{Appointment, EndPost, PersonSeen, appoint as act, end_post, list_units, see_person};
use crate::model::{Holding, PostId, UnitName};

#[derive(Template)]
#[template(path = "person.html")]
struct Person<'a> {
    form: &'a Form,
    seen: PersonSeen,
    lines: Vec<Line>,
    units: Vec<Choice>,
    roles: Vec<Choice>,
    panels: Vec<(&'static str, String)>,
}

struct Line {
    id: PostId,
    role: &'static str,
    unit: String,
    posted_from: String,
    when: String,
    /// Whether it can be ended.
    open: bool,
    /// Whether it has not begun.
    ahead: bool,
}

pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<StaffId>) -> Answer {
    let form = choices::with_date(Form::empty(&ctx), "from", ctx.now.date());
    view(&app, &ctx, id, &form).await?.answer()
}

pub(super) async fn appoint(
    State(app): State<App>,
    Path(id): Path<StaffId>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let input = match read(&form, id) {
        Ok(input) => input,
        Err(errors) => return view(&app, &ctx, id, &form.with_errors(errors)).await?.answer(),
    };
    let of_act = ctx.clone();
    match app.db.write(move |tx| act(tx, &of_act, &input)).await {
        Ok(_) => Ok(see_other(&format!("/quan-tri/can-bo/{id}"))),
        Err(error) => view(&app, &ctx, id, &form.refused(error.into())?).await?.answer(),
    }
}

pub(super) async fn end(
    State(app): State<App>,
    Path((id, post)): Path<(StaffId, PostId)>,
    Posted { ctx, .. }: Posted,
) -> Answer {
    let input = EndPost { post, on: ctx.now.date() };
    app.db.write(move |tx| end_post(tx, &ctx, &input)).await?;
    Ok(see_other(&format!("/quan-tri/can-bo/{id}")))
}

async fn view(app: &App, ctx: &Ctx, id: StaffId, form: &Form) -> Result<Page, web::Failure> {
    let (of_read, today) = (ctx.clone(), ctx.now.date());
    let read = move |rx: &mut db::Read| {
        Ok::<_, crate::Error>((see_person(rx, &of_read, id)?, list_units(rx, &of_read, today)?))
    };
    let (seen, tree) = app.db.read(read).await?;
    let line = |(holding, unit, from): &(Holding, UnitName, Option<UnitName>)| Line {
        id: holding.id,
        role: holding.role.label(),
        unit: unit.to_string(),
        posted_from: from.as_ref().map(ToString::to_string).unwrap_or_default(),
        when: in_words(holding.period),
        open: holding.period.until.is_none_or(|until| until > today),
        ahead: holding.period.from > today,
    };
    let panel = |panel: &Panel| (panel.label, panel.href(&id.to_string()));
    let view = Person {
        form,
        lines: seen.held.iter().map(line).collect(),
        units: choices::units(&tree),
        roles: choices::roles(),
        panels: app.site.panels("organisation.person").map(panel).collect(),
        seen,
    };
    let title = view.seen.person.name.to_string();
    Ok(page(title, &view).form(form).narrow().back("/quan-tri/can-bo", "Cán bộ"))
}

fn read(form: &Form, staff: StaffId) -> Result<Appointment, Refused> {
    let mut check = Check::new(form);
    let unit = choices::chosen(&mut check, form, "unit", "Chọn đơn vị.");
    let role = choices::role(&mut check, form);
    let from = check.date("from", "ngày bắt đầu");
    // The form names the last day, the model the day after it.
    let until = check.optional_date("until", "ngày kết thúc").and_then(|last| last.tomorrow().ok());
    let from_where = choices::optional(&mut check, form, "posted_from", "Chọn nơi cử đến trong danh sách.");
    let build = || {
        Some(Appointment { staff, unit: unit?, role: role?, from: from?, until, posted_from: from_where? })
    };
    check.finish(build).map_err(|invalid| invalid.0)
}
