//! The form of an edition: its pages with their questions as people will see them; one is opened, moved, taken out.

use askama::Template;
use axum::extract::State;
use base::code::ProcedureCode;
use serde_json::Value;
use web::{Answer, App, Failure, Form, Path, Posted, Who, page, see_other};

use super::asked::{self, PageShown};
use super::trial::trial_at;
use super::{edition_at, refused, see};
use crate::actions::{EditionSeen, Seen, save_edition};
use crate::outline::known::Known;
use crate::outline::page as form_page;
use crate::outline::question::{pages, shifted, taken_out};

#[derive(Template)]
#[template(path = "edit/form.html")]
struct View<'a> {
    form: &'a Form,
    here: String,
    trial: String,
    files: String,
    revision: i64,
    pages: Vec<PageShown>,
    faults: Vec<String>,
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
        "trang-bo" => form_page::taken_out(&mut schema, name),
        "trang-len" => form_page::shifted(&mut schema, name, true),
        "trang-xuong" => form_page::shifted(&mut schema, name, false),
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
    let known = Known::of(&seen.edition.texts);
    let mut shown = Vec::new();
    let mut faults = Vec::new();
    match crate::form::Form::read(form_page::without_empty(&schema)) {
        Ok(read) => shown = read.pages.iter().map(|page| asked::page(page, None, &known)).collect(),
        Err(bad) => {
            faults.extend(bad.0.into_iter().map(|flaw| format!("{}: {}", flaw.pointer, flaw.message)))
        }
    }
    let mut all = Vec::new();
    for (code, title) in pages(&schema) {
        let found = shown.iter().position(|page| page.code == code);
        all.push(found.map_or_else(|| PageShown::bare(code, title, &known), |at| shown.swap_remove(at)));
    }
    let code = &seen.edition.code;
    let files = format!("{}/tep/to-khai", edition_at(code));
    let view = View {
        form,
        here: form_at(code),
        trial: trial_at(code),
        files,
        revision: seen.edition.revision,
        pages: all,
        faults,
    };
    page("Tờ khai", &view).form(form).back(edition_at(code), "Bản soạn").answer()
}
