//! What one body files with another, as programs do it.

use axum::http::StatusCode;
use serde_json::json;
use testkit::filing::between_bodies;

use crate::world::{PDF, World, post, upload};

/// Tam Nông asks Việt Trì; then its list has that one.
pub(crate) async fn internal(world: &World) {
    let asking = world.app.signed_in("mot-cua-tam-nong").await;
    let file = upload(&asking, PDF).await.assert_status(StatusCode::CREATED).json()["hash"].clone();
    let body = between_bodies(&world.submission()["competent"], &file);
    let made = post(&asking, "/api/v1/internal-dossiers", &body).await;
    let id = made.assert_status(StatusCode::CREATED).json()["id"].clone();
    assert_eq!(made.header("location"), format!("/api/v1/dossiers/{}", id.as_str().expect("an id")));
    let list = asking.get("/api/v1/internal-dossiers").await.assert_status(StatusCode::OK).json();
    assert_eq!((&list[0]["id"], &list[0]["state"]), (&id, &json!("submitted")));
    let other = world.clerk.get("/api/v1/internal-dossiers").await.assert_status(StatusCode::OK).json();
    assert_eq!(other, json!([]), "Việt Trì filed nothing");
    let seen = asking.get(made.header("location")).await.assert_status(StatusCode::OK).json();
    assert_eq!(seen["people"][0]["name"], "Ủy ban nhân dân xã Tam Nông");
}
