//! `GET /api/v1/procedures/{code}`.

use axum::extract::State;
use axum::response::IntoResponse as _;
use web::{Answer, App, Path, Who};

use crate::api::shape::ProcedureDetail;
use crate::pages::find;

/// The procedure of this code as it is in force today.
#[utoipa::path(
    get, path = "/api/v1/procedures/{code}", operation_id = "getProcedure", tag = "Thủ tục",
    summary = "Xem một thủ tục đang có hiệu lực",
    params(("code" = String, Path, description = "Mã thủ tục", example = "1.013225")),
    responses((status = 200, description = "Thủ tục", body = ProcedureDetail), web::Refusals)
)]
pub(crate) async fn get_procedure(State(app): State<App>, Who(ctx): Who, Path(code): Path<String>) -> Answer {
    let version = find(&app, &code, ctx.now.date()).await?;
    Ok(axum::Json(ProcedureDetail::from(version.as_ref())).into_response())
}
