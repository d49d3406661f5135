//! What is told of a dossier: each event once, to the citizen and to whoever holds it; of drafts nothing.

use axum::http::StatusCode;
use ledger::Recorded;
use testkit::walk::{assert_ledger_holds, field, result, walk};
use testkit::{Client, Filing, TestApp};

use crate::store::{DELIVERIES, MESSAGES, REWIND, count};
use crate::world::{BIRTH, PERMIT, received};

/// A storm closes the ward on 19 and 20/11/2026.
async fn storm(app: &TestApp) {
    let admin = app.signed_in("quan-tri").await;
    let page = admin.get("/quan-tri/lich/thay-doi?loai=dong-cua").await;
    let unit = field(page.assert_status(StatusCode::OK), "unit");
    let fields = [
        ("unit", unit.as_str()),
        ("loai", "dong-cua"),
        ("name", "Nghỉ phòng chống bão số 12"),
        ("source", "Quyết định 12/QĐ-UBND ngày 18/11/2026"),
        ("first-ngay", "19"),
        ("first-thang", "11"),
        ("first-nam", "2026"),
        ("last-ngay", "20"),
        ("last-thang", "11"),
        ("last-nam", "2026"),
    ];
    let change = admin.post("/quan-tri/lich/thay-doi", &fields).await;
    let change = change.assert_status(StatusCode::SEE_OTHER).location().to_owned();
    app.signed_in("lanh-dao").await.post(&change, &[("viec", "duyet")]).await.assert_leads_to(&change);
    app.settle().await;
}

/// Everything that happened, in order.
async fn history(app: &TestApp, id: &str) -> Vec<Recorded> {
    let stream = dossier::events::stream(id.parse().expect("an identifier"));
    app.db.read(move |rx| ledger::history(rx, &stream)).await.expect("the ledger is read")
}

fn consumer() -> ledger::Consumer {
    let all = motcua::modules().into_iter().flat_map(|module| module.consumers);
    all.into_iter().find(|it| it.name == "dossier.tell").expect("the consumer is there")
}

async fn inbox(citizen: &Client) -> testkit::Reply {
    citizen.get("/thong-bao").await
}

testkit::both_engines! {
    /// From reception to the hand-over of the result each step is told once, with what the law wants said; nobody else reads it.
    async fn the_way_of_a_dossier_is_told_step_by_step(app: TestApp) {
        let citizen = app.as_citizen().await;
        inbox(&citizen).await.assert_says("Chưa có thông báo nào");
        let id = received(&app, BIRTH, "", "").await;
        app.settle().await;
        let page = inbox(&citizen).await;
        page.assert_says("Đã tiếp nhận hồ sơ H44.101-").assert_says("Có 1 thông báo chưa đọc").assert_says("chưa đọc");
        page.assert_says("Cơ quan giải quyết: ").assert_says("Người phụ trách: ").assert_says("Tiếp nhận: 09:00 thứ Tư, 18/11/2026");
        page.assert_says("Hẹn trả kết quả: 17:00 thứ Tư, 18/11/2026").assert_says("mã tra cứu: ");
        page.assert_says_not("{");
        assert!(page.text().contains(&format!("value=\"/ho-so/{id}\"")), "the way to the dossier");
        walk(&app, &id, &[
            ("mot-cua", "chuyen", vec![]),
            ("chuyen-vien-vhxh", "trinh-ky", vec![]),
            ("ky-duyet", "ky", vec![]),
            ("van-thu", "phat-hanh", result("118/2026/KS")),
        ]).await;
        app.settle().await;
        inbox(&citizen).await.assert_says("Đã có kết quả hồ sơ").assert_says("số 118/2026/KS").assert_says("mang theo giấy tờ tùy thân");
        inbox(&app.as_other_citizen().await).await.assert_says("Chưa có thông báo nào");
        app.as_nobody().get("/thong-bao").await.assert_status(StatusCode::SEE_OTHER);
        assert_ledger_holds(&app).await;
    }

    /// What somebody still writes is told to nobody.
    async fn nothing_is_told_of_a_draft(app: TestApp) {
        let citizen = app.as_citizen().await;
        Filing::sample(PERMIT).begin(&citizen).await;
        app.settle().await;
        assert_eq!(count(&app, &MESSAGES).await, 0);
        inbox(&citizen).await.assert_says("Chưa có thông báo nào");
    }

    /// A calendar changed by decision moves the appointment: the citizen is told both dates, and the officer who holds the dossier too.
    async fn a_moved_appointment_is_told_to_the_citizen_and_the_officer(app: TestApp) {
        let id = received(&app, BIRTH, "", "").await;
        walk(&app, &id, &[("mot-cua", "chuyen", vec![])]).await;
        app.clock.set(base::Instant::from_local(jiff::civil::date(2026, 11, 18).at(10, 0, 0, 0)));
        app.settle().await;
        let permit = received(&app, PERMIT, "", "").await;
        walk(&app, &permit, &[("mot-cua", "chuyen", vec![])]).await;
        let head = app.signed_in("truong-phong").await;
        let page = head.get(&format!("/can-bo/ho-so/{permit}")).await;
        let html = page.html();
        let people = html.all("option").filter_map(|option| option.attribute("value"));
        let person = people.filter(|value| !value.is_empty()).map(str::to_owned).next().expect("somebody is offered");
        testkit::walk::step(&head, &permit, "phan-cong", &[("person", &person)]).await.assert_status(StatusCode::SEE_OTHER);
        storm(&app).await;
        let page = inbox(&app.as_citizen().await).await;
        page.assert_says("Ngày hẹn trả kết quả thay đổi").assert_says("Nghỉ phòng chống bão số 12").assert_says("Quyết định 12/QĐ-UBND");
        page.assert_says("Hẹn trước đây: ");
        let officer = inbox(&app.signed_in("chuyen-vien").await).await;
        officer.assert_says("Hồ sơ đang giữ đổi ngày hẹn: H44.101-").assert_says("Nghỉ phòng chống bão số 12").assert_says_not("{");
        assert_ledger_holds(&app).await;
    }

    /// The consumer goes over everything again, sixteen apply one event at once, one of them is cut short: one message an event, one
    /// delivery a channel.
    async fn nothing_is_told_twice(app: TestApp) {
        let id = received(&app, BIRTH, "an@vidu.vn", "0912345678").await;
        app.settle().await;
        let before = (count(&app, &MESSAGES).await, count(&app, &DELIVERIES).await);
        assert_eq!(before, (1, 1));
        app.db.write(|tx| tx.exec(&REWIND, &[])).await.expect("rewound");
        app.settle().await;
        assert_eq!((count(&app, &MESSAGES).await, count(&app, &DELIVERIES).await), before);

        walk(&app, &id, &[("mot-cua", "chuyen", vec![])]).await;
        let received = history(&app, &id).await.into_iter().find(|it| it.kind == "dossier.received.1").expect("received");
        // As if another node saw the same event anew: under a number of its own nobody was told of yet.
        let anew = Recorded { number: 900, ..received };
        let mut all = tokio::task::JoinSet::new();
        for at in 0..16 {
            let (app, event) = (app.clone(), anew.clone());
            all.spawn(async move {
                let ctx = base::Ctx::system("dossier.tell", app.clock_now(), &app.rng);
                let applied = app.db.write(move |tx| {
                    (consumer().apply)(tx, &ctx, &event).map_err(|_| db::Error::Poisoned("the test"))?;
                    // Cut short before its end: nothing of it stays.
                    if at == 3 { Err(db::Error::Poisoned("the test")) } else { Ok(()) }
                });
                applied.await.is_ok()
            });
        }
        let went = all.join_all().await.into_iter().filter(|it| *it).count();
        assert_eq!(went, 15);
        assert_eq!((count(&app, &MESSAGES).await, count(&app, &DELIVERIES).await), (before.0 + 1, before.1 + 1));
    }

    /// What an older system brings in years later is history: nobody is told.
    async fn the_past_is_not_told(app: TestApp) {
        let id = received(&app, BIRTH, "an@vidu.vn", "").await;
        app.settle().await;
        let before = count(&app, &MESSAGES).await;
        let received = history(&app, &id).await.into_iter().find(|it| it.kind == "dossier.received.1").expect("received");
        let old = Recorded { number: 901, occurred_at: received.recorded_at.plus_seconds(-8 * 86_400), ..received };
        let ctx = base::Ctx::system("dossier.tell", app.clock_now(), &app.rng);
        let applied = app.db.write(move |tx| (consumer().apply)(tx, &ctx, &old).map_err(|_| db::Error::Poisoned("the test")));
        applied.await.expect("passed over");
        assert_eq!(count(&app, &MESSAGES).await, before);
    }

    /// Read is read, by its own reader only.
    async fn a_message_is_marked_read_by_its_reader(app: TestApp) {
        let id = received(&app, BIRTH, "", "").await;
        app.settle().await;
        let citizen = app.as_citizen().await;
        let page = inbox(&citizen).await;
        let html = page.html();
        let forms: Vec<_> = html.all("form").filter_map(|form| form.attribute("action").map(str::to_owned)).collect();
        let one = forms.iter().find(|action| action.starts_with("/thong-bao/0")).expect("a form of one").clone();
        app.as_other_citizen().await.post(&one, &[]).await.assert_status(StatusCode::NOT_FOUND);
        let home = format!("/ho-so/{id}");
        citizen.post(&one, &[("den", &home)]).await.assert_leads_to(&home);
        inbox(&citizen).await.assert_says("Không còn thông báo chưa đọc");
        citizen.post(&one, &[("den", "https://evil.example")]).await.assert_leads_to("/thong-bao");
    }
}
