//! The form of an edition: its pages with their questions as people will see them; one is opened, moved, taken out.

use askama::Template;
use axum::extract::State;
use base::code::ProcedureCode;
use serde_json::Value;
use web::{Answer, App, Choice, Failure, Form, Path, Posted, Who, page, see_other};

use super::{edition_at, refused, see};
use crate::actions::{EditionSeen, Seen, save_edition};
use crate::form::{Field, Widget};
use crate::outline::question::{shifted, taken_out};

#[derive(Template)]
#[template(path = "edit/form.html")]
struct View<'a> {
    form: &'a Form,
    here: String,
    files: String,
    revision: i64,
    pages: Vec<PageShown>,
    faults: Vec<String>,
}

/// A page of the form.
struct PageShown {
    title: String,
    intro: String,
    when: String,
    questions: Vec<Shown>,
}

/// A question as people see it.
struct Shown {
    name: String,
    label: String,
    hint: String,
    kind: &'static str,
    unit: String,
    required: bool,
    when: String,
    options: Vec<Choice>,
    inner: Vec<String>,
}

/// The address of the form.
pub(super) fn form_at(code: &ProcedureCode) -> String {
    format!("{}/to-khai", edition_at(code))
}

/// The schema of an edition, sound or not, as long as it is JSON.
pub(super) fn schema(seen: &EditionSeen) -> Result<Value, Failure> {
    serde_json::from_str(&seen.edition.texts.form).map_err(|_| Failure::not_found())
}

/// The schema as the file has it.
pub(super) fn text_of(schema: &Value) -> String {
    let mut text = serde_json::to_string_pretty(schema).unwrap_or_default();
    text.push('\n');
    text
}

/// Shows it.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Path(code): Path<ProcedureCode>) -> Answer {
    let seen = see(&app, &ctx, code).await?;
    view(&Form::empty(&ctx), &seen)
}

/// Moves a question or takes it out.
pub(super) async fn send(
    State(app): State<App>,
    Path(code): Path<ProcedureCode>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let seen = see(&app, &ctx, code.clone()).await?;
    let mut schema = schema(&seen)?;
    let (act, name) = form.value("viec").split_once('/').unwrap_or_default();
    let done = match act {
        "bo" => taken_out(&mut schema, name),
        "len" => shifted(&mut schema, name, true),
        "xuong" => shifted(&mut schema, name, false),
        _ => return Err(Failure::not_found()),
    };
    let here = form_at(&code);
    if !done {
        return Ok(see_other(&here));
    }
    let mut texts = seen.edition.texts.clone();
    texts.form = text_of(&schema);
    let which = Seen { code, revision: form.value("revision").parse().unwrap_or_default() };
    match app.db.write(move |tx| save_edition(tx, &ctx, &which, &texts)).await {
        Ok(_) => Ok(see_other(&here)),
        Err(error) => view(&refused(form, "revision", error)?, &seen),
    }
}

fn view(form: &Form, seen: &EditionSeen) -> Answer {
    let schema = schema(seen)?;
    let (pages, faults) = match crate::form::Form::read(schema) {
        Ok(read) => (read.pages.iter().map(shown_page).collect(), Vec::new()),
        Err(bad) => (
            Vec::new(),
            bad.0.into_iter().map(|flaw| format!("{}: {}", flaw.pointer, flaw.message)).collect(),
        ),
    };
    let code = &seen.edition.code;
    let files = format!("{}/tep/to-khai", edition_at(code));
    let view = View { form, here: form_at(code), files, revision: seen.edition.revision, pages, faults };
    page("Tờ khai", &view).form(form).back(edition_at(code), "Bản soạn").answer()
}

fn shown_page(page: &crate::form::Page) -> PageShown {
    PageShown {
        title: page.title.clone(),
        intro: page.intro.clone().unwrap_or_default(),
        when: page.shown_if.clone().map_or_else(String::new, |it| Value::from(it).to_string()),
        questions: page.fields.iter().map(shown).collect(),
    }
}

fn shown(field: &Field) -> Shown {
    Shown {
        name: field.name.clone(),
        label: field.label.clone(),
        hint: field.hint.clone().unwrap_or_default(),
        kind: match field.widget {
            Widget::Text | Widget::Tel | Widget::Email => "line",
            Widget::Textarea => "text",
            Widget::Number => "number",
            Widget::Date => "date",
            Widget::Radios | Widget::YesNo => "one",
            Widget::Select => "select",
            Widget::Checkboxes => "some",
            Widget::Checkbox => "flag",
            Widget::Rows => "rows",
        },
        unit: field.unit.clone().unwrap_or_default(),
        required: field.required,
        when: field.shown_if.clone().map_or_else(String::new, |it| Value::from(it).to_string()),
        options: if field.widget == Widget::YesNo {
            vec![Choice::new("true", "Có"), Choice::new("false", "Không")]
        } else {
            field.options.iter().map(|it| Choice::new(&it.value, &it.label)).collect()
        },
        inner: field.rows.iter().map(|inner| inner.label.clone()).collect(),
    }
}
