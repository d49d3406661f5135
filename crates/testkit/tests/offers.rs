//! At each step of a way everybody tries everything: what a page offers is accepted, and what it does not offer is refused
//! and changes nothing.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::walk::{receive, result, walk};
use testkit::{Client, Filing, TestApp};

const STAFF: [&str; 9] = [
    "mot-cua",
    "chuyen-vien",
    "chuyen-vien-vhxh",
    "truong-phong",
    "ky-duyet",
    "van-thu",
    "lanh-dao",
    "canh-sat",
    "mot-cua-tam-nong",
];

/// Every action of the process of births, and one of another.
const ACTIONS: [&str; 7] = ["chuyen", "trinh-ky", "trinh-tu-choi", "ky", "tra-lai", "phat-hanh", "phan-cong"];

/// The actions that the page and the operation offer; both must offer the same.
async fn offered(officer: &Client, id: &str) -> BTreeSet<String> {
    let page = officer.get(&format!("/can-bo/ho-so/{id}")).await;
    let operation = officer.get(&format!("/api/v1/dossiers/{id}")).await;
    assert_eq!(page.status, operation.status, "{}", officer.who);
    if page.status != StatusCode::OK {
        return BTreeSet::new();
    }
    let forms = page.html().forms().into_iter().filter(|form| form.action.ends_with("/buoc"));
    let on_page: BTreeSet<_> = forms.filter_map(|form| form.value("action").map(str::to_owned)).collect();
    let listed = operation.json()["actions"].as_array().cloned().unwrap_or_default();
    let by_program: BTreeSet<_> = listed.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    assert_eq!(on_page, by_program, "{}", officer.who);
    on_page
}

/// Tries an action with everything that could be owed for it.
async fn attempt(officer: &Client, id: &str, action: &str, revision: &Value) -> StatusCode {
    let body = json!({
        "revision": revision, "action": action, "note": "Lý do.",
        "result_number": "1/KS", "result_date": "2026-11-18", "recipient": "A",
    });
    officer.json(Method::POST, &format!("/api/v1/dossiers/{id}/steps"), &body).await.status
}

testkit::both_engines! {
    async fn nobody_can_do_what_they_are_not_offered(app: TestApp) {
        let citizen = app.as_citizen().await;
        let id = Filing::sample("1.001193").online(&citizen).await;
        receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
        let mut staff = Vec::new();
        for login in STAFF {
            staff.push(app.signed_in(login).await);
        }
        let way = [
            ("mot-cua", "chuyen", vec![]),
            ("chuyen-vien-vhxh", "trinh-ky", vec![]),
            ("ky-duyet", "ky", vec![]),
            ("van-thu", "phat-hanh", result("1/KS")),
            ("mot-cua", "tra-ket-qua", vec![("recipient", "Nguyễn Thị Hồng Ánh")]),
        ];
        for (holder, action, with) in way {
            let before = citizen.get(&format!("/api/v1/dossiers/{id}")).await.json();
            for officer in &staff {
                let offered = offered(officer, &id).await;
                assert!(officer.who != holder || offered.contains(action), "{holder} is offered {action}");
                for other in ACTIONS.iter().filter(|other| !offered.contains(**other)) {
                    let status = attempt(officer, &id, other, &before["revision"]).await;
                    assert!(matches!(status.as_u16(), 403 | 404 | 409), "{} {other} at {}: {status}", officer.who, before["step"]);
                }
            }
            assert_eq!(citizen.get(&format!("/api/v1/dossiers/{id}")).await.json(), before, "nothing has changed");
            walk(&app, &id, &[(holder, action, with)]).await;
        }
        let ended = citizen.get(&format!("/api/v1/dossiers/{id}")).await.json();
        for officer in &staff {
            assert_eq!(offered(officer, &id).await, BTreeSet::new());
            for action in ACTIONS {
                let status = attempt(officer, &id, action, &ended["revision"]).await;
                assert!(matches!(status.as_u16(), 403 | 404 | 409), "{} {action} at the end: {status}", officer.who);
            }
        }
    }
}
