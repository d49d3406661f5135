//! The first page of filing online: which case, which body. What it needs is said on the procedure's own page.

use askama::Template;
use axum::extract::State;
use base::Locale;
use base::code::ProcedureCode;
use base::id::UnitId;
use catalogue::ProcedureVersion;
use web::{Answer, App, Check, Choice, Form, Path, Posted, Who};

use crate::actions::{self, Begin};
use crate::error::Error;
use crate::model::Channel;
use crate::queries;

#[derive(Template)]
#[template(path = "apply_start.html")]
struct Start<'a> {
    version: &'a ProcedureVersion,
    form: &'a Form,
    cases: Vec<Choice>,
    bodies: Vec<Choice>,
}

/// Asks for case and body.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(code): Path<ProcedureCode>) -> Answer {
    ctx.authorise_citizen()?;
    let form = Form::empty(&ctx).spoken(ctx.locale);
    ask(&app, &ctx, code, form).await
}

/// Begins a draft and goes on to its first page.
pub(crate) async fn begin(State(app): State<App>, Path(code): Path<ProcedureCode>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let form = form.spoken(ctx.locale);
    let citizen = ctx.authorise_citizen()?.clone();
    let mut check = Check::new(&form);
    let case = check.text("case", form.t("trường hợp", "your case"), 60);
    let body =
        check.text("competent", form.t("cơ quan giải quyết", "the body that decides"), 40).and_then(|id| {
            let id = id.parse::<UnitId>().ok();
            if id.is_none() {
                let choose = (
                    "Chọn cơ quan giải quyết trong danh sách.",
                    "Choose the body that decides from the list.",
                );
                check.refuse("competent", choose);
            }
            id
        });
    let read = check.finish(|| Some((case?, body?)));
    let (case, competent) = match read {
        Ok(read) => read,
        Err(invalid) => return ask(&app, &ctx, code, form.with_errors(invalid.0)).await,
    };
    let applicant = app.db.read(move |rx| queries::known_applicant(rx, citizen.account)).await?;
    let input = Begin { procedure: code, case, competent, applicant };
    let draft = app.db.write(move |tx| actions::begin_draft(tx, &ctx, &input)).await?;
    Ok(web::see_other(&format!("/to-khai/{draft}/nguoi-nop")))
}

async fn ask(app: &App, ctx: &base::Ctx, code: ProcedureCode, form: Form) -> Answer {
    let today = ctx.now.date();
    let (version, bodies) = app
        .db
        .read(move |rx| {
            let version = queries::offered(rx, &code, Channel::Online, today)?;
            let bodies = queries::competent_bodies(rx, &version, today)?;
            Ok::<_, Error>((version, bodies))
        })
        .await?;
    let cases: Vec<_> = version
        .cases
        .iter()
        .map(|c| Choice::new(&c.code, &c.name).hint(c.hint.as_deref().unwrap_or("")).vietnamese())
        .collect();
    let bodies: Vec<_> =
        bodies.iter().map(|unit| Choice::new(unit.id.to_string(), unit.name.as_str()).vietnamese()).collect();
    let form = if let ([only], true) = (cases.as_slice(), form.value("case").is_empty()) {
        form.with("case", &only.value)
    } else {
        form
    };
    let form = if let ([only], true) = (bodies.as_slice(), form.value("competent").is_empty()) {
        form.with("competent", &only.value)
    } else {
        form
    };
    let page = Start { version: &version, form: &form, cases, bodies };
    let back = format!("/thu-tuc/{}", version.code);
    let title = match form.locale() {
        Locale::Vi => format!("Nộp hồ sơ: {}", version.short_name),
        Locale::En => format!("File online: {}", version.code),
    };
    web::page(title, &page)
        .back(back, form.t("Về trang thủ tục", "The procedure"))
        .narrow()
        .form(&form)
        .answer()
}
