//! What stands beside the straight way: papers asked for and given, a later appointment, withdrawal, stopping. What each
//! may do and may not, and what it does to the dates.

use axum::http::StatusCode;
use jiff::civil::date;
use serde_json::{Value, json};
use testkit::{Client, Reply, TestApp};

use crate::cases::asked;
use crate::problem::assert_problem;
use crate::world::{PDF, World, act, keyed, revision, upload};

const LAND: &str = "G17-KQ003215";

async fn seen(client: &Client, id: &str) -> Value {
    client.get(&format!("/api/v1/dossiers/{id}")).await.assert_status(StatusCode::OK).json()
}

fn papers(world: &World, component: &str) -> Value {
    json!({"papers": [{"component": component, "file": world.paper, "name": "giay-to.pdf"}]})
}

/// Asks for a paper, with what else comes with it.
async fn ask(client: &Client, id: &str, with: Value) -> Reply {
    let mut body = json!({"components": [{"component": LAND, "what": "Còn thiếu trang 2."}]});
    for (name, value) in with.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    act(client, id, "supplement-request", body).await
}

/// It is that hour of that day of November; sessions and uploads of the morning no longer count, so the citizen comes anew.
async fn later(world: &World, day: i8, hour: i8) -> Client {
    world.app.clock.set(base::Instant::from_local(date(2026, 11, day).at(hour, 0, 0, 0)));
    let citizen = world.app.signed_in("cong-dan").await;
    upload(&citizen, PDF).await.assert_status(StatusCode::CREATED);
    citizen
}

testkit::both_engines! {
    async fn while_the_citizen_is_awaited_the_clock_stands_still_and_nothing_else_is_done(app: TestApp) {
        let world = World::new(app).await;
        let id = world.in_hand().await;
        later(&world, 20, 9).await;
        asked(&world, &id).await;
        let officer = world.app.signed_in("chuyen-vien").await;
        assert_eq!(seen(&officer, &id).await["actions"], json!([]));
        assert_problem(&act(&officer, &id, "steps", json!({"action": "trinh-cap"})).await, 409, "dossier.illegal-step");
        assert_problem(&ask(&officer, &id, json!({})).await, 409, "dossier.illegal-act");
        // Awaited beyond the first appointment, it is not late.
        later(&world, 30, 18).await;
        let late = world.app.signed_in("lanh-dao").await.get("/lanh-dao").await;
        late.assert_says("Quá hạn: 0");
        let citizen = later(&world, 30, 19).await;
        let done = act(&citizen, &id, "supplement", papers(&world, LAND)).await;
        let due = done.assert_status(StatusCode::OK).json()["due"].clone();
        let dossier = seen(&citizen, &id).await;
        assert_eq!((&dossier["state"], &dossier["due"]), (&json!("processing"), &due));
        assert!(due.as_str().is_some_and(|due| due > "2026-12-07"), "the time of the citizen is not counted: {due}");
        let officer = world.app.signed_in("chuyen-vien").await;
        act(&officer, &id, "steps", json!({"action": "trinh-cap"})).await.assert_status(StatusCode::OK);
    }

    async fn papers_are_taken_for_what_was_asked_and_for_nothing_else(app: TestApp) {
        let world = World::new(app).await;
        let id = world.in_hand().await;
        assert_problem(&act(&world.citizen, &id, "supplement", papers(&world, LAND)).await, 409, "dossier.illegal-act");
        asked(&world, &id).await;
        let none = act(&world.citizen, &id, "supplement", json!({"papers": []})).await;
        assert_eq!(assert_problem(&none, 422, "dossier.invalid"), [format!("papers.{LAND}")]);
        let other = act(&world.citizen, &id, "supplement", papers(&world, "000.00.00.G17-KQ002695")).await;
        let fields = assert_problem(&other, 422, "dossier.invalid");
        assert_eq!(fields, [format!("papers.{LAND}"), "papers.000.00.00.G17-KQ002695".to_owned()]);
        let stranger = world.app.signed_in("cong-dan-2").await;
        let mut body = papers(&world, LAND);
        body["revision"] = json!(1);
        body["papers"][0]["file"] = Value::Null;
        let path = format!("/api/v1/dossiers/{id}/supplement");
        let refused = crate::world::post(&stranger, &path, &body).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "without a file of one's own");
        body["papers"] = json!([]);
        assert_problem(&crate::world::post(&stranger, &path, &body).await, 404, "dossier.not-found");
        // Over the counter, on paper.
        let paper = json!({"papers": [{"component": LAND}]});
        act(&world.clerk, &id, "supplement", paper).await.assert_status(StatusCode::OK);
    }

    async fn the_same_supplement_twice_is_one(app: TestApp) {
        let world = World::new(app).await;
        let id = world.in_hand().await;
        asked(&world, &id).await;
        let mut body = papers(&world, LAND);
        body["revision"] = revision(&world.citizen, &id).await;
        let path = format!("/api/v1/dossiers/{id}/supplement");
        let key = "0198c0de-0000-7000-8000-0000000000b1";
        let first = keyed(&world.citizen, &path, &body, key).await.assert_status(StatusCode::OK).json();
        let second = keyed(&world.citizen, &path, &body, key).await.assert_status(StatusCode::OK).json();
        assert_eq!(first, second);
    }

    async fn once_more_only_the_head_may_ask_and_says_why(app: TestApp) {
        let world = World::new(app).await;
        let id = world.in_hand().await;
        asked(&world, &id).await;
        act(&world.citizen, &id, "supplement", papers(&world, LAND)).await.assert_status(StatusCode::OK);
        let (officer, head) = (world.app.signed_in("chuyen-vien").await, world.app.signed_in("truong-phong").await);
        for (who, with) in [
            (&officer, json!({})),
            (&officer, json!({"approval": "Tự cho phép."})),
            (&head, json!({})),
        ] {
            assert_eq!(assert_problem(&ask(who, &id, with).await, 422, "dossier.invalid"), ["approval"]);
        }
        let approved = ask(&head, &id, json!({"approval": "Bản vẽ vừa nộp lại thiếu mặt cắt."})).await;
        approved.assert_status(StatusCode::NO_CONTENT);
        let page = world.citizen.get(&format!("/ho-so/{id}")).await;
        page.assert_status(StatusCode::OK).assert_says_not("Bản vẽ vừa nộp lại thiếu mặt cắt.");
    }

    async fn what_may_be_asked_for_is_published_or_rests_on_an_article(app: TestApp) {
        let world = World::new(app).await;
        let id = world.in_hand().await;
        let officer = world.app.signed_in("chuyen-vien").await;
        let nothing = ask(&officer, &id, json!({"components": []})).await;
        assert_eq!(assert_problem(&nothing, 422, "dossier.invalid"), ["items"]);
        let unknown = json!({"components": [{"component": "khong-co", "what": "x"}]});
        assert_eq!(assert_problem(&ask(&officer, &id, unknown).await, 422, "dossier.invalid"), ["what-khong-co"]);
        let twice = json!({"components": [{"component": LAND, "what": "x"}, {"component": LAND, "what": "y"}]});
        assert_eq!(assert_problem(&ask(&officer, &id, twice).await, 422, "dossier.invalid"), [format!("what-{LAND}")]);
        let other = |citation: &str| json!({"others": [{"name": "Sổ hộ khẩu", "what": "Xác nhận nơi ở.", "citation": citation}]});
        assert_eq!(assert_problem(&ask(&officer, &id, other(" ")).await, 422, "dossier.invalid"), ["other_citation"]);
        ask(&officer, &id, other("Điều 99 Luật Xây dựng")).await.assert_status(StatusCode::NO_CONTENT);
        let controller = world.app.signed_in("kiem-soat").await.get("/lanh-dao").await;
        controller.assert_says("Sổ hộ khẩu").assert_says("Điều 99 Luật Xây dựng");
    }

    async fn before_reception_the_one_stop_unit_asks_and_then_owes_an_answer_anew(app: TestApp) {
        let world = World::new(app).await;
        let id = world.filed().await;
        let officer = world.app.signed_in("chuyen-vien").await;
        assert_problem(&ask(&officer, &id, json!({})).await, 403, "denied.forbidden");
        ask(&world.clerk, &id, json!({})).await.assert_status(StatusCode::NO_CONTENT);
        assert_problem(&act(&world.clerk, &id, "reception", json!({})).await, 409, "dossier.illegal-act");
        let citizen = later(&world, 20, 9).await;
        let done = act(&citizen, &id, "supplement", papers(&world, LAND)).await;
        assert_eq!(done.assert_status(StatusCode::OK).json()["due"], Value::Null);
        let clerk = world.app.signed_in("mot-cua").await;
        assert_eq!(seen(&clerk, &id).await["state"], "submitted");
        let taken = act(&clerk, &id, "reception", json!({})).await.assert_status(StatusCode::OK).json();
        assert_eq!(taken["due"], "2026-12-02T17:00:00+07:00", "the term begins with the reception");
    }

    async fn a_later_day_is_promised_once_and_lateness_counts_from_the_first(app: TestApp) {
        let world = World::new(app).await;
        let id = world.in_hand().await;
        let head = world.app.signed_in("truong-phong").await;
        let extend = async |day: &str, reason: &str| {
            act(&head, &id, "extension", json!({"day": day, "reason": reason})).await
        };
        for (day, reason, field) in [
            ("2026-12-04", " ", "reason"),
            ("2026-11-30", "Chậm.", "day"),
            ("2026-11-17", "Chậm.", "day"),
            ("2026-12-05", "Chậm.", "day"),
            ("2028-12-04", "Chậm.", "day"),
        ] {
            assert_eq!(assert_problem(&extend(day, reason).await, 422, "dossier.invalid"), [field], "{day}");
        }
        extend("2026-12-04", "Chờ ý kiến phòng cháy.").await.assert_status(StatusCode::OK);
        assert_problem(&extend("2026-12-11", "Vẫn chờ.").await, 409, "dossier.extended-before");
        let page = world.citizen.get(&format!("/ho-so/{id}")).await;
        page.assert_says("Chờ ý kiến phòng cháy.").assert_says("Hẹn trả: 17:00 thứ Sáu, 04/12/2026");
        world.app.clock.set(base::Instant::from_local(date(2026, 12, 1).at(9, 0, 0, 0)));
        world.app.signed_in("lanh-dao").await.get("/lanh-dao").await.assert_says("Quá hạn: 1");
    }

    async fn a_received_dossier_is_given_back_when_the_body_agrees(app: TestApp) {
        let world = World::new(app).await;
        let id = world.in_hand().await;
        let officer = world.app.signed_in("chuyen-vien").await;
        let answer = async |granted: bool, words: &str| {
            act(&officer, &id, "withdrawal-answer", json!({"granted": granted, "words": words})).await
        };
        assert_problem(&answer(true, "").await, 409, "dossier.no-withdrawal");
        let wish = async || act(&world.citizen, &id, "withdrawal", json!({"reason": "Không xây nữa."})).await;
        wish().await.assert_status(StatusCode::OK);
        assert_problem(&wish().await, 409, "dossier.withdrawal-asked-before");
        assert_eq!(assert_problem(&answer(false, "").await, 422, "dossier.invalid"), ["words"]);
        answer(false, "Giấy phép đã trình ký.").await.assert_status(StatusCode::NO_CONTENT);
        world.citizen.get(&format!("/ho-so/{id}")).await.assert_says("Giấy phép đã trình ký.");
        wish().await.assert_status(StatusCode::OK);
        answer(true, "").await.assert_status(StatusCode::NO_CONTENT);
        for (client, what, with) in [
            (&world.citizen, "supplement", papers(&world, LAND)),
            (&world.citizen, "withdrawal", json!({})),
            (&world.clerk, "reception", json!({})),
        ] {
            assert_problem(&act(client, &id, what, with).await, 409, "dossier.illegal-act");
        }
        assert_problem(&answer(true, "").await, 409, "dossier.not-in-charge");
        let stranger = world.app.signed_in("cong-dan-2").await;
        let path = format!("/api/v1/dossiers/{id}/withdrawal");
        assert_problem(&crate::world::post(&stranger, &path, &json!({"revision": 1})).await, 404, "dossier.not-found");
    }

    async fn what_was_stopped_stays_stopped_and_says_why(app: TestApp) {
        let world = World::new(app).await;
        let id = world.in_hand().await;
        let head = world.app.signed_in("truong-phong").await;
        let stop = async |reason: &str, citation: &str| {
            act(&head, &id, "stop", json!({"reason": reason, "citation": citation})).await
        };
        assert_eq!(assert_problem(&stop("", "").await, 422, "dossier.invalid"), ["reason", "citation"]);
        stop("Đất đang tranh chấp.", "Điều 103 Luật Xây dựng").await.assert_status(StatusCode::NO_CONTENT);
        let page = world.citizen.get(&format!("/ho-so/{id}")).await;
        page.assert_says("Đất đang tranh chấp.").assert_says("Điều 103 Luật Xây dựng");
        assert_problem(&stop("Lần nữa.", "Điều 1").await, 409, "dossier.illegal-act");
        let officer = world.app.signed_in("chuyen-vien").await;
        assert_problem(&act(&officer, &id, "steps", json!({"action": "trinh-cap"})).await, 409, "dossier.illegal-step");
        let other = world.in_hand().await;
        let police = world.app.signed_in("truong-cong-an").await;
        let body = json!({"reason": "x", "citation": "y", "revision": 1});
        let path = format!("/api/v1/dossiers/{other}/stop");
        assert_problem(&crate::world::post(&police, &path, &body).await, 404, "denied.not-found");
    }
}
