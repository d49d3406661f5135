//! Units and calendars as programs of an administrator change them.

use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::Client;

use crate::problem::assert_problem;
use crate::world::{World, post};

/// The ward of Việt Trì as its administrator lists it.
async fn ward(admin: &Client) -> Value {
    let units = admin.get("/api/v1/units").await.assert_status(StatusCode::OK).json();
    let all = units.as_array().expect("a list");
    all.iter().find(|unit| unit["code"] == "H44.101").expect("the ward")["id"].clone()
}

/// A division is added and gets another name; what is wrong is said field by field.
pub(crate) async fn units(world: &World) {
    let admin = world.app.signed_in("quan-tri").await;
    let parent = ward(&admin).await;
    let duty = format!("viec-{}", world.app.rng.code::<8>().to_lowercase());
    let new = json!({"name": "Phòng Hộ tịch", "kind": "division", "parent": parent, "duty": duty, "from": "2026-11-20"});
    let made = post(&admin, "/api/v1/units", &new).await.assert_status(StatusCode::CREATED).json();
    let path = format!("/api/v1/units/{}/changes", made["id"].as_str().expect("an id"));
    let change = json!({"name": "Phòng Tư pháp", "duty": duty, "from": "2026-12-01"});
    post(&admin, &path, &change).await.assert_status(StatusCode::NO_CONTENT);
    let wrong = json!({"name": "", "kind": "phong", "parent": parent, "code": "x y", "from": "2026-11-20"});
    let refused = post(&admin, "/api/v1/units", &wrong).await;
    assert_eq!(assert_problem(&refused, 422, "organisation.invalid"), ["name", "kind", "code"]);
}

/// A closure is proposed by one, answered by another, and taken back by a third change.
pub(crate) async fn changes(world: &World) {
    let (admin, leader) = (world.app.signed_in("quan-tri").await, world.app.signed_in("lanh-dao").await);
    let unit = ward(&admin).await;
    let day = json!({"date": "2026-12-30", "kind": "closure", "name": "Bão số 12", "hours": "off", "source": "Quyết định 12/QĐ-UBND"});
    let closure = json!({
        "unit": unit, "name": "Nghỉ phòng chống bão", "source": "Quyết định 12/QĐ-UBND ngày 18/11/2026",
        "alters": {"what": "days", "days": [day]},
    });
    let made =
        post(&admin, "/api/v1/calendar-changes", &closure).await.assert_status(StatusCode::CREATED).json();
    let path = format!("/api/v1/calendar-changes/{}", made["id"].as_str().expect("an id"));
    let shown = leader.get(&path).await.assert_status(StatusCode::OK).json();
    assert_eq!((&shown["state"], &shown["first"]), (&json!("proposed"), &json!("2026-12-30")));
    let decision = format!("{path}/decision");
    let own = post(&admin, &decision, &json!({"approve": true})).await;
    assert_problem(&own, 409, "organisation.own-proposal");
    post(&leader, &decision, &json!({"approve": true})).await.assert_status(StatusCode::NO_CONTENT);
    let revoke = json!({"unit": unit, "name": "Không nghỉ nữa", "source": "Quyết định 13/QĐ-UBND", "revokes": made["id"]});
    post(&admin, "/api/v1/calendar-changes", &revoke).await.assert_status(StatusCode::CREATED);
    let all = leader.get("/api/v1/calendar-changes").await.assert_status(StatusCode::OK).json();
    let all = all.as_array().expect("a list");
    let state = |key: &str| all.iter().find(|it| it[key] == made["id"]).map(|it| it["state"].clone());
    assert_eq!((state("id"), state("revokes")), (Some(json!("approved")), Some(json!("proposed"))));
    // An empty body is no body: it is not the same as leaving it out.
    assert!(leader.get("/api/v1/calendar-changes?unit=").await.status.is_client_error());
    let neither = json!({"unit": unit, "name": "x", "source": "y"});
    assert_problem(&post(&admin, "/api/v1/calendar-changes", &neither).await, 422, "organisation.invalid");
}
