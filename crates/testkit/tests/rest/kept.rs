//! The operations on a result after the decision, each as the right person calls it: shelf, reminder, post, archive, signature,
//! reprint, recall, reissue.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::cases::decided;
use crate::world::{World, act};

/// The dossier as the clerk sees it.
async fn seen(world: &World, id: &str) -> Value {
    world.clerk.get(&format!("/api/v1/dossiers/{id}")).await.json()
}

async fn handed_over(world: &World) -> String {
    let id = decided(world).await;
    let step = json!({"action": "tra-ket-qua", "recipient": "Nguyễn Thị Hồng Ánh"});
    act(&world.clerk, &id, "steps", step).await.assert_status(StatusCode::OK);
    id
}

pub(crate) async fn shelve(world: &World) {
    let id = decided(world).await;
    let done = act(&world.clerk, &id, "shelf", json!({"shelf": "a3-12"})).await;
    assert_eq!(done.assert_status(StatusCode::OK).json(), json!({"id": id, "shelf": "A3-12"}));
    let dossier = seen(world, &id).await;
    assert_eq!((&dossier["result_place"], &dossier["result_box"]), (&json!("on-shelf"), &json!("A3-12")));
    assert_eq!(dossier["state"], "completed", "it stays owed");
}

pub(crate) async fn remind(world: &World) {
    let id = decided(world).await;
    let done = act(&world.clerk, &id, "reminder", json!({"note": "Gọi điện."})).await;
    assert_eq!(done.assert_status(StatusCode::OK).json()["times"], 1);
    assert!(seen(world, &id).await["reminded_at"].is_string());
}

pub(crate) async fn post_result(world: &World) {
    let id = decided(world).await;
    let sent = act(&world.clerk, &id, "posting", json!({"tracking": "em1vn"})).await;
    sent.assert_status(StatusCode::NO_CONTENT);
    let dossier = seen(world, &id).await;
    assert_eq!((&dossier["result_place"], &dossier["tracking"]), (&json!("by-post"), &json!("EM1VN")));
}

pub(crate) async fn return_by_post(world: &World) {
    let id = decided(world).await;
    let sent = act(&world.clerk, &id, "posting", json!({"tracking": "EM1VN"})).await;
    sent.assert_status(StatusCode::NO_CONTENT);
    let back = json!({"reason": "Sai địa chỉ.", "shelf": "B2"});
    act(&world.clerk, &id, "posting-return", back).await.assert_status(StatusCode::NO_CONTENT);
    let dossier = seen(world, &id).await;
    assert_eq!((&dossier["state"], &dossier["result_box"]), (&json!("completed"), &json!("B2")));
    assert_eq!(dossier["tracking"], Value::Null);
}

/// Half a year later; sessions and uploads of the world are gone after it.
pub(crate) async fn archive_result(world: &World) {
    let id = decided(world).await;
    let early = act(&world.clerk, &id, "archive", json!({})).await;
    let early = early.assert_status(StatusCode::CONFLICT).json();
    assert_eq!(early["code"], "dossier.archive-not-proposed");
    // The schedule is there before it is due.
    world.app.settle().await;
    world.app.clock.advance(200 * 86_400);
    world.app.settle().await;
    let clerk = world.app.signed_in("mot-cua").await;
    let done = act(&clerk, &id, "archive", json!({"place": "Kho 2"})).await;
    done.assert_status(StatusCode::NO_CONTENT);
    assert_eq!(clerk.get(&format!("/api/v1/dossiers/{id}")).await.json()["result_place"], "in-archive");
}

pub(crate) async fn sign_for(world: &World) {
    let id = handed_over(world).await;
    let strange = act(&world.clerk, &id, "receipt-signature", json!({"picture": "ab".repeat(32)})).await;
    strange.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("picture");
    let signed = act(&world.clerk, &id, "receipt-signature", json!({"picture": world.paper})).await;
    signed.assert_status(StatusCode::NO_CONTENT);
    assert_eq!(seen(world, &id).await["signed"], "picture");
    let other = handed_over(world).await;
    act(&world.clerk, &other, "receipt-signature", json!({})).await.assert_status(StatusCode::NO_CONTENT);
    assert_eq!(seen(world, &other).await["signed"], "slip");
}

pub(crate) async fn reprint_slip(world: &World) {
    let id = world.received().await;
    for times in 1..3 {
        let done = act(&world.clerk, &id, "receipt-reprint", json!({"reason": "Mất giấy."})).await;
        assert_eq!(done.assert_status(StatusCode::OK).json(), json!({"id": id, "times": times}));
    }
}

/// A recalled result, with what the recall answered.
async fn recalled(world: &World, id: &str) -> Value {
    let head = world.app.signed_in("truong-phong").await;
    let body = json!({
        "reason": "Sai thửa đất.", "citation": "Điều 98 Luật Xây dựng", "bring_back": "Bản chính giấy phép.",
        "relied_on": ["H44.101-261118-0009"], "fault": "Đọc nhầm bản đồ.",
    });
    act(&head, id, "recall", body).await.assert_status(StatusCode::OK).json()
}

pub(crate) async fn recall(world: &World) {
    let id = handed_over(world).await;
    let done = recalled(world, &id).await;
    assert_eq!((&done["result"], &done["handed_to"]), (&json!("12/GPXD"), &json!("Nguyễn Thị Hồng Ánh")));
    assert_eq!(
        (&done["bring_back"], &done["relied_on"]),
        (&json!("Bản chính giấy phép."), &json!(["H44.101-261118-0009"]))
    );
    assert!(done["handed_at"].as_str().is_some_and(|at| at.starts_with("2026-11-18T")), "{done}");
    let head = world.app.signed_in("truong-phong").await;
    let twice = act(&head, &id, "recall", json!({"reason": "x", "citation": "y"})).await;
    assert_eq!(twice.assert_status(StatusCode::CONFLICT).json()["code"], "dossier.result-recalled");
}

/// How much it owes, obligation by obligation.
async fn owes(world: &World, id: &str) -> usize {
    let stream = dossier::events::stream(id.parse().expect("an identifier"));
    world.app.db.read(move |rx| payment::of_origin(rx, &stream)).await.expect("what it owes").len()
}

pub(crate) async fn reissue(world: &World) {
    let id = handed_over(world).await;
    let owed = owes(world, &id).await;
    recalled(world, &id).await;
    let head = world.app.signed_in("truong-phong").await;
    let done =
        act(&head, &id, "reissue", json!({"day": "2026-12-04"})).await.assert_status(StatusCode::OK).json();
    assert_eq!((&done["id"], &done["due"]), (&json!(id), &json!("2026-12-04T17:00:00+07:00")));
    let dossier = seen(world, &id).await;
    assert_eq!((&dossier["state"], &dossier["recall"]["open"]), (&json!("processing"), &json!(false)));
    for (login, step) in [
        ("chuyen-vien", json!({"action": "trinh-cap"})),
        ("truong-phong", json!({"action": "trinh-ky"})),
        ("ky-duyet", json!({"action": "ky"})),
        ("van-thu", json!({"action": "phat-hanh", "result_number": "12a/GPXD", "result_date": "2026-11-18"})),
    ] {
        let officer = world.app.signed_in(login).await;
        act(&officer, &id, "steps", step).await.assert_status(StatusCode::OK);
    }
    assert_eq!(seen(world, &id).await["recall"]["replaced_by"], "12a/GPXD");
    assert_eq!(owes(world, &id).await, owed, "no fee is owed again");
    assert!(owed > 0, "the first one had a fee");
}

pub(crate) async fn set_terms(world: &World) {
    let leader = world.app.signed_in("lanh-dao").await;
    let terms = json!({"remind_days": 10, "archive_months": 12});
    let set = crate::world::post(&leader, "/api/v1/pickup-terms", &terms).await;
    set.assert_status(StatusCode::NO_CONTENT);
    let page = leader.get("/lanh-dao/nhan-ket-qua").await.html();
    assert_eq!(page.form_to("/lanh-dao/nhan-ket-qua").value("archive_months"), Some("12"));
    let usual = json!({"remind_days": 15, "archive_months": 6});
    crate::world::post(&leader, "/api/v1/pickup-terms", &usual).await.assert_status(StatusCode::NO_CONTENT);
    let wrong = json!({"remind_days": 400, "archive_months": 0});
    let refused = crate::world::post(&leader, "/api/v1/pickup-terms", &wrong).await;
    refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("archive_months");
}
