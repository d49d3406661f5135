//! A process that asks two units at once: both have it, both are shown with who has it, each answers in its own time, and
//! it goes on when the last has answered.

use axum::http::StatusCode;
use base::Clock as _;
use catalogue::package::{BUILTIN, Texts, read};
use serde_json::json;
use testkit::walk::{assert_ledger_holds, receive, result, revision, step, told, walk};
use testkit::{Filing, Reply, TestApp};

const BIRTH: &str = "1.001193";

/// Two opinions asked for at once while a birth is examined.
const OPINIONS: &str = r#"
[[step]]
code = "a-lanh-dao"
name = "Cho ý kiến chỉ đạo"
citizen = "Lãnh đạo đang cho ý kiến."
stage = "consult"
role = "signatory"
unit = "leadership"
share = 0
[[step]]
code = "b-van-thu"
name = "Tra sổ lưu"
citizen = "Văn thư đang tra sổ lưu."
stage = "consult"
role = "registrar"
unit = "registry"
share = 0
[[step]]
code = "tong-hop"
name = "Tổng hợp ý kiến"
citizen = "Công chức đang tổng hợp ý kiến."
stage = "handle"
role = "case-officer"
unit = "division"
share = 0
[[edge]]
action = "hoi"
act = "consult"
label = "Lấy ý kiến"
from = "tham-tra"
to = ["a-lanh-dao", "b-van-thu"]
join = "tong-hop"
[[edge]]
action = "tra-loi"
act = "answer"
label = "Trả lời"
from = "a-lanh-dao"
to = "tong-hop"
[[edge]]
action = "tra-loi"
act = "answer"
label = "Trả lời"
from = "b-van-thu"
to = "tong-hop"
[[edge]]
action = "trinh-ky"
act = "forward"
label = "Trình ký Giấy khai sinh"
from = "tong-hop"
to = "ky-duyet"
result = "KQ.G15.000031"
"#;

const LEADERSHIP: &str = "Ủy ban nhân dân phường Việt Trì";
const OFFICE: &str = "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân";

/// A birth that two units are asked about now.
async fn asked(app: &TestApp) -> String {
    asked_by(app, OPINIONS).await
}

/// A birth about which these opinions are asked now.
async fn asked_by(app: &TestApp, opinions: &str) -> String {
    let (_, texts) = BUILTIN.iter().find(|(code, _)| *code == BIRTH).expect("it ships");
    let process = format!("{}{opinions}", texts.process);
    let package = read(Texts { process: &process, ..*texts }).expect("it is sound");
    let ctx = base::Ctx::system("test", app.clock.now(), &app.rng);
    app.db.write(move |tx| catalogue::import(tx, &ctx, &package)).await.expect("it is imported");
    let id = Filing::sample(BIRTH).online(&app.as_citizen().await).await;
    receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
    walk(app, &id, &[("mot-cua", "chuyen", vec![]), ("chuyen-vien-vhxh", "hoi", vec![])]).await;
    id
}

/// The stops of the way at which the dossier is now.
fn here(page: &Reply) -> Vec<String> {
    let html = page.assert_status(StatusCode::OK).html();
    html.all("li")
        .filter(|li| li.attribute("aria-current") == Some("step"))
        .map(|li| li.text.clone())
        .collect()
}

testkit::both_engines! {
    async fn every_open_branch_is_shown_with_who_has_it(app: TestApp) {
        let id = asked(&app).await;
        let citizen = app.as_citizen().await;
        let page = citizen.get(&format!("/ho-so/{id}")).await;
        page.assert_says("Lãnh đạo đang cho ý kiến. Văn thư đang tra sổ lưu.");
        for page in [&page, &app.signed_in("chuyen-vien-vhxh").await.get(&format!("/can-bo/ho-so/{id}")).await] {
            let stops = here(page);
            assert_eq!(stops.len(), 2, "{stops:?}");
            assert!(stops[0].starts_with("Cho ý kiến chỉ đạo") && stops[0].contains(LEADERSHIP), "{stops:?}");
            assert!(stops[1].starts_with("Tra sổ lưu") && stops[1].contains(OFFICE), "{stops:?}");
        }
        let facts: Vec<_> = page.html().all("dd").map(|dd| dd.text.clone()).collect();
        assert!(facts.iter().any(|it| it == OFFICE) && facts.iter().filter(|it| *it == LEADERSHIP).count() == 2, "{facts:?}");
        let seen = citizen.get(&format!("/api/v1/dossiers/{id}")).await.json();
        assert_eq!(seen["open_steps"], json!(["a-lanh-dao", "b-van-thu"]));
        let leader = app.signed_in("lanh-dao").await.get("/lanh-dao").await;
        leader.assert_says("Cho ý kiến chỉ đạo; Tra sổ lưu");
        let receipt = app.signed_in("mot-cua").await.get(&format!("/can-bo/ho-so/{id}/giay-tiep-nhan")).await.html().text();
        let code = receipt.split("Mã tra cứu").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a code").to_owned();
        let glance = app.as_nobody().get(&format!("/tra-cuu?ma=H44.101-261118-0001&tra={code}")).await;
        glance.assert_says(LEADERSHIP).assert_says(OFFICE);
    }

    /// A small commune: the same desk is asked twice and has one dossier to look at.
    async fn two_branches_at_one_desk_are_one_line_and_count_as_one(app: TestApp) {
        let registry = "role = \"registrar\"\nunit = \"registry\"";
        let twice = OPINIONS.replace("role = \"signatory\"\nunit = \"leadership\"", registry);
        asked_by(&app, &twice).await;
        let queue = app.signed_in("van-thu").await.get("/can-bo?hang=cho-nhan-viec").await;
        assert!(queue.html().all("a").any(|tab| tab.text == "Chờ nhận việc 1"), "the tab counts it once");
        let lines = app.signed_in("van-thu").await.get("/api/v1/desk?queue=cho-nhan-viec").await.json();
        assert_eq!(lines["lines"].as_array().map(Vec::len), Some(1));
    }

    async fn each_branch_waits_in_the_queue_of_its_unit_and_is_answered_in_any_order(app: TestApp) {
        let id = asked(&app).await;
        let (signatory, registrar) = (app.signed_in("ky-duyet").await, app.signed_in("van-thu").await);
        signatory.get("/can-bo?hang=cho-nhan-viec").await.assert_says("Hồng Ánh").assert_says("Cho ý kiến chỉ đạo");
        let queue = registrar.get("/can-bo?hang=cho-nhan-viec").await;
        queue.assert_says("Hồng Ánh").assert_says("Tra sổ lưu");
        assert!(queue.html().all("a").any(|tab| tab.text == "Chờ nhận việc 1"), "the tab counts it");
        let stranger = app.signed_in("chuyen-vien").await;
        step(&stranger, &id, "tra-loi", &[]).await.assert_status(StatusCode::CONFLICT);
        let foreign = step(&registrar, &id, "tra-loi", &[("step", "a-lanh-dao")]).await;
        foreign.assert_status(StatusCode::CONFLICT);
        walk(&app, &id, &[("van-thu", "tra-loi", vec![("note", "Chưa có trong sổ.")])]).await;
        registrar.get("/can-bo?hang=cho-nhan-viec").await.assert_says_not("Hồng Ánh");
        let page = app.as_citizen().await.get(&format!("/ho-so/{id}")).await;
        assert_eq!(here(&page).len(), 1);
        assert!(here(&page)[0].starts_with("Cho ý kiến chỉ đạo"));
        step(&registrar, &id, "tra-loi", &[]).await.assert_status(StatusCode::CONFLICT);
        let early = step(&app.signed_in("chuyen-vien-vhxh").await, &id, "trinh-ky", &[]).await;
        early.assert_status(StatusCode::CONFLICT);
        walk(&app, &id, &[
            ("ky-duyet", "tra-loi", vec![("note", "Đồng ý.")]),
            ("chuyen-vien-vhxh", "trinh-ky", vec![]),
            ("ky-duyet", "ky", vec![]),
            ("van-thu", "phat-hanh", result("123/2026/KS")),
            ("mot-cua", "tra-ket-qua", vec![("recipient", "Nguyễn Thị Hồng Ánh")]),
        ]).await;
        let page = app.as_citizen().await.get(&format!("/ho-so/{id}")).await;
        page.assert_says("Đã trả kết quả").assert_says("123/2026/KS").assert_says("Tra sổ lưu (đã xong)");
        let kinds = told(&app, &id).await;
        assert_eq!(kinds.iter().filter(|kind| *kind == "step-taken.1").count(), 8, "{kinds:?}");
        let looks = kinds.iter().filter(|kind| *kind == "opened.1").count();
        assert_eq!(looks, 1, "only the stranger's look is noted, whoever has a branch handles it: {kinds:?}");
        assert_ledger_holds(&app).await;
    }

    /// In one branch a person is put in charge; the other keeps waiting for anybody, also when the first one moves.
    async fn branches_are_in_different_hands(app: TestApp) {
        let id = asked(&app).await;
        let (leader, registrar) = (app.signed_in("lanh-dao").await, app.signed_in("van-thu").await);
        let me = registrar.get("/api/v1/me").await.json()["id"].as_str().expect("an identifier").to_owned();
        let seen = revision(&leader, &id).await;
        let given = leader.post(&format!("/can-bo/ho-so/{id}/giao"), &[("revision", &seen), ("person", &me)]).await;
        given.assert_status(StatusCode::SEE_OTHER);
        registrar.get("/can-bo?hang=cua-toi").await.assert_says("Hồng Ánh").assert_says("Tra sổ lưu");
        registrar.get("/can-bo?hang=cho-nhan-viec").await.assert_says_not("Hồng Ánh");
        app.signed_in("ky-duyet").await.get("/can-bo?hang=cho-nhan-viec").await.assert_says("Hồng Ánh");
        let page = app.as_citizen().await.get(&format!("/ho-so/{id}")).await;
        assert!(here(&page)[1].contains("Nguyễn Thị Bích Ngọc"), "{:?}", here(&page));
        walk(&app, &id, &[("ky-duyet", "tra-loi", vec![])]).await;
        registrar.get("/can-bo?hang=cua-toi").await.assert_says("Hồng Ánh").assert_says("Tra sổ lưu");
        walk(&app, &id, &[("van-thu", "tra-loi", vec![]), ("chuyen-vien-vhxh", "trinh-ky", vec![])]).await;
        registrar.get("/can-bo?hang=cua-toi").await.assert_says_not("Hồng Ánh");
    }
}
