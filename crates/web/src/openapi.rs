//! One OpenAPI 3.1 description of all operations, at `/api/openapi.json`.

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header;
use utoipa::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::{InfoBuilder, License, ServerBuilder};

use crate::app::{App, Site};
use crate::problem::{Problem, ProblemField};

/// The name of the cookie that carries a session, set by `accounts`.
pub const SESSION_COOKIE: &str = "phien";

#[derive(OpenApi)]
#[openapi(components(schemas(Problem, ProblemField)))]
struct Shared;

/// The description of the operations in `documents`, as one document.
pub(crate) fn describe(site: &Site, documents: Vec<utoipa::openapi::OpenApi>) -> utoipa::openapi::OpenApi {
    let mut all = Shared::openapi();
    for document in documents {
        all.merge(document);
    }
    all.info = InfoBuilder::new()
        .title(format!("{}: giao diện lập trình", site.name))
        .version("1")
        .description(Some(
            "Các thao tác giải quyết thủ tục hành chính. Lỗi trả về theo RFC 9457 (application/problem+json), kèm mã yêu cầu. \
             Thao tác ghi nhận tiêu đề Idempotency-Key (UUID): gửi lại cùng khóa thì nhận lại câu trả lời đầu tiên.",
        ))
        .license(Some(License::new("EUPL-1.2")))
        .build();
    all.servers = Some(vec![
        ServerBuilder::new().url(if site.address.is_empty() { "/" } else { &site.address }).build(),
    ]);
    let cookie = ApiKeyValue::with_description(
        SESSION_COOKIE,
        "Phiên đăng nhập, có sau khi đăng nhập tại /dang-nhap.",
    );
    let components = all.components.get_or_insert_default();
    components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    all
}

/// Serves the description.
pub(crate) fn router(site: &Site, documents: Vec<utoipa::openapi::OpenApi>) -> Router<App> {
    let text: Arc<str> = describe(site, documents).to_json().unwrap_or_default().into();
    Router::new().route(
        "/api/openapi.json",
        get(async move || -> Response {
            ([(header::CONTENT_TYPE, "application/json")], text.to_string()).into_response()
        }),
    )
}
