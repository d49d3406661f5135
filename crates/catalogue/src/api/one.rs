//! `GET /api/v1/procedures/{code}`.

use axum::extract::State;
use http::HeaderMap;
use web::{Answer, App, Path, Who};

use crate::api::shape::ProcedureAnswer;
use crate::described;
use crate::error::Error;

/// What is known of this code today: a package in force, else what replaced it, else what the national database says.
#[utoipa::path(
    get, path = "/api/v1/procedures/{code}", operation_id = "getProcedure", tag = "Thủ tục",
    summary = "Xem một thủ tục: đang nhận hồ sơ, chỉ có mô tả, hoặc đã được thay thế",
    params(
        ("code" = String, Path, description = "Mã thủ tục", example = "1.013225"),
        ("If-None-Match" = Option<String>, Header, description = "ETag đã có; nếu chưa đổi thì trả lời 304"),
    ),
    responses(
        (status = 200, description = "Thủ tục; `kind` cho biết loại trả lời", body = ProcedureAnswer,
            headers(("ETag" = String, description = "Nhận ra nội dung này"))),
        (status = 304, description = "Chưa đổi so với ETag đã gửi"),
        web::Refusals
    )
)]
pub(crate) async fn get_procedure(
    State(app): State<App>,
    headers: HeaderMap,
    Who(ctx): Who,
    Path(code): Path<String>,
) -> Answer {
    let today = ctx.now.date();
    let known = app.db.read(move |rx| described::known(rx, &code, today)).await?;
    web::tagged(&headers, None, &ProcedureAnswer::from(known.ok_or(Error::NoProcedure)?))
}
