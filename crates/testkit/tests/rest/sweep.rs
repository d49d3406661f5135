//! The night after the next day, bytes that went into no draft and no dossier are gone; all others stay.

use axum::http::StatusCode;
use base::code::FileHash;
use base::{Clock as _, Ctx};
use serde_json::{Value, json};
use testkit::{Client, Filing, TestApp, Upload};

use crate::problem::assert_problem;
use crate::world::{World, post, upload};

const HOUR: i64 = 3600;

async fn store(client: &Client, bytes: &'static [u8]) -> FileHash {
    let stored = upload(client, bytes).await;
    let hash: Value = stored.assert_status(StatusCode::CREATED).json()["hash"].clone();
    hash.as_str().expect("a hash").parse().expect("a hash")
}

async fn is_there(app: &TestApp, hash: &FileHash) -> bool {
    app.files().open(hash).await.is_ok()
}

/// Attaches a file to a new draft of a construction permit.
async fn attach(citizen: &Client, bytes: &[u8]) -> FileHash {
    let filing = Filing::sample("1.013225");
    let first = filing.begin(citizen).await;
    let papers = filing.answer(citizen, &first).await;
    let component = &filing.papers[0];
    let field = format!("papers.{component}");
    let file = Upload { field: &field, name: "a.pdf", mime: "application/pdf", bytes };
    let sent = citizen.upload(&papers, &[("component", component)], &[file]).await;
    sent.assert_status(StatusCode::SEE_OTHER);
    files::hash(bytes)
}

testkit::both_engines! {
    async fn what_nothing_refers_to_is_swept_after_a_day(app: TestApp) {
        let world = World::new(app).await;
        let app = &world.app;
        world.filed().await;
        let filed: FileHash = world.paper.parse().expect("a hash");
        let drafted = attach(&world.citizen, b"%PDF-1.4\ndraft\n%%EOF\n").await;
        let loose = store(&world.citizen, b"%PDF-1.4\nloose\n%%EOF\n").await;
        for hash in [&filed, &drafted, &loose] {
            app.date_file(hash);
        }
        app.settle().await;
        app.clock.advance(24 * HOUR);
        app.settle().await;
        assert!(is_there(app, &loose).await, "a day is not over an hour before");
        app.clock.advance(24 * HOUR);
        let young = store(&app.as_citizen().await, b"%PDF-1.4\nyoung\n%%EOF\n").await;
        app.date_file(&young);
        app.settle().await;
        assert!(!is_there(app, &loose).await, "nothing refers to it");
        for (hash, why) in [(&filed, "in a dossier"), (&drafted, "in a draft"), (&young, "of today")] {
            assert!(is_there(app, hash).await, "{why}");
        }
        let (now, rng) = (app.clock.now(), app.rng.clone());
        let ctx = Ctx::system("test", now, &rng);
        let noted = app.db.write(move |tx| dossier::actions::forget_uploads(tx, &ctx, now.plus_seconds(1), 100)).await;
        assert_eq!(noted.expect("the database answers"), 1, "only what was uploaded today was still noted");
    }

    /// Not only when the sweep has come by: what may be filed does not depend on when it runs.
    async fn an_upload_may_be_filed_for_a_day(app: TestApp) {
        let world = World::new(app).await;
        world.app.clock.advance(24 * HOUR);
        let citizen = world.app.as_citizen().await;
        post(&citizen, "/api/v1/dossiers", &world.submission()).await.assert_status(StatusCode::CREATED);
        world.app.clock.advance(1);
        let late = post(&citizen, "/api/v1/dossiers", &world.submission()).await;
        assert_eq!(assert_problem(&late, 422, "dossier.invalid"), ["papers.0.file", "papers.1.file"]);
        store(&citizen, crate::world::PDF).await;
        let filed = post(&citizen, "/api/v1/dossiers", &world.submission()).await;
        assert_ne!(filed.assert_status(StatusCode::CREATED).json()["id"], json!(null));
    }
}
