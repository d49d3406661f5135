//! One question of the form of an edition.

use askama::Template;
use axum::extract::State;
use base::code::ProcedureCode;
use base::{Ctx, FieldError};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;
use web::{Answer, App, Choice, Failure, Form, Path, Posted, Query, Who, page, see_other};

use super::asked::{self, PageShown};
use super::form::{form_at, schema, text_of};
use super::when::{Lines, filled, sent};
use super::{refused, see};
use crate::actions::{EditionSeen, Seen, save_edition};
use crate::model::Channel;
use crate::outline::REST;
use crate::outline::composed::{closed, edited, opened};
use crate::outline::known::Known;
use crate::outline::page::without_empty;
use crate::outline::question::{self, KINDS, pages, put};
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
    cases: Vec<Choice>,
    channels: Vec<Choice>,
    when: Lines,
    preview: Option<PageShown>,
    /// Why there is no preview.
    unseen: String,
}

/// The field that holds when it is shown.
const WHEN: &str = "shown_if";

/// Where a new question is begun.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Begun {
    trang: String,
}

/// Shows it.
pub(super) async fn show(
    State(app): State<App>,
    Who(ctx): Who,
    Path((code, name)): Path<(ProcedureCode, String)>,
    Query(begun): Query<Begun>,
) -> Answer {
    let seen = see(&app, &ctx, code).await?;
    let schema = schema(&seen)?;
    let typed = match name.as_str() {
        "moi" => vec![("page".to_owned(), begun.trang)],
        name => question::asked(&schema, name).ok_or_else(Failure::not_found)?,
    };
    let typed = opened(typed, &[WHEN], &known(&seen, &name));
    let form = filled(&ctx, typed).with("revision", seen.edition.revision);
    view(&ctx, form, &seen, &schema, &name)
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
        return view(&ctx, form.again(typed), &seen, &schema, &name);
    }
    let typed = match closed(sent(&form), &[WHEN], &known(&seen, &name), Value::to_string) {
        Ok(typed) => typed,
        Err(errors) => return view(&ctx, form.with_errors(errors), &seen, &schema, &name),
    };
    let put = match put(&mut schema, old, &typed) {
        Ok(put) => put,
        Err((field, message)) => {
            return view(&ctx, form.with_errors([FieldError::new(field, message)]), &seen, &schema, &name);
        }
    };
    let mut texts = seen.edition.texts.clone();
    texts.form = text_of(&schema);
    let errors = read(texts.texts()).err().unwrap_or_default();
    let errors: Vec<_> = errors.iter().filter_map(|error| of_question(error, &put)).collect();
    if !errors.is_empty() {
        return view(&ctx, form.with_errors(errors), &seen, &schema, &name);
    }
    let which = Seen { code: code.clone(), revision: form.value("revision").parse().unwrap_or_default() };
    let of_act = ctx.clone();
    match app.db.write(move |tx| save_edition(tx, &of_act, &which, &texts)).await {
        Ok(_) => Ok(see_other(&form_at(&code))),
        Err(error) => view(&ctx, refused(form, "title", error)?, &seen, &schema, &name),
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

fn view(ctx: &Ctx, form: Form, seen: &EditionSeen, schema: &Value, name: &str) -> Answer {
    let here = form_at(&seen.edition.code);
    let known = Known::of(&seen.edition.texts);
    let (form, preview, unseen) = match preview(&form, schema, name, &known, ctx.now.date()) {
        Ok((boxes, page)) => (boxes, Some(page), String::new()),
        Err(why) => (form, None, why),
    };
    let new = name == "moi";
    let choices =
        |list: &[(String, String)]| list.iter().map(|(code, words)| Choice::new(code, words)).collect();
    let view = View {
        here: here.clone(),
        name,
        new,
        kinds: KINDS.iter().map(|(code, label, _)| Choice::new(*code, *label)).collect(),
        pages: choices(&pages(schema)),
        cases: choices(&known.cases),
        channels: Channel::ALL.iter().map(|it| Choice::new(it.code(), it.label())).collect(),
        when: Lines::of(&form, WHEN, "Chỉ hiện khi", "", &known.before(name)),
        form: &form,
        preview,
        unseen,
    };
    page(if new { "Thêm câu hỏi" } else { "Sửa câu hỏi" }, &view).form(&form).back(here, "Tờ khai").answer()
}

/// The page of the form as it will be with what is typed, and the form with answers to try it; why it cannot be shown yet otherwise.
fn preview(
    form: &Form,
    schema: &Value,
    name: &str,
    known: &Known,
    today: Date,
) -> Result<(Form, PageShown), String> {
    let old = (name != "moi").then_some(name);
    let wrong = |errors: Vec<FieldError>| errors.into_iter().next().map_or_else(String::new, |it| it.message);
    let typed = closed(sent(form), &[WHEN], &known.clone().before(name), Value::to_string).map_err(wrong)?;
    let mut schema = schema.clone();
    let put = put(&mut schema, old, &typed).map_err(|(_, message)| message)?;
    let read = crate::form::Form::read(without_empty(&schema));
    let read = read.map_err(|bad| bad.0.into_iter().next().map_or_else(String::new, |flaw| flaw.message))?;
    let page = read.pages.iter().find(|page| page.fields.iter().any(|field| field.name == put));
    let page = page.ok_or_else(|| "Chọn trang cho câu hỏi.".to_owned())?;
    let situation = asked::situation(form, known, &Channel::ALL);
    let answers = asked::answers(&read, form, &situation, today);
    let boxes = asked::filled(form.clone(), &read, &answers, &situation);
    Ok((boxes, asked::page(page, Some((&answers, &situation)), known)))
}
