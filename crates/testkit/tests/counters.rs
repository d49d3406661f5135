//! Counters of a one-stop unit: an administrator adds, renames and closes them; each change is in the ledger.

use axum::http::StatusCode;
use testkit::walk::assert_ledger_holds;
use testkit::{Client, TestApp};

/// The address of the counters of the one-stop unit of Việt Trì.
async fn counters(app: &TestApp) -> String {
    let today = base::Clock::now(&*app.clock).date();
    let read = move |rx: &mut db::Read| {
        let code = "H44.101".parse().expect("a code");
        let body = organisation::unit_by_code(rx, &code, today)?.expect("Việt Trì");
        organisation::one_stop_of(rx, body.id, today)
    };
    let unit = app.db.read(read).await.expect("the database answers").expect("a one-stop unit");
    format!("/quan-tri/don-vi/{}/quay", unit.id)
}

/// Adds a counter; its address.
async fn added(admin: &Client, at: &str, name: &str) -> String {
    admin.post(at, &[("name", name)]).await.assert_leads_to(at);
    let html = admin.get(at).await.html();
    let section = html
        .all("section")
        .find(|it| it.attribute("aria-label") == Some(name))
        .expect("its card")
        .text
        .clone();
    assert!(section.contains("Đổi tên"), "{section}");
    let begins = format!("{at}/");
    let forms = html.all("form").filter_map(|it| it.attribute("action").map(str::to_owned));
    forms.filter(|action| action.starts_with(&begins)).last().expect("its form")
}

/// The name of the field of a counter.
fn field(counter: &str) -> String {
    format!("name-{}", counter.rsplit('/').next().expect("an identifier"))
}

testkit::both_engines! {
    /// Added, renamed and closed; what is wrong is said at its field, and a name is free again once its counter is closed.
    async fn counters_are_added_renamed_and_closed(app: TestApp) {
        let admin = app.signed_in("quan-tri").await;
        let at = counters(&app).await;
        admin.get(at.trim_end_matches("/quay")).await.assert_says("Các quầy của");
        admin.get(&at).await.assert_says("Chưa có quầy nào");
        let first = added(&admin, &at, "Quầy số 1").await;
        let second = added(&admin, &at, "Quầy số 2").await;
        for (name, why) in [("", "nhập tên quầy"), ("QUẦY SỐ 1", "đã có quầy mang tên này"), (&"x".repeat(61), "dài nhất 60 ký tự")] {
            let refused = admin.post(&at, &[("name", name)]).await;
            refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says(why);
        }
        let taken = admin.post(&second, &[(&field(&second), "Quầy số 1")]).await;
        taken.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("đã có quầy mang tên này");
        admin.post(&second, &[(&field(&second), "Quầy hộ tịch")]).await.assert_leads_to(&at);
        admin.post(&second, &[(&field(&second), "Quầy hộ tịch")]).await.assert_leads_to(&at);
        admin.get(&at).await.assert_says("Quầy hộ tịch").assert_says_not("Quầy số 2");
        admin.post(&first, &[("viec", "dong")]).await.assert_leads_to(&at);
        admin.get(&at).await.assert_says("Quầy đã đóng").assert_says("đóng lúc");
        admin.post(&first, &[("viec", "dong")]).await.assert_status(StatusCode::CONFLICT);
        let late = admin.post(&first, &[(&field(&first), "Quầy khác")]).await;
        late.assert_status(StatusCode::CONFLICT);
        added(&admin, &at, "Quầy số 1").await;
        assert_ledger_holds(&app).await;
    }

    /// Sixteen at once with one name: one counter.
    async fn of_sixteen_callers_one_adds_the_counter(app: TestApp) {
        let admin = app.signed_in("quan-tri").await;
        let at = counters(&app).await;
        let mut calls = tokio::task::JoinSet::new();
        for _ in 0..16 {
            let (admin, at) = (admin.clone(), at.clone());
            calls.spawn(async move { admin.post(&at, &[("name", "Quầy chung")]).await.status });
        }
        let answers = calls.join_all().await;
        assert_eq!(answers.iter().filter(|status| **status == StatusCode::SEE_OTHER).count(), 1, "{answers:?}");
        assert_ledger_holds(&app).await;
    }

    /// Other people, other bodies' administrators and other units have no such page.
    async fn counters_are_the_administrators(app: TestApp) {
        let at = counters(&app).await;
        for login in ["mot-cua", "lanh-dao"] {
            let other = app.signed_in(login).await;
            other.get(&at).await.assert_status(StatusCode::FORBIDDEN);
            other.post(&at, &[("name", "Quầy số 1")]).await.assert_status(StatusCode::FORBIDDEN);
        }
        let province = app.signed_in("quan-tri-tinh").await;
        province.get(&at).await.assert_status(StatusCode::OK);
        let admin = app.signed_in("quan-tri").await;
        let nowhere = "/quan-tri/don-vi/00000000-0000-7000-8000-000000000000/quay";
        admin.get(nowhere).await.assert_status(StatusCode::NOT_FOUND);
        admin.post(nowhere, &[("name", "Quầy số 1")]).await.assert_status(StatusCode::NOT_FOUND);
    }
}
