//! How a message travels: a real mail server, gateways that take JSON; servers that hang, refuse, break off.

use std::time::Duration;

use axum::http::StatusCode;
use base::{Clock as _, Role};
use notice::{Channels, Gateway, Mail};
use testkit::TestApp;
use testkit::walk::assert_ledger_holds;

use crate::servers::{Smtp, Taker, hanging, only_mail};
use crate::store::{DELIVERIES, FAILED, QUEUED, count};
use crate::world::{BIRTH, PERMIT, received};

const LIST: &str = "/quan-tri/thong-bao";
const SOON: Duration = Duration::from_millis(300);

/// Lets every wait between tries pass, all tries of it.
async fn lose_patience(app: &TestApp) {
    for _ in 0..10 {
        app.clock.advance(86_400);
        app.settle().await;
    }
}

testkit::both_engines! {
    /// A mail arrives at a real server once, in plain words, with a Message-ID that stays and what the law wants said.
    async fn a_mail_arrives(app: TestApp) {
        let smtp = Smtp::start();
        let app = app.with_channels(only_mail(smtp.mail()));
        received(&app, BIRTH, "an@vidu.vn", "0912345678").await;
        app.settle().await;
        app.settle().await;
        let taken = smtp.taken(1);
        assert_eq!((&taken[0]["from"], &taken[0]["to"][0], &taken[0]["hello"]), (&"motcua@vidu.vn".into(), &"an@vidu.vn".into(), &"vidu.vn".into()));
        let content = taken[0]["content"].as_str().expect("a text");
        for head in ["Message-ID: <", ".thu-dien-tu@vidu.vn>", "Auto-Submitted: auto-generated", "text/plain; charset=utf-8", "Date: Wed, 18 Nov 2026 02:00:00"] {
            assert!(content.contains(head), "{head}: {content}");
        }
        assert_eq!((count(&app, &QUEUED).await, count(&app, &FAILED).await), (0, 0));
        app.as_role(Role::Admin).await.get(LIST).await.assert_says("Không có thông báo nào bị bỏ lại").assert_says("Thư điện tử");
        assert_ledger_holds(&app).await;
    }

    /// A server that takes the line and hangs holds up nothing: the reception stands, the try ends, the channel is said to be down; once the
    /// server is well everything arrives.
    async fn a_server_that_hangs_holds_up_nothing(app: TestApp) {
        let url = format!("smtp://127.0.0.1:{}", hanging());
        let hung = Mail::new(&url, "motcua@vidu.vn", 60_000).expect("an address").within(SOON);
        let smtp = Smtp::start();
        let well = app.clone().with_channels(only_mail(smtp.mail()));
        let app = app.with_channels(only_mail(hung));
        let id = received(&app, BIRTH, "an@vidu.vn", "").await;
        app.settle().await;
        app.as_citizen().await.get(&format!("/ho-so/{id}")).await.assert_status(StatusCode::OK);
        assert_eq!((count(&app, &QUEUED).await, count(&app, &FAILED).await), (1, 0));
        for wait in [60, 300] {
            app.clock.advance(wait);
            app.settle().await;
        }
        let admin = app.as_role(Role::Admin).await;
        admin.get(LIST).await.assert_says("Một kênh đang gián đoạn").assert_says("3 lần liên tiếp").assert_says("máy chủ không trả lời kịp");
        app.as_citizen().await.get("/tai-khoan/thong-bao").await.assert_says("Đang gửi chậm");
        app.clock.advance(900);
        well.settle().await;
        smtp.taken(1);
        admin.get(LIST).await.assert_says_not("gián đoạn");
        assert_ledger_holds(&app).await;
    }

    /// In a restored copy what waited is not sent by itself: it stands on the failed list until a person sends it again.
    async fn a_restored_copy_sends_nothing_by_itself(app: TestApp) {
        let url = format!("smtp://127.0.0.1:{}", hanging());
        let hung = Mail::new(&url, "motcua@vidu.vn", 60_000).expect("an address").within(SOON);
        let smtp = Smtp::start();
        let copy = app.clone().with_channels(only_mail(smtp.mail()));
        let app = app.with_channels(only_mail(hung));
        received(&app, BIRTH, "an@vidu.vn", "").await;
        app.settle().await;
        assert_eq!(count(&app, &QUEUED).await, 1);
        let ctx = base::Ctx::system("test", app.clock.now(), &app.rng);
        let restored: Vec<_> = motcua::modules().into_iter().filter_map(|module| module.restored).collect();
        let done = app.db.write(move |tx| {
            for restored in &restored {
                restored(tx, &ctx).expect("it is restored");
            }
            Ok::<_, db::Error>(())
        });
        done.await.expect("it is written");
        lose_patience(&copy).await;
        smtp.taken(0);
        assert_eq!((count(&copy, &QUEUED).await, count(&copy, &FAILED).await), (0, 1));
        let admin = copy.as_role(Role::Admin).await;
        let page = admin.get(LIST).await;
        page.assert_says("Chờ gửi khi khôi phục hệ thống, chưa rõ đã gửi hay chưa");
        let html = page.html();
        let again = html.all("form").filter_map(|form| form.attribute("action")).find(|it| it.ends_with("/gui-lai")).expect("a form").to_owned();
        admin.post(&again, &[]).await.assert_leads_to(LIST);
        copy.settle().await;
        smtp.taken(1);
    }

    /// An address that is refused for good is not tried again, and shown with what the server said; sent again once it is mended.
    async fn a_refused_address_is_shown_and_sent_again(app: TestApp) {
        let smtp = Smtp::start();
        let app = app.with_channels(only_mail(smtp.mail()));
        received(&app, BIRTH, "khong-co@vidu.vn", "").await;
        app.settle().await;
        lose_patience(&app).await;
        assert_eq!(count(&app, &FAILED).await, 1);
        let admin = app.as_role(Role::Admin).await;
        let page = admin.get(LIST).await;
        page.assert_says("khong-co@vidu.vn").assert_says("Địa chỉ bị từ chối").assert_says("no such user here").assert_says("1 lần thử");
        admin.get(&format!("{LIST}?kenh=tin-nhan")).await.assert_says_not("khong-co@vidu.vn");
        admin.get(&format!("{LIST}?ly_do=qua-lau")).await.assert_says_not("khong-co@vidu.vn");
        app.as_role(Role::Reception).await.get(LIST).await.assert_status(StatusCode::FORBIDDEN);
        let html = page.html();
        let again = html.all("form").filter_map(|form| form.attribute("action")).find(|it| it.ends_with("/gui-lai")).expect("a form").to_owned();
        admin.post(&again, &[]).await.assert_leads_to(LIST);
        admin.post(&again, &[]).await.assert_status(StatusCode::CONFLICT).assert_says("không cần gửi lại");
        app.settle().await;
        assert_eq!(count(&app, &FAILED).await, 1, "refused again");
        admin.post(LIST, &[("kenh", "thu-dien-tu"), ("ly_do", "bi-tu-choi")]).await.assert_status(StatusCode::SEE_OTHER);
        assert_eq!(count(&app, &QUEUED).await, 1);
        let message = again.split('/').nth(3).expect("an id").parse().expect("an id");
        let stream = notice::message_stream(message);
        let told = app.db.read(move |rx| ledger::history(rx, &stream)).await.expect("read");
        let kinds: Vec<_> = told.iter().map(|it| it.kind.as_str()).collect();
        assert_eq!(kinds, ["notice.given-up.1", "notice.resent.1", "notice.given-up.1", "notice.resent.1"]);
        let elsewhere = app.signed_in("quan-tri-tinh").await;
        elsewhere.get(LIST).await.assert_status(StatusCode::OK);
    }

    /// A connection that breaks after the message was taken: it comes again, recognisable by its Message-ID; given up after all tries.
    async fn a_broken_line_is_recognisable(app: TestApp) {
        let smtp = Smtp::start();
        let app = app.with_channels(only_mail(smtp.mail()));
        received(&app, BIRTH, "dut@vidu.vn", "").await;
        app.settle().await;
        app.clock.advance(60);
        app.settle().await;
        let id = |message: &serde_json::Value| {
            let content = message["content"].as_str().expect("a text");
            content.lines().find(|line| line.starts_with("Message-ID")).expect("an id").to_owned()
        };
        let taken = smtp.taken(2);
        assert_eq!(id(&taken[0]), id(&taken[1]));
        lose_patience(&app).await;
        assert_eq!((count(&app, &FAILED).await, count(&app, &QUEUED).await), (1, 0));
        app.as_role(Role::Admin).await.get(LIST).await.assert_says("Kết nối đứt giữa chừng").assert_says("9 lần thử");
    }

    /// Not now is tried again; a wrong password is ours, not the citizen's; a server without encryption gets nothing where it is required.
    async fn a_busy_server_a_wrong_password_and_a_server_without_encryption(app: TestApp) {
        let smtp = Smtp::start();
        let busy = app.clone().with_channels(only_mail(smtp.mail()));
        received(&busy, BIRTH, "ban@vidu.vn", "").await;
        busy.settle().await;
        assert_eq!(count(&app, &QUEUED).await, 1);
        let wrong = format!("smtp://motcua:sai@127.0.0.1:{}", smtp.port);
        let wrong = app.clone().with_channels(only_mail(smtp.mail_at(&wrong)));
        received(&wrong, PERMIT, "an@vidu.vn", "").await;
        wrong.settle().await;
        let plain = format!("smtp://motcua:mat-khau@127.0.0.1:{}?tls=required", smtp.port);
        let plain = app.clone().with_channels(only_mail(smtp.mail_at(&plain)));
        app.clock.advance(60);
        plain.settle().await;
        let nobody = app.clone().with_channels(only_mail(Mail::new("smtp://127.0.0.1:1", "a@vidu.vn", 60_000).expect("an address")));
        app.clock.advance(300);
        nobody.settle().await;
        smtp.taken(0);
        assert_eq!((count(&app, &QUEUED).await, count(&app, &FAILED).await), (2, 0), "all of it may pass");
        app.as_role(Role::Admin).await.get(LIST).await.assert_says("không nối được máy chủ");
    }

    /// SMS and Zalo go through gateways that take JSON with a key; the line names nobody and has no accents in an SMS. A refusal is final,
    /// a busy gateway is not.
    async fn short_messages_go_through_a_gateway(app: TestApp) {
        let (sms, zalo) = (Taker::start().await, Taker::start().await);
        let channels = Channels { mail: None, sms: Some(sms.gateway()), zalo: Some(zalo.gateway()) };
        let app = app.with_channels(channels);
        let citizen = app.as_citizen().await;
        let chosen = [("tin-nhan", "co"), ("tin-nhan-noi", "0912 345 678"), ("zalo", "co"), ("zalo-noi", "0987654321")];
        citizen.post("/tai-khoan/thong-bao", &chosen).await.assert_leads_to("/tai-khoan");
        zalo.answer(503);
        let id = received(&app, BIRTH, "an@vidu.vn", "").await;
        app.settle().await;
        let taken = sms.taken();
        assert_eq!(taken.len(), 1);
        assert_eq!((&taken[0]["to"], &taken[0]["authorization"]), (&"0912345678".into(), &"Bearer the-bai-mat".into()));
        assert_eq!(taken[0]["id"], taken[0]["idempotency-key"]);
        let text = taken[0]["text"].as_str().expect("a text");
        assert!(text.is_ascii() && text.contains("da tiep nhan ho so H44.101-") && text.contains(&id), "{text}");
        assert!(text.len() <= 459 && !text.contains("Nguyen"), "{text}");
        assert_eq!(count(&app, &QUEUED).await, 1, "Zalo is tried again");
        zalo.answer(200);
        app.clock.advance(60);
        app.settle().await;
        let taken = zalo.taken();
        assert_eq!((taken.len(), &taken[0]["id"]), (2, &taken[1]["id"]), "the same key");
        assert!(taken[1]["text"].as_str().is_some_and(|text| text.contains("đã tiếp nhận hồ sơ")));
        sms.answer(422);
        received(&app, PERMIT, "", "").await;
        app.settle().await;
        assert_eq!(count(&app, &FAILED).await, 1);
        app.as_role(Role::Admin).await.get(LIST).await.assert_says("Tin nhắn SMS").assert_says("422: said so");
    }

    /// A gateway that hangs or is not there is given up after its time, not before.
    async fn a_gateway_that_hangs_is_tried_again(app: TestApp) {
        let url = format!("http://127.0.0.1:{}/send", hanging());
        let sms = Gateway::new(&url, "", 60_000).expect("an address").within(SOON);
        let app = app.with_channels(Channels { sms: Some(sms), ..Channels::default() });
        received(&app, BIRTH, "", "0912345678").await;
        app.settle().await;
        assert_eq!((count(&app, &QUEUED).await, count(&app, &FAILED).await), (1, 0));
        lose_patience(&app).await;
        assert_eq!((count(&app, &QUEUED).await, count(&app, &FAILED).await), (0, 1));
    }

    /// A server gets no more a minute than it was set to take, and everything in the end.
    async fn the_pace_of_a_server_is_kept(app: TestApp) {
        let smtp = Smtp::start();
        let slow = Mail::new(&format!("smtp://motcua:mat-khau@127.0.0.1:{}", smtp.port), "motcua@vidu.vn", 2).expect("an address");
        let app = app.with_channels(only_mail(slow));
        for procedure in [BIRTH, PERMIT, BIRTH] {
            received(&app, procedure, "an@vidu.vn", "").await;
        }
        app.settle().await;
        smtp.taken(1);
        app.clock.advance(29);
        app.settle().await;
        smtp.taken(1);
        app.clock.advance(1);
        app.settle().await;
        smtp.taken(2);
        app.clock.advance(30);
        app.settle().await;
        smtp.taken(3);
    }

    /// Where a channel does not exist nothing is sent and nothing has failed.
    async fn without_a_server_only_the_inbox_is_told(app: TestApp) {
        received(&app, BIRTH, "an@vidu.vn", "0912345678").await;
        app.settle().await;
        assert_eq!((count(&app, &DELIVERIES).await, count(&app, &QUEUED).await, count(&app, &FAILED).await), (1, 0, 0));
        app.as_citizen().await.get("/thong-bao").await.assert_says("Đã tiếp nhận hồ sơ");
        app.as_role(Role::Admin).await.get(LIST).await.assert_says("chỉ hộp thông báo");
    }
}
