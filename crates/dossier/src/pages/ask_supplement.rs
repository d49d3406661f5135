//! An officer asks the citizen for papers (form 02): the published ones one by one, another paper with its article.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use catalogue::{Component, Situation};
use web::{Answer, App, Form, Path, Posted, Who};

use super::act::{self, ActPage, Shown, revision};
use super::may;
use crate::actions::{self, AskSupplement};
use crate::model::Source;
use crate::queries::Seen;
use crate::rules::supplement::{Other, Wanted};

/// What stands before the code of a component in the name of its field.
const FIELD: &str = "what-";
/// The fields of a paper outside the list.
const OTHER: [&str; 3] = ["other_name", "other_what", "other_citation"];

static ACT: ActPage = ActPage { may: may::ask_supplement, render };

#[derive(Template)]
#[template(path = "ask_supplement.html")]
struct Asking<'a> {
    seen: &'a Seen,
    form: &'a Form,
    stale: bool,
    published: Vec<Asked<'a>>,
    /// Whether it was asked for papers before.
    before: bool,
    /// Whether the fold of the other paper stands open.
    other: bool,
}

/// A published component with its field.
struct Asked<'a> {
    field: String,
    name: &'a str,
    hint: String,
}

/// Asks what is missing.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    act::open(&app, &ctx, id, &ACT).await
}

/// Sends the request; leads to the slip.
pub(crate) async fn send(State(app): State<App>, Path(dossier): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let input = AskSupplement {
        dossier,
        revision: revision(&form),
        wanted: wanted(&form),
        others: others(&form),
        approval: form.value("approval").to_owned(),
    };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::ask_supplement(tx, &ctx, &input)).await {
        Ok(_) => Ok(web::see_other(&format!("/can-bo/ho-so/{dossier}/phieu-bo-sung"))),
        Err(error) => act::again(&app, &asker, dossier, &ACT, form, error.into()).await,
    }
}

/// The published components beside which something was written.
fn wanted(form: &Form) -> Vec<Wanted> {
    let typed = form.pairs().filter(|(_, what)| !what.trim().is_empty());
    let of = |(name, what): (&str, &str)| {
        let component = name.strip_prefix(FIELD)?.to_owned();
        Some(Wanted { component, what: what.to_owned() })
    };
    typed.filter_map(of).collect()
}

/// The paper outside the list, as soon as one of its fields was filled in.
fn others(form: &Form) -> Vec<Other> {
    if OTHER.iter().all(|name| form.value(name).trim().is_empty()) {
        return Vec::new();
    }
    let [name, what, citation] = OTHER.map(|name| form.value(name).to_owned());
    vec![Other { name, what, citation }]
}

fn render(shown: &Shown<'_>) -> Answer {
    let Shown { seen, form, stale, .. } = *shown;
    let dossier = &seen.dossier;
    let situation = Situation { case: &dossier.case, channel: dossier.channel };
    let published = seen.version.components(&dossier.answers, &situation);
    let page = Asking {
        published: published.map(|component| asked(seen, component)).collect(),
        before: !dossier.beside.supplements.is_empty(),
        other: OTHER.iter().any(|name| form.error(name).is_some() || !form.value(name).is_empty()),
        seen,
        form,
        stale,
    };
    shown.page("Yêu cầu bổ sung giấy tờ", &page)
}

fn asked<'a>(seen: &Seen, component: &'a Component) -> Asked<'a> {
    let mine = || seen.papers.iter().filter(|paper| paper.component == component.code);
    let files = mine().filter(|paper| paper.source == Source::Upload).count();
    let on_paper = mine().any(|paper| paper.source == Source::Paper);
    let given = match (files, on_paper) {
        _ if component.is_the_form(seen.dossier.channel) => "Đã khai trên tờ khai điện tử".to_owned(),
        (0, true) => "Đã nộp bản giấy".to_owned(),
        (0, false) => "Chưa nộp".to_owned(),
        (n, true) => format!("Đã nộp {n} tệp và bản giấy"),
        (n, false) => format!("Đã nộp {n} tệp"),
    };
    let hint = format!("{given}. Để trống nếu không yêu cầu.");
    Asked { field: format!("{FIELD}{}", component.code), name: &component.name, hint }
}
