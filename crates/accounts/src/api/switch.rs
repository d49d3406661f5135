//! `POST /api/v1/session/parking`, `GET /api/v1/session/parked`, `POST /api/v1/session/parked/{id}`: several officers in one
//! browser; `PUT /api/v1/session/acting`: working as a deputy.

use axum::extract::State;
use axum::response::IntoResponse as _;
use http::{StatusCode, header};
use organisation::DeputyId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use super::me::Me;
use crate::actions::{see_parked, who_is};
use crate::model::{SessionId, Token};
use crate::session::{Current, cookie, door};

/// Tạm rời máy: phiên được khóa và chờ trong trình duyệt này, nhận ra bằng cookie trong câu trả lời.
#[utoipa::path(
    post,
    path = "/api/v1/session/parking",
    tag = super::TAG,
    responses((status = 204, description = "Phiên đã khóa và chờ"), web::Refusals)
)]
pub(super) async fn park(State(app): State<App>, current: Current, Who(ctx): Who) -> Answer {
    let browser = door::leave(&app, &ctx, &current).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    let secure = app.site.secure();
    for value in [cookie::set_browser(&browser, secure), cookie::clear(secure)] {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(response)
}

/// Một phiên đang chờ.
#[derive(Serialize, ToSchema)]
#[schema(as = ParkedSession)]
pub(super) struct ParkedOut {
    /// Định danh phiên.
    #[schema(value_type = String, format = Uuid)]
    id: SessionId,
    /// Họ và tên cán bộ.
    name: String,
    /// Rời máy lúc, RFC 3339.
    #[schema(format = DateTime)]
    since: String,
    /// Tự kết thúc lúc, RFC 3339.
    #[schema(format = DateTime)]
    ends: String,
    /// Số lần nhập còn lại.
    tries: i64,
}

/// Các phiên đang chờ trong trình duyệt này.
#[utoipa::path(
    get,
    path = "/api/v1/session/parked",
    tag = super::TAG,
    responses((status = 200, description = "Các phiên đang chờ", body = Vec<ParkedOut>), web::Refusals)
)]
pub(super) async fn parked(State(app): State<App>, current: Current, Who(ctx): Who) -> Answer {
    let browser = current.browser.as_ref().map(Token::key);
    let waiting = app.db.read(move |rx| see_parked(rx, &ctx, browser)).await?;
    let out = waiting.into_iter().map(|it| ParkedOut {
        id: it.id,
        name: it.name,
        since: it.since.rfc3339(),
        ends: it.ends.rfc3339(),
        tries: it.tries,
    });
    Ok(axum::Json(out.collect::<Vec<_>>()).into_response())
}

/// Mã PIN hoặc mật khẩu.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ComeBack, example = json!({"secret": "402917"}))]
pub(super) struct ComeBackIn {
    /// Mã PIN hoặc mật khẩu của cán bộ.
    #[schema(max_length = 128)]
    secret: String,
}

/// Mở lại một phiên đang chờ; phiên đang dùng trong trình duyệt được khóa và chờ thay.
#[utoipa::path(
    post,
    path = "/api/v1/session/parked/{id}",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh phiên")),
    request_body = ComeBackIn,
    responses((status = 200, description = "Đã mở lại", body = Me), web::Refusals)
)]
pub(super) async fn come_back(
    State(app): State<App>,
    current: Current,
    Who(ctx): Who,
    Path(id): Path<SessionId>,
    Json(body): Json<ComeBackIn>,
) -> Answer {
    let signed_in = door::come_back(&app, &ctx, &current, id, &body.secret).await?;
    let (of_read, holder) = (ctx.clone(), signed_in.session.holder);
    let actor = app.db.read(move |rx| who_is(rx, &of_read, holder)).await?;
    let mut response = axum::Json(Me::of(&actor)?).into_response();
    let value = cookie::set(&signed_in.token, &signed_in.session, ctx.now, app.site.secure());
    response.headers_mut().append(header::SET_COOKIE, value);
    Ok(response)
}

/// Lần phân công làm thay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ActingAs)]
pub(super) struct ActingIn {
    /// Định danh lần phân công; `null` để trở về vị trí của mình.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(value_type = Option<String>, format = Uuid, required = true)]
    naming: Option<DeputyId>,
}

/// Bắt đầu làm việc thay người khác trong phiên này, hoặc trở về vị trí của mình.
#[utoipa::path(
    put,
    path = "/api/v1/session/acting",
    tag = super::TAG,
    request_body = ActingIn,
    responses((status = 204, description = "Đã đổi"), web::Refusals)
)]
pub(super) async fn act_as(
    State(app): State<App>,
    current: Current,
    Who(ctx): Who,
    Json(body): Json<ActingIn>,
) -> Answer {
    door::stand_in(&app, &ctx, &current, body.naming).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
