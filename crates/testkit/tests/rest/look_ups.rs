//! Where a dossier is, as programs ask: the look-up, the sample, the question, the answer; numbers of other systems.

use axum::http::StatusCode;
use base::Clock as _;
use serde_json::{Value, json};

use crate::world::{World, post};

/// A dossier of Việt Trì with its number, looked up by the clerk of Tam Nông.
async fn looked_up(world: &World) -> (String, Value) {
    let id = world.received().await;
    let number = world.clerk.get(&format!("/api/v1/dossiers/{id}")).await.json()["number"].clone();
    let there = world.app.signed_in("mot-cua-tam-nong").await;
    let body = json!({"number": number, "reason": "by-phone", "words": "Bà Lan hỏi"});
    let found = post(&there, "/api/v1/look-ups", &body).await;
    (id, found.assert_status(StatusCode::OK).json())
}

pub(crate) async fn locate(world: &World) {
    let (_, found) = looked_up(world).await;
    assert_eq!(
        (&found["state"], &found["receiving"]),
        (&json!("received"), &json!("Ủy ban nhân dân phường Việt Trì"))
    );
    assert_eq!((&found["due"], &found["result"]), (&json!("2026-11-30T17:00:00+07:00"), &Value::Null));
    assert!(!found.to_string().contains("Ánh"), "no name: {found}");
    let there = world.app.signed_in("mot-cua-tam-nong").await;
    let unknown = json!({"number": "H44.101-261118-9999", "reason": "other", "words": "Hỏi"});
    post(&there, "/api/v1/look-ups", &unknown).await.assert_status(StatusCode::NOT_FOUND);
    let bare = post(&there, "/api/v1/look-ups", &json!({"number": "H44.101-261118-9999"})).await;
    bare.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
}

/// An open look-up of Tam Nông in the sample; the sample of the day is drawn when it is first asked for.
async fn open(world: &World) -> Value {
    let controller = world.app.signed_in("quan-tri-tam-nong").await;
    if controller.get("/api/v1/look-ups/sample").await.json() == json!([]) {
        for _ in 0..6 {
            looked_up(world).await;
        }
        let ctx = base::Ctx::system("test", world.app.clock.now(), &world.app.rng);
        let drawn = world.app.db.write(move |tx| {
            let (day, code) = (ctx.now.date(), "H44".parse().expect("a code"));
            let top = organisation::unit_by_code(tx, &code, day)?.expect("the province");
            dossier::actions::sample_look_ups(tx, &ctx, top.id, day)
        });
        assert_eq!(drawn.await.expect("it is drawn"), 5);
    }
    let sample = controller.get("/api/v1/look-ups/sample").await;
    let sample = sample.assert_status(StatusCode::OK).json();
    let open = sample.as_array().expect("a list").iter().find(|it| it["state"] == "drawn");
    open.unwrap_or_else(|| panic!("nothing is open: {sample}"))["id"].clone()
}

pub(crate) async fn sample(world: &World) {
    assert!(open(world).await.is_string());
    let controller = world.app.signed_in("kiem-soat-tinh").await;
    let all = controller.get("/api/v1/look-ups/sample").await.json();
    assert_eq!((&all[0]["reason"], &all[0]["words"]), (&json!("by-phone"), &json!("Bà Lan hỏi")));
}

async fn judged(world: &World, body: Value) -> Value {
    let id = open(world).await;
    let controller = world.app.signed_in("quan-tri-tam-nong").await;
    let path = format!("/api/v1/look-ups/{}/verdict", id.as_str().expect("an id"));
    post(&controller, &path, &body).await.assert_status(StatusCode::NO_CONTENT);
    id
}

pub(crate) async fn judge(world: &World) {
    let id = judged(world, json!({"fine": true})).await;
    let controller = world.app.signed_in("quan-tri-tam-nong").await;
    let path = format!("/api/v1/look-ups/{}/verdict", id.as_str().expect("an id"));
    let again = post(&controller, &path, &json!({"fine": false, "words": "Vì sao?"})).await;
    again.assert_status(StatusCode::CONFLICT);
}

pub(crate) async fn asked(world: &World) {
    let id = judged(world, json!({"fine": false, "words": "Ai hỏi?"})).await;
    let there = world.app.signed_in("mot-cua-tam-nong").await;
    let mine = there.get("/api/v1/look-ups/asked").await;
    let mine = mine.assert_status(StatusCode::OK).json();
    assert!(
        mine.as_array().is_some_and(|all| all.iter().any(|it| it["id"] == id && it["asked"] == "Ai hỏi?")),
        "{mine}"
    );
}

pub(crate) async fn explain(world: &World) {
    let id = judged(world, json!({"fine": false, "words": "Ai hỏi?"})).await;
    let there = world.app.signed_in("mot-cua-tam-nong").await;
    let path = format!("/api/v1/look-ups/{}/explanation", id.as_str().expect("an id"));
    post(&there, &path, &json!({"words": ""})).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    post(&there, &path, &json!({"words": "Bà Lan."})).await.assert_status(StatusCode::NO_CONTENT);
    post(&there, &path, &json!({"words": "Bà Lan."})).await.assert_status(StatusCode::CONFLICT);
}

pub(crate) async fn record_number(world: &World) {
    let id = world.received().await;
    let path = format!("/api/v1/dossiers/{id}/other-numbers");
    let body = json!({"system": "dvcqg", "number": "g17.99-0001"});
    post(&world.clerk, &path, &body).await.assert_status(StatusCode::NO_CONTENT);
    post(&world.clerk, &path, &body).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
}

pub(crate) async fn other_numbers(world: &World) {
    let id = world.received().await;
    let path = format!("/api/v1/dossiers/{id}/other-numbers");
    let body = json!({"system": "thue", "number": "TB-0002"});
    post(&world.clerk, &path, &body).await.assert_status(StatusCode::NO_CONTENT);
    let kept = world.clerk.get(&path).await;
    let kept = kept.assert_status(StatusCode::OK).json();
    assert_eq!((&kept[0]["system"], &kept[0]["number"]), (&json!("thue"), &json!("TB-0002")));
}

pub(crate) async fn remove_number(world: &World) {
    let id = world.received().await;
    let path = format!("/api/v1/dossiers/{id}/other-numbers");
    let body = json!({"system": "khac", "number": "NB-0003"});
    post(&world.clerk, &path, &body).await.assert_status(StatusCode::NO_CONTENT);
    let removal = format!("{path}/removal");
    post(&world.clerk, &removal, &body).await.assert_status(StatusCode::NO_CONTENT);
    post(&world.clerk, &removal, &body).await.assert_status(StatusCode::NOT_FOUND);
}
