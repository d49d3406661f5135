//! The counters of a one-stop unit: added, renamed, closed.

use askama::Template;
use axum::extract::State;
use base::id::UnitId;
use base::{Ctx, FieldError, words};
use web::{Answer, App, Check, Form, Path, Posted, Who, page, see_other};

use super::choices;
use crate::actions::{
    CloseCounter, CountersSeen, NewCounter, RenameCounter, add_counter, close_counter, rename_counter,
    see_counters,
};
use crate::error::Error;
use crate::model::{Counter, CounterId};

#[derive(Template)]
#[template(path = "counters.html")]
struct View<'a> {
    form: &'a Form,
    seen: &'a CountersSeen,
    /// Those that are open: identifier, name, the field of the name.
    open: Vec<(CounterId, String, String)>,
    /// Those that were closed: name and when.
    closed: Vec<(String, String)>,
}

/// `GET /quan-tri/don-vi/{id}/quay`
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Path(unit): Path<UnitId>) -> Answer {
    view(&app, &ctx, unit, Form::empty(&ctx)).await
}

/// `POST /quan-tri/don-vi/{id}/quay`
pub(super) async fn add(
    State(app): State<App>,
    Path(unit): Path<UnitId>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let mut check = Check::new(&form);
    let name = choices::ruled(&mut check, &form, "name");
    let input = match check.finish(|| Some(NewCounter { unit, name: name? })) {
        Ok(input) => input,
        Err(invalid) => return view(&app, &ctx, unit, form.with_errors(invalid.0)).await,
    };
    let of_act = ctx.clone();
    match app.db.write(move |tx| add_counter(tx, &of_act, &input)).await {
        Ok(_) => Ok(see_other(&address(unit))),
        Err(error) => view(&app, &ctx, unit, form.refused(error.into())?).await,
    }
}

/// `POST /quan-tri/don-vi/{id}/quay/{counter}`: another name, or closed.
pub(super) async fn change(
    State(app): State<App>,
    Path((unit, counter)): Path<(UnitId, CounterId)>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let (of_act, field) = (ctx.clone(), field(counter));
    let done = if form.value("viec") == "dong" {
        app.db.write(move |tx| close_counter(tx, &of_act, &CloseCounter { counter })).await
    } else {
        let mut check = Check::new(&form);
        let name = choices::ruled(&mut check, &form, &field);
        match check.finish(|| Some(RenameCounter { counter, name: name? })) {
            Ok(input) => app.db.write(move |tx| rename_counter(tx, &of_act, &input)).await,
            Err(invalid) => Err(Error::Invalid(invalid.0)),
        }
    };
    match done {
        Ok(()) => Ok(see_other(&address(unit))),
        Err(Error::Invalid(errors)) => {
            let here = errors.into_iter().map(|error| FieldError::new(&field, error.message));
            view(&app, &ctx, unit, form.with_errors(here)).await
        }
        Err(error) => Err(error.into()),
    }
}

fn address(unit: UnitId) -> String {
    format!("/quan-tri/don-vi/{unit}/quay")
}

/// The field with the name of a counter.
fn field(counter: CounterId) -> String {
    format!("name-{counter}")
}

async fn view(app: &App, ctx: &Ctx, unit: UnitId, mut form: Form) -> Answer {
    let of_read = ctx.clone();
    let seen = app.db.read(move |rx| see_counters(rx, &of_read, unit)).await?;
    let mut open = Vec::new();
    for it in seen.counters.iter().filter(|it| it.closed_at.is_none()) {
        let field = field(it.id);
        if form.value(&field).is_empty() && form.error(&field).is_none() {
            form = form.with(&field, &it.name);
        }
        open.push((it.id, it.name.to_string(), field));
    }
    let closed = |it: &Counter| Some((it.name.to_string(), words::moment(it.closed_at?.local())));
    let closed = seen.counters.iter().filter_map(closed).collect();
    let view = View { form: &form, open, closed, seen: &seen };
    page(format!("Quầy: {}", seen.unit.name), &view)
        .form(&form)
        .narrow()
        .back(format!("/quan-tri/don-vi/{unit}"), seen.unit.name.as_str())
        .answer()
}
