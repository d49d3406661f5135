//! Small offices as programs call them: duties that one person joined, deputies, several officers in one browser.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{Client, PASSWORD};

use crate::world::{World, act, post};

const PIN: &str = "402917";

pub(crate) async fn joined_duties(world: &World) {
    let id = world.in_hand().await;
    let officer = world.app.signed_in("chuyen-vien").await;
    act(&officer, &id, "steps", json!({"action": "trinh-cap"})).await.assert_status(StatusCode::OK);
    let controller = world.app.signed_in("kiem-soat").await;
    let listed = controller.get("/api/v1/joined-duties").await;
    let listed = listed.assert_status(StatusCode::OK).json();
    assert_eq!(listed, json!([]), "one received it, another gave it out, a third examined it");
}

async fn id_of(client: &Client) -> Value {
    client.get("/api/v1/me").await.json()["id"].clone()
}

/// The registrar is named to stand in for the signatory on this day of November.
async fn named(world: &World, day: &str) -> Value {
    let signer = world.app.signed_in("ky-duyet").await;
    let seen = signer.get("/api/v1/deputies").await.json();
    let deputy = id_of(&world.app.signed_in("van-thu").await).await;
    let on = format!("2026-11-{day}");
    let body = json!({"post": seen["positions"][0]["id"], "deputy": deputy, "first": on, "last": on, "reason": "Đi họp"});
    let named = post(&signer, "/api/v1/deputies", &body).await;
    named.assert_status(StatusCode::CREATED).json()["id"].clone()
}

pub(crate) async fn name_deputy(world: &World) {
    assert!(named(world, "20").await.is_string());
    let signer = world.app.signed_in("ky-duyet").await;
    let seen = signer.get("/api/v1/deputies").await.json();
    let post_id = &seen["positions"][0]["id"];
    let body = json!({"post": post_id, "deputy": id_of(&signer).await, "first": "2026-11-21", "last": "2026-11-20", "reason": ""});
    let refused = post(&signer, "/api/v1/deputies", &body).await;
    let errors = refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY).json();
    assert!(errors.to_string().contains("Ngày cuối phải từ ngày bắt đầu trở đi"), "{errors}");
}

pub(crate) async fn deputies(world: &World) {
    let naming = named(world, "21").await;
    let registrar = world.app.signed_in("van-thu").await;
    let seen = registrar.get("/api/v1/deputies").await;
    let seen = seen.assert_status(StatusCode::OK).json();
    let mine = seen["by_me"].as_array().expect("a list").iter().find(|it| it["id"] == naming);
    let mine = mine.unwrap_or_else(|| panic!("not there: {seen}"));
    assert_eq!((&mine["first"], &mine["role"]), (&json!("2026-11-21"), &json!("signatory")));
}

pub(crate) async fn end_deputy(world: &World) {
    let naming = named(world, "22").await;
    let path = format!("/api/v1/deputies/{}/end", naming.as_str().expect("an id"));
    let signer = world.app.signed_in("ky-duyet").await;
    let end = signer.send(Method::POST, &path, &[], axum::body::Body::empty()).await;
    end.assert_status(StatusCode::NO_CONTENT);
    let again = signer.send(Method::POST, &path, &[], axum::body::Body::empty()).await;
    again.assert_status(StatusCode::NOT_FOUND);
}

pub(crate) async fn act_as(world: &World) {
    let naming = named(world, "18").await;
    let registrar = world.app.signed_in("van-thu").await;
    let set = |naming: Value| {
        let registrar = registrar.clone();
        async move { registrar.json(Method::PUT, "/api/v1/session/acting", &json!({"naming": naming})).await }
    };
    set(naming).await.assert_status(StatusCode::NO_CONTENT);
    let me = registrar.get("/api/v1/me").await.json();
    assert_eq!(
        (&me["posts"][0]["role"], &me["acting_for"]["until"]),
        (&json!("signatory"), &json!("2026-11-18"))
    );
    set(Value::Null).await.assert_status(StatusCode::NO_CONTENT);
    assert_eq!(registrar.get("/api/v1/me").await.json()["posts"][0]["role"], "registrar");
    let unknown = json!("00000000-0000-7000-8000-000000000000");
    set(unknown).await.assert_status(StatusCode::NOT_FOUND);
}

pub(crate) async fn set_pin(world: &World) {
    let clerk = world.app.signed_in("mot-cua").await;
    let set = |pin: &str| {
        let (clerk, body) = (clerk.clone(), json!({"pin": pin, "password": PASSWORD}));
        async move { clerk.json(Method::PUT, "/api/v1/me/pin", &body).await }
    };
    set(PIN).await.assert_status(StatusCode::NO_CONTENT);
    set("123456").await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
}

/// The clerk with a PIN, whose session waits in the browser; its identifier.
async fn waits(world: &World) -> (Client, String) {
    let pc = world.app.signed_in("mot-cua").await;
    let body = json!({"pin": PIN, "password": PASSWORD});
    pc.json(Method::PUT, "/api/v1/me/pin", &body).await.assert_status(StatusCode::NO_CONTENT);
    let parked = pc.send(Method::POST, "/api/v1/session/parking", &[], axum::body::Body::empty()).await;
    parked.assert_status(StatusCode::NO_CONTENT);
    let all = pc.get("/api/v1/session/parked").await;
    let all = all.assert_status(StatusCode::OK).json();
    let id = all[0]["id"].as_str().unwrap_or_else(|| panic!("nobody waits: {all}")).to_owned();
    (pc, id)
}

pub(crate) async fn confirm(world: &World) {
    let clerk = world.app.signed_in("mot-cua").await;
    let path = "/api/v1/session/confirmation";
    post(&clerk, path, &json!({"secret": "sai"})).await.assert_status(StatusCode::UNAUTHORIZED);
    post(&clerk, path, &json!({"secret": PASSWORD})).await.assert_status(StatusCode::NO_CONTENT);
}

pub(crate) async fn park(world: &World) {
    let (pc, _) = waits(world).await;
    pc.get("/api/v1/me").await.assert_status(StatusCode::UNAUTHORIZED);
}

pub(crate) async fn parked(world: &World) {
    let nobody = world.app.as_nobody().get("/api/v1/session/parked").await;
    assert_eq!(nobody.assert_status(StatusCode::OK).json(), json!([]));
    let (pc, _) = waits(world).await;
    let all = pc.get("/api/v1/session/parked").await.json();
    assert_eq!((all.as_array().map(Vec::len), &all[0]["tries"]), (Some(1), &json!(5)));
}

pub(crate) async fn come_back(world: &World) {
    let (pc, id) = waits(world).await;
    let path = format!("/api/v1/session/parked/{id}");
    post(&pc, &path, &json!({"secret": "195038"})).await.assert_status(StatusCode::UNAUTHORIZED);
    let back = post(&pc, &path, &json!({"secret": PIN})).await;
    assert_eq!(back.assert_status(StatusCode::OK).json()["kind"], "staff");
    pc.get("/api/v1/me").await.assert_status(StatusCode::OK);
    post(&pc, &path, &json!({"secret": PIN})).await.assert_status(StatusCode::CONFLICT);
}
