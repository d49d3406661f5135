//! The same request sent twice: under one key the first answer comes again, whatever happened since; the key with
//! another body, for another act or by another person is refused.

use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::{Client, TestApp};

use crate::problem::assert_problem;
use crate::world::{World, keyed, revision};

/// Sends `body` twice and `other` once under one key.
async fn assert_once(client: &Client, path: &str, body: &Value, other: &Value, key: &str) {
    let first = keyed(client, path, body, key).await;
    assert!(first.status.is_success(), "{path}: {}", first.text());
    let again = keyed(client, path, body, key).await;
    assert_eq!(
        (again.status, again.text()),
        (first.status, first.text()),
        "{path}: the first answer comes again"
    );
    assert_eq!(again.location(), first.location(), "{path}");
    assert_problem(&keyed(client, path, other, key).await, 409, "ledger.reused");
}

fn key(number: u8) -> String {
    format!("0198c0de-0000-7000-8000-0000000000{number:02}")
}

testkit::both_engines! {
    async fn a_submission_under_one_key_is_one_dossier(app: TestApp) {
        let world = World::new(app).await;
        let other = world.submission_with("/applicant/name", json!("Nguyễn Văn Khác"));
        assert_once(&world.citizen, "/api/v1/dossiers", &world.submission(), &other, &key(1)).await;
        let waiting = world.clerk.get("/api/v1/desk?queue=cho-tiep-nhan").await.json();
        assert_eq!(waiting["lines"].as_array().map(Vec::len), Some(1), "{waiting}");
    }

    /// Uploads count for a day, answers are kept for seven.
    async fn a_repeat_after_the_weekend_still_gets_its_first_answer(app: TestApp) {
        let world = World::new(app).await;
        let first = keyed(&world.citizen, "/api/v1/dossiers", &world.submission(), &key(2)).await;
        assert_eq!(first.status, StatusCode::CREATED);
        world.app.clock.advance(3 * 24 * 3600);
        let citizen = world.app.as_citizen().await;
        let again = keyed(&citizen, "/api/v1/dossiers", &world.submission(), &key(2)).await;
        assert_eq!((again.status, again.text()), (first.status, first.text()));
        assert_problem(&keyed(&citizen, "/api/v1/dossiers", &world.submission(), &key(3)).await, 422, "dossier.invalid");
    }

    async fn every_act_on_a_dossier_is_done_once(app: TestApp) {
        let world = World::new(app).await;
        let head = world.app.signed_in("truong-phong").await;
        let officer = world.officer().await;
        let (filed, refused, received, in_hand) =
            (world.filed().await, world.filed().await, world.received().await, world.in_hand().await);
        let why = |reason: &str| json!({"revision": 1, "reason": reason, "citation": "Điều 55"});
        let step = |note: &str, revision: Value| json!({"revision": revision, "action": "chuyen", "note": note});
        let now = revision(&world.clerk, &received).await;
        let given = revision(&head, &in_hand).await;
        let acts = [
            (&world.clerk, filed, "reception", json!({"revision": 1}), json!({"revision": 2})),
            (&world.clerk, refused, "refusal", why("Thiếu bản vẽ."), why("Sai nơi nộp.")),
            (&world.clerk, received, "steps", step("", now.clone()), step("Gấp.", now)),
            (&head, in_hand, "assignment", json!({"revision": given, "person": officer}), json!({"revision": 99, "person": officer})),
        ];
        for (at, (client, id, act, body, other)) in (10_u8..).zip(acts) {
            assert_once(client, &format!("/api/v1/dossiers/{id}/{act}"), &body, &other, &key(at)).await;
        }
    }

    async fn a_dossier_taken_down_at_the_counter_is_taken_down_once(app: TestApp) {
        let world = World::new(app).await;
        let body = world.at_counter();
        let mut other = body.clone();
        other["applicant"]["name"] = json!("Nguyễn Văn Khác");
        assert_once(&world.clerk, "/api/v1/counter/dossiers", &body, &other, &key(20)).await;
    }

    async fn a_key_belongs_to_one_person_and_one_act(app: TestApp) {
        let world = World::new(app).await;
        keyed(&world.citizen, "/api/v1/dossiers", &world.submission(), &key(30)).await.assert_status(StatusCode::CREATED);
        let other = world.app.as_other_citizen().await;
        let stored = crate::world::upload(&other, crate::world::PDF).await;
        stored.assert_status(StatusCode::CREATED);
        assert_problem(&keyed(&other, "/api/v1/dossiers", &world.submission(), &key(30)).await, 409, "ledger.reused");
        let id = world.filed().await;
        let reception = keyed(&world.clerk, &format!("/api/v1/dossiers/{id}/reception"), &json!({"revision": 1}), &key(30)).await;
        assert_problem(&reception, 409, "ledger.reused");
    }

    async fn a_refusal_is_not_kept_so_a_corrected_repeat_goes_through(app: TestApp) {
        let world = World::new(app).await;
        let stale = world.submission_with("/case", json!("khong-co"));
        assert_problem(&keyed(&world.citizen, "/api/v1/dossiers", &stale, &key(40)).await, 409, "dossier.stale-procedure");
        keyed(&world.citizen, "/api/v1/dossiers", &world.submission(), &key(40)).await.assert_status(StatusCode::CREATED);
    }
}
