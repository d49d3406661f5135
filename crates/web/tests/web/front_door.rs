//! What every response has, and how each refusal is said: through the front door of a house with one small module.

use crate::house::{FORM, House, JSON, citizen, demo, open, request};
use askama::Template;
use axum::extract::State;
use base::id::RequestId;
use base::{Actor, Denied, Fault, Kind};
use http::{Method, StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::{
    Answer, Api, App, Callers, Check, Failure, Form, Json, Limits, Module, Pages, Path, Posted, Query,
    Refusals, Upload, Who, page, see_other,
};

#[derive(Template)]
#[template(
    source = "{% import \"components/fields.html\" as fields -%}{{ fields::summary(form) }}<h1>Đăng ký</h1>\
    <form method=\"post\" action=\"/ten\">{{ fields::request(form) }}{{ fields::text(form, \"ho_ten\", \"Họ tên\") }}\
    {{ fields::request(form) }}</form>",
    ext = "html"
)]
struct View<'a> {
    form: &'a Form,
}

fn show(form: &Form) -> Answer {
    page("Đăng ký", &View { form }).form(form).answer()
}

async fn named(Posted { ctx, form }: Posted) -> Answer {
    let mut check = Check::new(&form);
    let name = check.text("ho_ten", "họ và tên", 10);
    match check.finish(|| name) {
        Ok(_) => Ok(see_other(&format!("/da-ghi/{}", ctx.request))),
        Err(invalid) => show(&form.refused(invalid.into())?),
    }
}

async fn sent(upload: Upload) -> Answer {
    let limits = Limits { each: 1000, count: 2, kinds: files::Kind::PAPERS };
    let received = upload.receive(limits).await?;
    let names: Vec<_> = received.files.iter().map(|file| format!("{}={}", file.field, file.name)).collect();
    let form = received.form.with("ho_ten", names.join(","));
    show(&form)
}

#[derive(Debug, thiserror::Error)]
#[error("the secret password is xyz")]
struct Broken(#[source] std::io::Error);

impl Fault for Broken {
    fn kind(&self) -> Kind {
        Kind::Internal
    }
    fn code(&self) -> &'static str {
        "test.broken"
    }
    fn sentence(&self) -> String {
        "Hệ thống gặp trục trặc.".to_owned()
    }
}

async fn broken() -> Answer {
    Err(Broken(std::io::Error::other("disk /dev/secret")))?
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Filter {
    trang: u32,
}

#[derive(Deserialize, Serialize, ToSchema)]
struct Thing {
    /// How many.
    count: u32,
}

/// Counts a thing.
#[utoipa::path(post, path = "/api/v1/things", request_body = Thing, responses((status = 200, body = Thing), Refusals))]
async fn count(State(app): State<App>, Who(ctx): Who, Json(thing): Json<Thing>) -> Answer {
    if thing.count == 0 {
        ctx.authorise_staff()?;
    }
    assert!(app.site.secure());
    let mut response = axum::response::IntoResponse::into_response(axum::Json(thing));
    response.headers_mut().insert("x-seen", ctx.request.to_string().parse().expect("ASCII"));
    Ok(response)
}

fn module() -> Module {
    let pages = Pages::new()
        .get("/ten", async |Who(ctx): Who| show(&Form::empty(&ctx)))
        .post("/ten", named)
        .upload("/tep", 20_000, sent)
        .get("/loi", broken)
        .get("/hoang-loan", async || -> Answer { panic!("secret words") })
        .get("/cua-toi", async |Who(ctx): Who| -> Answer {
            ctx.authorise_citizen()?;
            Ok(see_other("/"))
        })
        .post("/cua-toi", async || -> Answer { Err(Denied::Unauthenticated.into()) })
        .get("/so/{so}", async |Path(_): Path<u32>, Query(filter): Query<Filter>| -> Answer {
            Ok(see_other(&format!("/trang/{}", filter.trang)))
        })
        .get("/ban", async || -> Answer { Err(Failure::new(Kind::Busy, "test.busy", "Đang bận.")) });
    Module {
        name: "test",
        pages,
        api: Api::new().routes(Callers::Anyone, routes!(count)),
        ..Module::default()
    }
}

fn house() -> House {
    open(vec![module()], demo(), Actor::Nobody)
}

#[tokio::test]
async fn every_answer_has_the_headers() {
    let house = house();
    let css = style_of(house.get("/ten").await.text());
    let large = format!("ho_ten={}", "a".repeat(70_000));
    let tries = [
        (request(Method::GET, "/ten", &[], ""), 200),
        (request(Method::POST, "/ten", &[FORM], "ho_ten=An"), 303),
        (request(Method::POST, "/ten", &[FORM], "ho_ten="), 422),
        (request(Method::GET, "/khong-co", &[], ""), 404),
        (request(Method::DELETE, "/ten", &[], ""), 405),
        (request(Method::POST, "/ten", &[FORM], large), 413),
        (request(Method::POST, "/ten", &[JSON], "{}"), 415),
        (request(Method::POST, "/ten", &[FORM, ("sec-fetch-site", "cross-site")], "ho_ten=An"), 403),
        (request(Method::GET, "/loi", &[], ""), 500),
        (request(Method::GET, "/hoang-loan", &[], ""), 500),
        (request(Method::GET, "/ban", &[], ""), 503),
        (request(Method::GET, "/api/openapi.json", &[], ""), 200),
        (request(Method::GET, "/api/v1/khong-co", &[], ""), 404),
        (request(Method::GET, &css, &[], ""), 200),
    ];
    for (request, status) in tries {
        let what = format!("{} {}", request.method(), request.uri());
        let reply = house.send(request).await;
        assert_eq!(reply.status.as_u16(), status, "{what}");
        let policy = reply.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{what}: {policy}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{what}");
        assert_eq!(reply.header("referrer-policy"), "same-origin", "{what}");
        assert!(reply.header("strict-transport-security").starts_with("max-age"), "{what}");
        assert!(reply.header("x-request-id").parse::<RequestId>().is_ok(), "{what}");
        let kept = reply.header("cache-control").contains("immutable");
        assert_eq!(kept, what.contains("/tinh/"), "{what}");
        assert_eq!(reply.headers.get_all("cache-control").iter().count(), 1, "{what}");
    }
}

fn style_of(html: &str) -> String {
    let start = html.find("/tinh/motcua").expect("a style sheet");
    html[start..].split('"').next().expect("an end").to_owned()
}

#[tokio::test]
async fn a_refusal_is_a_page_in_the_shell() {
    let house = house();
    for (method, path, headers, status, words) in [
        (Method::GET, "/khong-co", &[][..], 404, "Không tìm thấy"),
        (Method::GET, "/so/x", &[], 404, "Không tìm thấy"),
        (Method::GET, "/so/1?trang=x", &[], 400, "không đọc được"),
        (Method::GET, "/loi", &[], 500, "Hệ thống gặp"),
        (Method::GET, "/hoang-loan", &[], 500, "Hệ thống gặp lỗi"),
        (Method::POST, "/ten", &[FORM, ("origin", "https://evil.example")], 403, "trang khác"),
        (Method::PUT, "/ten", &[], 405, "không nhận kiểu yêu cầu"),
        (Method::POST, "/ten", &[("content-type", "text/plain")], 415, "Kiểu nội dung"),
        (
            Method::POST,
            "/ten",
            &[("content-type", "application/x-www-form-urlencoded; charset=windows-1258")],
            415,
            "Kiểu nội dung",
        ),
        (Method::POST, "/ten", &[], 415, "Kiểu nội dung"),
    ] {
        let reply = house.send(request(method.clone(), path, headers, "ho_ten=An")).await;
        let text = reply.text();
        assert_eq!(reply.status.as_u16(), status, "{method} {path}");
        assert!(text.contains(words), "{method} {path}: {text}");
        assert!(
            text.contains("Một cửa &#60;Phú Thọ&#62;") && text.contains("Dữ liệu mô phỏng"),
            "in the shell: {text}"
        );
        assert!(text.contains(reply.header("x-request-id")), "names the request: {text}");
        assert!(!text.contains("secret") && !text.contains("panic"), "nothing internal: {text}");
    }
    assert_eq!(house.get("/so/7?trang=3").await.header("location"), "/trang/3");
    assert_eq!(house.get("/so/7").await.header("location"), "/trang/0");
    assert_eq!(house.get("/ban").await.header("retry-after"), "5");
    assert_eq!(house.send(request(Method::PUT, "/ten", &[], "")).await.header("allow"), "GET,HEAD,POST");
}

#[tokio::test]
async fn a_program_gets_a_problem() {
    let house = house();
    let call = async |headers: &[(&str, &str)], body: &str| {
        house.send(request(Method::POST, "/api/v1/things", headers, body.to_owned())).await
    };
    let key = "0192f0c1-2345-7abc-8def-0123456789ab";
    let good = call(&[JSON, ("idempotency-key", key)], r#"{"count":2}"#).await;
    assert_eq!((good.status, good.header("x-seen")), (StatusCode::OK, key));
    let large = format!(r#"{{"count":2,"x":"{}"}}"#, "a".repeat(70_000));
    for (headers, body, status, code) in [
        (&[JSON][..], r#"{"count":0}"#, 401, "denied.unauthenticated"),
        (&[JSON], "{", 400, "request.malformed"),
        (&[JSON], r#"{"count":2,"x":"\u0000"}"#, 400, "request.malformed"),
        (&[JSON], r#"{"count":"x"}"#, 422, "request.fields"),
        (&[FORM], "count=2", 415, "request.content-type"),
        (&[JSON], &large, 413, "request.too-large"),
        (&[JSON, ("sec-fetch-site", "cross-site")], "{}", 403, "request.cross-site"),
    ] {
        let reply = call(headers, body).await;
        assert_eq!(reply.header("content-type"), "application/problem+json", "{code}");
        let problem: serde_json::Value = serde_json::from_slice(&reply.body).expect("JSON");
        assert_eq!(
            (reply.status.as_u16(), problem["status"].as_u64()),
            (status, Some(status.into())),
            "{code}"
        );
        assert_eq!(problem["code"], code);
        assert_eq!(problem["instance"], "/api/v1/things");
        assert_eq!(problem["request_id"], reply.header("x-request-id"));
        assert!(problem["detail"].as_str().is_some_and(|text| !text.is_empty()));
    }
    let missing = call(&[JSON], "{}").await;
    let problem: serde_json::Value = serde_json::from_slice(&missing.body).expect("JSON");
    assert_eq!(problem["errors"][0]["field"], "count", "{problem}");
    let method = house.get("/api/v1/things").await;
    assert_eq!((method.status.as_u16(), method.header("content-type")), (405, "application/problem+json"));
}

#[tokio::test]
async fn what_was_typed_stays_beside_its_error() {
    let house = house();
    let reply = house.post("/ten", "ho_ten=%3Cb%3ENguy%E1%BB%85n+V%C4%83n+An%3C%2Fb%3E").await;
    let text = reply.text();
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text.contains("<title>Lỗi: Đăng ký"), "{text}");
    assert!(text.contains(r#"value="&#60;b&#62;Nguyễn Văn An&#60;/b&#62;""#), "{text}");
    assert!(text.contains(r##"<a href="#ho_ten">Họ và tên dài tối đa 10 ký tự, hiện có 20."##), "{text}");
    assert!(text.contains(r#"aria-describedby="ho_ten-loi" aria-invalid="true""#), "{text}");
    assert!(text.contains(r#"<div role="alert">"#), "{text}");
    let fresh = house.get("/ten").await;
    assert!(!fresh.text().contains("Lỗi:") && !fresh.text().contains("role=\"alert\""), "{}", fresh.text());
}

#[tokio::test]
async fn a_form_carries_its_own_request() {
    let house = house();
    let html = house.get("/ten").await;
    let mut ids = html.text().split(r#"name="request" value=""#).skip(1).map(|rest| &rest[..36]);
    let (first, second) = (ids.next().expect("a form"), ids.next().expect("another"));
    assert_ne!(first, second, "two forms on a page are two requests");
    for _ in 0..2 {
        let reply = house.post("/ten", &format!("ho_ten=An&request={first}")).await;
        assert_eq!(reply.header("location"), format!("/da-ghi/{first}"));
    }
    let without = house.post("/ten", "ho_ten=An&request=x").await;
    assert!(without.header("location").trim_start_matches("/da-ghi/").parse::<RequestId>().is_ok());
}

#[tokio::test]
async fn a_form_has_limits() {
    let house = house();
    let many = vec!["a=1"; 600].join("&");
    let long = format!("ho_ten={}", "a".repeat(50_000));
    for (body, status) in [
        (many.as_str(), 413),
        (long.as_str(), 413),
        ("ho_ten=%00", 400),
        ("ho_ten=%FF%FE", 400),
        ("", 422),
        ("&&==&%", 422),
    ] {
        let reply = house.post("/ten", body).await;
        assert_eq!(reply.status.as_u16(), status, "{:.40}", body);
    }
}

#[tokio::test]
async fn who_must_sign_in_comes_back_afterwards() {
    let house = house();
    let reply = house.get("/cua-toi?trang=2").await;
    assert_eq!(
        (reply.status.as_u16(), reply.header("location")),
        (303, "/dang-nhap?tiep=/cua-toi%3Ftrang%3D2")
    );
    let from = ("referer", "https://dvc.example/nop-ho-so?buoc=3");
    let reply = house.send(request(Method::POST, "/cua-toi", &[FORM, from], "")).await;
    assert_eq!(reply.header("location"), "/dang-nhap?tiep=/nop-ho-so%3Fbuoc%3D3");
    let reply = house.post("/cua-toi", "").await;
    assert_eq!(reply.header("location"), "/dang-nhap?tiep=/");
    let inside = open(vec![module()], demo(), citizen());
    assert_eq!(inside.get("/cua-toi").await.header("location"), "/");
}

#[tokio::test]
async fn a_form_from_this_site_or_an_old_browser_passes() {
    let house = house();
    for headers in [
        vec![FORM],
        vec![FORM, ("sec-fetch-site", "same-origin")],
        vec![FORM, ("sec-fetch-site", "none")],
        vec![FORM, ("origin", "https://dvc.example")],
    ] {
        let reply = house.send(request(Method::POST, "/ten", &headers, "ho_ten=An")).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{headers:?}");
    }
}

const BOUND: (&str, &str) = ("content-type", "multipart/form-data; boundary=XX");

fn part(name: &str, file: Option<&str>, content: &str) -> String {
    let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
    format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{content}\r\n")
}

const PDF: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n";

#[tokio::test]
async fn files_that_are_not_taken_are_errors_of_their_field() {
    let house = house();
    let parts = [
        part("don", Some("../Đơn.pdf"), PDF),
        part("anh", Some("virus.exe"), "MZ not a picture"),
        part("lon", Some("lon.pdf"), &"x".repeat(1500)),
        part("trong", Some(""), ""),
        part("ban_ve", Some("b.pdf"), PDF),
        part("thua", Some("c.pdf"), PDF),
        "--XX--\r\n".to_owned(),
    ];
    let reply = house.send(request(Method::POST, "/tep", &[BOUND], parts.concat())).await;
    let text = reply.text();
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
    assert!(text.contains(r#"value="don=Đơn.pdf,ban_ve=b.pdf""#), "{text}");
    for (field, words) in [("anh", "virus.exe"), ("lon", "lon.pdf"), ("thua", "tối đa 2 tệp")] {
        let line = text.lines().find(|line| line.contains(&format!("href=\"#{field}\""))).unwrap_or("");
        assert!(line.contains(words), "{field}: {text}");
    }
    assert!(!text.contains("href=\"#trong\""), "an empty field is no error: {text}");
}

#[tokio::test]
async fn an_upload_has_a_limit_of_its_own() {
    let house = house();
    let large = part("ghi_chu", None, &"a".repeat(30_000)) + "--XX--\r\n";
    assert_eq!(house.send(request(Method::POST, "/tep", &[BOUND], large)).await.status.as_u16(), 413);
    let cut = part("don", Some("a.pdf"), PDF);
    assert_eq!(house.send(request(Method::POST, "/tep", &[BOUND], cut)).await.status.as_u16(), 400);
    assert_eq!(house.post("/tep", "a=1").await.status.as_u16(), 415);
}

#[tokio::test]
async fn routes_and_operations_are_listed_and_described() {
    let all = web::routes(&[module()]);
    let said: Vec<_> = all.iter().map(|route| format!("{} {}", route.method, route.path)).collect();
    assert!(
        said.contains(&"POST /tep".to_owned()) && said.contains(&"POST /api/v1/things".to_owned()),
        "{said:?}"
    );
    assert_eq!(said.len(), 10, "{said:?}");
    let reply = house().get("/api/openapi.json").await;
    let api: serde_json::Value = serde_json::from_slice(&reply.body).expect("JSON");
    assert_eq!(reply.header("content-type"), "application/json");
    assert_eq!(api["openapi"], "3.1.0");
    assert_eq!(api["servers"][0]["url"], "https://dvc.example");
    let operation = &api["paths"]["/api/v1/things"]["post"];
    assert_eq!(operation["summary"], "Counts a thing.");
    assert_eq!(
        operation["responses"]["422"]["content"]["application/problem+json"]["schema"]["$ref"],
        "#/components/schemas/Problem"
    );
    assert!(api["components"]["schemas"]["Problem"]["properties"]["request_id"].is_object(), "{api}");
    assert_eq!(api["components"]["securitySchemes"]["session"]["in"], "cookie");
}
