//! One act ordered for many dossiers: foreseen with what will be skipped and why, done by itself in the name of whoever ordered it, with a
//! report that stays; what may not be done is left exactly as it is.

use axum::http::StatusCode;
use testkit::walk::{assert_ledger_holds, receive, revision, step, told, walk};
use testkit::{Client, Filing, Reply, TestApp};

const PERMIT: &str = "1.013225";
const TEAM: &str = "/can-bo/hang-loat/moi?hang=cua-don-vi&ca_hang=1";
/// The whole queue, not the ticked ones.
const WHOLE: (&str, &str) = ("ca_hang", "1");

async fn person(app: &TestApp, login: &str) -> String {
    app.signed_in(login).await.get("/api/v1/me").await.json()["id"].as_str().expect("an id").to_owned()
}

/// A construction permit with the case officer.
async fn at_work(app: &TestApp) -> String {
    let id = with_head(app).await;
    let officer = person(app, "chuyen-vien").await;
    walk(app, &id, &[("truong-phong", "phan-cong", vec![("person", &officer)])]).await;
    id
}

/// One that waits for the head to say who has it.
async fn with_head(app: &TestApp) -> String {
    let id = Filing::sample(PERMIT).online(&app.as_citizen().await).await;
    receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
    walk(app, &id, &[("mot-cua", "chuyen", vec![])]).await;
    id
}

/// One received by another commune, with a number of its own.
async fn elsewhere(app: &TestApp) -> String {
    let filing = Filing { body: "xã Tam Nông".to_owned(), ..Filing::sample(PERMIT) };
    let filing = filing.with("xay_dung_xa", "Xã Tam Nông");
    let id = filing.online(&app.as_citizen().await).await;
    receive(&app.signed_in("mot-cua-tam-nong").await, &id).await.assert_status(StatusCode::SEE_OTHER);
    id
}

/// The other case officer of the division, as the form offers them.
async fn colleague(app: &TestApp, head: &Client) -> String {
    let known = person(app, "chuyen-vien").await;
    let page = head.get(TEAM).await.text();
    let select = page
        .split("name=\"nguoi\"")
        .nth(1)
        .and_then(|it| it.split("</select>").next())
        .expect("a choice")
        .to_owned();
    let offered = select.split("value=\"").skip(1).filter_map(|it| it.split('"').next());
    offered.filter(|id| !id.is_empty() && *id != known).map(str::to_owned).next().expect("a colleague")
}

/// Looks, orders, lets it go on, and reads the report.
async fn done(app: &TestApp, who: &Client, fields: &[(&str, &str)]) -> Reply {
    let sent = who.post("/can-bo/hang-loat", fields).await;
    sent.assert_status(StatusCode::SEE_OTHER);
    app.settle().await;
    who.get(sent.location()).await
}

testkit::both_engines! {
    async fn two_thirds_are_reassigned_and_a_third_is_left_as_it_is(app: TestApp) {
        let (mut may, mut may_not) = (Vec::new(), Vec::new());
        for _ in 0..2 {
            may.push(at_work(&app).await);
            may.push(at_work(&app).await);
            may_not.push(with_head(&app).await);
        }
        let head = app.signed_in("truong-phong").await;
        let to = colleague(&app, &head).await;
        let before = told(&app, &may_not[0]).await;
        let preview = head.get(&format!("{TEAM}&viec=giao&nguoi={to}")).await;
        preview.assert_says("4 hồ sơ sẽ được thực hiện").assert_says("Giữ nguyên 2 hồ sơ").assert_says("không giữ vị trí này");
        for id in &may_not {
            assert!(preview.text().contains(&format!("/can-bo/ho-so/{id}\"")), "each is named");
        }
        assert_eq!(told(&app, &may[0]).await.last().map(String::as_str), Some("step-taken.1"), "looking changes nothing");
        let order = [("hang", "cua-don-vi"), WHOLE, ("viec", "giao"), ("nguoi", to.as_str()), ("request", "0198c0de-0000-7000-8000-0000000000b1")];
        let report = done(&app, &head, &order).await;
        report.assert_says("Đã xong").assert_says("Đã thực hiện 4").assert_says("Giữ nguyên 2").assert_says("không giữ vị trí này");
        for id in &may {
            assert_eq!(told(&app, id).await.last().map(String::as_str), Some("assigned.1"));
        }
        for id in &may_not {
            assert_eq!(told(&app, id).await, before, "nothing of it changed");
        }
        let stream = dossier::events::stream(may[0].parse().expect("an id"));
        let history = app.db.read(move |rx| ledger::history(rx, &stream)).await.expect("it is read");
        let me = person(&app, "truong-phong").await;
        assert_eq!(history.last().map(|event| event.actor.clone()), Some(format!("staff/{me}")), "in the name of who ordered it");
        let again = head.post("/can-bo/hang-loat", &order).await;
        app.settle().await;
        head.get(again.location()).await.assert_says("Đã thực hiện 4");
        assert_eq!(told(&app, &may[0]).await.iter().filter(|kind| *kind == "assigned.1").count(), 1, "the same request is the same order");
        let second = done(&app, &head, &order[..4]).await;
        second.assert_says("Đã thực hiện 0").assert_says("Giữ nguyên 6").assert_says("đang thụ lý hồ sơ này rồi");
        assert_eq!(told(&app, &may[0]).await.iter().filter(|kind| *kind == "assigned.1").count(), 1, "nothing is done twice");
        head.get("/can-bo/hang-loat").await.assert_says("Giao cho").assert_says("6 hồ sơ");
        assert_ledger_holds(&app).await;
    }

    async fn a_step_is_taken_on_all_that_offer_it(app: TestApp) {
        let mut ids = Vec::new();
        for _ in 0..3 {
            ids.push(with_head(&app).await);
        }
        let other = at_work(&app).await;
        let head = app.signed_in("truong-phong").await;
        let officer = person(&app, "chuyen-vien").await;
        let page = head.get(TEAM).await.text();
        let way = page.split("value=\"phan-cong|").nth(1).and_then(|it| it.split('"').next()).map(|it| format!("phan-cong|{it}")).expect("a way");
        // Named for a step whose position they do not hold: foreseen, and left as it is.
        let me = person(&app, "truong-phong").await;
        let wrong = [("hang", "cua-don-vi"), WHOLE, ("viec", way.as_str()), ("nguoi", me.as_str())];
        let foreseen = head.get(&format!("{TEAM}&viec={}&nguoi={me}", web::query_value(&way))).await;
        foreseen.assert_says("Giữ nguyên 3 hồ sơ").assert_says("không giữ vị trí này").assert_says_not("hồ sơ sẽ được thực hiện");
        done(&app, &head, &wrong).await.assert_says("Đã thực hiện 0").assert_says("Giữ nguyên 4");
        let chosen = [("hang", "cua-don-vi"), WHOLE, ("viec", way.as_str()), ("nguoi", officer.as_str())];
        let report = done(&app, &head, &chosen).await;
        report.assert_says("Đã thực hiện 3").assert_says("Giữ nguyên 1");
        for id in &ids {
            assert_eq!(told(&app, id).await, ["submitted.1", "received.1", "step-taken.1", "step-taken.1"]);
        }
        assert_eq!(told(&app, &other).await.len(), 4);
        assert_ledger_holds(&app).await;
    }

    async fn chosen_ones_alone_are_done_and_what_changed_meanwhile_is_named(app: TestApp) {
        let (first, second, third) = (at_work(&app).await, at_work(&app).await, at_work(&app).await);
        let head = app.signed_in("truong-phong").await;
        let to = colleague(&app, &head).await;
        let order = [("hang", "cua-don-vi"), ("chon", first.as_str()), ("chon", second.as_str()), ("viec", "giao"), ("nguoi", to.as_str())];
        let sent = head.post("/can-bo/hang-loat", &order).await;
        step(&app.signed_in("chuyen-vien").await, &second, "trinh-cap", &[]).await.assert_status(StatusCode::SEE_OTHER);
        app.settle().await;
        head.get(sent.location()).await.assert_says("Đã thực hiện 1").assert_says("Giữ nguyên 1");
        assert_eq!(told(&app, &second).await.last().map(String::as_str), Some("step-taken.1"));
        assert_eq!(told(&app, &third).await.len(), 4, "it was not chosen");
        assert!(revision(&head, &first).await.parse::<i64>().is_ok());
    }

    async fn whoever_lost_the_position_meanwhile_changes_nothing(app: TestApp) {
        let id = at_work(&app).await;
        let head = app.signed_in("truong-phong").await;
        let to = colleague(&app, &head).await;
        let sent = head.post("/can-bo/hang-loat", &[("hang", "cua-don-vi"), WHOLE, ("viec", "giao"), ("nguoi", &to)]).await;
        sent.assert_status(StatusCode::SEE_OTHER);
        let me = person(&app, "truong-phong").await;
        let admin = app.signed_in("quan-tri").await;
        let page = admin.get(&format!("/quan-tri/can-bo/{me}")).await;
        let html = page.html();
        let ends = html.forms().into_iter().find(|form| form.action.contains("/ket-thuc") || form.action.contains("/thoi")).expect("a form that ends a position");
        let answer = admin.submit(&format!("/quan-tri/can-bo/{me}"), &ends).await;
        assert!(answer.status.is_redirection(), "{}", answer.text());
        app.settle().await;
        let kinds = told(&app, &id).await;
        assert_eq!(kinds.last().map(String::as_str), Some("step-taken.1"), "{kinds:?}");
    }

    /// Nothing ticked is not everything, and what cannot be read is not left out.
    async fn which_ones_is_said_or_asked_for(app: TestApp) {
        let id = at_work(&app).await;
        let head = app.signed_in("truong-phong").await;
        let to = colleague(&app, &head).await;
        let none = [("hang", "cua-don-vi"), ("viec", "giao"), ("nguoi", to.as_str())];
        head.post("/can-bo/hang-loat", &none).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Chưa chọn hồ sơ nào");
        head.get("/can-bo/hang-loat/moi?hang=cua-don-vi").await.assert_says("Chưa chọn hồ sơ nào");
        let unread = [none.to_vec(), vec![("chon", id.as_str()), ("chon", "0198")]].concat();
        head.post("/can-bo/hang-loat", &unread).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Có hồ sơ đã chọn không đọc được");
        let long = "a".repeat(501);
        let noted = [none.to_vec(), vec![WHOLE, ("ghi_chu", long.as_str())]].concat();
        head.post("/can-bo/hang-loat", &noted).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("500");
        app.settle().await;
        assert_eq!(told(&app, &id).await.last().map(String::as_str), Some("step-taken.1"), "nothing was done");
        head.get("/can-bo/hang-loat").await.assert_says("Chưa có lần nào");
    }

    /// A dossier the person does not see is refused as one that is not there, and the report does not name it.
    async fn the_report_names_nothing_unseen(app: TestApp) {
        let (mine, other) = (at_work(&app).await, elsewhere(&app).await);
        let number = app.signed_in("mot-cua-tam-nong").await.get(&format!("/api/v1/dossiers/{other}")).await.json()["number"].as_str().expect("a number").to_owned();
        let head = app.signed_in("truong-phong").await;
        let to = colleague(&app, &head).await;
        let order = [("hang", "cua-don-vi"), ("chon", mine.as_str()), ("chon", other.as_str()), ("viec", "giao"), ("nguoi", to.as_str())];
        let report = done(&app, &head, &order).await;
        report.assert_says("Đã thực hiện 1").assert_says("Giữ nguyên 1").assert_says_not(&number).assert_says("Hồ sơ không hiện mã");
    }

    async fn an_order_is_its_owners_and_asks_for_what_it_needs(app: TestApp) {
        at_work(&app).await;
        let head = app.signed_in("truong-phong").await;
        let to = colleague(&app, &head).await;
        let sent = head.post("/can-bo/hang-loat", &[("hang", "cua-don-vi"), WHOLE, ("viec", "giao"), ("nguoi", &to)]).await;
        app.signed_in("lanh-dao").await.get(sent.location()).await.assert_status(StatusCode::NOT_FOUND);
        head.post("/can-bo/hang-loat", &[("hang", "cua-don-vi"), WHOLE, ("viec", "giao")]).await.assert_says("Chọn người thụ lý");
        head.post("/can-bo/hang-loat", &[("hang", "cua-don-vi"), WHOLE]).await.assert_says("Chọn việc cần làm");
        let officer = app.signed_in("chuyen-vien").await;
        officer.post("/can-bo/hang-loat", &[("hang", "cua-toi"), WHOLE, ("viec", "giao"), ("nguoi", &to)]).await.assert_status(StatusCode::FORBIDDEN);
        let none = head.post("/can-bo/hang-loat", &[("hang", "cua-toi"), WHOLE, ("viec", "giao"), ("nguoi", &to)]).await;
        none.assert_says("Không còn hồ sơ nào");
        app.as_citizen().await.get("/can-bo/hang-loat").await.assert_status(StatusCode::FORBIDDEN);
    }
}
