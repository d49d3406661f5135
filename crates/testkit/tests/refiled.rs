//! Refused and filed again within a week: seen by who receives it and by who oversees the body, never by the citizen, never in the way.

use axum::http::StatusCode;
use testkit::walk::{assert_ledger_holds, revision};
use testkit::{Filing, TestApp};

const DAY: i64 = 86_400;
const SEEN: &str = "Nộp lại sau khi bị từ chối";

/// Files a birth and has it refused.
async fn refused(app: &TestApp) -> String {
    let id = Filing::sample("1.001193").online(&app.as_citizen().await).await;
    let clerk = app.signed_in("mot-cua").await;
    let seen = revision(&clerk, &id).await;
    let said = [
        ("revision", seen.as_str()),
        ("reason", "Thiếu giấy chứng sinh"),
        ("citation", "Điều 16 Luật Hộ tịch"),
    ];
    clerk.post(&format!("/can-bo/ho-so/{id}/tu-choi"), &said).await.assert_status(StatusCode::SEE_OTHER);
    id
}

testkit::both_engines! {
    async fn what_is_filed_again_within_a_week_is_seen(app: TestApp) {
        refused(&app).await;
        app.clock.advance(3 * DAY);
        let citizen = app.as_citizen().await;
        let again = Filing::sample("1.001193").online(&citizen).await;
        let clerk = app.signed_in("mot-cua").await;
        let page = clerk.get(&format!("/can-bo/ho-so/{again}")).await;
        page.assert_says(SEEN).assert_says("Thiếu giấy chứng sinh");
        citizen.get(&format!("/ho-so/{again}")).await.assert_says_not(SEEN);
        for login in ["kiem-soat", "lanh-dao", "kiem-soat-tinh"] {
            let overseen = app.signed_in(login).await.get("/lanh-dao").await;
            overseen.assert_says("Từ chối rồi nộp lại trong 7 ngày: 1").assert_says("Thiếu giấy chứng sinh");
        }
        app.signed_in("lanh-dao-thue").await.get("/lanh-dao").await.assert_says("Từ chối rồi nộp lại trong 7 ngày: 0");
        // It goes its way like any other.
        testkit::walk::receive(&clerk, &again).await.assert_status(StatusCode::SEE_OTHER);
        assert_ledger_holds(&app).await;
    }

    async fn another_person_another_procedure_another_week_are_not_meant(app: TestApp) {
        refused(&app).await;
        let other = Filing::sample("1.001193").with("applicant.number", "025088004321").online(&app.as_other_citizen().await).await;
        let permit = Filing::sample("1.013225").online(&app.as_citizen().await).await;
        app.clock.advance(9 * DAY);
        let later = Filing::sample("1.001193").online(&app.as_citizen().await).await;
        let clerk = app.signed_in("mot-cua").await;
        for id in [other, permit, later] {
            clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_status(StatusCode::OK).assert_says_not(SEEN);
        }
    }
}
