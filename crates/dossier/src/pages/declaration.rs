//! The declaration (tờ khai) as it was answered, as a page that prints on A4: for the file, and to be signed at the counter where
//! the e-form stands for a paper.

use askama::Template;
use axum::extract::State;
use base::Locale;
use base::id::DossierId;
use catalogue::Situation;
use web::{Answer, App, Path, Who};

use super::slip::{self, Slip};
use crate::events;
use crate::queries::Seen;

#[derive(Template)]
#[template(path = "declaration.html")]
struct Declaration<'a> {
    locale: Locale,
    seen: &'a Seen,
    groups: Vec<Group<'a>>,
    officer: &'a str,
}

/// The questions of one page with their answers.
struct Group<'a> {
    title: &'a str,
    lines: Vec<(&'a str, String)>,
}

/// The declaration, to the citizen.
pub(crate) async fn for_citizen(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    answer(&slip::for_citizen::<events::Received>(&app, &ctx, id).await?, ctx.locale)
}

/// The declaration, to the officer who prints it.
pub(crate) async fn for_officer(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    answer(&slip::for_officer::<events::Received>(&app, &ctx, id).await?, Locale::Vi)
}

fn answer(slip: &Slip, locale: Locale) -> Answer {
    let Slip { seen, officer, back, .. } = slip;
    let page = Declaration { locale, seen, groups: groups(seen), officer };
    web::page(seen.version.form.title.as_str(), &page)
        .named()
        .locale(locale)
        .back(back, locale.t("Về hồ sơ", "The dossier"))
        .answer()
}

/// What was asked and answered, page by page; a question that was left empty is not printed.
fn groups(seen: &Seen) -> Vec<Group<'_>> {
    let dossier = &seen.dossier;
    let situation = Situation { case: &dossier.case, channel: dossier.channel };
    let pages = seen.version.form.pages.iter();
    pages
        .map(|page| {
            let lines = page.lines(&dossier.answers, &situation).into_iter();
            let lines = lines.filter(|(_, text)| !text.is_empty());
            Group {
                title: page.title.as_str(),
                lines: lines.map(|(field, text)| (field.label.as_str(), text)).collect(),
            }
        })
        .filter(|group| !group.lines.is_empty())
        .collect()
}
