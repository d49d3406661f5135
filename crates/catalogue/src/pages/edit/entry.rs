//! One entry of a section as fields. What is wrong with it is said at its field; what it makes wrong elsewhere, on the page of the edition.

use askama::Template;
use axum::extract::State;
use base::code::ProcedureCode;
use base::{FieldError, words};
use web::{Answer, App, Failure, Form, Path, Posted, Who, page, see_other};

use super::boxes::{self, Asked};
use super::section::{address, find, text_of};
use super::when::{filled, sent};
use super::{edition_at, refused, see};
use crate::actions::{EditionSeen, Seen, save_edition};
use crate::outline::composed::{closed, edited, opened};
use crate::outline::known::Known;
use crate::outline::{
    Block, Column, Kind, REST, Section, Shape, Typed, blocks, insert, replaced, shown, written,
};
use crate::package::toml_write::inline;
use crate::package::{PackageError, Written, read};

#[derive(Template)]
#[template(path = "edit/entry.html")]
struct View<'a> {
    form: &'a Form,
    section: &'static Section,
    here: String,
    number: &'a str,
    boxes: Vec<Asked>,
    rest: bool,
}

/// Shows it.
pub(super) async fn show(
    State(app): State<App>,
    Who(ctx): Who,
    Path((code, slug, number)): Path<(ProcedureCode, String, String)>,
) -> Answer {
    let seen = see(&app, &ctx, code).await?;
    let section = find(&slug)?;
    let mut texts = seen.edition.texts.clone();
    let text = text_of(&mut texts, section);
    let typed = if let Some(block) = block(text, section, &number)? {
        shown(section, &text[block.range]).map_err(|_| Failure::not_found())?
    } else {
        let unsaid = section.columns.iter().filter(|column| matches!(column.kind, Kind::Flag(true)));
        unsaid.map(|column| (column.key.to_owned(), "co".to_owned())).collect()
    };
    let conditions = boxes::conditions(section.columns, &typed);
    let typed = opened(typed, &conditions, &Known::of(&seen.edition.texts));
    let form = filled(&ctx, typed).with("revision", seen.edition.revision);
    view(&form, section, &seen, &number)
}

/// Saves it.
pub(super) async fn send(
    State(app): State<App>,
    Path((code, slug, number)): Path<(ProcedureCode, String, String)>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let seen = see(&app, &ctx, code).await?;
    let section = find(&slug)?;
    if let Some(typed) = edited(&sent(&form), form.value("viec")) {
        return view(&form.again(typed), section, &seen, &number);
    }
    let mut texts = seen.edition.texts.clone();
    let errors = match typed(section, &form, &Known::of(&texts)) {
        Ok(typed) => put(&mut texts, section, &number, &typed)?,
        Err(errors) => errors,
    };
    if !errors.is_empty() {
        return view(&form.with_errors(errors), section, &seen, &number);
    }
    let which = Seen {
        code: seen.edition.code.clone(),
        revision: form.value("revision").parse().unwrap_or_default(),
    };
    match app.db.write(move |tx| save_edition(tx, &ctx, &which, &texts)).await {
        Ok(_) if section.shape == Shape::Many => Ok(see_other(&address(&seen, section))),
        Ok(_) => Ok(see_other(&edition_at(&seen.edition.code))),
        Err(error) => {
            let first = section.columns.iter().find(|column| !matches!(column.kind, Kind::Kept));
            let field = first.map_or("revision", |column| column.key);
            view(&refused(form, field, error)?, section, &seen, &number)
        }
    }
}

/// The entry of this number; none for a new one.
fn block(text: &str, section: &Section, number: &str) -> Result<Option<Block>, Failure> {
    if number == "moi" {
        return Ok(None);
    }
    let n = number.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    n.and_then(|n| blocks(text, section).into_iter().nth(n)).map(Some).ok_or_else(Failure::not_found)
}

fn typed(section: &Section, form: &Form, known: &Known) -> Result<Typed, Vec<FieldError>> {
    let sent = sent(form);
    let conditions = boxes::conditions(section.columns, &sent);
    let mut typed = closed(sent, &conditions, known, inline)?;
    typed.retain(|(name, _)| name == REST || boxes::stands(section.columns, name));
    Ok(typed)
}

/// Puts the entry into its text; what is wrong within it, by field.
fn put(
    texts: &mut Written,
    section: &Section,
    number: &str,
    typed: &Typed,
) -> Result<Vec<FieldError>, Failure> {
    let (entry, lines) = written(section, typed);
    let text = text_of(texts, section);
    let first = match block(text, section, number)? {
        Some(block) => {
            let first = block.line;
            *text = replaced(text, &block, &entry);
            first
        }
        None => {
            let (whole, first) = insert(text, section, &entry);
            *text = whole;
            first
        }
    };
    let file = section.file();
    let errors = read(texts.texts()).err().unwrap_or_default();
    let from = first + usize::from(section.shape != Shape::Top);
    let within = |error: &PackageError| {
        let line = (error.file == file).then(|| error.line.checked_sub(from)).flatten();
        let named = line.and_then(|line| lines.get(line)).cloned();
        // What an entry lacks is said at its head, with the key at the end of the path.
        let head = error.file == file && error.line + 1 == from && section.shape != Shape::Top;
        let last = error.field.rsplit('.').next().unwrap_or_default();
        let missing =
            section.columns.iter().find(|column| head && column.key == last).map(|it| it.key.to_owned());
        named
            .map(|field| sibling(field, last, section.columns))
            .or(missing)
            .map(|field| FieldError::new(field, sentence(&error.message)))
    };
    Ok(errors.iter().filter_map(within).collect())
}

/// What a table within lacks is said at its head: the field of that name beside the first one.
fn sibling(field: String, last: &str, columns: &[Column]) -> String {
    let Some((group, _)) = field.rsplit_once('.') else { return field };
    let other = format!("{group}.{last}");
    if boxes::stands(columns, &other) { other } else { field }
}

/// As a sentence.
fn sentence(message: &str) -> String {
    format!("{}.", words::upper_first(message.trim_end_matches('.')))
}

fn view(form: &Form, section: &'static Section, seen: &EditionSeen, number: &str) -> Answer {
    let known = Known::of(&seen.edition.texts);
    let boxes = boxes::asked("", section.columns, form, &known);
    let rest = !form.value(REST).is_empty();
    let here = address(seen, section);
    let title = if number == "moi" { format!("Thêm {}", section.one) } else { section.title.to_owned() };
    let (back, label) = if section.shape == Shape::Many {
        (here.clone(), section.title)
    } else {
        (edition_at(&seen.edition.code), "Bản soạn")
    };
    page(title, &View { form, section, here, number, boxes, rest }).form(form).back(back, label).answer()
}
