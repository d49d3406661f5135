//! `POST` and `DELETE /api/v1/session`: signing in and out. The session is the cookie the answer sets.

use axum::extract::State;
use axum::response::IntoResponse as _;
use http::{StatusCode, header};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Answer, App, Json, Who};

use super::me::Me;
use crate::actions::{sign_out as end, who_is};
use crate::model::Password;
use crate::session::{Current, cookie, door};

/// What to sign in with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"login": "lan.nguyen", "password": "con mèo nhà bác"}))]
pub(super) struct SignIn {
    /// A login, telephone number or mail address.
    login: String,
    /// The password.
    password: String,
}

/// Signs in.
#[utoipa::path(
    post,
    path = "/api/v1/session",
    tag = "accounts",
    request_body = SignIn,
    responses(
        (status = 200, description = "Signed in; the cookie is the session", body = Me),
        (status = 401, description = "The login or the password is wrong"),
        (status = 429, description = "Too many tries for this login or from this address"),
    )
)]
pub(super) async fn sign_in(
    State(app): State<App>,
    current: Current,
    Who(ctx): Who,
    Json(input): Json<SignIn>,
) -> Answer {
    let password = Password::typed(&input.password);
    let signed_in = door::sign_in(&app, &ctx, &current, &input.login, password).await?;
    let holder = signed_in.session.holder;
    let of_read = ctx.clone();
    let actor = app.db.read(move |rx| who_is(rx, &of_read, holder)).await?;
    let mut response = axum::Json(Me::of(&actor)?).into_response();
    let value = cookie::set(&signed_in.token, &signed_in.session, ctx.now, app.site.secure());
    response.headers_mut().append(header::SET_COOKIE, value);
    Ok(response)
}

/// Signs out.
#[utoipa::path(
    delete,
    path = "/api/v1/session",
    tag = "accounts",
    responses((status = 204, description = "Signed out, or was not signed in"))
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
