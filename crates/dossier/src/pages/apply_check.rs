//! Filing online: check everything, then send. Sending is one act; a repeat of it gets the first answer.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use base::{Ctx, FieldError, Kind};
use web::{Answer, App, Failure, Form, Path, Posted, Who};

use super::charges::{self, ChargeLine};
use super::shown::Progress;
use crate::actions::{self, APPLICANT_PAGE};
use crate::submission::{self, Input};

#[derive(Template)]
#[template(path = "apply_check.html")]
struct CheckPage<'a> {
    progress: &'a Progress,
    form: &'a Form,
    groups: Vec<Group>,
    case: &'a str,
    /// How long it takes, with what was answered.
    lasts: String,
    fees: Vec<ChargeLine>,
}

/// Answers that are changed on one page.
struct Group {
    title: String,
    href: String,
    lines: Vec<(String, String)>,
}

/// Everything that was answered.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(draft): Path<DossierId>) -> Answer {
    let progress = Progress::load(&app, &ctx, draft, "kiem-tra").await?;
    answer(&progress, &Form::empty(&ctx))
}

/// Sends the dossier.
pub(crate) async fn send(State(app): State<App>, Path(draft): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    // In this order: what is no draft any more has become a dossier by now.
    let progress = match Progress::load(&app, &ctx, draft, "kiem-tra").await {
        Ok(progress) => progress,
        Err(failure) => return already_sent(&app, &ctx, draft).await.ok_or(failure),
    };
    if form.value("confirm").is_empty() {
        let error = FieldError::new("confirm", "Đánh dấu vào ô cam đoan để gửi hồ sơ.");
        return answer(&progress, &form.with_errors([error]));
    }
    match submit(&app, &ctx, &progress).await {
        Ok(id) => Ok(web::see_other(&format!("/ho-so/{id}/da-nop"))),
        Err(failure) if failure.kind() == Kind::Invalid => answer(&progress, &form.refused(failure)?),
        Err(failure) => Err(failure),
    }
}

/// Throws the draft away.
pub(crate) async fn discard(State(app): State<App>, Path(draft): Path<DossierId>, posted: Posted) -> Answer {
    let ctx = posted.ctx;
    app.db.write(move |tx| actions::discard_draft(tx, &ctx, draft)).await?;
    Ok(web::see_other("/ho-so"))
}

/// A draft that has become a dossier: a second click leads to what the first one made.
async fn already_sent(app: &App, ctx: &Ctx, id: DossierId) -> Option<axum::response::Response> {
    let ctx = ctx.clone();
    let seen = app.db.read(move |rx| crate::queries::as_citizen(rx, &ctx, id)).await;
    seen.ok().map(|_| web::see_other(&format!("/ho-so/{id}/da-nop")))
}

async fn submit(app: &App, ctx: &Ctx, progress: &Progress) -> Result<DossierId, Failure> {
    let draft = progress.draft.clone();
    let input = Input {
        draft: Some(draft.id),
        procedure: draft.procedure.code,
        version: Some(draft.procedure.version),
        case: draft.case,
        applicant: draft.applicant,
        answers: draft.answers,
        papers: draft.papers,
        competent: draft.competent,
    };
    Ok(submission::send(&app.db, ctx, &actions::SUBMIT, input, |_, input| Ok(input)).await?.id)
}

fn answer(progress: &Progress, form: &Form) -> Answer {
    let case = progress.version.case(&progress.draft.case).map_or("", |case| case.name.as_str());
    let (situation, answers) = (progress.situation(), &progress.draft.answers);
    let lasts = progress.version.term(answers, &situation).map(|term| term.text.clone()).unwrap_or_default();
    let fees = charges::lines(&progress.version.charges(answers, &situation, &progress.local));
    let page = CheckPage { progress, form, groups: groups(progress), case, lasts, fees };
    web::page("Kiểm tra trước khi gửi", &page).back(progress.back(), "Quay lại").narrow().form(form).answer()
}

fn groups(progress: &Progress) -> Vec<Group> {
    let (draft, situation) = (&progress.draft, progress.situation());
    let person = &draft.applicant;
    let line = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    let mut out = vec![Group {
        title: "Người nộp hồ sơ".to_owned(),
        href: progress.address(APPLICANT_PAGE),
        lines: vec![
            line("Họ và tên", &person.name),
            line("Số định danh cá nhân", &person.number),
            line("Nơi cư trú", &person.address),
            line("Số điện thoại", &person.phone),
            line("Thư điện tử", &person.email),
        ],
    }];
    for page in progress.version.form.shown_pages(&draft.answers, &situation) {
        let lines = page
            .lines(&draft.answers, &situation)
            .into_iter()
            .map(|(field, text)| (field.label.clone(), text));
        out.push(Group {
            title: page.title.clone(),
            href: progress.address(&page.code),
            lines: lines.collect(),
        });
    }
    let papers =
        progress.version.components(&draft.answers, &situation).filter(|c| !c.is_the_form(situation.channel));
    let files = |code: &str| {
        let names = draft.papers.iter().filter(|p| p.component == code).filter_map(|p| p.file_name.clone());
        names.collect::<Vec<_>>().join("; ")
    };
    let lines = papers.map(|component| (component.name.clone(), files(&component.code))).collect();
    out.push(Group { title: "Giấy tờ kèm theo".to_owned(), href: progress.address("giay-to"), lines });
    out
}
