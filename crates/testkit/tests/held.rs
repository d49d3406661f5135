//! A step that data already held make unnecessary is left with the evidence; what was left of its time is saved and counted.

use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::walk::{assert_ledger_holds, id_of, result, revision, told, walk};
use testkit::{Filing, TestApp};

/// A dossier whose place is to be looked at.
async fn to_be_checked(app: &TestApp) -> String {
    let clerk = app.signed_in("mot-cua").await;
    let filed = Filing::residence().at_counter(&clerk).await;
    let id = id_of(filed.assert_status(StatusCode::SEE_OTHER).location());
    walk(app, &id, &[("mot-cua", "chuyen", vec![]), ("canh-sat", "xac-minh", vec![])]).await;
    id
}

const REGISTER: [(&str, &str); 5] = [
    ("source", "Cơ sở dữ liệu về cư trú"),
    ("reference", "Bản ghi 2026/118"),
    ("found_on-ngay", "18"),
    ("found_on-thang", "11"),
    ("found_on-nam", "2026"),
];

testkit::both_engines! {
    async fn a_step_is_skipped_with_its_evidence_and_the_time_is_counted(app: TestApp) {
        let id = to_be_checked(&app).await;
        let officer = app.signed_in("canh-sat").await;
        let page = officer.get(&format!("/can-bo/ho-so/{id}")).await;
        page.assert_says("Đã có thì bỏ qua bước này").assert_says("Cơ sở dữ liệu về cư trú");
        let address = format!("/can-bo/ho-so/{id}/bo-qua-buoc");
        let seen = revision(&officer, &id).await;
        let head = [("revision", seen.as_str()), ("step", "xac-minh")];
        let empty = officer.post(&address, &head).await;
        empty.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Ghi cơ sở dữ liệu đã tra").assert_says("Nhập ngày tra cứu");
        let tomorrow = [&head[..], &REGISTER[..], &[("found_on-ngay", "19")]].concat();
        let tomorrow: Vec<_> = tomorrow.into_iter().filter(|pair| *pair != ("found_on-ngay", "18")).collect();
        officer.post(&address, &tomorrow).await.assert_says("không sau hôm nay");
        let stale = [&[("revision", "1"), ("step", "xac-minh")], &REGISTER[..]].concat();
        officer.post(&address, &stale).await.assert_status(StatusCode::CONFLICT);
        for (login, status) in [("thue", StatusCode::NOT_FOUND), ("mot-cua", StatusCode::CONFLICT)] {
            let other = app.signed_in(login).await;
            other.post(&address, &[&head[..], &REGISTER[..]].concat()).await.assert_status(status);
        }
        let done = officer.post(&address, &[&head[..], &REGISTER[..]].concat()).await;
        done.assert_leads_to(&format!("/can-bo/ho-so/{id}"));
        let kinds = told(&app, &id).await;
        let at = kinds.iter().position(|kind| kind == "step-skipped.1").expect("told");
        assert_eq!(kinds.get(at + 1).map(String::as_str), Some("step-taken.1"));
        let seen = officer.get(&format!("/api/v1/dossiers/{id}")).await.json();
        assert_eq!(seen["step"], "ky-duyet");
        officer.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Bỏ qua bước Xác minh tại chỗ ở nhờ dữ liệu đã có").assert_says("Bản ghi 2026/118, tra ngày 18/11/2026");
        for login in ["kiem-soat-tinh", "lanh-dao-tinh"] {
            app.signed_in(login).await.get("/lanh-dao/so-lieu").await.assert_says("Bước bỏ qua nhờ dữ liệu đã có trong tháng: 1");
        }
        assert_ledger_holds(&app).await;
    }

    /// An earlier dossier is evidence when it is of the same person and granted something.
    async fn an_earlier_dossier_is_looked_up(app: TestApp) {
        let first = to_be_checked(&app).await;
        let officer = app.signed_in("canh-sat").await;
        let api = |id: &str| format!("/api/v1/dossiers/{id}/skipped-steps");
        let number = async |id: &str| officer.get(&format!("/api/v1/dossiers/{id}")).await.json()["number"].as_str().expect("a number").to_owned();
        let second = to_be_checked(&app).await;
        let body = async |id: &str, source: &str| {
            let seen: i64 = revision(&officer, id).await.parse().expect("a number");
            json!({ "revision": seen, "step": "xac-minh", "source": source, "reference": "Cùng chỗ ở", "found_on": "2026-11-18" })
        };
        let undecided = body(&second, &number(&first).await).await;
        let refused = officer.json(Method::POST, &api(&second), &undecided).await;
        refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("chưa có kết quả chấp thuận");
        let unknown = body(&second, "H44.101-261118-0999").await;
        officer.json(Method::POST, &api(&second), &unknown).await.assert_says("Không có hồ sơ mang mã này");
        let own = body(&second, &number(&second).await).await;
        officer.json(Method::POST, &api(&second), &own).await.assert_says("không phải của cùng người");
        walk(&app, &first, &[
            ("canh-sat", "trinh-duyet", vec![]),
            ("truong-cong-an", "duyet", vec![]),
            ("canh-sat", "cap-nhat", result("TT-1")),
        ]).await;
        let good = body(&second, &number(&first).await).await;
        let done = officer.json(Method::POST, &api(&second), &good).await;
        assert_eq!(done.assert_status(StatusCode::OK).json()["step"], "ky-duyet");
        // Where the process keeps the step nothing is skipped.
        let seen: i64 = revision(&officer, &second).await.parse().expect("a number");
        let kept = json!({ "revision": seen, "step": "ky-duyet", "source": "x", "reference": "y", "found_on": "2026-11-18" });
        let chief = app.signed_in("truong-cong-an").await;
        chief.json(Method::POST, &api(&second), &kept).await.assert_status(StatusCode::NOT_FOUND);
    }
}
