//! Filing online: check everything, then send. Sending is one act; a repeat of it gets the first answer.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use base::{Ctx, Fault as _, FieldError, Kind, Locale};
use http::StatusCode;
use jiff::civil::Date;
use web::{Answer, App, Failure, Form, Page, Path, Posted, Who};

use super::charges::{self, ChargeLine};
use super::people;
use super::shown::Progress;
use crate::actions::{self, APPLICANT_PAGE, PEOPLE_PAGE, WHOM_PAGE};
use crate::error::Error;
use crate::model::Applicant;
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
    doubts: Vec<base::Said>,
    case: &'a str,
    /// How long it takes, with what was answered, and the language of that.
    lasts: (String, &'static str),
    fees: Vec<ChargeLine>,
}

impl CheckPage<'_> {
    /// The language of the labels of a group; those of papers are the package's in every group.
    fn label_lang(&self, group: &Group) -> &'static str {
        if group.href == self.progress.address("giay-to") { "vi" } else { group.lang }
    }
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
    /// The language of title and labels, for `lang`, where the package says them; else empty.
    lang: &'static str,
    href: String,
    lines: Vec<Line>,
}

/// An answer.
struct Line {
    label: String,
    text: String,
    /// The language of the text where somebody or a package wrote it; else empty.
    lang: &'static str,
}

impl Line {
    /// What somebody typed.
    fn typed(label: &str, text: &str) -> Self {
        Self { label: label.to_owned(), text: text.to_owned(), lang: "vi" }
    }
}

/// Everything that was answered.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(draft): Path<DossierId>) -> Answer {
    let progress = Progress::load(&app, &ctx, draft, "kiem-tra").await?;
    let body = body(&app, &ctx, &progress).await?;
    answer(&progress, &Form::empty(&ctx).spoken(ctx.locale), &body, ctx.now.date())
}

/// Sends the dossier.
pub(crate) async fn send(State(app): State<App>, Path(draft): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let form = form.spoken(ctx.locale);
    // In this order: what is no draft any more has become a dossier by now.
    let progress = match Progress::load(&app, &ctx, draft, "kiem-tra").await {
        Ok(progress) => progress,
        Err(failure) => return already_sent(&app, &ctx, draft).await.ok_or(failure),
    };
    let body = body(&app, &ctx, &progress).await?;
    if form.value("confirm").is_empty() {
        let error = FieldError::new(
            "confirm",
            ("Đánh dấu vào ô cam đoan để gửi hồ sơ.", "Tick the declaration to send the dossier."),
        );
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
    let words = (
        "Thủ tục vừa có phiên bản mới; nội dung đã khai được giữ. Mời ông, bà xem lại theo phiên bản mới rồi gửi.",
        "A new version of the procedure has just come into force; what you filled in is kept. Please look through it under the new version, then send it.",
    );
    let form = Form::empty(ctx).spoken(ctx.locale).with_errors([FieldError::new("confirm", words)]);
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
    let term = progress.version.term(answers, &situation).map(|term| term.text.as_str());
    let lasts = lasts(term.unwrap_or_default(), form.locale());
    let fees = charges::lines(&progress.version.charges(answers, &situation, &progress.local), form.locale());
    let applicant = progress.draft.applicant.check(today).ok();
    let doubts = applicant.as_ref().map_or_else(Vec::new, |it| rules::doubts(it, today));
    let page = CheckPage {
        progress,
        form,
        body,
        groups: groups(progress, applicant.as_ref(), form.locale()),
        doubts,
        case,
        lasts,
        fees,
    };
    web::page(form.t("Kiểm tra trước khi gửi", "Check before you send"), &page)
        .back(progress.back(), form.t("Quay lại", "Back"))
        .narrow()
        .form(form)
}

/// How long it takes: in English where the term can be read, else as the package says it.
fn lasts(text: &str, locale: Locale) -> (String, &'static str) {
    match text.parse::<worktime::Term>() {
        Ok(term) if locale.is_english() => (worktime::english::term(term), ""),
        _ => (text.to_owned(), "vi"),
    }
}

fn groups(progress: &Progress, applicant: Option<&Applicant>, locale: Locale) -> Vec<Group> {
    let (draft, situation) = (&progress.draft, progress.situation());
    let person = &draft.applicant;
    let ours = |title: &str, page: &str, lines: Vec<Line>| Group {
        title: title.to_owned(),
        lang: "",
        href: progress.address(page),
        lines,
    };
    let who = vec![
        Line::typed(locale.t("Họ và tên", "Full name"), &person.name),
        Line::typed(locale.t("Số định danh cá nhân", "Personal identification number"), &person.number),
        Line::typed(locale.t("Nơi cư trú", "Place of residence"), &person.address),
        Line::typed(locale.t("Số điện thoại", "Telephone"), &person.phone),
        Line::typed(locale.t("Thư điện tử", "E-mail"), &person.email),
    ];
    let whom = Line {
        label: locale.t("Người nộp nộp hồ sơ", "Filed for").to_owned(),
        text: person.acting().map_or("", |acting| acting.called(locale)).to_owned(),
        lang: "",
    };
    let mut out = vec![
        ours(locale.t("Người nộp hồ sơ", "The person who files"), APPLICANT_PAGE, who),
        ours(locale.t("Nộp cho ai", "For whom"), WHOM_PAGE, vec![whom]),
    ];
    for party in applicant.map_or(&[][..], |it| it.people.as_slice()) {
        let line = |(label, text, typed): people::PartyText| Line {
            label: label.to_owned(),
            text,
            lang: if typed { "vi" } else { "" },
        };
        let lines = people::lines(party, locale).into_iter().map(line).collect();
        out.push(ours(party.role.called(locale), PEOPLE_PAGE, lines));
    }
    out.extend(answered(progress));
    let papers = progress.components(&situation).filter(|c| !c.is_the_form(situation.channel));
    let files = |code: &str| {
        let names = draft.papers.iter().filter(|p| p.component == code).filter_map(|p| p.file_name.clone());
        names.collect::<Vec<_>>().join("; ")
    };
    let lines = papers.map(|component| Line::typed(&component.name, &files(&component.code))).collect();
    let papers = ours(locale.t("Giấy tờ kèm theo", "Papers"), "giay-to", lines);
    out.push(papers);
    out
}

/// The answers to the questions of the package, page by page.
fn answered(progress: &Progress) -> Vec<Group> {
    let (answers, situation) = (&progress.draft.answers, progress.situation());
    let pages = progress.version.form.shown_pages(answers, &situation);
    let group = |page: &catalogue::form::Page| Group {
        title: page.title.clone(),
        lang: "vi",
        href: progress.address(&page.code),
        lines: page
            .lines(answers, &situation)
            .into_iter()
            .map(|(field, text)| Line::typed(&field.label, &text))
            .collect(),
    };
    pages.map(group).collect()
}
