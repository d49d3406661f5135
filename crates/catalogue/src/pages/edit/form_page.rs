//! One page of the form of an edition.

use askama::Template;
use axum::extract::State;
use base::FieldError;
use base::code::ProcedureCode;
use serde_json::Value;
use web::{Answer, App, Failure, Form, Path, Posted, Who, page, see_other};

use super::form::{form_at, schema, text_of};
use super::when::{Lines, filled, sent};
use super::{refused, see};
use crate::actions::{EditionSeen, Seen, save_edition};
use crate::outline::Typed;
use crate::outline::composed::{closed, edited, opened};
use crate::outline::known::Known;
use crate::outline::page::{asked, put, without_empty};
use crate::outline::question::pages;

#[derive(Template)]
#[template(path = "edit/form_page.html")]
struct View<'a> {
    form: &'a Form,
    here: String,
    code: &'a str,
    new: bool,
    when: Lines,
}

/// The field that holds when it is shown.
const WHEN: &str = "shown_if";

/// Shows it.
pub(super) async fn show(
    State(app): State<App>,
    Who(ctx): Who,
    Path((code, name)): Path<(ProcedureCode, String)>,
) -> Answer {
    let seen = see(&app, &ctx, code).await?;
    let typed = match name.as_str() {
        "moi" => Typed::new(),
        name => asked(&schema(&seen)?, name).ok_or_else(Failure::not_found)?,
    };
    let typed = opened(typed, &[WHEN], &known(&seen, &name));
    view(&filled(&ctx, typed).with("revision", seen.edition.revision), &seen, &name)
}

/// Saves it.
pub(super) async fn send(
    State(app): State<App>,
    Path((code, name)): Path<(ProcedureCode, String)>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let seen = see(&app, &ctx, code.clone()).await?;
    let mut schema = schema(&seen)?;
    let old = (name != "moi").then_some(name.as_str());
    if old.is_some_and(|old| asked(&schema, old).is_none()) {
        return Err(Failure::not_found());
    }
    if let Some(typed) = edited(&sent(&form), form.value("viec")) {
        return view(&form.again(typed), &seen, &name);
    }
    let typed = match closed(sent(&form), &[WHEN], &known(&seen, &name), Value::to_string) {
        Ok(typed) => typed,
        Err(errors) => return view(&form.with_errors(errors), &seen, &name),
    };
    let wrong = match put(&mut schema, old, &typed) {
        Ok(put) => wrong(&schema, &put),
        Err((field, message)) => vec![FieldError::new(field, message)],
    };
    if !wrong.is_empty() {
        return view(&form.with_errors(wrong), &seen, &name);
    }
    let mut texts = seen.edition.texts.clone();
    texts.form = text_of(&schema);
    let which = Seen { code: code.clone(), revision: form.value("revision").parse().unwrap_or_default() };
    match app.db.write(move |tx| save_edition(tx, &ctx, &which, &texts)).await {
        Ok(_) => Ok(see_other(&form_at(&code))),
        Err(error) => view(&refused(form, "title", error)?, &seen, &name),
    }
}

/// What the condition of a page may look at.
fn known(seen: &EditionSeen, code: &str) -> Known {
    Known::of(&seen.edition.texts).before_page(code)
}

/// What is wrong with this page, at the field that it comes from. That it has no question yet is no fault.
fn wrong(schema: &Value, code: &str) -> Vec<FieldError> {
    let at = |schema: &Value| pages(schema).iter().position(|(page, _)| page == code);
    let lenient = without_empty(schema);
    let read = if at(&lenient).is_some() { lenient } else { schema.clone() };
    let Some(at) = at(&read) else { return Vec::new() };
    let Err(bad) = crate::form::Form::read(read) else { return Vec::new() };
    let here = format!("/x-pages/{at}/");
    let field = |flaw: &crate::form::FormFlaw| match flaw.pointer.strip_prefix(&here)? {
        "code" => Some("code"),
        "title" => Some("title"),
        "intro" => Some("intro"),
        _ => Some(WHEN),
    };
    bad.0.iter().filter_map(|flaw| Some(FieldError::new(field(flaw)?, flaw.message.clone()))).collect()
}

fn view(form: &Form, seen: &EditionSeen, name: &str) -> Answer {
    let here = form_at(&seen.edition.code);
    let new = name == "moi";
    let when = Lines::of(form, WHEN, "Trang chỉ hiện khi", "", &known(seen, name));
    let view = View { form, here: here.clone(), code: name, new, when };
    page(if new { "Thêm trang" } else { "Sửa trang" }, &view)
        .form(form)
        .narrow()
        .back(here, "Tờ khai")
        .answer()
}
