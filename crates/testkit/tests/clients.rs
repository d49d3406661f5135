//! Client systems: who registers them and gives tokens, what a token lets in and what not, how it ends, and what stays of each call.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::program::{LAST, give};
use testkit::{Client, PASSWORD, Reply, TestApp};

const LIST: &str = "/quan-tri/he-thong";
const JSON: (&str, &str) = ("content-type", "application/json");
const ME: &str = "/api/v1/me";

/// The number of the demo's first dossier that waits to be received.
async fn waiting(app: &TestApp) -> (Client, String) {
    let clerk = app.signed_in("mot-cua").await;
    let desk = clerk.get("/api/v1/desk?queue=cho-tiep-nhan").await.json();
    let id = desk["lines"][0]["id"].as_str().expect("a dossier waits").to_owned();
    (clerk, id)
}

fn assert_refused(reply: &Reply, status: u16, code: &str, challenge: &str) {
    assert_eq!(
        (reply.status.as_u16(), reply.json()["code"].as_str()),
        (status, Some(code)),
        "{}",
        reply.text()
    );
    assert_eq!(reply.header("content-type"), "application/problem+json");
    assert_eq!(reply.header("www-authenticate"), challenge);
}

const INVALID: &str = r#"Bearer realm="motcua", error="invalid_token""#;

testkit::both_engines! {
    async fn a_system_acts_by_its_token_and_the_ledger_names_it(app: TestApp) {
        let app = app.with_dossiers().await;
        let (_, id) = waiting(&app).await;
        let program = app.program("mot-cua", &["dossier.read", "dossier.receive"]).await;
        let me = program.client.get(ME).await.json();
        assert_eq!((&me["kind"], &me["name"]), (&json!("staff"), &json!("Hệ thống thuế điện tử")));
        let path = format!("/api/v1/dossiers/{id}");
        let seen = program.client.get(&path).await;
        let revision = seen.assert_status(StatusCode::OK).json()["revision"].clone();
        let received =
            program.client.json(Method::POST, &format!("{path}/reception"), &json!({"revision": revision})).await;
        received.assert_status(StatusCode::OK);
        let stream = ledger::Stream::new("dossier", id.parse().expect("a uuid"));
        let events = app.db.read(move |rx| ledger::history(rx, &stream)).await.expect("the history");
        let system = format!("staff/{}", me["id"].as_str().expect("an id"));
        assert!(events.iter().any(|event| event.kind.starts_with("dossier.received") && event.actor == system));
    }

    async fn a_token_does_only_what_it_carries(app: TestApp) {
        let program = app.program("mot-cua", &["dossier.read"]).await;
        program.client.get("/api/v1/desk").await.assert_status(StatusCode::OK);
        let path = "/api/v1/dossiers/00000000-0000-7000-8000-000000000000/reception";
        let refused = program.client.json(Method::POST, path, &json!({"revision": 1})).await;
        assert_refused(&refused, 403, "denied.no-scope", r#"Bearer realm="motcua", error="insufficient_scope""#);
        refused.assert_says("“dossier.receive”");
        // Nor more than its positions do, nor what only a person does.
        let head = json!({"revision": 1, "person": "00000000-0000-7000-8000-000000000000"});
        let path = "/api/v1/dossiers/00000000-0000-7000-8000-000000000000/assignment";
        assert_refused(&program.client.json(Method::POST, path, &head).await, 403, "denied.forbidden", "");
        assert_refused(&program.client.json(Method::POST, "/api/v1/session/parking", &json!({})).await, 403, "denied.forbidden", "");
    }

    async fn what_no_position_holds_is_not_given(app: TestApp) {
        let program = app.program("mot-cua", &["dossier.read"]).await;
        let page = format!("{}/ma", program.page);
        let mut fields = vec![("label", "Thử"), ("scope", "dossier.assign")];
        fields.extend(LAST);
        let refused = program.admin.post(&page, &fields).await;
        refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("không được giao việc");
        let form = program.admin.get(&page).await;
        form.assert_says("dossier.receive").assert_says_not("dossier.assign").assert_says_not("accounts.");
        for (wrong, said) in [
            ([("last-ngay", "17"), ("last-thang", "11"), ("last-nam", "2026")], "đã qua"),
            ([("last-ngay", "20"), ("last-thang", "11"), ("last-nam", "2027")], "dài nhất 366 ngày"),
        ] {
            let mut fields = vec![("label", "Thử"), ("scope", "dossier.read")];
            fields.extend(wrong);
            program.admin.post(&page, &fields).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says(said);
        }
        let nothing = program.admin.post(&page, &[]).await;
        nothing.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Chọn ít nhất một phạm vi.").assert_says("Nhập tên gọi.");
    }

    async fn the_secret_is_shown_once(app: TestApp) {
        let program = app.program("mot-cua", &["dossier.read"]).await;
        let page = format!("{}/ma", program.page);
        let mut fields = vec![("request", "0198c0de-0000-7000-8000-000000000001"), ("label", "Máy hai"), ("scope", "dossier.read")];
        fields.extend(LAST);
        let first = program.admin.post(&page, &fields).await;
        first.assert_status(StatusCode::OK).assert_says("motcua_");
        let again = program.admin.post(&page, &fields).await;
        again.assert_status(StatusCode::OK).assert_says("Mã không hiện lại được").assert_says_not("motcua_");
        program.admin.get(&program.page).await.assert_says("Máy hai").assert_says_not("motcua_");
    }

    async fn a_token_that_lets_nobody_in_is_told_why(app: TestApp) {
        let program = app.program("mot-cua", &["dossier.read"]).await;
        let unknown = app.as_nobody().with_token(format!("motcua_{}", "0".repeat(64)));
        assert_refused(&unknown.get(ME).await, 401, "accounts.token-unknown", INVALID);
        assert_refused(&app.as_nobody().with_token("x").get(ME).await, 401, "accounts.token-unknown", INVALID);
        assert_refused(&app.as_nobody().get(ME).await, 401, "denied.unauthenticated", r#"Bearer realm="motcua""#);
        program.revoke().await;
        assert_refused(&program.client.get(ME).await, 401, "accounts.token-revoked", INVALID);
        let second = app.as_nobody().with_token(give(&program.admin, &program.page, &["dossier.read"]).await);
        second.get(ME).await.assert_status(StatusCode::OK);
        app.clock.advance(44 * 24 * 3600);
        assert_refused(&second.get(ME).await, 401, "accounts.token-expired", INVALID);
    }

    async fn tokens_that_fail_are_slowed_as_passwords_are_and_good_ones_are_not(app: TestApp) {
        let program = app.program("mot-cua", &["dossier.read"]).await;
        let wrong = app.as_nobody().with_token(format!("motcua_{}", "1".repeat(64)));
        for _ in 0..5 {
            assert_refused(&wrong.get(ME).await, 401, "accounts.token-unknown", INVALID);
        }
        assert_refused(&wrong.get(ME).await, 429, "accounts.too-many-tries", "");
        program.client.get(ME).await.assert_status(StatusCode::OK);
        app.clock.advance(31);
        assert_refused(&wrong.get(ME).await, 401, "accounts.token-unknown", INVALID);
    }

    async fn a_token_counts_in_operations_alone_and_never_beside_a_session(app: TestApp) {
        let program = app.program("quan-tri", &["organisation.deputise"]).await;
        program.client.get("/quan-tri/can-bo").await.assert_leads_to("/dang-nhap*");
        let both = program.admin.clone().with_token(program.token.as_str());
        assert_refused(&both.get(ME).await, 400, "accounts.two-ways-in", "");
        both.get("/quan-tri/can-bo").await.assert_status(StatusCode::OK);
    }

    async fn a_token_that_is_taken_back_in_mid_request_changes_nothing(app: TestApp) {
        let app = app.with_dossiers().await;
        let (clerk, id) = waiting(&app).await;
        let program = app.program("mot-cua", &["dossier.read", "dossier.receive"]).await;
        let path = format!("/api/v1/dossiers/{id}");
        let revision = clerk.get(&path).await.json()["revision"].clone();
        let body = json!({"revision": revision}).to_string();
        // The request is let in; its body arrives only after the token was taken back.
        let taken_back = Arc::new(tokio::sync::Notify::new());
        let (under_way, wait) = (Arc::new(tokio::sync::Notify::new()), Arc::clone(&taken_back));
        let begun = Arc::clone(&under_way);
        let slow = futures_util::stream::once(async move {
            begun.notify_one();
            wait.notified().await;
            Ok::<_, Infallible>(Bytes::from(body))
        });
        let client = program.client.clone();
        let address = format!("{path}/reception");
        let request = tokio::spawn(async move { client.send(Method::POST, &address, &[JSON], Body::from_stream(slow)).await });
        under_way.notified().await;
        program.revoke().await;
        taken_back.notify_one();
        let refused = request.await.expect("the request ends");
        assert_refused(&refused, 401, "ledger.withdrawn", INVALID);
        assert_eq!(clerk.get(&path).await.json()["revision"], revision, "nothing was changed");
    }

    async fn each_call_stays_by_the_pattern_of_its_path(app: TestApp) {
        let program = app.program("mot-cua", &["dossier.read"]).await;
        let id = "00000000-0000-7000-8000-000000000000";
        program.client.get(&format!("/api/v1/dossiers/{id}")).await.assert_status(StatusCode::NOT_FOUND);
        program.client.json(Method::POST, "/api/v1/files", &json!({})).await.assert_status(StatusCode::FORBIDDEN);
        program.client.get("/api/v1/khong-co").await.assert_status(StatusCode::NOT_FOUND);
        let page = format!("{}/nhat-ky", program.page);
        let shown = program.admin.get(&page).await;
        shown.assert_says("GET /api/v1/dossiers/{id}").assert_says("404").assert_says("POST /api/v1/files").assert_says("403");
        shown.assert_says("GET (unknown)").assert_says("Máy chủ chính").assert_says_not(id);
        app.clock.advance(1);
        for _ in 0..60 {
            program.client.get(ME).await.assert_status(StatusCode::OK);
        }
        let newest = program.admin.get(&page).await;
        newest.assert_says_not("/api/v1/dossiers/{id}");
        let next = newest.html().links().find(|link| link.contains("trang=s")).expect("a second page").to_owned();
        program.admin.get(&next).await.assert_says("GET /api/v1/dossiers/{id}");
        app.settle().await;
        app.clock.advance(367 * 24 * 3600);
        app.settle().await;
        let admin = app.signed_in("quan-tri").await;
        admin.get(&page).await.assert_says("Chưa có lần gọi nào");
    }

    async fn a_system_has_no_password_and_another_bodys_administrator_no_system(app: TestApp) {
        let program = app.program("mot-cua", &["dossier.read"]).await;
        let staff = program.page.rsplit('/').next().expect("an identifier");
        let fields = [("login", "he-thong-thue"), ("password", "con mèo nhà bác")];
        let refused = program.admin.post(&format!("/quan-tri/tai-khoan/{staff}"), &fields).await;
        refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("hệ thống kết nối, không phải cán bộ");
        program.admin.get(LIST).await.assert_says("Hệ thống thuế điện tử").assert_says("1 mã, đến");
        app.signed_in("quan-tri-tinh").await.get(&program.page).await.assert_status(StatusCode::OK);
        let clerk = app.signed_in("mot-cua").await;
        clerk.get(LIST).await.assert_status(StatusCode::FORBIDDEN);
        let nobody = app.as_nobody();
        nobody.post("/dang-nhap", &[("login", "he-thong-thue"), ("password", PASSWORD)]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    }

    /// Its positions end, its tokens stay in the hands of who gave them.
    async fn a_system_whose_positions_ended_is_still_looked_after(app: TestApp) {
        let program = app.program("mot-cua", &["dossier.read"]).await;
        let staff = program.page.rsplit('/').next().expect("an identifier").to_owned();
        let person = format!("/quan-tri/can-bo/{staff}");
        let page = program.admin.get(&person).await;
        let end = page.html().forms().into_iter().find(|form| form.action.ends_with("/ket-thuc")).expect("a position to end");
        program.admin.submit(&person, &end).await.assert_status(StatusCode::SEE_OTHER);
        program.client.get("/api/v1/desk").await.assert_status(StatusCode::FORBIDDEN);
        program.admin.get(LIST).await.assert_says("Hệ thống thuế điện tử");
        program.revoke().await;
        program.client.get("/api/v1/me").await.assert_status(StatusCode::UNAUTHORIZED);
        let elsewhere = app.signed_in("quan-tri-tam-nong").await;
        elsewhere.get(LIST).await.assert_says_not("Hệ thống thuế điện tử");
        elsewhere.get(&program.page).await.assert_status(StatusCode::NOT_FOUND);
    }

    async fn a_system_without_a_name_is_not_registered(app: TestApp) {
        let admin = app.signed_in("quan-tri").await;
        let refused = admin.post(&format!("{LIST}/them"), &[("name", "x1"), ("number", "?")]).await;
        refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        for said in ["Nhập tên hệ thống", "Nhập số hiệu", "Nhập đầu mối", "Chọn đơn vị.", "Chọn vai trò."] {
            refused.assert_says(said);
        }
        admin.get(LIST).await.assert_says("Chưa có hệ thống nào được đăng ký");
    }

    async fn the_description_says_which_scope_each_operation_asks_for(app: TestApp) {
        let description = app.as_nobody().get("/api/openapi.json").await.json();
        assert_eq!(description["components"]["securitySchemes"]["token"]["scheme"], "bearer");
        let ways = |path: &str, method: &str| description["paths"][path][method]["security"].clone();
        assert_eq!(ways("/api/v1/dossiers/{id}/reception", "post"), json!([{"session": []}, {"token": ["dossier.receive"]}]));
        assert_eq!(ways("/api/v1/me", "get"), json!([{"session": []}, {"token": []}]));
        assert_eq!(ways("/api/v1/session/parking", "post"), json!([{"session": []}]));
        assert_eq!(ways("/api/v1/procedures", "get"), Value::Null);
    }
}
