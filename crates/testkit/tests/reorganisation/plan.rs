//! How an administrator of the province writes a plan through its forms, and the bodies answer it.

use axum::http::StatusCode;
use base::{Clock as _, Instant};
use jiff::civil::date;
use testkit::{Client, Reply, TestApp};

/// The body into which two communes are merged.
pub(crate) const NEW: &str = "Ủy ban nhân dân phường Thanh Miếu";

/// The identifier of a standing unit by its name and that of its body.
pub(crate) async fn unit(app: &TestApp, body: &'static str, name: &'static str) -> String {
    let today = app.clock.now().date();
    let found = app.db.read(move |rx| {
        let units = organisation::all_units(rx, today)?;
        let root = units.iter().find(|it| it.name.as_str() == body).expect("the body").id;
        let one = units.iter().find(|it| it.root == root && it.name.as_str().contains(name));
        Ok::<_, db::Error>(one.expect("the unit").id.to_string())
    });
    found.await.expect("units are read")
}

/// The identifier of a standing body by its name.
pub(crate) async fn body(app: &TestApp, name: &'static str) -> String {
    unit(app, name, name).await
}

/// A number of a dossier and its appointment, as the officer's page has it.
pub(crate) async fn facts(client: &Client, id: &str) -> (String, String) {
    let seen = client.get(&format!("/api/v1/dossiers/{id}")).await.assert_status(StatusCode::OK).json();
    let text = |name: &str| seen[name].to_string();
    (text("number"), text("due"))
}

/// Begins a plan; its address.
pub(crate) async fn plan(admin: &Client, day: &str, month: &str) -> String {
    let fields = [
        ("decision", "1678/NQ-UBTVQH15"),
        ("decided_on-ngay", "2"),
        ("decided_on-thang", "11"),
        ("decided_on-nam", "2026"),
        ("first_day-ngay", day),
        ("first_day-thang", month),
        ("first_day-nam", "2026"),
    ];
    let begun = admin.post("/quan-tri/sap-xep/them", &fields).await;
    begun.assert_status(StatusCode::SEE_OTHER).location().to_owned()
}

/// The revision that a plan shows.
pub(crate) async fn revision(client: &Client, plan: &str) -> String {
    let page = client.get(plan).await;
    page.assert_status(StatusCode::OK);
    let text = page.html();
    let found = text.all("input").find(|it| it.attribute("name") == Some("revision"));
    found.and_then(|it| it.attribute("value").map(str::to_owned)).unwrap_or_default()
}

/// Sends a form of the plan's page with its revision.
pub(crate) async fn act(client: &Client, plan: &str, what: &str, with: &[(&str, &str)]) -> Reply {
    let revision = revision(client, plan).await;
    let fields: Vec<(&str, &str)> =
        [("revision", revision.as_str())].into_iter().chain(with.iter().copied()).collect();
    client.post(&format!("{plan}/{what}"), &fields).await
}

/// Adds the merge of Việt Trì and Tam Nông into a new ward.
pub(crate) async fn merge_both(app: &TestApp, admin: &Client, plan: &str) {
    let (one, two) =
        (body(app, "Ủy ban nhân dân phường Việt Trì").await, body(app, "Ủy ban nhân dân xã Tam Nông").await);
    let province = body(app, "Ủy ban nhân dân tỉnh Phú Thọ").await;
    let fields = [
        ("units", one.as_str()),
        ("units", two.as_str()),
        ("r1", "moi"),
        ("r1_name", NEW),
        ("r1_kind", "ward"),
        ("r1_parent", province.as_str()),
        ("r1_code", "H44.250"),
        ("r1_area", ""),
        ("r1_calendar_of", ""),
    ];
    act(admin, plan, "viec/sap-nhap", &fields).await.assert_leads_to(plan);
}

/// Says yes for every body this person answers for.
pub(crate) async fn accept(client: &Client, plan: &str) -> Reply {
    let page = client.get(plan).await;
    page.assert_status(StatusCode::OK);
    let html = page.html();
    let boxes = html.all("input").filter(|it| it.attribute("name") == Some("bodies"));
    let bodies: Vec<String> = boxes.filter_map(|it| it.attribute("value").map(str::to_owned)).collect();
    assert!(!bodies.is_empty(), "{} is asked", page.path);
    let mut fields: Vec<(&str, &str)> = bodies.iter().map(|it| ("bodies", it.as_str())).collect();
    fields.extend([("viec", "dong-y"), ("refusal", "")]);
    act(client, plan, "tra-loi", &fields).await
}

/// A moment of November 2026.
pub(crate) fn at(day: i8, hour: i8, minute: i8) -> Instant {
    Instant::from_local(date(2026, 11, day).at(hour, minute, 0, 0))
}
