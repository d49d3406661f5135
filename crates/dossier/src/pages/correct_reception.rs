//! The one-stop unit puts right what it took down wrongly at reception.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use web::{Answer, App, Choice, Form, Path, Posted, Who};

use super::act::{self, ActPage, Shown, revision};
use super::may;
use super::people;
use crate::actions::{self, CorrectReception};
use crate::model::TypedApplicant;
use crate::queries::Seen;

static ACT: ActPage = ActPage { may: may::correct_reception, render };

#[derive(Template)]
#[template(path = "correct_reception.html")]
struct Correcting<'a> {
    seen: &'a Seen,
    form: &'a Form,
    stale: bool,
    /// The cases of the procedure, where there are several.
    cases: Vec<Choice>,
    /// Whether an officer took the applicant down.
    typed_here: bool,
}

/// Asks for what is right.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    act::open(&app, &ctx, id, &ACT).await
}

/// Puts it right; leads to the receipt, which is printed anew.
pub(crate) async fn send(State(app): State<App>, Path(dossier): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let input = CorrectReception {
        dossier,
        revision: revision(&form),
        applicant: asks_applicant(&form).then(|| people::applicant(&form)),
        case: Some(form.value("case").to_owned()).filter(|case| !case.is_empty()),
        competent: None,
        reason: form.value("reason").to_owned(),
    };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::correct_reception(tx, &ctx, &input)).await {
        Ok(_) => Ok(web::see_other(&format!("/can-bo/ho-so/{dossier}/giay-tiep-nhan"))),
        Err(error) => act::again(&app, &asker, dossier, &ACT, form, error.into()).await,
    }
}

fn render(shown: &Shown<'_>) -> Answer {
    let Shown { seen, form, stale, .. } = *shown;
    let dossier = &seen.dossier;
    let cases: Vec<_> = seen.version.cases.iter().map(|case| Choice::new(&case.code, &case.name)).collect();
    let typed_here = !dossier.channel.is_electronic();
    let was_sent = form.pairs().any(|(name, _)| name == "reason");
    let known = || {
        people::filled(form.clone(), &TypedApplicant::from(&dossier.applicant)).with("case", &dossier.case)
    };
    let filled = if was_sent { form.clone() } else { known() };
    let cases = if cases.len() > 1 { cases } else { Vec::new() };
    let page = Correcting { seen, form: &filled, stale, cases, typed_here };
    shown.page("Sửa thông tin tiếp nhận", &page)
}

/// Whether the form asked for the applicant: it does where an officer took them down.
fn asks_applicant(form: &Form) -> bool {
    form.pairs().any(|(name, _)| name == "applicant.name")
}
