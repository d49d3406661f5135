//! A body files with another: staff answer everything on one page, with the papers as files.

use askama::Template;
use axum::extract::State;
use base::code::ProcedureCode;
use base::id::{DossierId, UnitId};
use base::{Ctx, Fault as _, FieldError};
use catalogue::{Component, ProcedureVersion, Situation};
use web::{Answer, App, Choice, Failure, Form, Path, Received, SentFile, Upload, Who};

use super::answers::{Asked, asked, edited, posted as pairs};
use super::counter::chosen_case;
use super::given::{self, FILES, Kept};
use crate::actions;
use crate::error::Error;
use crate::model::{Channel, TypedApplicant};
use crate::queries;
use crate::submission::{self, Input};

#[derive(Template)]
#[template(path = "file_for_body.html")]
struct Filing<'a> {
    version: &'a ProcedureVersion,
    form: &'a Form,
    cases: Vec<Choice>,
    own: Vec<Choice>,
    /// The name of the body that files, where there is no choice.
    only: &'a str,
    bodies: Vec<Choice>,
    groups: Vec<(&'a str, Vec<Asked<'a>>)>,
    papers: Vec<Wanted<'a>>,
    term: String,
}

/// A paper with its box for files.
struct Wanted<'a> {
    component: &'a Component,
    field: String,
    hint: String,
    accept: String,
    kept: Vec<Kept<'a>>,
}

/// What the page is made of.
struct Ground {
    version: std::sync::Arc<ProcedureVersion>,
    /// The bodies that decide it, but for one's only own.
    bodies: Vec<organisation::Unit>,
    /// The bodies for which the actor files.
    own: Vec<organisation::Unit>,
}

/// Asks everything.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(code): Path<ProcedureCode>) -> Answer {
    let ground = ground(&app, &ctx, code).await?;
    page(&ground, &Form::empty(&ctx)).answer()
}

/// Sends it and leads to where it is followed; shows the page again with what was typed and the files that were taken.
pub(crate) async fn send(State(app): State<App>, Path(code): Path<ProcedureCode>, upload: Upload) -> Answer {
    let ground = ground(&app, upload.ctx(), code).await?;
    let Received { ctx, form, files } = upload.receive(given::LIMITS).await?;
    let again = if let Some(form) = edited(&form, &ctx, &ground.version.form.pages) {
        form
    } else if form.value("act") == "case" || !form.errors().is_empty() {
        form
    } else {
        match file(&app, &ctx, &ground, &form, &files).await {
            Ok(id) => return Ok(web::see_other(&format!("/ho-so/{id}"))),
            Err(failure) if failure.code() == Error::StaleProcedure.code() => form.with_errors([moved_on()]),
            Err(failure) => given::refused(form, failure)?,
        }
    };
    let form = given::keep(&app, &ctx, again, files).await?;
    page(&ground, &form).answer()
}

/// A new version came into force while the page was open.
fn moved_on() -> FieldError {
    let words = "Thủ tục vừa có phiên bản mới; nội dung đã nhập được giữ. Mời kiểm tra lại theo phiên bản mới rồi gửi.";
    FieldError::new("version", words)
}

async fn ground(app: &App, ctx: &Ctx, code: ProcedureCode) -> Result<Ground, Failure> {
    let ctx = ctx.clone();
    let read = move |rx: &mut db::Read| {
        let own = queries::filing_bodies(rx, &ctx)?;
        let today = ctx.now.date();
        let version = queries::offered(rx, &code, Channel::Internal, today)?;
        let mut bodies = queries::competent_bodies(rx, &version, today)?;
        bodies.retain(|unit| own.iter().any(|mine| mine.id != unit.id));
        Ok::<_, Error>(Ground { version, bodies, own })
    };
    Ok(app.db.read(read).await?)
}

async fn file(
    app: &App,
    ctx: &Ctx,
    ground: &Ground,
    form: &Form,
    files: &[SentFile],
) -> Result<DossierId, Failure> {
    let version = &ground.version;
    let case = chosen_case(version, form).to_owned();
    let (answers, errors) =
        version.form.answers(&pairs(form), &Situation { case: &case, channel: Channel::Internal });
    let competent: Option<UnitId> = form.value("competent").parse().ok();
    let input = Input {
        draft: None,
        filed_by: form.value("filed_by").parse().ok(),
        procedure: version.code.clone(),
        version: form.value("version").parse().ok(),
        applicant: TypedApplicant::default(),
        answers,
        papers: given::papers(app, ctx, form, files).await?,
        // The writer refuses what is no body; what else is wrong is said with it.
        competent: competent.unwrap_or(UnitId::from_uuid(uuid::Uuid::nil())),
        case,
    };
    let sent = (pairs(form), input.papers.clone());
    let read = move |_: &mut db::Read, _| {
        if errors.is_empty() { Ok(input) } else { Err(Error::Invalid(errors)) }
    };
    match submission::send(&app.db, ctx, &actions::FILE_FOR_BODY, sent, read).await {
        Err(Error::Invalid(mut wrong)) if competent.is_none() => {
            wrong.retain(|error| error.field != "competent");
            wrong.insert(0, FieldError::new("competent", "Chọn cơ quan giải quyết."));
            Err(Error::Invalid(wrong).into())
        }
        done => Ok(done?.id),
    }
}

fn page(ground: &Ground, form: &Form) -> web::Page {
    let version = &*ground.version;
    let case = chosen_case(version, form);
    let situation = Situation { case, channel: Channel::Internal };
    let (known, _) = version.form.answers(&pairs(form), &situation);
    let groups = version.form.shown_pages(&known, &situation);
    let groups: Vec<(_, Vec<Asked<'_>>)> =
        groups.map(|page| (page.title.as_str(), asked(page, &known, &situation, form))).collect();
    let papers = version.components(&known, &situation);
    let papers = papers.filter(|it| !it.is_the_form(Channel::Internal)).map(|it| wanted(it, form)).collect();
    let shown = if form.value("case").is_empty() { Some(form.clone().with("case", case)) } else { None };
    let choices = |units: &[organisation::Unit]| {
        units.iter().map(|unit| Choice::new(unit.id.to_string(), unit.name.as_str())).collect()
    };
    let page = Filing {
        version,
        form: shown.as_ref().unwrap_or(form),
        cases: version.cases.iter().map(|it| Choice::new(&it.code, &it.name)).collect(),
        only: ground.own.first().map_or("", |body| body.name.as_str()),
        own: choices(&ground.own),
        bodies: choices(&ground.bodies),
        groups,
        papers,
        term: version.ordinary_term(&situation).map(|term| term.text.clone()).unwrap_or_default(),
    };
    web::page(version.short_name.as_str(), &page).back("/can-bo/noi-bo", "Thủ tục nội bộ").form(form)
}

fn wanted<'a>(component: &'a Component, form: &'a Form) -> Wanted<'a> {
    let types = component.file_types.join(", ").to_uppercase();
    Wanted {
        field: format!("{FILES}{}", component.code),
        hint: format!("{types}; mỗi tệp tối đa {} MB.", component.max_megabytes),
        accept: component.file_types.iter().map(|one| format!(".{one}")).collect::<Vec<_>>().join(","),
        kept: given::kept_of(form, &component.code),
        component,
    }
}
