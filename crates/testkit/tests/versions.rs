//! Procedures that are not there, not yet, or no longer: unknown codes and versions, a version that comes into force
//! while somebody is filling in a form, a procedure that ends. Who has filed already keeps what they filed under.

use axum::http::{Method, StatusCode};
use base::{Clock as _, Instant};
use catalogue::package::{BUILTIN, Texts, read};
use jiff::civil::{Date, date};
use serde_json::{Value, json};
use testkit::walk::{field, receive, revision};
use testkit::{Client, Filing, TestApp};

const BIRTH: &str = "1.001193";

/// Publishes a changed text of the built-in package for births as the next version.
async fn publish(app: &TestApp, change: impl Fn(&str) -> String) {
    publish_of(app, BIRTH, change).await;
}

/// Publishes a changed text of a built-in package as the next version.
async fn publish_of(app: &TestApp, procedure: &str, change: impl Fn(&str) -> String) {
    let (_, texts) = BUILTIN.iter().find(|(code, _)| *code == procedure).expect("it ships");
    let procedure = change(texts.procedure);
    let package = read(Texts { procedure: &procedure, ..*texts }).expect("it is sound");
    let ctx = base::Ctx::system("test", app.clock.now(), &app.rng);
    app.db.write(move |tx| catalogue::import(tx, &ctx, &package)).await.expect("it is imported");
}

/// From 1 December: two working days instead of the same day.
fn slower(text: &str) -> String {
    text.replace("valid_from = 2026-01-16", "valid_from = 2026-12-01")
        .replace("text = \"trong ngày\"", "text = \"2 ngày làm việc\"")
}

/// Ends on 30 November.
fn ending(text: &str) -> String {
    text.replace("valid_from = 2026-01-16", "valid_from = 2026-01-16\nvalid_to = 2026-11-30")
}

/// No longer by network.
fn on_paper(text: &str) -> String {
    text.replace("valid_from = 2026-01-16", "valid_from = 2026-11-17")
        .replace("[\"online\", \"counter\", \"post\"]", "[\"counter\", \"post\"]")
        .replace("online = \"part\"", "online = \"none\"")
        .replace("[\"form\"]", "[\"upload\"]\nfile_types = [\"pdf\"]\nmax_megabytes = 5\nmax_files = 1")
}

fn at(app: &TestApp, day: Date) {
    app.clock.set(Instant::from_local(day.at(9, 0, 0, 0)));
}

/// A submission by program, of this version of a procedure.
async fn submit(citizen: &Client, procedure: &str, version: Value) -> testkit::Reply {
    let sent = submission(citizen, procedure, version).await;
    citizen.json(Method::POST, "/api/v1/dossiers", &sent).await
}

/// What a program sends to submit.
async fn submission(citizen: &Client, procedure: &str, version: Value) -> Value {
    let samples: Vec<Value> =
        serde_json::from_str(include_str!("../../../demo/dossiers.json")).expect("JSON");
    let sample = samples.into_iter().find(|sample| sample["procedure"] == "1.010041").expect("a sample");
    let start = citizen.get("/nop-ho-so/1.010041").await.html();
    let body =
        start.all("option").find(|option| option.text.contains("Việt Trì")).expect("the body is offered");
    json!({
        "procedure": procedure, "version": version, "case": sample["case"], "competent": body.attribute("value"),
        "applicant": { "name": "A" }, "answers": sample["answers"], "papers": [],
    })
}

/// A draft of a birth, ready to be sent: the address of its last page.
async fn ready(citizen: &Client) -> String {
    let mut filing = Filing::sample(BIRTH).with("chung_sinh", "dien-tu");
    filing.papers.clear();
    let first = filing.begin(citizen).await;
    filing.answer(citizen, &first).await.replace("/giay-to", "/kiem-tra")
}

testkit::both_engines! {
    async fn an_unknown_procedure_is_not_found_wherever_it_is_named(app: TestApp) {
        let (citizen, clerk) = (app.as_citizen().await, app.signed_in("mot-cua").await);
        for code in ["9.999999", "1.0", "khong-phai-ma"] {
            for path in [format!("/thu-tuc/{code}"), format!("/nop-ho-so/{code}")] {
                citizen.get(&path).await.assert_status(StatusCode::NOT_FOUND);
            }
            let body = [("case", "a"), ("competent", "00000000-0000-7000-8000-000000000000")];
            citizen.post(&format!("/nop-ho-so/{code}"), &body).await.assert_status(StatusCode::NOT_FOUND);
            clerk.get(&format!("/quay/{code}")).await.assert_status(StatusCode::NOT_FOUND);
            clerk.post(&format!("/quay/{code}"), &[]).await.assert_status(StatusCode::NOT_FOUND);
        }
        let unknown = submit(&citizen, "9.999999", Value::Null).await;
        unknown.assert_status(StatusCode::NOT_FOUND);
        assert_eq!(unknown.json()["code"], "dossier.no-procedure");
    }

    async fn an_unknown_version_is_a_conflict_and_the_one_in_force_is_taken(app: TestApp) {
        let citizen = app.as_citizen().await;
        for version in [0, 2, 99] {
            let stale = submit(&citizen, "1.010041", json!(version)).await;
            stale.assert_status(StatusCode::CONFLICT);
            assert_eq!(stale.json()["code"], "dossier.stale-procedure");
        }
        submit(&citizen, "1.010041", json!(1)).await.assert_status(StatusCode::CREATED);
        submit(&citizen, "1.010041", Value::Null).await.assert_status(StatusCode::CREATED);
        let unknown_case = citizen.post("/nop-ho-so/1.010041", &[("case", "khac"), ("competent", "00000000-0000-7000-8000-000000000000")]).await;
        unknown_case.assert_status(StatusCode::CONFLICT);
    }

    async fn a_future_version_takes_over_on_its_day_and_nobody_loses_what_they_typed(app: TestApp) {
        publish(&app, slower).await;
        let citizen = app.as_citizen().await;
        let before = Filing::sample(BIRTH).online(&citizen).await;
        app.as_nobody().get(&format!("/thu-tuc/{BIRTH}")).await.assert_says_not("2 ngày làm việc");
        let unsent = ready(&citizen).await;
        at(&app, date(2026, 12, 1));
        let citizen = app.as_citizen().await;
        let page = citizen.get(&unsent).await;
        page.assert_status(StatusCode::OK).assert_says("Trần Gia Bảo");
        let request = field(&page, web::REQUEST_FIELD);
        let stale = citizen.post(&unsent, &[(web::REQUEST_FIELD, &request), ("confirm", "co")]).await;
        stale.assert_status(StatusCode::CONFLICT).assert_says("phiên bản mới");
        citizen.get(&unsent).await.assert_status(StatusCode::OK).assert_says("Trần Gia Bảo");
        app.as_nobody().get(&format!("/thu-tuc/{BIRTH}")).await.assert_says("2 ngày làm việc");
        let clerk = app.signed_in("mot-cua").await;
        receive(&clerk, &before).await.assert_status(StatusCode::SEE_OTHER);
        citizen.get(&format!("/ho-so/{before}")).await.assert_says("Hẹn trả: 17:00 thứ Ba, 01/12/2026");
        let after = Filing::sample(BIRTH).online(&citizen).await;
        receive(&clerk, &after).await.assert_status(StatusCode::SEE_OTHER);
        citizen.get(&format!("/ho-so/{after}")).await.assert_says("Hẹn trả: 17:00 thứ Năm, 03/12/2026");
    }

    async fn a_repeat_gets_its_first_answer_though_a_new_version_came_between(app: TestApp) {
        let citizen = app.as_citizen().await;
        let sent = submission(&citizen, "1.010041", json!(1)).await;
        let key = [("content-type", "application/json"), ("idempotency-key", "0198c0de-0000-7000-8000-0000000000aa")];
        let send = async |body: &Value| {
            citizen.send(Method::POST, "/api/v1/dossiers", &key, body.to_string().into()).await
        };
        let first = send(&sent).await;
        first.assert_status(StatusCode::CREATED);
        publish_of(&app, "1.010041", |text| text.replace("valid_from = 2025-11-20", "valid_from = 2026-11-18")).await;
        submit(&citizen, "1.010041", json!(1)).await.assert_status(StatusCode::CONFLICT);
        let again = send(&sent).await;
        again.assert_status(StatusCode::CREATED);
        assert_eq!(again.json(), first.json());
        let mut other = sent.clone();
        other["applicant"]["name"] = json!("B");
        let reused = send(&other).await;
        reused.assert_status(StatusCode::CONFLICT);
        assert_eq!(reused.json()["code"], "ledger.reused");
    }

    async fn an_officer_who_was_typing_sees_the_new_version_and_keeps_what_was_typed(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let address = format!("/quay/{BIRTH}");
        let mut filing = Filing::sample(BIRTH).with("chung_sinh", "giay");
        filing.papers.clear();
        let take_down = async |page: &testkit::Reply| {
            let (request, version) = (field(page, web::REQUEST_FIELD), field(page, "version"));
            let mut fields = filing.fields();
            fields.extend([("case", filing.case.as_str()), (web::REQUEST_FIELD, &request), ("version", &version)]);
            let offered = page.html();
            let papers: Vec<_> = offered.all("input").filter(|it| it.attribute("name") == Some("paper")).collect();
            fields.extend(papers.iter().filter_map(|it| Some(("paper", it.attribute("value")?))));
            clerk.post(&address, &fields).await
        };
        let seen = clerk.get(&address).await;
        let taken = take_down(&seen).await;
        taken.assert_status(StatusCode::SEE_OTHER);
        let typing = clerk.get(&address).await;
        publish(&app, |text| slower(text).replace("2026-12-01", "2026-11-18")).await;
        assert_eq!(take_down(&seen).await.location(), taken.location(), "a second click gets its receipt");
        let stale = take_down(&typing).await;
        stale.assert_status(StatusCode::CONFLICT).assert_says("phiên bản mới").assert_says("kiểm tra lại");
        assert_eq!(field(&stale, "version"), "2");
        let html = stale.html();
        assert!(html.all("input").any(|it| it.attribute("value") == Some("Trần Gia Bảo")), "what was typed stays");
        take_down(&stale).await.assert_status(StatusCode::SEE_OTHER);
    }

    /// Its last day counts; afterwards nothing is filed, and what was filed goes on.
    async fn a_procedure_that_has_ended_is_not_offered_and_what_was_filed_goes_on(app: TestApp) {
        publish(&app, ending).await;
        at(&app, date(2026, 11, 30));
        let citizen = app.as_citizen().await;
        let filed = Filing::sample(BIRTH).online(&citizen).await;
        let unsent = ready(&citizen).await;
        at(&app, date(2026, 12, 1));
        let (citizen, clerk) = (app.as_citizen().await, app.signed_in("mot-cua").await);
        for path in [format!("/thu-tuc/{BIRTH}"), format!("/nop-ho-so/{BIRTH}")] {
            citizen.get(&path).await.assert_status(StatusCode::NOT_FOUND);
        }
        clerk.get(&format!("/quay/{BIRTH}")).await.assert_status(StatusCode::NOT_FOUND);
        citizen.get("/thu-tuc").await.assert_status(StatusCode::OK).assert_says_not("Đăng ký khai sinh");
        clerk.get("/quay").await.assert_status(StatusCode::OK).assert_says_not("Đăng ký khai sinh");
        let page = citizen.get(&unsent).await;
        let request = field(page.assert_status(StatusCode::OK), web::REQUEST_FIELD);
        let gone = citizen.post(&unsent, &[(web::REQUEST_FIELD, &request), ("confirm", "co")]).await;
        gone.assert_status(StatusCode::NOT_FOUND).assert_says("Không có thủ tục mang mã này");
        citizen.get(&unsent).await.assert_status(StatusCode::OK).assert_says("Trần Gia Bảo");
        assert_eq!(revision(&clerk, &filed).await, "1");
        receive(&clerk, &filed).await.assert_status(StatusCode::SEE_OTHER);
        citizen.get(&format!("/ho-so/{filed}")).await.assert_says("Hẹn trả: 17:00 thứ Ba, 01/12/2026");
    }

    /// It is said before anything is typed.
    async fn a_procedure_that_is_not_taken_online_is_not_begun_online(app: TestApp) {
        publish(&app, on_paper).await;
        let citizen = app.as_citizen().await;
        let address = format!("/nop-ho-so/{BIRTH}");
        citizen.get(&format!("/thu-tuc/{BIRTH}")).await.assert_status(StatusCode::OK).assert_says_not(&address);
        citizen.get(&address).await.assert_status(StatusCode::CONFLICT).assert_says("không nhận hồ sơ theo hình thức");
        let fields = [("case", "thong-thuong"), ("competent", "00000000-0000-7000-8000-000000000000")];
        citizen.post(&address, &fields).await.assert_status(StatusCode::CONFLICT);
        app.signed_in("mot-cua").await.get(&format!("/quay/{BIRTH}")).await.assert_status(StatusCode::OK);
    }
}
