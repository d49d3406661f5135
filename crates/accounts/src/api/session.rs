//! `POST` and `DELETE /api/v1/session`: signing in and out. The session is the cookie the answer sets.

use axum::extract::State;
use axum::response::IntoResponse as _;
use http::{StatusCode, header};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Answer, App, Json, Who};

use super::me::Me;
use crate::actions::{Entered, sign_out as end, who_is};
use crate::error::Error;
use crate::model::Password;
use crate::session::{Current, cookie, door, factor};

/// Tên đăng nhập và mật khẩu.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"login": "lan.nguyen", "password": "con mèo nhà bác"}))]
pub(super) struct SignIn {
    /// Tên đăng nhập, số điện thoại hoặc thư điện tử.
    login: String,
    /// Mật khẩu.
    password: String,
    /// Mã của ứng dụng xác thực hoặc mã dự phòng, khi tài khoản có xác thực hai lớp.
    #[serde(default)]
    #[schema(max_length = 40)]
    code: Option<String>,
}

/// Đăng nhập. Phiên là cookie trong câu trả lời.
#[utoipa::path(
    post,
    path = "/api/v1/session",
    tag = super::TAG,
    request_body = SignIn,
    responses(
        (status = 200, description = "Đã đăng nhập", body = Me),
        web::Refusals
    )
)]
pub(super) async fn sign_in(
    State(app): State<App>,
    current: Current,
    Who(ctx): Who,
    Json(input): Json<SignIn>,
) -> Answer {
    let password = Password::typed(&input.password);
    let signed_in = match door::sign_in(&app, &ctx, &current, &input.login, password).await? {
        Entered::In(signed_in) => signed_in,
        Entered::Half(half) => {
            let code = input.code.as_deref().ok_or(Error::SecondFactorNeeded)?;
            factor::second_step(&app, &ctx, &current, &half, code).await?
        }
    };
    let holder = signed_in.session.holder;
    let of_read = ctx.clone();
    let actor = app.db.read(move |rx| who_is(rx, &of_read, holder)).await?;
    let mut response = axum::Json(Me::of(&actor)?).into_response();
    let value = cookie::set(&signed_in.token, &signed_in.session, ctx.now, app.site.secure());
    response.headers_mut().append(header::SET_COOKIE, value);
    Ok(response)
}

/// Đăng xuất.
#[utoipa::path(
    delete,
    path = "/api/v1/session",
    tag = super::TAG,
    responses((status = 204, description = "Đã đăng xuất, hoặc vốn chưa đăng nhập"), web::Refusals)
)]
pub(super) async fn sign_out(State(app): State<App>, current: Current, Who(ctx): Who) -> Answer {
    if let Some(session) = &current.session {
        let key = session.key;
        app.db.write(move |tx| end(tx, &ctx, key)).await?;
        current.cache.forget(key);
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.headers_mut().append(header::SET_COOKIE, cookie::clear(app.site.secure()));
    Ok(response)
}
