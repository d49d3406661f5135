//! Machines that receive without a network as programs call them: register, reserve, kit, bring in, key, retire.

use axum::http::{Method, StatusCode};
use base::Instant;
use jiff::civil::date;
use serde_json::json;
use testkit::{Filing, Machine};

use crate::world::{World, post};

const ALL: &str = "/api/v1/offline-counters";

async fn machine(world: &World, name: &str) -> Machine {
    Machine::prepare(&world.clerk, name, 1, 5).await
}

pub(crate) async fn register(world: &World) {
    let made = post(&world.clerk, ALL, &json!({"name": "Máy   quầy 1"})).await;
    let made = made.assert_status(StatusCode::CREATED).json();
    assert_eq!((&made["name"], made["secret"].as_str().map(str::len)), (&json!("Máy quầy 1"), Some(64)));
    let blank = post(&world.clerk, ALL, &json!({"name": " "})).await;
    let errors = blank.assert_status(StatusCode::UNPROCESSABLE_ENTITY).json();
    assert_eq!(errors["errors"][0]["field"], "name");
}

pub(crate) async fn reserve(world: &World) {
    let machine = machine(world, "Máy cấp số").await;
    let more = machine.reserve(&world.clerk, 2, 7).await.assert_status(StatusCode::CREATED).json();
    let ranges = more["ranges"].as_array().expect("ranges");
    let days: Vec<_> = ranges.iter().map(|it| (it["agency"].clone(), it["day"].clone())).collect();
    let [police, ward] = ["G01.44.101", "H44.101"].map(|it| json!(it));
    let [today, next] = ["2026-11-18", "2026-11-19"].map(|it| json!(it));
    let each = [(&police, &today), (&ward, &today), (&police, &next), (&ward, &next)];
    assert_eq!(days, each.map(|(agency, day)| (agency.clone(), day.clone())));
    let count =
        |it: &serde_json::Value| it["last"].as_i64().zip(it["first"].as_i64()).map(|(l, f)| l - f + 1);
    assert!(ranges.iter().all(|it| count(it) == Some(7)), "{more}");
}

pub(crate) async fn kit(world: &World) {
    let kit = machine(world, "Máy bộ kit").await.kit;
    assert_eq!(kit["name"], "Máy bộ kit");
    let procedures = kit["procedures"].as_array().expect("procedures");
    let copies = procedures.iter().find(|it| it["code"] == "2.000815").expect("certified copies");
    assert!(copies["html"].as_str().is_some_and(|it| it.contains(r#"data-field="so_trang""#)));
    assert_eq!(copies["bodies"][0]["agency"], "H44.101");
    // The fields of an owner lie there once, however many procedures have them.
    let owners: Vec<_> =
        kit["owners"].as_array().expect("owners").iter().filter_map(|it| it.as_str()).collect();
    let distinct: std::collections::BTreeSet<_> = owners.iter().collect();
    assert_eq!(owners.len(), distinct.len());
    let used = procedures.iter().flat_map(|it| it["people"].as_object().expect("owners").values());
    let used: Vec<_> = used.filter_map(|at| at.as_u64().and_then(|at| usize::try_from(at).ok())).collect();
    assert!(
        used.len() > owners.len() && used.iter().all(|at| *at < owners.len()),
        "{} for {}",
        owners.len(),
        used.len()
    );
    assert!(procedures.iter().all(|it| it["code"] != "1.010041"), "a linked procedure needs the network");
}

pub(crate) async fn receive(world: &World) {
    let mut machine = machine(world, "Máy nhận").await;
    let now = Instant::from_local(date(2026, 11, 18).at(9, 0, 0, 0));
    let intake = machine.take(&Filing::copies("1", "1"), now);
    let first = machine.bring(&world.clerk, &intake, now).await.assert_status(StatusCode::CREATED).json();
    assert_eq!((&first["number"], &first["notes"]), (&intake.body["number"], &json!([])));
    assert_eq!(machine.bring(&world.clerk, &intake, now).await.json(), first);
    let mut strange = intake.clone();
    strange.key = "0192f1c2-0000-4000-8000-00000000ffff".to_owned();
    strange.body["received"] = "hôm qua".into();
    let refused = machine.bring(&world.clerk, &strange, now).await;
    refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("received");
}

pub(crate) async fn store_key(world: &World) {
    let machine = machine(world, "Máy hỏng").await;
    let path = format!("{ALL}/{}/store-key", machine.id);
    let given = post(&world.clerk, &path, &json!({"reason": "Máy hỏng ổ cứng"})).await;
    assert_eq!(
        given.assert_status(StatusCode::OK).json(),
        json!({"name": "Máy hỏng", "secret": machine.secret})
    );
}

pub(crate) async fn retire(world: &World) {
    let machine = machine(world, "Máy thanh lý").await;
    let path = format!("{ALL}/{}/retirement", machine.id);
    let why = json!({"reason": "Đã thanh lý"});
    let done = world.clerk.json(Method::POST, &path, &why).await;
    assert_eq!(done.assert_status(StatusCode::OK).json()["id"], machine.id.as_str());
    let again = post(&world.clerk, &path, &why).await.assert_status(StatusCode::CONFLICT).json();
    assert_eq!(again["code"], "dossier.offline-retired");
}
