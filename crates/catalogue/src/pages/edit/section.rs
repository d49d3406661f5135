//! A section of an edition: its entries in order; one is opened, moved, taken out.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use base::code::ProcedureCode;
use web::{Answer, App, Failure, Form, Path, Posted, Who, page, see_other};

use super::{edition_at, see};
use crate::actions::{EditionSeen, Seen, save_edition};
use crate::outline::{Place, Section, Shape, blocks, moved, removed, section, title};
use crate::package::Written;

#[derive(Template)]
#[template(path = "edit/section.html")]
struct View<'a> {
    form: &'a Form,
    section: &'static Section,
    here: String,
    revision: i64,
    entries: Vec<String>,
}

/// Shows its entries; a section that is one entry opens it.
pub(super) async fn show(
    State(app): State<App>,
    Who(ctx): Who,
    Path((code, slug)): Path<(ProcedureCode, String)>,
) -> Answer {
    let seen = see(&app, &ctx, code).await?;
    let section = find(&slug)?;
    let here = address(&seen, section);
    let entries = entries(&seen, section);
    if section.shape != Shape::Many {
        let entry = if entries.is_empty() { "moi" } else { "1" };
        return Ok(see_other(&format!("{here}/{entry}")).into_response());
    }
    view(&Form::empty(&ctx), section, &seen)
}

/// Moves an entry up or down, or takes it out.
pub(super) async fn send(
    State(app): State<App>,
    Path((code, slug)): Path<(ProcedureCode, String)>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let seen = see(&app, &ctx, code.clone()).await?;
    let section = find(&slug)?;
    let mut texts = seen.edition.texts.clone();
    let text = text_of(&mut texts, section);
    let found = blocks(text, section);
    let (act, n) = form.value("viec").split_once('/').unwrap_or_default();
    let n: usize = n.parse().unwrap_or_default();
    let at = |n: usize| n.checked_sub(1).and_then(|n| found.get(n));
    let changed = match (act, at(n), at(n.saturating_sub(1)), at(n + 1)) {
        ("bo", Some(block), ..) => removed(text, block),
        ("len", Some(block), Some(before), _) => moved(text, before, block),
        ("xuong", Some(block), _, Some(after)) => moved(text, block, after),
        _ => return Err(Failure::not_found()),
    };
    *text = changed;
    let which = Seen { code, revision: form.value("revision").parse().unwrap_or_default() };
    let here = address(&seen, section);
    match app.db.write(move |tx| save_edition(tx, &ctx, &which, &texts)).await {
        Ok(_) if section.shape == Shape::Many => Ok(see_other(&here)),
        Ok(_) => Ok(see_other(&edition_at(&seen.edition.code))),
        Err(error) => view(&form.refused(error.into())?, section, &seen),
    }
}

/// The section of this address.
pub(super) fn find(slug: &str) -> Result<&'static Section, Failure> {
    section(slug).ok_or_else(Failure::not_found)
}

/// The text in which a section stands.
pub(super) const fn text_of<'a>(texts: &'a mut Written, section: &Section) -> &'a mut String {
    match section.place {
        Place::Procedure => &mut texts.procedure,
        Place::Process => &mut texts.process,
    }
}

/// The address of a section.
pub(super) fn address(seen: &EditionSeen, section: &Section) -> String {
    format!("{}/muc/{}", edition_at(&seen.edition.code), section.slug)
}

fn entries(seen: &EditionSeen, section: &Section) -> Vec<String> {
    let text = match section.place {
        Place::Procedure => &seen.edition.texts.procedure,
        Place::Process => &seen.edition.texts.process,
    };
    blocks(text, section).into_iter().map(|block| title(section, &text[block.range])).collect()
}

fn view(form: &Form, section: &'static Section, seen: &EditionSeen) -> Answer {
    let (here, revision) = (address(seen, section), seen.edition.revision);
    let view = View { form, section, here, revision, entries: entries(seen, section) };
    page(section.title, &view).form(form).back(edition_at(&seen.edition.code), "Bản soạn").answer()
}
