//! Bodies that can be read and cannot be taken: every field has a limit, and the refusal names the field as it was
//! sent.

use serde_json::{Value, json};
use testkit::TestApp;

use crate::problem::assert_problem;
use crate::world::{World, act, post};

testkit::both_engines! {
    async fn a_submission_says_every_field_that_cannot_be_taken(app: TestApp) {
        let world = World::new(app).await;
        for (pointer, value, field) in [
            ("/applicant/name", json!(""), "applicant.name"),
            ("/applicant/name", json!("A".repeat(121)), "applicant.name"),
            ("/applicant/number", json!("12"), "applicant.number"),
            ("/applicant/phone", json!("không có"), "applicant.phone"),
            ("/applicant/address", json!("x".repeat(251)), "applicant.address"),
            ("/answers/cong_trinh_ten", json!(""), "cong_trinh_ten"),
            ("/answers/nha_so_tang", json!("hai"), "nha_so_tang"),
            ("/answers/nha_so_tang", json!(-1), "nha_so_tang"),
            ("/answers/dat_ngay_cap", json!("2020-02-30"), "dat_ngay_cap"),
            ("/papers/0/file", json!("00"), "papers.0.file"),
            ("/papers/0/file", Value::Null, "papers.0.file"),
            ("/papers/0/name", json!("x".repeat(151)), "papers.0.name"),
            ("/papers/0/component", json!("khong-co"), "papers.khong-co"),
        ] {
            let reply = post(&world.citizen, "/api/v1/dossiers", &world.submission_with(pointer, value.clone())).await;
            let fields = assert_problem(&reply, 422, "dossier.invalid");
            assert!(fields.iter().any(|named| named == field), "{pointer} = {value}: {fields:?}");
        }
    }

    async fn a_value_of_the_wrong_type_is_said_with_its_field(app: TestApp) {
        let world = World::new(app).await;
        for (pointer, value, field) in [
            ("/answers", json!(7), "answers"),
            ("/answers", json!([]), "answers"),
            ("/procedure", json!("khai sinh"), "procedure"),
            ("/competent", json!("7"), "competent"),
            ("/applicant", json!("An"), "applicant"),
            ("/applicant/name", json!(7), "applicant.name"),
            ("/papers/1/component", json!(7), "papers.1.component"),
        ] {
            let reply = post(&world.citizen, "/api/v1/dossiers", &world.submission_with(pointer, value.clone())).await;
            assert_eq!(assert_problem(&reply, 422, "request.fields"), [field], "{value}");
        }
    }

    async fn a_body_nested_too_deep_is_refused(app: TestApp) {
        let world = World::new(app).await;
        let deep = format!("{{\"answers\": {{\"a\": {}{}}}}}", "[".repeat(20_000), "]".repeat(20_000));
        let headers = [("content-type", "application/json")];
        let reply = world.citizen.send(axum::http::Method::POST, "/api/v1/dossiers", &headers, deep.into()).await;
        assert_problem(&reply, 400, "request.malformed");
        let nested = (0..60).fold(json!(1), |inner, _| json!([inner]));
        let reply = post(&world.citizen, "/api/v1/dossiers", &world.submission_with("/answers/cong_trinh_ten", nested)).await;
        assert_eq!(assert_problem(&reply, 422, "dossier.invalid"), ["cong_trinh_ten"]);
    }

    async fn a_paper_that_is_owed_is_asked_for(app: TestApp) {
        let world = World::new(app).await;
        let reply = post(&world.citizen, "/api/v1/dossiers", &world.submission_with("/papers", json!([]))).await;
        let fields = assert_problem(&reply, 422, "dossier.invalid");
        assert!(fields.contains(&"papers.G17-KQ003215".to_owned()), "{fields:?}");
    }

    async fn an_act_says_what_is_owed_with_it(app: TestApp) {
        let world = World::new(app).await;
        let id = world.filed().await;
        for (reason, citation, field) in [
            ("", "Điều 55", "reason"), ("  ", "Điều 55", "reason"), ("Thiếu", "", "citation"),
            (&*"x".repeat(2001), "Điều 55", "reason"), ("Thiếu", &*"x".repeat(301), "citation"),
        ] {
            let reply = act(&world.clerk, &id, "refusal", json!({"reason": reason, "citation": citation})).await;
            assert_eq!(assert_problem(&reply, 422, "dossier.invalid"), [field]);
        }
        let received = world.received().await;
        let long = act(&world.clerk, &received, "steps", json!({"action": "chuyen", "note": "x".repeat(2001)})).await;
        assert_eq!(assert_problem(&long, 422, "dossier.invalid"), ["note"]);
        let nobody = act(&world.clerk, &received, "steps", json!({"action": "chuyen", "person": world.officer().await})).await;
        assert_eq!(assert_problem(&nobody, 422, "dossier.invalid"), ["person"]);
        let head = world.app.signed_in("truong-phong").await;
        let in_hand = world.in_hand().await;
        let me = head.get("/api/v1/me").await.json()["id"].clone();
        let wrong = act(&head, &in_hand, "assignment", json!({"person": me})).await;
        assert_eq!(assert_problem(&wrong, 422, "dossier.invalid"), ["person"]);
    }

    async fn a_wrong_password_is_refused_and_guessing_is_slowed(app: TestApp) {
        let nobody = app.as_nobody();
        let mut last = 0;
        for _ in 0..30 {
            let reply = post(&nobody, "/api/v1/session", &json!({"login": "cong-dan", "password": "sai bét"})).await;
            last = reply.status.as_u16();
            if last == 429 {
                assert_problem(&reply, 429, "accounts.too-many-tries");
                break;
            }
            assert_problem(&reply, 401, "accounts.wrong-login-or-password");
        }
        assert_eq!(last, 429, "thirty tries are too many");
    }
}
