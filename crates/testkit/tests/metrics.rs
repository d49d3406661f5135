//! Figures for Prometheus: who is given them, and that they say what happened and nothing of people.

use axum::http::StatusCode;
use testkit::TestApp;

const PATH: &str = "/metrics";

/// The value of the first line that begins so.
fn value(text: &str, start: &str) -> Option<f64> {
    text.lines().find(|line| line.starts_with(start))?.rsplit(' ').next()?.parse().ok()
}

testkit::both_engines! {
    async fn figures_are_given_to_a_token_with_the_scope_alone(app: TestApp) {
        let program = app.program("quan-tri", &["motcua.metrics"]).await;
        let given = program.client.get(PATH).await;
        given.assert_status(StatusCode::OK);
        assert!(given.header("content-type").starts_with("application/openmetrics-text"));
        let other = app.program("quan-tri", &["organisation.manage"]).await;
        let refused = other.client.get(PATH).await;
        assert_eq!((refused.status, refused.json()["code"].as_str()), (StatusCode::FORBIDDEN, Some("denied.no-scope")));
        let nobody = app.as_nobody().get(PATH).await;
        nobody.assert_status(StatusCode::UNAUTHORIZED);
        assert_eq!(nobody.header("www-authenticate"), r#"Bearer realm="motcua""#);
        app.as_citizen().await.get(PATH).await.assert_status(StatusCode::FORBIDDEN);
    }

    async fn figures_say_what_happened_and_nothing_of_people(app: TestApp) {
        let app = app.with_dossiers().await;
        app.settle().await;
        let ctx = base::Ctx::system("test", app.clock_now(), &app.rng);
        let waits = move |tx: &mut db::Tx| ledger::enqueue(tx, &ctx, "accounts.sweep", &(), None, ctx.now).map(drop);
        app.db.write(waits).await.expect("a job waits");
        let clerk = app.signed_in("mot-cua").await;
        let desk = clerk.get("/api/v1/desk?queue=cho-tiep-nhan").await.json();
        let id = desk["lines"][0]["id"].as_str().expect("a dossier").to_owned();
        for _ in 0..3 {
            clerk.get(&format!("/api/v1/dossiers/{id}")).await.assert_status(StatusCode::OK);
        }
        clerk.get("/api/v1/khong-co").await.assert_status(StatusCode::NOT_FOUND);
        let program = app.program("quan-tri", &["motcua.metrics"]).await;
        let text = program.client.get(PATH).await.text();
        let seen = r#"motcua_http_requests_total{method="GET",route="/api/v1/dossiers/{id}",status="200"}"#;
        assert_eq!(value(&text, seen), Some(3.0), "{text}");
        let unknown = r#"motcua_http_requests_total{method="GET",route="(unknown)",status="404"}"#;
        assert_eq!(value(&text, unknown), Some(1.0), "{text}");
        assert!(value(&text, r#"motcua_http_request_duration_seconds_count{method="GET",route="/api/v1/dossiers/{id}"}"#) == Some(3.0));
        assert!(value(&text, "motcua_ledger_position ").is_some_and(|position| position > 100.0), "{text}");
        assert!(text.contains(r#"motcua_ledger_consumer_lag{consumer="dossier.tell"}"#), "{text}");
        assert!(text.contains(r#"motcua_db_waiting{queue="write"} 0"#) && text.contains("motcua_build_info"), "{text}");
        assert!(text.contains(r#"motcua_jobs{job="accounts.sweep",state="waiting"} 1"#) && text.ends_with("# EOF\n"), "{text}");
        assert!(!text.contains(&id) && !text.contains("mot-cua") && !text.contains("Nguyễn"), "{text}");
    }
}
