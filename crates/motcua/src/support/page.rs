//! What is handed to support about one refusal: shown first, then downloaded.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::RequestId;
use base::{Actor, Ctx};
use http::header;
use web::{Answer, App, Failed, Failure, Form, Path, Who};

use super::bundle::bundle;
use super::{PATH, SEE};

#[derive(Template)]
#[template(path = "support.html")]
struct Shown<'a> {
    form: &'a Form,
    request: String,
    failed: Option<&'a Failed>,
    /// The whole of it, as it is handed on.
    text: String,
}

/// Shows it.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Path(request): Path<RequestId>) -> Answer {
    let bundle = bundle(&app, &ctx, found(&app, &ctx, request)?).await?;
    let form = Form::empty(&ctx).spoken(ctx.locale);
    let shown = Shown {
        form: &form,
        request: request.to_string(),
        failed: bundle.refusal.as_ref(),
        text: serde_json::to_string_pretty(&bundle).map_err(Failure::internal)?,
    };
    let page = web::page(form.t("Thông tin cho bộ phận hỗ trợ", "For support"), &shown).form(&form).narrow();
    if ctx.authorise(&SEE).is_ok() {
        page.back(PATH, form.t("Sự cố", "Faults")).answer()
    } else {
        page.answer()
    }
}

/// Downloads it.
pub(super) async fn download(
    State(app): State<App>,
    Who(ctx): Who,
    Path(request): Path<RequestId>,
) -> Answer {
    let bundle = bundle(&app, &ctx, found(&app, &ctx, request)?).await?;
    let text = serde_json::to_string_pretty(&bundle).map_err(Failure::internal)?;
    let name = format!("attachment; filename=\"ho-tro-{request}.json\"");
    let headers =
        [(header::CONTENT_TYPE, "application/json".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, text).into_response())
}

/// The refusal, while it is kept. Whoever has not signed in asks only for what is there: numbers are not tried out.
fn found(app: &App, ctx: &Ctx, request: RequestId) -> Result<Option<Failed>, Failure> {
    let failed = app.site.failures.find(request);
    match (&failed, &ctx.actor) {
        (None, Actor::Nobody | Actor::Citizen(_)) => Err(Failure::not_found()),
        _ => Ok(failed),
    }
}
