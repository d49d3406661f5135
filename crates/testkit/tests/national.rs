//! Descriptions of the national database in the whole program: what staff see of them, that they are not filed, and what
//! becomes of dossiers under a code that was replaced.

use std::sync::Arc;

use axum::http::{Method, StatusCode};
use base::Clock as _;
use catalogue::national::{Batches, Prepared};
use catalogue::package::{BUILTIN, Texts, read};
use jiff::civil::date;
use serde_json::{Value, json};
use testkit::walk::{assert_ledger_holds, receive};
use testkit::{Client, TestApp};

const SAMPLE: &str = include_str!("../../catalogue/tests/sample.jsonl");
/// Replaced on 1/7/2026 by what ships.
const OLD: &str = "2.001023";
const NEW: &str = "3.000722";

/// Imports descriptions as the command does.
async fn describe(app: &TestApp, text: &str) -> catalogue::Progress {
    let all: Arc<Vec<Prepared>> =
        Arc::new(Batches::new(text.as_bytes()).flat_map(|batch| batch.sound).collect());
    let ctx = base::Ctx::system("test", app.clock.now(), &app.rng);
    let done = app.db.write_bulk(catalogue::Progress::default(), move |tx, budget, from| {
        catalogue::describe(tx, &ctx, &all, budget, from)
    });
    done.await.expect("descriptions are imported")
}

/// Publishes the built-in package of a confirmation of residence under another code.
async fn publish_as(app: &TestApp, code: &str) {
    let (_, texts) = BUILTIN.iter().find(|(code, _)| *code == "1.010041").expect("it ships");
    let procedure = texts.procedure.replace("code = \"1.010041\"", &format!("code = \"{code}\""));
    let package = read(Texts { procedure: &procedure, ..*texts }).expect("it is sound");
    let ctx = base::Ctx::system("test", app.clock.now(), &app.rng);
    app.db.write(move |tx| catalogue::import(tx, &ctx, &package)).await.expect("it is imported");
}

async fn submit(citizen: &Client, procedure: &str) -> testkit::Reply {
    let samples: Vec<Value> =
        serde_json::from_str(include_str!("../../../demo/dossiers.json")).expect("JSON");
    let sample = samples.into_iter().find(|sample| sample["procedure"] == "1.010041").expect("a sample");
    let start = citizen.get("/nop-ho-so/1.010041").await.html();
    let body =
        start.all("option").find(|option| option.text.contains("Việt Trì")).expect("the body is offered");
    let sent = json!({
        "procedure": procedure, "version": null, "case": sample["case"], "competent": body.attribute("value"),
        "applicant": { "name": "A" }, "answers": sample["answers"], "papers": [],
    });
    citizen.json(Method::POST, "/api/v1/dossiers", &sent).await
}

testkit::both_engines! {
    async fn a_dossier_under_a_replaced_code_goes_on(app: TestApp) {
        let at = |month: i8, day: i8| base::Instant::from_local(date(2026, month, day).at(9, 0, 0, 0));
        app.clock.set(at(6, 29));
        describe(&app, SAMPLE).await;
        publish_as(&app, OLD).await;
        let filed = submit(&app.as_citizen().await, OLD).await;
        let id = filed.assert_status(StatusCode::CREATED).json()["id"].as_str().expect("an id").to_owned();
        app.clock.set(at(7, 1));
        let (citizen, clerk) = (app.as_citizen().await, app.signed_in("mot-cua").await);
        let old = citizen.get(&format!("/thu-tuc/{OLD}")).await;
        old.assert_status(StatusCode::OK).assert_says("đã được thay thế").assert_says(NEW);
        citizen.get(&format!("/thu-tuc/{NEW}")).await.assert_status(StatusCode::OK);
        submit(&citizen, OLD).await.assert_status(StatusCode::NOT_FOUND);
        citizen.get(&format!("/nop-ho-so/{OLD}")).await.assert_status(StatusCode::NOT_FOUND);
        receive(&clerk, &id).await.assert_status(StatusCode::SEE_OTHER);
        citizen.get(&format!("/ho-so/{id}")).await.assert_status(StatusCode::OK).assert_says("Hẹn trả");
        citizen.get(&format!("/nop-ho-so/{NEW}")).await.assert_status(StatusCode::OK);
        assert_ledger_holds(&app).await;
    }

    async fn a_description_is_shown_and_not_filed(app: TestApp) {
        let done = describe(&app, SAMPLE).await;
        assert_eq!((done.added, done.for_review), (6, 4));
        let changed = SAMPLE.lines().next().expect("a line").replace("\"amount\":20000", "\"amount\":15000");
        assert_eq!(describe(&app, &changed).await.changed, 1);
        let (nobody, clerk) = (app.as_nobody(), app.signed_in("mot-cua").await);
        nobody.get("/nop-ho-so/1.900001").await;
        app.as_citizen().await.get("/nop-ho-so/1.900001").await.assert_status(StatusCode::NOT_FOUND);
        let seen = nobody.get("/thu-tuc/1.900002").await;
        seen.assert_status(StatusCode::OK).assert_says("Chưa nhận hồ sơ trực tuyến tại đây").assert_says_not("cần rà soát");
        let notes = clerk.get("/thu-tuc/1.900002").await;
        notes.assert_says("ghi chú cần rà soát").assert_says("Thiếu cơ quan thực hiện").assert_says("cách nộp 1, phí 1");
        let changes = clerk.get("/thu-tuc/1.900001").await;
        changes.assert_says("Khác với phiên bản trước").assert_says("cách nộp 1, phí 1, mức").assert_says("15000");
        clerk.get("/thu-tuc").await.assert_says("Mô tả quốc gia cần rà soát");
        clerk.get("/thu-tuc?ra-soat=co").await.assert_says("Tìm thấy: 4 thủ tục").assert_says("dựng lều");
        nobody.get("/thu-tuc").await.assert_says_not("rà soát");
        clerk.get("/quay").await.assert_status(StatusCode::OK).assert_says_not("lưu động");
        nobody.get("/").await.assert_status(StatusCode::OK).assert_says("Người thân qua đời").assert_says_not("lưu động");
        assert_ledger_holds(&app).await;
    }
}
