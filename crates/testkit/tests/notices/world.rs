//! What the tests of notices share.

use axum::http::StatusCode;
use testkit::walk::receive;
use testkit::{Client, Filing, TestApp};

pub(crate) const PERMIT: &str = "1.013225";
pub(crate) const BIRTH: &str = "1.001193";

/// Filed by `cong-dan` with this mail address and number, and received.
pub(crate) async fn received(app: &TestApp, procedure: &str, mail: &str, phone: &str) -> String {
    let id = filed(&app.as_citizen().await, procedure, mail, phone).await;
    receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
    id
}

/// Filed with this mail address and number.
pub(crate) async fn filed(citizen: &Client, procedure: &str, mail: &str, phone: &str) -> String {
    let filing = Filing::sample(procedure).with("applicant.email", mail).with("applicant.phone", phone);
    filing.online(citizen).await
}
