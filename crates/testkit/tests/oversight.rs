//! What leaders see: the leader of a line agency what his agency decides though a commune keeps it, and somebody who
//! leads several bodies one list in one order, page by page.

use axum::http::{Method, StatusCode};
use base::{Clock as _, Role};
use jiff::civil::date;
use serde_json::{Value, json};
use testkit::walk::{receive, walk};
use testkit::{Client, Filing, TestApp};

const RESIDENCE: &str = "1.010041";

/// The numbers or names that the table of a page lists, in order.
fn listed(page: &testkit::Reply) -> Vec<String> {
    let html = page.html();
    let cells: Vec<_> = html.all("td").collect();
    cells.chunks(5).map(|row| format!("{} {}", row[0].text, row[2].text)).collect()
}

/// The text under a heading of the leader's page, up to the next one.
fn heading(page: &testkit::Reply, begins: &str) -> String {
    let html = page.assert_status(StatusCode::OK).html();
    let found = html.all("h2").find(|h2| h2.text.starts_with(begins)).map(|h2| h2.text.clone());
    found.unwrap_or_else(|| panic!("no heading {begins}: {}", html.text()))
}

/// Submits a confirmation of residence by program, in somebody's name, to a body whose name holds these words.
async fn submit(citizen: &Client, body: &str, name: &str) {
    let start = citizen.get(&format!("/nop-ho-so/{RESIDENCE}")).await.html();
    let option = start.all("option").find(|option| option.text.contains(body)).expect("the body is offered");
    let samples: Vec<Value> =
        serde_json::from_str(include_str!("../../../demo/dossiers.json")).expect("JSON");
    let sample = samples.into_iter().find(|sample| sample["procedure"] == RESIDENCE).expect("a sample");
    let mut answers = sample["answers"].clone();
    answers["cu_tru_xa"] = json!(body);
    let sent = json!({
        "procedure": RESIDENCE, "case": sample["case"], "competent": option.attribute("value"),
        "applicant": { "name": name }, "answers": answers, "papers": [],
    });
    citizen.json(Method::POST, "/api/v1/dossiers", &sent).await.assert_status(StatusCode::CREATED);
}

/// Gives the leader of the police of Việt Trì the same position at Tam Nông.
async fn lead_both(app: &TestApp) {
    let ctx = base::Ctx::system("test", app.clock.now(), &app.rng);
    let appointed = app.db.write(move |tx| {
        let on = ctx.now.date();
        let staff = organisation::staff_by_number(tx, "CA-0002")?.expect("the demo has him");
        let code = "G01.44.142".parse().expect("a code");
        let unit = organisation::unit_by_code(tx, &code, on)?.expect("the demo has it");
        let post = organisation::Appointment {
            staff: staff.id,
            unit: unit.id,
            role: Role::Leader,
            from: on,
            until: None,
            posted_from: None,
        };
        organisation::appoint(tx, &ctx, &post)
    });
    appointed.await.expect("he is appointed");
}

testkit::both_engines! {
    async fn a_line_agency_sees_what_it_decides_though_the_commune_keeps_it(app: TestApp) {
        let citizen = app.as_citizen().await;
        let id = Filing::sample(RESIDENCE).online(&citizen).await;
        app.clock.set(base::Instant::from_local(date(2026, 11, 19).at(9, 30, 0, 0)));
        let chief = app.signed_in("truong-cong-an").await;
        assert_eq!(heading(&chief.get("/lanh-dao").await, "Chưa trả lời"), "Chưa trả lời tiếp nhận trong 8 giờ làm việc: 1");
        receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
        walk(&app, &id, &[("mot-cua", "chuyen", vec![])]).await;
        assert_eq!(heading(&chief.get("/lanh-dao").await, "Đến hạn"), "Đến hạn trong 2 ngày tới: 1");
        app.clock.set(base::Instant::from_local(date(2026, 11, 23).at(9, 30, 0, 0)));
        for leader in ["truong-cong-an", "lanh-dao", "kiem-soat"] {
            let page = app.signed_in(leader).await.get("/lanh-dao").await;
            assert_eq!(heading(&page, "Quá hạn"), "Quá hạn: 1", "{leader}");
            page.assert_says("G01.44.101-261119-0001").assert_says("Quá 1 giờ 30 phút");
        }
        app.signed_in("canh-sat").await.get("/can-bo?hang=qua-han").await.assert_says("G01.44.101-261119-0001");
        let police = app.signed_in("canh-sat").await;
        police.get("/can-bo/tim?tu=G01.44.101-261119-0001").await.assert_says("Nguyễn Thị Hồng Ánh");
        police.get("/can-bo/tim?tu=hong%20anh").await.assert_says("G01.44.101-261119-0001");
        let chief = app.signed_in("truong-cong-an").await;
        chief.get(&format!("/can-bo/ho-so/{id}")).await.assert_status(StatusCode::OK);
        let page = app.signed_in("chu-tich-tam-nong").await.get("/lanh-dao").await;
        assert_eq!(heading(&page, "Quá hạn"), "Quá hạn: 0", "another commune");
        let page = app.signed_in("lanh-dao-tinh").await.get("/lanh-dao").await;
        assert_eq!(heading(&page, "Quá hạn"), "Quá hạn: 1", "who leads the province sees all of it");
        app.signed_in("cong-an-tam-nong").await.get("/can-bo/tim?tu=hong%20anh").await.assert_says_not("G01.44.101");
    }

    /// What the commune decides is no business of its police.
    async fn a_line_agency_does_not_see_what_only_the_commune_decides(app: TestApp) {
        let id = Filing::sample("1.001193").online(&app.as_citizen().await).await;
        receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
        app.clock.set(base::Instant::from_local(date(2026, 11, 20).at(9, 0, 0, 0)));
        let chief = app.signed_in("truong-cong-an").await;
        assert_eq!(heading(&chief.get("/lanh-dao").await, "Quá hạn"), "Quá hạn: 0");
        chief.get(&format!("/can-bo/ho-so/{id}")).await.assert_status(StatusCode::NOT_FOUND);
        assert_eq!(heading(&app.signed_in("lanh-dao").await.get("/lanh-dao").await, "Quá hạn"), "Quá hạn: 1");
    }

    async fn a_leader_of_two_bodies_reads_one_list_in_one_order(app: TestApp) {
        lead_both(&app).await;
        let citizen = app.as_citizen().await;
        let mut expected = Vec::new();
        for n in 0..53 {
            let body = if n % 2 == 0 { "Việt Trì" } else { "Tam Nông" };
            let name = format!("Người {n:02}");
            app.clock.advance(60);
            submit(&citizen, body, &name).await;
            expected.push(format!("Xác nhận thông tin về cư trú, Gửi 18/11/2026 {name}"));
        }
        app.clock.set(base::Instant::from_local(date(2026, 11, 20).at(9, 0, 0, 0)));
        let chief = app.signed_in("truong-cong-an").await;
        let first = chief.get("/lanh-dao").await;
        assert_eq!(heading(&first, "Chưa trả lời"), "Chưa trả lời tiếp nhận trong 8 giờ làm việc: 53");
        let mut seen = listed(&first);
        assert_eq!(seen.len(), 50, "a page has fifty lines, of both bodies together");
        let html = first.html();
        let next = html.all("a").find(|a| a.attribute("rel") == Some("next")).and_then(|a| a.attribute("href"));
        let second = chief.get(next.expect("there is more")).await;
        seen.extend(listed(second.assert_status(StatusCode::OK)));
        assert_eq!(seen, expected);
        assert!(second.html().all("a").all(|a| a.attribute("rel") != Some("next")), "the second page is the last");
    }
}
