//! What the state of things does not allow: an act that does not apply now, a stale revision, a step that is not
//! offered, things that are not there.

use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::TestApp;

use crate::problem::assert_problem;
use crate::world::{NO_ID, World, act, post, revision};

fn why() -> Value {
    json!({"reason": "Thiếu bản vẽ.", "citation": "Điều 55"})
}

testkit::both_engines! {
    async fn an_act_that_does_not_apply_now_changes_nothing(app: TestApp) {
        let world = World::new(app).await;
        let head = world.app.signed_in("truong-phong").await;
        let officer = world.officer().await;
        let (filed, received) = (world.filed().await, world.received().await);
        let before = (revision(&world.clerk, &filed).await, revision(&world.clerk, &received).await);
        for (client, id, what, with, code) in [
            (&world.clerk, &received, "reception", json!({}), "dossier.illegal-act"),
            (&world.clerk, &received, "refusal", why(), "dossier.illegal-act"),
            (&head, &filed, "assignment", json!({"person": officer}), "dossier.illegal-act"),
            (&world.clerk, &filed, "steps", json!({"action": "chuyen"}), "dossier.illegal-step"),
            (&world.clerk, &received, "steps", json!({"action": "ky"}), "dossier.illegal-step"),
            (&world.clerk, &received, "steps", json!({"action": "khong-co"}), "dossier.illegal-step"),
            (&head, &received, "steps", json!({"action": "phan-cong", "person": officer}), "dossier.illegal-step"),
        ] {
            assert_problem(&act(client, id, what, with).await, 409, code);
        }
        let after = (revision(&world.clerk, &filed).await, revision(&world.clerk, &received).await);
        assert_eq!(before, after, "nothing changed");
    }

    async fn a_stale_revision_is_a_conflict_for_every_act(app: TestApp) {
        let world = World::new(app).await;
        let head = world.app.signed_in("truong-phong").await;
        let officer = world.officer().await;
        let (filed, received, in_hand) = (world.filed().await, world.received().await, world.in_hand().await);
        let with = |mut body: Value, revision: i64| { body["revision"] = json!(revision); body };
        for (client, id, what, body) in [
            (&world.clerk, &filed, "reception", json!({})),
            (&world.clerk, &filed, "refusal", why()),
            (&world.clerk, &received, "steps", json!({"action": "chuyen"})),
            (&head, &in_hand, "assignment", json!({"person": officer})),
        ] {
            for revision in [0, 99, i64::MAX, i64::MIN] {
                let path = format!("/api/v1/dossiers/{id}/{what}");
                assert_problem(&post(client, &path, &with(body.clone(), revision)).await, 409, "dossier.stale-page");
            }
        }
    }

    async fn a_dossier_in_other_hands_is_left_to_them(app: TestApp) {
        let world = World::new(app).await;
        let id = world.in_hand().await;
        let colleague = world.app.signed_in("truong-phong").await;
        let reply = act(&colleague, &id, "steps", json!({"action": "trinh-cap"})).await;
        assert_problem(&reply, 409, "dossier.not-in-charge");
    }

    async fn what_is_not_there_is_not_found(app: TestApp) {
        let world = World::new(app).await;
        for id in [NO_ID, "1", "%00", "..%2F..", "0198c0de-0000-7000-8000-00000000000z"] {
            let shown = world.citizen.get(&format!("/api/v1/dossiers/{id}")).await;
            shown.assert_status(StatusCode::NOT_FOUND);
            for (what, body) in [
                ("reception", json!({"revision": 1})),
                ("refusal", json!({"revision": 1, "reason": "x", "citation": "y"})),
                ("steps", json!({"revision": 1, "action": "chuyen"})),
            ] {
                let path = format!("/api/v1/dossiers/{id}/{what}");
                let reply = post(&world.clerk, &path, &body).await;
                let code = if id == NO_ID { "dossier.not-found" } else { "denied.not-found" };
                assert_problem(&reply, 404, code);
            }
        }
        for code in ["9.999999", "khong-co", "%00", "1.013225%2F.."] {
            world.app.as_nobody().get(&format!("/api/v1/procedures/{code}")).await.assert_status(StatusCode::NOT_FOUND);
        }
    }

    async fn a_queue_or_cursor_that_is_none_is_refused_and_not_passed_over(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        for queue in ["khong-co", ""] {
            let reply = clerk.get(&format!("/api/v1/desk?queue={queue}")).await;
            assert_problem(&reply, 400, "request.malformed");
        }
        for after in ["1.khong-co", ""] {
            let reply = clerk.get(&format!("/api/v1/desk?after={after}")).await;
            assert_eq!(assert_problem(&reply, 422, "dossier.invalid"), ["after"]);
        }
    }

    async fn an_unknown_procedure_version_case_or_body_is_said(app: TestApp) {
        let world = World::new(app).await;
        let submit = async |body: &Value| post(&world.citizen, "/api/v1/dossiers", body).await;
        let procedure = world.submission_with("/procedure", json!("9.999999"));
        assert_problem(&submit(&procedure).await, 404, "dossier.no-procedure");
        let unit = world.submission_with("/competent", json!(NO_ID));
        let fields = assert_problem(&submit(&unit).await, 422, "dossier.invalid");
        assert_eq!(fields, ["competent"]);
        for (field, value) in [("version", json!(99)), ("version", json!(-1)), ("case", json!("khong-co"))] {
            let mut body = world.submission();
            body[field] = value;
            assert_problem(&submit(&body).await, 409, "dossier.stale-procedure");
        }
    }
}
