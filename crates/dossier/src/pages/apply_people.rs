//! Filing online: owners and beneficiaries.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use web::{Answer, App, Choice, Form, Path, Posted, Who};

use super::people::{self, Slot};
use super::shown::Progress;
use crate::actions::{self, PEOPLE_PAGE, SavePeople};
use crate::model::Acting;

#[derive(Template)]
#[template(path = "apply_people.html")]
struct PeoplePage<'a> {
    progress: &'a Progress,
    form: &'a Form,
    slots: Vec<Slot>,
    sexes: Vec<Choice>,
}

/// Asks, with what was typed before.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(draft): Path<DossierId>) -> Answer {
    let progress = Progress::load(&app, &ctx, draft, PEOPLE_PAGE).await?;
    let form = people::filled(Form::empty(&ctx).spoken(ctx.locale), &progress.draft.applicant);
    answer(&progress, &form)
}

/// Saves and goes on. A kind that was just chosen, a person more or less: the page is shown again with what is asked now.
pub(crate) async fn save(State(app): State<App>, Path(draft): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let before = Progress::load(&app, &ctx, draft, PEOPLE_PAGE).await?;
    let typed = people::read(&form);
    let kinds =
        |people: &[crate::model::TypedParty]| people.iter().map(|it| it.kind.clone()).collect::<Vec<_>>();
    let other_kinds = kinds(&typed) != kinds(&before.draft.applicant.people);
    let input = SavePeople { draft, people: typed };
    let (asker, fresh) = (ctx.clone(), Form::empty(&ctx).spoken(ctx.locale));
    let errors = app.db.write(move |tx| actions::save_people(tx, &ctx, &input)).await?;
    let progress = Progress::load(&app, &asker, draft, PEOPLE_PAGE).await?;
    if people::only_asks(&form) || other_kinds && !errors.is_empty() {
        return Ok(web::see_other(&progress.address(PEOPLE_PAGE)));
    }
    if errors.is_empty() {
        return Ok(web::see_other(&progress.next()));
    }
    answer(&progress, &people::filled(fresh, &progress.draft.applicant).with_errors(errors))
}

fn answer(progress: &Progress, form: &Form) -> Answer {
    let typed = &progress.draft.applicant;
    let acting = typed.acting().unwrap_or(Acting::Own);
    let slots = people::slots(&progress.version, acting, &typed.people, form.locale());
    let page = PeoplePage { progress, form, slots, sexes: people::sexes(form.locale()) };
    web::page(form.t("Chủ hồ sơ", "Owners"), &page)
        .back(progress.back(), form.t("Quay lại", "Back"))
        .narrow()
        .form(form)
        .answer()
}
