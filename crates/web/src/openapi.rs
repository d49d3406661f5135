//! One OpenAPI 3.1 description of all operations, at `/api/openapi.json`.

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::{Method, header};
use utoipa::OpenApi;
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBody;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{
    InfoBuilder, KnownFormat, License, Object, RefOr, Schema, SchemaFormat, ServerBuilder, Type,
};

use crate::app::{App, Site};
use crate::callers::Callers;
use crate::problem::{Problem, ProblemField, described};
use crate::revised::REVISION;

/// The name of the cookie that carries a session, set by `accounts`.
pub const SESSION_COOKIE: &str = "phien";

/// What the session is called in the description.
const SESSION: &str = "session";
/// What the token of a program is called in the description.
const TOKEN: &str = "token";
const UUID: SchemaFormat = SchemaFormat::KnownFormat(KnownFormat::Uuid);

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
             Thao tác ghi nhận tiêu đề Idempotency-Key (UUID): gửi lại cùng khóa thì nhận lại câu trả lời đầu tiên. \
             Danh sách trả từng trang; trang sau ở tiêu đề Link với rel=\"next\". Hồ sơ có ETag; gửi lại ETag đó trong If-Match khi \
             thực hiện thao tác trên hồ sơ, hoặc gửi `revision`.",
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
    components.add_security_scheme(SESSION, SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    let token = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("motcua_…")
        .description(Some(
            "Mã truy cập của hệ thống kết nối, do người quản trị cấp tại /quan-tri/he-thong; không gửi cùng cookie. Phạm vi mà mỗi \
             thao tác cần ghi ở mục security của thao tác; mã truy cập không làm được hơn các vị trí mà hệ thống được giao.",
        ))
        .build();
    components.add_security_scheme(TOKEN, SecurityScheme::Http(token));
    all
}

/// Adds to the description of an operation on something with a revision that `If-Match` may stand for `revision` in the body.
pub(crate) fn condition(operation: &mut Operation, schemas: &mut [(String, RefOr<Schema>)]) {
    let Some(RefOr::T(body)) = &operation.request_body else { return };
    let Some(name) = body_name(body) else { return };
    let Some((_, RefOr::T(Schema::Object(body)))) = schemas.iter_mut().find(|(known, _)| *known == name)
    else {
        return;
    };
    if !body.properties.contains_key(REVISION) {
        return;
    }
    body.required.retain(|field| field != REVISION);
    let tag = Object::builder().schema_type(Type::String).pattern(Some(r#"^(\*|"[0-9]+-[0-9a-f]{16}")$"#));
    let header = ParameterBuilder::new()
        .name("If-Match")
        .parameter_in(ParameterIn::Header)
        .description(Some("ETag của hồ sơ đã xem, thay cho `revision` trong nội dung."))
        .schema(Some(tag))
        .build();
    operation.parameters.get_or_insert_default().push(RefOr::T(header));
    let responses = &mut operation.responses.responses;
    responses.insert("412".to_owned(), described("Hồ sơ đã thay đổi sau lần xem mà If-Match nêu"));
    responses.insert("428".to_owned(), described("Thiếu cả `revision` lẫn If-Match"));
}

/// The schema of the JSON body.
fn body_name(body: &RequestBody) -> Option<String> {
    let RefOr::T(content) = body.content.get("application/json")? else { return None };
    let RefOr::Ref(schema) = content.schema.as_ref()? else { return None };
    Some(schema.ref_location.rsplit('/').next()?.to_owned())
}

/// Adds to the description of an operation what is the same for all: the session it needs, and the key under which a
/// repeat of what changes something gets the first answer.
pub(crate) fn complete(operation: &mut Operation, method: &Method, callers: Callers) {
    if !callers.sign_in() {
        return;
    }
    let mut ways = vec![SecurityRequirement::new(SESSION, [] as [&str; 0])];
    if callers.by_token() {
        ways.push(SecurityRequirement::new(TOKEN, callers.scope().map(|permission| permission.name)));
    }
    operation.security = Some(ways);
    if method != Method::GET {
        let key = ParameterBuilder::new()
            .name("Idempotency-Key")
            .parameter_in(ParameterIn::Header)
            .description(Some(
                "Khóa của yêu cầu, một UUID: gửi lại cùng khóa thì nhận lại câu trả lời đầu tiên.",
            ))
            .schema(Some(Object::builder().schema_type(Type::String).format(Some(UUID))))
            .build();
        operation.parameters.get_or_insert_default().push(RefOr::T(key));
    }
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
