//! What every operation refuses before it looks at anything: strangers, the wrong role, a body that cannot be read.

use axum::body::Body;
use axum::http::Method;
use testkit::{Client, Reply, TestApp};

use crate::problem::assert_problem;
use crate::table::{CASES, Case, Takes};

const JSON: (&str, &str) = ("content-type", "application/json");

async fn send(client: &Client, case: &Case, headers: &[(&str, &str)], body: impl Into<Body>) -> Reply {
    let (method, path) = case.address();
    client.send(method, &path, headers, body.into()).await
}

async fn right(app: &TestApp, case: &Case) -> Client {
    if case.right.is_empty() { app.as_nobody() } else { app.signed_in(case.right).await }
}

testkit::both_engines! {
    /// Also with a body that cannot be read: a stranger is told to sign in, not what is wrong with it.
    async fn nobody_is_asked_to_sign_in_whatever_the_body(app: TestApp) {
        for case in CASES.iter().filter(|case| !case.right.is_empty()) {
            for (headers, body) in [(vec![JSON], "{"), (vec![], "x"), (vec![JSON], "{}")] {
                let reply = send(&app.as_nobody(), case, &headers, body).await;
                assert_problem(&reply, 401, "denied.unauthenticated");
            }
        }
    }

    async fn the_wrong_role_is_told_so_whatever_the_body(app: TestApp) {
        for case in CASES {
            for login in case.wrong {
                let client = app.signed_in(login).await;
                for body in ["{", "{}"] {
                    let reply = send(&client, case, &[JSON], body).await;
                    assert_problem(&reply, 403, "denied.forbidden");
                }
            }
        }
    }

    async fn a_body_that_cannot_be_read_is_refused_in_vietnamese(app: TestApp) {
        for case in CASES.iter().filter(|case| case.takes == Takes::Json) {
            let client = right(&app, case).await;
            for body in ["", "{", "\u{1}", "{\"a\":\"\\u0000\"}"] {
                assert_problem(&send(&client, case, &[JSON], body).await, 400, "request.malformed");
            }
            let bytes = Body::from(&b"{\"\xff\xfe\": 1}"[..]);
            assert_problem(&send(&client, case, &[JSON], bytes).await, 400, "request.malformed");
            for kind in ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16"] {
                let reply = send(&client, case, &[("content-type", kind)], "{}").await;
                assert_problem(&reply, 415, "request.content-type");
            }
            assert_problem(&send(&client, case, &[], "{}").await, 415, "request.content-type");
            let large = send(&client, case, &[JSON], "x".repeat(70_000)).await;
            assert_problem(&large, 413, "request.too-large");
        }
    }

    async fn a_body_that_does_not_fit_names_its_field(app: TestApp) {
        let description = app.as_nobody().get("/api/openapi.json").await.json();
        for case in CASES.iter().filter(|case| case.takes == Takes::Json) {
            let client = right(&app, case).await;
            for body in ["{}", "[]", "7", "{\"khong_co\": 1}"] {
                let reply = send(&client, case, &[JSON], body).await;
                // Where the first thing that is missing is what was seen.
                let unseen = body == "{}" && reply.status == 428 && case.answers(&description)["428"].is_object();
                let (status, code) = if unseen { (428, "request.revision") } else { (422, "request.fields") };
                let fields = assert_problem(&reply, status, code);
                assert_eq!(fields.len(), 1, "{} {body}", case.operation);
            }
        }
    }

    async fn a_key_that_is_none_is_refused_and_not_passed_over(app: TestApp) {
        for case in CASES.iter().filter(|case| !case.right.is_empty()) {
            let client = right(&app, case).await;
            let reply = send(&client, case, &[JSON, ("idempotency-key", "lan-1")], "{}").await;
            assert_problem(&reply, 400, "request.key");
        }
    }

    async fn a_method_or_address_that_is_not_there_is_a_problem_too(app: TestApp) {
        let client = app.as_citizen().await;
        let method = client.send(Method::PUT, "/api/v1/dossiers", &[JSON], "{}".into()).await;
        assert_problem(&method, 405, "request.method");
        assert_eq!(method.header("allow"), "POST");
        assert_problem(&client.get("/api/v1/khong-co").await, 404, "denied.not-found");
    }
}
