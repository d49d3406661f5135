//! Practice: only where it is, steps that the ledger says are done, a clock that goes forward, and exercises that ask for what there is.

use axum::http::StatusCode;
use base::Role;
use learning::exercises;
use testkit::{Client, Filing, TestApp, walk};

/// An exercise as its page shows it to somebody: how many steps are done.
async fn done(learner: &Client, exercise: &str) -> usize {
    let page = learner.get(&format!("/luyen-tap/{exercise}")).await;
    page.assert_status(StatusCode::OK)
        .html()
        .all("li")
        .filter(|step| step.attribute("class") == Some("done"))
        .count()
}

/// Every event an exercise asks for is one that is written, with the values it asks for.
#[test]
fn exercises_ask_for_events_that_there_are() {
    let crates = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    for (exercise, step) in exercises().iter().flat_map(|it| it.steps.iter().map(move |step| (it, step))) {
        let context = step.event.split('.').next().expect("a context");
        let golden = format!("{crates}/{context}/src/events/{}.json", step.event);
        let text = std::fs::read_to_string(&golden)
            .unwrap_or_else(|_| panic!("{}: nobody writes {}", exercise.name, step.event));
        let event: serde_json::Value = serde_json::from_str(&text).expect("golden events are JSON");
        for name in step.with.keys() {
            assert!(event.get(name).is_some(), "{}: {} has no {name}", exercise.name, step.event);
        }
    }
}

testkit::both_engines! {
    /// An office has no practice: no page, no clock to move.
    async fn an_office_has_no_practice(app: TestApp) {
        let clerk = app.as_role(Role::Reception).await;
        for path in ["/luyen-tap", "/luyen-tap/tiep-nhan"] {
            clerk.get(path).await.assert_status(StatusCode::NOT_FOUND);
        }
        clerk.post("/luyen-tap/dong-ho", &[("by", "3-ngay")]).await.assert_status(StatusCode::NOT_FOUND);
        clerk.post("/luyen-tap/tiep-nhan", &[]).await.assert_status(StatusCode::NOT_FOUND);
        clerk.get("/").await.assert_says_not("Luyện tập");
    }

    /// A clerk does an exercise: what was done before does not count, each step counts when the ledger has it, by whoever did it.
    async fn a_clerk_does_an_exercise(app: TestApp) {
        let app = app.practising().await;
        let nobody = app.as_nobody();
        nobody.get("/luyen-tap").await.assert_says("Tiếp nhận một hồ sơ tại quầy").assert_says("đăng nhập");
        nobody.get("/luyen-tap/tiep-nhan").await.assert_says("mot-cua").assert_says(testkit::PASSWORD);
        nobody.post("/luyen-tap/tiep-nhan", &[]).await.assert_status(StatusCode::SEE_OTHER);

        let clerk = app.as_role(Role::Reception).await;
        clerk.get("/").await.assert_says("đồng hồ luyện tập chỉ");
        let mut filing = Filing::sample("1.013225");
        filing.papers.push("000.00.00.G17-KQ002695".to_owned());
        filing.at_counter(&clerk).await.assert_status(StatusCode::SEE_OTHER);
        app.settle().await;
        assert_eq!(done(&clerk, "tiep-nhan").await, 0);
        clerk.post("/luyen-tap/tiep-nhan", &[]).await.assert_leads_to("/luyen-tap/tiep-nhan");
        assert_eq!(done(&clerk, "tiep-nhan").await, 0, "what was done before it began does not count");

        let other = app.signed_in("mot-cua-2").await;
        filing.at_counter(&other).await.assert_status(StatusCode::SEE_OTHER);
        app.settle().await;
        assert_eq!(done(&clerk, "tiep-nhan").await, 0, "what a colleague does is not one's own");

        let received = filing.at_counter(&clerk).await;
        let id = walk::id_of(received.assert_status(StatusCode::SEE_OTHER).location());
        app.settle().await;
        assert_eq!(done(&clerk, "tiep-nhan").await, 2);
        clerk.get("/luyen-tap").await.assert_says("2/3 bước");
        walk::step(&clerk, &id, "chuyen", &[]).await;
        app.settle().await;
        clerk.get("/luyen-tap/tiep-nhan").await.assert_says("Ông, bà đã làm xong bài này.");
        clerk.get("/luyen-tap").await.assert_says("Đã xong");
        clerk.post("/luyen-tap/tiep-nhan", &[]).await;
        assert_eq!(done(&clerk, "tiep-nhan").await, 0, "once more from the beginning");
        walk::assert_ledger_holds(&app).await;
    }

    /// Time passes when somebody lets it, forward only, once for each form sent.
    async fn time_passes(app: TestApp) {
        let app = app.practising().await;
        let before = app.clock_now();
        app.as_nobody().post("/luyen-tap/dong-ho", &[("by", "3-ngay")]).await;
        assert_eq!(app.clock_now(), before, "nobody moves it");
        let leader = app.as_role(Role::Leader).await;
        leader.post("/luyen-tap/ho-so-cham", &[]).await.assert_status(StatusCode::SEE_OTHER);
        let refused = leader.post("/luyen-tap/dong-ho", &[("by", "-1-ngay")]).await;
        refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Chọn khoảng thời gian.");
        assert_eq!(app.clock_now(), before);
        let request = walk::field(&leader.get("/luyen-tap").await, "request");
        let form = [("by", "3-ngay"), ("request", request.as_str())];
        leader.post("/luyen-tap/dong-ho", &form).await.assert_leads_to("/luyen-tap");
        assert_eq!(app.clock_now(), before.plus_seconds(3 * 86_400));
        app.settle().await;
        let leader = app.as_role(Role::Leader).await;
        leader.get("/luyen-tap").await.assert_says("21/11/2026");
        leader.post("/luyen-tap/dong-ho", &form).await;
        assert_eq!(app.clock_now(), before.plus_seconds(3 * 86_400), "the same form again moves nothing");
        assert_eq!(done(&leader, "ho-so-cham").await, 1);
        walk::assert_ledger_holds(&app).await;
    }
}
