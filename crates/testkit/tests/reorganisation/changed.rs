//! What changes between a plan's steps: an answer to what is no longer planned, positions held twice, a day that passes held up.

use axum::http::StatusCode;
use base::{Clock as _, Role};
use jiff::civil::{Date, date};
use testkit::TestApp;
use testkit::walk::{assert_ledger_holds, field};

use crate::plan::{accept, act, at, body, plan};

const WARD: &str = "Ủy ban nhân dân phường Việt Trì";
const COMMUNE: &str = "Ủy ban nhân dân xã Tam Nông";

/// Appoints the leader of the commune in a body, from a day on until another.
async fn lead(app: &TestApp, login: &str, at: &'static str, from: Date, until: Option<Date>) {
    let me =
        app.signed_in(login).await.get("/api/v1/me").await.json()["id"].as_str().expect("an id").to_owned();
    let unit = body(app, at).await;
    let (staff, unit) = (me.parse().expect("an id"), unit.parse().expect("an id"));
    let ctx = base::Ctx::system("test", app.clock.now(), &app.rng);
    let post = organisation::Appointment { staff, unit, role: Role::Leader, from, until, posted_from: None };
    app.db.write(move |tx| organisation::appoint(tx, &ctx, &post)).await.expect("appointed");
}

testkit::both_engines! {
    /// Yes to what was planned before is no yes to what is planned now.
    async fn an_answer_is_to_what_was_seen(app: TestApp) {
        let admin = app.signed_in("quan-tri-tinh").await;
        let plan = plan(&admin, "1", "12").await;
        let (commune, ward) = (body(&app, COMMUNE).await, body(&app, WARD).await);
        act(&admin, &plan, "viec/sap-nhap", &[("units", commune.as_str()), ("r1", ward.as_str())]).await.assert_leads_to(&plan);
        act(&admin, &plan, "de-nghi", &[]).await.assert_leads_to(&plan);
        let leader = app.signed_in("lanh-dao").await;
        let seen = field(&leader.get(&plan).await, "revision");
        act(&admin, &plan, "viec/doi-ten", &[("unit", ward.as_str()), ("name", "Ủy ban nhân dân phường Bạch Hạc"), ("code", "H44.101")]).await.assert_leads_to(&plan);
        act(&admin, &plan, "de-nghi", &[]).await.assert_leads_to(&plan);
        let yes = [("revision", seen.as_str()), ("bodies", ward.as_str()), ("viec", "dong-y"), ("refusal", "")];
        leader.post(&format!("{plan}/tra-loi"), &yes).await.assert_status(StatusCode::CONFLICT);
        act(&admin, &plan, "ban-hanh", &[]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("chưa đồng ý tiếp nhận");
        accept(&leader, &plan).await.assert_leads_to(&plan);
        act(&admin, &plan, "ban-hanh", &[]).await.assert_leads_to(&plan);
    }

    /// Somebody who holds the same position in both bodies, in the heir for some days only, keeps it after those days.
    async fn a_position_held_for_some_days_in_the_heir_is_not_lost(app: TestApp) {
        app.clock.set(at(20, 9, 0));
        lead(&app, "chu-tich-tam-nong", WARD, date(2026, 11, 18), Some(date(2026, 11, 25))).await;
        let admin = app.signed_in("quan-tri-tinh").await;
        let plan = plan(&admin, "21", "11").await;
        let (commune, ward) = (body(&app, COMMUNE).await, body(&app, WARD).await);
        act(&admin, &plan, "viec/sap-nhap", &[("units", commune.as_str()), ("r1", ward.as_str())]).await.assert_leads_to(&plan);
        act(&admin, &plan, "de-nghi", &[]).await.assert_leads_to(&plan);
        accept(&app.signed_in("lanh-dao").await, &plan).await.assert_leads_to(&plan);
        act(&admin, &plan, "ban-hanh", &[]).await.assert_leads_to(&plan);
        for day in [21, 24, 25, 30] {
            app.clock.set(at(day, 8, 0));
            app.settle().await;
            let person = app.signed_in("chu-tich-tam-nong").await;
            person.get("/lanh-dao").await.assert_status(StatusCode::OK);
            person.get("/tai-khoan").await.assert_says("phường Việt Trì");
        }
        assert_ledger_holds(&app).await;
    }

    /// Held up on its day, it does not take effect as of a day that has passed: it is changed and approved again.
    async fn a_day_that_passed_held_up_does_not_come_back(app: TestApp) {
        app.settle().await;
        app.clock.set(at(20, 9, 0));
        let admin = app.signed_in("quan-tri-tinh").await;
        let plan = plan(&admin, "21", "11").await;
        let (commune, ward) = (body(&app, COMMUNE).await, body(&app, WARD).await);
        act(&admin, &plan, "viec/sap-nhap", &[("units", commune.as_str()), ("r1", ward.as_str())]).await.assert_leads_to(&plan);
        act(&admin, &plan, "de-nghi", &[]).await.assert_leads_to(&plan);
        accept(&app.signed_in("lanh-dao").await, &plan).await.assert_leads_to(&plan);
        act(&admin, &plan, "ban-hanh", &[]).await.assert_leads_to(&plan);
        lead(&app, "lanh-dao", COMMUNE, date(2026, 12, 1), Some(date(2026, 12, 5))).await;
        app.clock.set(at(21, 0, 5));
        app.settle().await;
        let admin = app.signed_in("quan-tri-tinh").await;
        admin.get(&plan).await.assert_says("Chưa thực hiện được vào ngày hiệu lực").assert_says("vị trí bắt đầu từ ngày hiệu lực");
        let me = app.signed_in("lanh-dao").await.get("/api/v1/me").await.json()["id"].as_str().expect("an id").to_owned();
        let path = format!("/quan-tri/can-bo/{me}");
        let page = admin.get(&path).await.text();
        let card = page.split("<section").find(|card| card.contains("Bỏ vị trí chưa bắt đầu")).expect("the position");
        let end = card.split("action=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a form");
        admin.post(end, &[]).await.assert_leads_to(&path);
        admin.get(&path).await.assert_says_not("xã Tam Nông, từ");
        app.clock.set(at(23, 8, 0));
        app.settle().await;
        let admin = app.signed_in("quan-tri-tinh").await;
        admin.get(&plan).await.assert_says("Chưa thực hiện được vào ngày hiệu lực").assert_says_not("Đã có hiệu lực");
        assert_ledger_holds(&app).await;
    }
}
