//! Filing online: in whose name. Phone and mail are never mandatory.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use base::id::DossierId;
use web::{Answer, App, Form, Path, Posted, Who};

use super::people;
use super::shown::Progress;
use crate::actions::{self, APPLICANT_PAGE, SaveApplicant};

#[derive(Template)]
#[template(path = "apply_applicant.html")]
struct ApplicantPage<'a> {
    progress: &'a Progress,
    form: &'a Form,
}

/// Asks, with what the account knows filled in.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(draft): Path<DossierId>) -> Answer {
    let progress = Progress::load(&app, &ctx, draft, APPLICANT_PAGE).await?;
    let form = people::filled(Form::empty(&ctx).spoken(ctx.locale), &progress.draft.applicant);
    answer(&progress, &form)
}

/// Saves and goes on.
pub(crate) async fn save(State(app): State<App>, Path(draft): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let form = form.spoken(ctx.locale);
    let input = SaveApplicant { draft, applicant: people::applicant(&form) };
    let asker: Ctx = ctx.clone();
    let errors = app.db.write(move |tx| actions::save_applicant(tx, &ctx, &input)).await?;
    let progress = Progress::load(&app, &asker, draft, APPLICANT_PAGE).await?;
    if errors.is_empty() {
        Ok(web::see_other(&progress.next()))
    } else {
        answer(&progress, &form.with_errors(errors))
    }
}

fn answer(progress: &Progress, form: &Form) -> Answer {
    let back = format!("/thu-tuc/{}", progress.draft.procedure.code);
    let page = ApplicantPage { progress, form };
    web::page(form.t("Người nộp hồ sơ", "The person who files"), &page)
        .back(back, form.t("Quay lại", "Back"))
        .narrow()
        .form(form)
        .answer()
}
