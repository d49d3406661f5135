//! The switch of language: a small form in the footer of every page.

use axum::Router;
use axum::response::Response;
use axum::routing::post;
use http::{HeaderValue, header};

use crate::app::App;
use crate::arrival::LOCALE_COOKIE;
use crate::form::Posted;
use crate::locals::local_path;
use crate::page::see_other;

/// `POST /ngon-ngu` with `ngon_ngu` (`vi` or `en`) and `tiep`, where to go on.
pub(crate) fn router() -> Router<App> {
    Router::new().route("/ngon-ngu", post(choose))
}

async fn choose(Posted { form, .. }: Posted) -> Response {
    let mut response = see_other(local_path(form.value("tiep")).unwrap_or("/"));
    let chosen = if form.value("ngon_ngu") == "en" { "en" } else { "vi" };
    let cookie = format!("{LOCALE_COOKIE}={chosen}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response
}
