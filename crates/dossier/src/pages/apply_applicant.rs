//! Filing online: in whose name. Phone and mail are never mandatory.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use base::id::DossierId;
use web::{Answer, App, Form, Path, Posted, Who};

use super::shown::Progress;
use crate::actions::{self, APPLICANT_PAGE, SaveApplicant};
use crate::model::TypedApplicant;

#[derive(Template)]
#[template(path = "apply_applicant.html")]
struct ApplicantPage<'a> {
    progress: &'a Progress,
    form: &'a Form,
}

/// Asks, with what the account knows filled in.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(draft): Path<DossierId>) -> Answer {
    let progress = Progress::load(&app, &ctx, draft, APPLICANT_PAGE).await?;
    let form = fill(Form::empty(&ctx), &progress.draft.applicant);
    answer(&progress, &form)
}

/// Saves and goes on.
pub(crate) async fn save(State(app): State<App>, Path(draft): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let input = SaveApplicant { draft, applicant: read(&form) };
    let asker: Ctx = ctx.clone();
    let errors = app.db.write(move |tx| actions::save_applicant(tx, &ctx, &input)).await?;
    let progress = Progress::load(&app, &asker, draft, APPLICANT_PAGE).await?;
    if errors.is_empty() {
        Ok(web::see_other(&progress.next()))
    } else {
        answer(&progress, &form.with_errors(errors))
    }
}

/// The form with what is known of an applicant.
pub(crate) fn fill(form: Form, applicant: &TypedApplicant) -> Form {
    form.with("applicant.name", &applicant.name)
        .with("applicant.number", &applicant.number)
        .with("applicant.address", &applicant.address)
        .with("applicant.phone", &applicant.phone)
        .with("applicant.email", &applicant.email)
}

/// What was typed for an applicant, wherever it is asked.
pub(crate) fn read(form: &Form) -> TypedApplicant {
    let value = |name: &str| form.value(&format!("applicant.{name}")).to_owned();
    TypedApplicant {
        name: value("name"),
        number: value("number"),
        address: value("address"),
        phone: value("phone"),
        email: value("email"),
    }
}

fn answer(progress: &Progress, form: &Form) -> Answer {
    let back = format!("/thu-tuc/{}", progress.draft.procedure.code);
    let page = ApplicantPage { progress, form };
    web::page("Người nộp hồ sơ", &page).back(back, "Quay lại").narrow().form(form).answer()
}
