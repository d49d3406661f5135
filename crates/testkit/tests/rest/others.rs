//! Somebody else's dossier does not exist: for another citizen, for the officers of another body. Nor does somebody
//! else's paper.

use axum::http::StatusCode;
use base::Role;
use serde_json::json;
use testkit::TestApp;

use crate::problem::assert_problem;
use crate::world::{PDF, World, post, upload};

testkit::both_engines! {
    async fn somebody_elses_dossier_is_not_found(app: TestApp) {
        let world = World::new(app).await;
        let id = world.filed().await;
        let path = format!("/api/v1/dossiers/{id}");
        let other = world.app.as_other_citizen().await;
        assert_problem(&other.get(&path).await, 404, "dossier.not-found");
        let elsewhere = world.app.signed_in("mot-cua-tam-nong").await;
        assert_problem(&elsewhere.get(&path).await, 404, "denied.not-found");
        for (what, body) in [
            ("reception", json!({"revision": 1})),
            ("refusal", json!({"revision": 1, "reason": "x", "citation": "y"})),
            ("steps", json!({"revision": 1, "action": "chuyen"})),
        ] {
            let reply = post(&elsewhere, &format!("{path}/{what}"), &body).await;
            assert_problem(&reply, 404, "denied.not-found");
        }
        let theirs = elsewhere.get("/api/v1/desk?queue=cho-tiep-nhan").await.json();
        assert_eq!(theirs["lines"], json!([]));
    }

    /// Who may open nothing is told so before anything is looked for: the answer does not tell what exists.
    async fn a_paper_does_not_tell_strangers_whether_it_exists(app: TestApp) {
        let world = World::new(app).await;
        let paths = [world.filed().await, "00000000-0000-7000-8000-000000000000".to_owned()];
        let paths = paths.map(|id| format!("/ho-so/{id}/tep/0"));
        let (nobody, admin) = (world.app.as_nobody(), world.app.as_role(Role::Admin).await);
        for path in &paths {
            nobody.get(path).await.assert_leads_to("/dang-nhap*");
            admin.get(path).await.assert_status(StatusCode::FORBIDDEN);
        }
        world.citizen.get(&paths[0]).await.assert_status(StatusCode::OK);
        world.app.as_other_citizen().await.get(&paths[0]).await.assert_status(StatusCode::NOT_FOUND);
    }

    async fn a_dossier_for_another_body_is_not_taken_down_here(app: TestApp) {
        let world = World::new(app).await;
        let elsewhere = world.app.signed_in("mot-cua-tam-nong").await;
        let reply = post(&elsewhere, "/api/v1/counter/dossiers", &world.at_counter()).await;
        assert_eq!(assert_problem(&reply, 422, "dossier.invalid"), ["competent"], "and the right body is named");
        let here = world.clerk.get("/api/v1/desk?queue=cho-tiep-nhan").await.json();
        assert_eq!(here["lines"], json!([]), "nothing was filed");
    }

    /// Knowing the hash of a paper does not give the paper.
    async fn a_paper_that_somebody_else_uploaded_cannot_be_filed(app: TestApp) {
        let world = World::new(app).await;
        let other = world.app.as_other_citizen().await;
        let refused = post(&other, "/api/v1/dossiers", &world.submission()).await;
        assert_eq!(assert_problem(&refused, 422, "dossier.invalid"), ["papers.0.file", "papers.1.file"]);
        upload(&other, PDF).await.assert_status(StatusCode::CREATED);
        post(&other, "/api/v1/dossiers", &world.submission()).await.assert_status(StatusCode::CREATED);
    }
}
