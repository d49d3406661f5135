//! One question of the form of an edition.

use askama::Template;
use axum::extract::State;
use base::FieldError;
use base::code::ProcedureCode;
use serde_json::Value;
use web::{Answer, App, Choice, Failure, Form, Path, Posted, Who, page, see_other};

use super::form::{form_at, schema, text_of};
use super::when::{Lines, filled, sent};
use super::{refused, see};
use crate::actions::{EditionSeen, Seen, save_edition};
use crate::outline::composed::{closed, edited, opened};
use crate::outline::known::Known;
use crate::outline::question::{KINDS, asked, pages, put};
use crate::outline::{REST, Typed};
use crate::package::{FORM, PackageError, read};

#[derive(Template)]
#[template(path = "edit/question.html")]
struct View<'a> {
    form: &'a Form,
    here: String,
    name: &'a str,
    new: bool,
    kinds: Vec<Choice>,
    pages: Vec<Choice>,
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
    let schema = schema(&seen)?;
    let typed = match name.as_str() {
        "moi" => Typed::new(),
        name => asked(&schema, name).ok_or_else(Failure::not_found)?,
    };
    let typed = opened(typed, &[WHEN], &known(&seen, &name));
    let form = filled(&ctx, typed).with("revision", seen.edition.revision);
    view(&form, &seen, &schema, &name)
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
    if old.is_some_and(|old| schema["properties"].get(old).is_none()) {
        return Err(Failure::not_found());
    }
    if let Some(typed) = edited(&sent(&form), form.value("viec")) {
        return view(&filled(&ctx, typed), &seen, &schema, &name);
    }
    let typed = match closed(sent(&form), &[WHEN], &known(&seen, &name), Value::to_string) {
        Ok(typed) => typed,
        Err(errors) => return view(&form.with_errors(errors), &seen, &schema, &name),
    };
    let put = match put(&mut schema, old, &typed) {
        Ok(put) => put,
        Err((field, message)) => {
            return view(&form.with_errors([FieldError::new(field, message)]), &seen, &schema, &name);
        }
    };
    let mut texts = seen.edition.texts.clone();
    texts.form = text_of(&schema);
    let errors = read(texts.texts()).err().unwrap_or_default();
    let errors: Vec<_> = errors.iter().filter_map(|error| of_question(error, &put)).collect();
    if !errors.is_empty() {
        return view(&form.with_errors(errors), &seen, &schema, &name);
    }
    let which = Seen { code: code.clone(), revision: form.value("revision").parse().unwrap_or_default() };
    match app.db.write(move |tx| save_edition(tx, &ctx, &which, &texts)).await {
        Ok(_) => Ok(see_other(&form_at(&code))),
        Err(error) => view(&refused(form, "title", error)?, &seen, &schema, &name),
    }
}

/// What the condition of a question may look at.
fn known(seen: &EditionSeen, name: &str) -> Known {
    Known::of(&seen.edition.texts).before(name)
}

/// What is wrong with this question, at the field of the page that it comes from.
fn of_question(error: &PackageError, name: &str) -> Option<FieldError> {
    let inner = error.field.strip_prefix(&format!("/properties/{name}")).filter(|_| error.file == FORM)?;
    if !(inner.is_empty() || inner.starts_with('/')) {
        return None;
    }
    let field = match inner.split('/').nth(1).unwrap_or_default() {
        "" => "name",
        "title" => "title",
        "description" => "description",
        "oneOf" | "items" => "options",
        "x-page" => "page",
        "x-shown-if" => WHEN,
        _ => REST,
    };
    Some(FieldError::new(field, error.message.clone()))
}

fn view(form: &Form, seen: &EditionSeen, schema: &Value, name: &str) -> Answer {
    let here = form_at(&seen.edition.code);
    let view = View {
        form,
        here: here.clone(),
        name,
        new: name == "moi",
        kinds: KINDS.iter().map(|(code, label, _)| Choice::new(*code, *label)).collect(),
        pages: pages(schema).into_iter().map(|(code, title)| Choice::new(code, title)).collect(),
        when: Lines::of(form, WHEN, "Chỉ hiện khi", "", &known(seen, name)),
    };
    let title = if view.new { "Thêm câu hỏi" } else { "Sửa câu hỏi" };
    page(title, &view).form(form).narrow().back(here, "Tờ khai").answer()
}
