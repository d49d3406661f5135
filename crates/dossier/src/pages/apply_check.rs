//! Filing online: check everything, then send. Sending is one act; a repeat of it gets the first answer.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use base::{Ctx, Fault as _, FieldError, Kind};
use http::StatusCode;
use jiff::civil::Date;
use web::{Answer, App, Failure, Form, Page, Path, Posted, Who};

use super::charges::{self, ChargeLine};
use super::people;
use super::shown::Progress;
use crate::actions::{self, APPLICANT_PAGE, PEOPLE_PAGE, WHOM_PAGE};
use crate::error::Error;
use crate::model::{Acting, Applicant};
use crate::submission::{self, Input};
use crate::{queries, rules};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "apply_check.html")]
struct CheckPage<'a> {
    progress: &'a Progress,
    form: &'a Form,
    body: &'a Body,
    groups: Vec<Group>,
    /// What looks wrong about the people and is taken all the same.
    doubts: Vec<String>,
    case: &'a str,
    /// How long it takes, with what was answered.
    lasts: String,
    fees: Vec<ChargeLine>,
}

/// The body the dossier will go to.
struct Body {
    name: String,
    /// Whether the place in the form leads to it.
    by_place: bool,
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
    let body = body(&app, &ctx, &progress).await?;
    answer(&progress, &Form::empty(&ctx), &body, ctx.now.date())
}

/// Sends the dossier.
pub(crate) async fn send(State(app): State<App>, Path(draft): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    // In this order: what is no draft any more has become a dossier by now.
    let progress = match Progress::load(&app, &ctx, draft, "kiem-tra").await {
        Ok(progress) => progress,
        Err(failure) => return already_sent(&app, &ctx, draft).await.ok_or(failure),
    };
    let body = body(&app, &ctx, &progress).await?;
    if form.value("confirm").is_empty() {
        let error = FieldError::new("confirm", "Đánh dấu vào ô cam đoan để gửi hồ sơ.");
        return answer(&progress, &form.with_errors([error]), &body, ctx.now.date());
    }
    match submit(&app, &ctx, &progress).await {
        Ok(id) => Ok(web::see_other(&format!("/ho-so/{id}/da-nop"))),
        Err(failure) if failure.kind() == Kind::Invalid => {
            answer(&progress, &form.refused(failure)?, &body, ctx.now.date())
        }
        Err(failure) if failure.code() == Error::StaleProcedure.code() => moved_on(&app, &ctx, draft).await,
        Err(failure) => Err(failure),
    }
}

/// Another version came into force while the citizen was writing: what was written is shown under it, to be looked through.
async fn moved_on(app: &App, ctx: &Ctx, draft: DossierId) -> Answer {
    let of_act = ctx.clone();
    app.db.write(move |tx| actions::renew_draft(tx, &of_act, draft)).await?;
    let progress = Progress::load(app, ctx, draft, "kiem-tra").await?;
    let body = body(app, ctx, &progress).await?;
    let words = "Thủ tục vừa có phiên bản mới; nội dung đã khai được giữ. Mời ông, bà xem lại theo phiên bản mới rồi gửi.";
    let form = Form::empty(ctx).with_errors([FieldError::new("confirm", words)]);
    page(&progress, &form, &body, ctx.now.date()).status(StatusCode::CONFLICT).answer()
}

/// The body that the place in the form leads to, else the one that was chosen.
async fn body(app: &App, ctx: &Ctx, progress: &Progress) -> Result<Body, Failure> {
    let (today, version) = (ctx.now.date(), Arc::clone(&progress.version));
    let (chosen, answers) = (progress.draft.competent, progress.draft.answers.clone());
    let body = app
        .db
        .read(move |rx| {
            let found = queries::body_by_place(rx, &version, &answers, today)?;
            let by_place = found.is_some();
            let unit = if by_place { found } else { organisation::unit_at(rx, chosen, today)? };
            let name = unit.map_or_else(String::new, |unit| unit.name.to_string());
            Ok::<_, Error>(Body { name, by_place })
        })
        .await?;
    Ok(body)
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
    let seen = app.db.read(move |rx| crate::queries::as_filer(rx, &ctx, id)).await;
    seen.ok().map(|_| web::see_other(&format!("/ho-so/{id}/da-nop")))
}

async fn submit(app: &App, ctx: &Ctx, progress: &Progress) -> Result<DossierId, Failure> {
    let draft = progress.draft.clone();
    let input = Input {
        draft: Some(draft.id),
        filed_by: None,
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

fn answer(progress: &Progress, form: &Form, body: &Body, today: Date) -> Answer {
    page(progress, form, body, today).answer()
}

fn page(progress: &Progress, form: &Form, body: &Body, today: Date) -> Page {
    let case = progress.version.case(&progress.draft.case).map_or("", |case| case.name.as_str());
    let (situation, answers) = (progress.situation(), &progress.draft.answers);
    let lasts = progress.version.term(answers, &situation).map(|term| term.text.clone()).unwrap_or_default();
    let fees = charges::lines(&progress.version.charges(answers, &situation, &progress.local));
    let applicant = progress.draft.applicant.check(today).ok();
    let doubts = applicant.as_ref().map_or_else(Vec::new, |it| rules::doubts(it, today));
    let page = CheckPage {
        progress,
        form,
        body,
        groups: groups(progress, applicant.as_ref()),
        doubts,
        case,
        lasts,
        fees,
    };
    web::page("Kiểm tra trước khi gửi", &page).back(progress.back(), "Quay lại").narrow().form(form)
}

fn groups(progress: &Progress, applicant: Option<&Applicant>) -> Vec<Group> {
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
    out.push(Group {
        title: "Nộp cho ai".to_owned(),
        href: progress.address(WHOM_PAGE),
        lines: vec![line("Người nộp nộp hồ sơ", person.acting().map_or("", Acting::label))],
    });
    for (title, lines) in applicant.map_or_else(Vec::new, people::groups) {
        let lines = lines.iter().map(|(label, text)| line(label, text)).collect();
        out.push(Group { title: title.to_owned(), href: progress.address(PEOPLE_PAGE), lines });
    }
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
    let papers = progress.components(&situation).filter(|c| !c.is_the_form(situation.channel));
    let files = |code: &str| {
        let names = draft.papers.iter().filter(|p| p.component == code).filter_map(|p| p.file_name.clone());
        names.collect::<Vec<_>>().join("; ")
    };
    let lines = papers.map(|component| (component.name.clone(), files(&component.code))).collect();
    out.push(Group { title: "Giấy tờ kèm theo".to_owned(), href: progress.address("giay-to"), lines });
    out
}
