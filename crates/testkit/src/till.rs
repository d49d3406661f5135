//! Money at the counter as a cashier takes it: a book, a shift with small change, a fee collected.

use axum::http::StatusCode;

use crate::app::TestApp;
use crate::client::Client;
use crate::filing::Filing;
use crate::reply::Reply;
use crate::walk::{field, id_of};

/// Registers a book of receipts and gives it to a cashier, as the accountant.
///
/// # Panics
/// When the page does not name the cashier.
pub async fn book(app: &TestApp, first: &str, last: &str, to: &str) -> Reply {
    let accountant = app.signed_in("ke-toan").await;
    let page = accountant.get("/quan-tri/bien-lai").await;
    let html = page.assert_status(StatusCode::OK).html();
    let person = html.all("option").find(|it| it.text.contains(to)).expect("a cashier");
    let person = person.attribute("value").expect("an identifier").to_owned();
    let typed =
        [("template", "01BLP0-001"), ("series", "AA-26P"), ("first", first), ("last", last), ("to", &person)];
    accountant.post("/quan-tri/bien-lai", &typed).await
}

/// A cashier with a book of a hundred numbers and an open shift with 50.000 đồng of small change.
pub async fn cashier(app: &TestApp, login: &str, name: &str, first: &str, last: &str) -> Client {
    book(app, first, last, name).await.assert_leads_to("/quan-tri/bien-lai");
    let clerk = app.signed_in(login).await;
    clerk.post("/quay/thu-tien", &[("change", "50.000")]).await.assert_leads_to("/quay/thu-tien");
    clerk
}

/// Nguyễn Thị Ngọc Lan with the first hundred numbers and an open shift.
pub async fn lan(app: &TestApp) -> Client {
    cashier(app, "mot-cua", "Ngọc Lan", "1", "100").await
}

/// Certified copies of three pages, two of them: 10.000 đồng.
pub async fn copies(clerk: &Client) -> String {
    let filed = Filing::copies("3", "2").at_counter(clerk).await;
    id_of(filed.assert_status(StatusCode::SEE_OTHER).location())
}

/// What the form of the collecting carries.
pub async fn owed(clerk: &Client, id: &str) -> (Vec<String>, String) {
    let page = clerk.get(&format!("/quay/thu-tien/thu?cho=dossier/{id}")).await;
    let html = page.assert_status(StatusCode::OK).html();
    let pays = html.all("input").filter(|it| it.attribute("name") == Some("pays"));
    (pays.filter_map(|it| it.attribute("value").map(str::to_owned)).collect(), field(&page, "total"))
}

/// Collects everything that a dossier owes.
pub async fn collect(clerk: &Client, id: &str, with: &[(&str, &str)]) -> Reply {
    let (pays, total) = owed(clerk, id).await;
    let cho = format!("dossier/{id}");
    let mut fields = vec![("cho", cho.as_str()), ("total", total.as_str()), ("payer", "Nguyễn Thị Hồng Ánh")];
    fields.extend(pays.iter().map(|it| ("pays", it.as_str())));
    fields.extend_from_slice(with);
    clerk.post("/quay/thu-tien/thu", &fields).await
}

/// Paid in notes and coins.
pub const CASH: [(&str, &str); 1] = [("method", "cash")];

/// The identifier at the end of the address to which an answer leads.
pub fn last(reply: &Reply) -> String {
    reply.assert_status(StatusCode::SEE_OTHER).location().rsplit('/').next().unwrap_or_default().to_owned()
}

/// The identifier of the open shift, from the link that closes it.
///
/// # Panics
/// When none is open.
pub async fn shift(clerk: &Client) -> String {
    let page = clerk.get("/quay/thu-tien").await;
    let html = page.html();
    let links = html.all("a").filter_map(|it| it.attribute("href").map(str::to_owned));
    let close = links.into_iter().find(|it| it.ends_with("/ket")).expect("a shift is open");
    close.trim_end_matches("/ket").rsplit('/').next().unwrap_or_default().to_owned()
}
