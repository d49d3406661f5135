//! Who works where, as a system for the staff of a body keeps it; notes on dossiers; figures for who oversees.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::Client;

use crate::problem::assert_problem;
use crate::world::{World, post};

pub(crate) async fn notes(world: &World) {
    let path = format!("/api/v1/dossiers/{}/notes", world.received().await);
    let body = json!({"note_text": "Đã gọi điện, hẹn bổ sung thứ Hai."});
    post(&world.clerk, &path, &body).await.assert_status(StatusCode::NO_CONTENT);
    let notes = world.clerk.get(&path).await.assert_status(StatusCode::OK).json();
    let me = world.clerk.get("/api/v1/me").await.json()["id"].clone();
    assert_eq!((&notes[0]["note_text"], &notes[0]["staff"]), (&body["note_text"], &me));
    let empty = post(&world.clerk, &path, &json!({"note_text": " "})).await;
    assert_eq!(assert_problem(&empty, 422, "dossier.invalid"), ["note_text"]);
    let elsewhere = world.app.signed_in("mot-cua-tam-nong").await;
    elsewhere.get(&path).await.assert_status(StatusCode::NOT_FOUND);
}

/// The one-stop unit of the administrator's ward.
async fn desk(admin: &Client) -> Value {
    let units = admin.get("/api/v1/units").await.assert_status(StatusCode::OK).json();
    let desk = units.as_array().expect("a list").iter().find(|unit| unit["kind"] == "one-stop");
    desk.unwrap_or_else(|| panic!("no one-stop unit: {units}"))["id"].clone()
}

pub(crate) async fn units(world: &World) {
    let admin = world.app.signed_in("quan-tri").await;
    assert!(desk(&admin).await.is_string());
}

async fn entered(world: &World) -> (Client, Value, Value) {
    let admin = world.app.signed_in("quan-tri").await;
    let unit = desk(&admin).await;
    let number = format!("RS-{}", world.app.rng.code::<8>());
    let body = json!({"number": number, "name": "Đỗ Văn Mới", "unit": unit, "role": "reception", "from": "2026-11-18"});
    let id =
        post(&admin, "/api/v1/staff", &body).await.assert_status(StatusCode::CREATED).json()["id"].clone();
    (admin, unit, id)
}

pub(crate) async fn staff(world: &World) {
    let (admin, unit, id) = entered(world).await;
    let mut body =
        json!({"number": "X 1", "name": "Đỗ Văn Mới", "unit": unit, "role": "boss", "from": "2026-11-18"});
    assert_eq!(
        assert_problem(&post(&admin, "/api/v1/staff", &body).await, 422, "organisation.invalid"),
        ["number"]
    );
    body["number"] = json!("RS-1");
    assert_eq!(
        assert_problem(&post(&admin, "/api/v1/staff", &body).await, 422, "organisation.invalid"),
        ["role"]
    );
    let (mut at, mut seen, mut lines) = ("/api/v1/staff".to_owned(), BTreeSet::new(), 0);
    loop {
        let page = admin.get(&at).await;
        for line in page.assert_status(StatusCode::OK).json().as_array().expect("a list") {
            lines += 1;
            assert!(seen.insert(line["position"].to_string()), "each once");
        }
        let Some((address, _)) = page.header("link").trim_start_matches('<').split_once('>') else { break };
        at = address.to_owned();
    }
    assert!(lines > 10, "{lines}");
    let all = admin.get("/api/v1/staff").await.json().to_string();
    assert!(lines > 50 || all.contains(id.as_str().expect("an id")), "{all}");
    assert_eq!(assert_problem(&admin.get("/api/v1/staff?after=x").await, 422, "request.fields"), ["after"]);
}

pub(crate) async fn positions(world: &World) {
    let (admin, unit, id) = entered(world).await;
    let path = format!("/api/v1/staff/{}/positions", id.as_str().expect("an id"));
    let body = json!({"unit": unit, "role": "case-officer", "from": "2026-11-18", "until": null, "posted_from": null});
    let given = post(&admin, &path, &body).await.assert_status(StatusCode::CREATED).json()["id"].clone();
    assert_problem(&post(&admin, &path, &body).await, 422, "organisation.invalid");
    let end = format!("/api/v1/positions/{}/end", given.as_str().expect("an id"));
    post(&admin, &end, &json!({"on": "2026-11-19"})).await.assert_status(StatusCode::NO_CONTENT);
    post(&admin, &end, &json!({"on": "2026-11-19"})).await.assert_status(StatusCode::CONFLICT);
}

pub(crate) async fn settlement(world: &World) {
    world.received().await;
    let leader = world.app.signed_in("lanh-dao").await;
    let path = "/api/v1/reports/settlement";
    let table = leader.get(path).await.assert_status(StatusCode::OK).json();
    assert_eq!((&table["first"], &table["last"]), (&json!("2026-11-01"), &json!("2026-11-18")));
    assert_eq!(table["columns"]["tong"], "Phải giải quyết");
    assert!(table["rows"][0]["counts"]["tong"].as_i64().is_some_and(|count| count > 0), "{table}");
    let by = leader.get(&format!("{path}?by=procedure&first=2026-11-18&last=2026-11-18")).await.json();
    assert!(by["rows"].to_string().contains("1.013225"), "{by}");
    let wrong = leader.get(&format!("{path}?first=2026-11-18&last=2026-11-17")).await;
    assert_eq!(assert_problem(&wrong, 422, "request.fields"), ["last"]);
}

pub(crate) async fn watched(world: &World) {
    let leader = world.app.signed_in("lanh-dao").await;
    let path = "/api/v1/reports/watched";
    let seen = leader.get(path).await.assert_status(StatusCode::OK).json();
    let concern = seen["concerns"][1]["code"].as_str().expect("a code").to_owned();
    let other = leader.get(&format!("{path}?concern={concern}")).await.assert_status(StatusCode::OK).json();
    assert_eq!(other["concern"], concern);
    assert_eq!(assert_problem(&leader.get(&format!("{path}?by=x")).await, 422, "request.fields"), ["by"]);
}
