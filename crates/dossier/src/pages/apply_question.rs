//! Filing online: one page of questions of the e-form.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use base::id::DossierId;
use catalogue::form::Page;
use web::{Answer, App, Failure, Form, Path, Posted, Who};

use super::answers::{Asked, asked, edited, filled, posted as pairs};
use super::shown::Progress;
use crate::actions::{self, SavePage};

#[derive(Template)]
#[template(path = "apply_question.html")]
struct Question<'a> {
    progress: &'a Progress,
    page: &'a Page,
    form: &'a Form,
    asked: Vec<Asked<'a>>,
    /// Whether there are rows, with buttons of their own.
    rows: bool,
}

/// Asks, with what was answered before.
pub(crate) async fn show(
    State(app): State<App>,
    Who(ctx): Who,
    Path((draft, page)): Path<(DossierId, String)>,
) -> Answer {
    let progress = Progress::load(&app, &ctx, draft, &page).await?;
    let asked_page = progress.version.form.page(&page).ok_or_else(Failure::not_found)?;
    let form = filled(
        Form::empty(&ctx).spoken(ctx.locale),
        asked_page,
        &progress.draft.answers,
        &progress.draft.applicant,
    );
    answer(&progress, &page, &form)
}

/// Saves what was typed, right or wrong, and goes on when all of it is right. When an answer brings new questions to
/// this page, it is shown again with them.
pub(crate) async fn save(
    State(app): State<App>,
    Path((draft, page)): Path<(DossierId, String)>,
    posted: Posted,
) -> Answer {
    let Posted { ctx, form } = posted;
    let form = form.spoken(ctx.locale);
    let input = SavePage { draft, page: page.clone(), posted: pairs(&form) };
    let asker: Ctx = ctx.clone();
    let errors = app.db.write(move |tx| actions::save_page(tx, &ctx, &input)).await?;
    let progress = Progress::load(&app, &asker, draft, &page).await?;
    if let Some(form) = edited(&form, &asker, &progress.version.form.pages) {
        return answer(&progress, &page, &form);
    }
    if errors.is_empty() {
        Ok(web::see_other(&progress.next()))
    } else {
        answer(&progress, &page, &form.with_errors(errors))
    }
}

fn answer(progress: &Progress, code: &str, form: &Form) -> Answer {
    let page = progress.version.form.page(code).ok_or_else(Failure::not_found)?;
    let situation = progress.situation();
    let asked = asked(page, &progress.draft.answers, &situation, form);
    let rows = asked.iter().any(|field| !field.rows.is_empty());
    let content = Question { progress, page, form, asked, rows };
    web::page(page.title.clone(), &content)
        .named()
        .back(progress.back(), form.t("Quay lại", "Back"))
        .narrow()
        .form(form)
        .answer()
}
