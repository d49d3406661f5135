//! A dossier on its way, as people move it: received, taken step by step, looked back on. Each function does at the front
//! door what its page offers.

use axum::http::StatusCode;
use base::id::DossierId;
use ledger::Trust;

use crate::app::TestApp;
use crate::client::Client;
use crate::reply::Reply;

/// The value of the box `name` of a page, hidden or not.
///
/// # Panics
/// When the page has none.
#[must_use]
pub fn field(page: &Reply, name: &str) -> String {
    let html = page.html();
    let named = html.all("input").find(|input| input.attribute("name") == Some(name));
    let found = named.and_then(|input| input.attribute("value").map(str::to_owned));
    found.unwrap_or_else(|| panic!("no field {name} on {}", page.path))
}

/// The identifier that an address bears after `/ho-so/`.
///
/// # Panics
/// When it bears none.
#[must_use]
pub fn id_of(address: &str) -> String {
    let rest = address.split("/ho-so/").nth(1).unwrap_or_else(|| panic!("no dossier in {address}"));
    rest.split(['/', '?']).next().unwrap_or_default().to_owned()
}

/// The revision that the officer's page shows; that of a dossier without a form is only in the API.
pub async fn revision(officer: &Client, id: &str) -> String {
    let seen = officer.get(&format!("/api/v1/dossiers/{id}")).await;
    seen.assert_status(StatusCode::OK).json()["revision"].to_string()
}

/// Receives it; the answer leads to the receipt.
pub async fn receive(clerk: &Client, id: &str) -> Reply {
    let seen = revision(clerk, id).await;
    clerk.post(&format!("/can-bo/ho-so/{id}/tiep-nhan"), &[("revision", &seen)]).await
}

/// Takes an action of the process, with what is typed into its form.
pub async fn step(officer: &Client, id: &str, action: &str, with: &[(&str, &str)]) -> Reply {
    let seen = revision(officer, id).await;
    let mut fields = vec![("revision", seen.as_str()), ("action", action)];
    fields.extend_from_slice(with);
    officer.post(&format!("/can-bo/ho-so/{id}/buoc"), &fields).await
}

/// The number and the date of a result of the first day, as its form asks for them.
#[must_use]
pub fn result(number: &str) -> Vec<(&str, &str)> {
    result_on(number, "18")
}

/// The number and the date of a result, on this day of November.
#[must_use]
pub fn result_on<'a>(number: &'a str, day: &'a str) -> Vec<(&'a str, &'a str)> {
    let date = [("result_date-ngay", day), ("result_date-thang", "11"), ("result_date-nam", "2026")];
    [("result_number", number)].into_iter().chain(date).collect()
}

/// One step: whose login, which action, what is typed with it.
pub type Move<'a> = (&'a str, &'a str, Vec<(&'a str, &'a str)>);

/// Takes steps one after another.
///
/// # Panics
/// When one is not accepted.
pub async fn walk(app: &TestApp, id: &str, moves: &[Move<'_>]) {
    for (login, action, with) in moves {
        let officer = app.signed_in(login).await;
        step(&officer, id, action, with).await.assert_leads_to(&format!("/can-bo/ho-so/{id}"));
    }
}

/// The kinds of the events of a dossier, in order, without the name of the context: `received.1`.
///
/// # Panics
/// When the ledger cannot be read.
pub async fn told(app: &TestApp, id: &str) -> Vec<String> {
    let id: DossierId = id.parse().expect("an identifier");
    let stream = dossier::events::stream(id);
    let history = app.db.read(move |rx| ledger::history(rx, &stream)).await.expect("the ledger is read");
    let kinds = history.into_iter().map(|event| event.kind);
    kinds.map(|kind| kind.trim_start_matches("dossier.").to_owned()).collect()
}

/// Places every event and verifies the whole ledger, as `motcua verify` does.
///
/// # Panics
/// When the ledger does not hold.
pub async fn assert_ledger_holds(app: &TestApp) {
    app.settle().await;
    let report = ledger::verify(&app.db, &Trust::default()).await.expect("the ledger is read");
    assert!(report.is_clean() && report.pending == 0, "{report:?}");
    assert_eq!(report.events, report.placed, "every event has its place");
}
