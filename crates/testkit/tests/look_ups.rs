//! Where is my dossier: any one-stop officer of the province says where one is and nothing else, in the ledger before it is said;
//! a few look-ups a day are drawn for the controller; numbers of other systems lead there too.

use axum::http::StatusCode;
use base::Clock as _;
use testkit::walk::{assert_ledger_holds, receive, told};
use testkit::{Client, Filing, Reply, TestApp};

const PAGE: &str = "/can-bo/tra-cuu";
const NAME: &str = "Nguyễn Thị Hồng Ánh";

/// A construction permit received at Việt Trì: its identifier, its number, its look-up code.
async fn received(app: &TestApp) -> (String, String, String) {
    let id = Filing::sample("1.013225").online(&app.as_citizen().await).await;
    let clerk = app.signed_in("mot-cua").await;
    receive(&clerk, &id).await.assert_status(StatusCode::SEE_OTHER);
    let number = clerk.get(&format!("/api/v1/dossiers/{id}")).await.json()["number"]
        .as_str()
        .expect("a number")
        .to_owned();
    let receipt = clerk.get(&format!("/can-bo/ho-so/{id}/giay-tiep-nhan")).await.html();
    let facts = receipt.text();
    let code = facts.split("Mã tra cứu").nth(1).expect("a code").trim().chars().take(8).collect();
    (id, number, code)
}

async fn ask(officer: &Client, number: &str) -> Reply {
    let fields = [("number", number), ("reason", "at-counter"), ("words", "Con trai hỏi tại quầy số 2")];
    officer.post(PAGE, &fields).await
}

async fn located(app: &TestApp, id: &str) -> usize {
    told(app, id).await.iter().filter(|kind| *kind == "located.1").count()
}

testkit::both_engines! {
    async fn an_officer_of_another_commune_says_where_it_is_and_nothing_else(app: TestApp) {
        let (id, number, _) = received(&app).await;
        let there = app.signed_in("mot-cua-tam-nong").await;
        let page = ask(&there, &number).await;
        page.assert_status(StatusCode::OK).assert_says(&number).assert_says("Ủy ban nhân dân phường Việt Trì");
        page.assert_says("Đã tiếp nhận").assert_says("Hẹn trả kết quả").assert_says("Trung tâm Phục vụ hành chính công phường Việt Trì");
        let text = page.text();
        for hidden in [NAME, "Thửa số 45", "giay-to.pdf", "025190001234", "giấy phép xây dựng", "/can-bo/ho-so/"] {
            assert!(!text.contains(hidden), "{hidden} is nobody's business elsewhere");
        }
        assert_eq!(located(&app, &id).await, 1);
        there.get(&format!("/can-bo/ho-so/{id}")).await.assert_status(StatusCode::NOT_FOUND);
        app.signed_in("mot-cua").await.get(&format!("/can-bo/ho-so/{id}")).await
            .assert_says("Tra cứu hồ sơ đang ở đâu: người dân hỏi tại quầy").assert_says("Con trai hỏi tại quầy số 2");
        for login in ["chuyen-vien", "lanh-dao", "quan-tri", "cong-dan"] {
            app.signed_in(login).await.get(PAGE).await.assert_status(StatusCode::FORBIDDEN);
        }
        assert_ledger_holds(&app).await;
    }

    async fn a_number_alone_takes_a_reason_and_the_receipt_takes_none(app: TestApp) {
        let (id, number, code) = received(&app).await;
        let there = app.signed_in("mot-cua-tam-nong").await;
        let bare = there.post(PAGE, &[("number", &number)]).await;
        bare.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Chọn lý do tra cứu").assert_says("Ghi rõ ai hỏi");
        assert_eq!(located(&app, &id).await, 0, "nothing was said");
        there.post(PAGE, &[("number", &number), ("code", &code)]).await.assert_status(StatusCode::OK).assert_says("Đơn vị đang giữ");
        let qr = format!("http://motcua.test/tra-cuu?ma={number}&tra={code}");
        there.post(PAGE, &[("number", &qr)]).await.assert_status(StatusCode::OK).assert_says(&number);
        let wrong = there.post(PAGE, &[("number", &number), ("code", "ZZZZZZZZ")]).await;
        wrong.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Không có hồ sơ nào trong tỉnh mang số này");
        ask(&there, "H44.101-261118-9999").await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(located(&app, &id).await, 2);
        there.get(&format!("/tra-cuu?ma={number}&tra={code}")).await.assert_says("Cơ quan giải quyết");
        assert_eq!(located(&app, &id).await, 3, "staff at the public page are told of too");
        app.as_nobody().get(&format!("/tra-cuu?ma={number}&tra={code}")).await.assert_status(StatusCode::OK);
        assert_eq!(located(&app, &id).await, 3);
    }

    async fn the_same_question_twice_is_one_look_up(app: TestApp) {
        let (id, number, _) = received(&app).await;
        let there = app.signed_in("mot-cua-tam-nong").await;
        let fields = [("number", number.as_str()), ("reason", "by-phone"), ("words", "Bà Lan hỏi"), ("request", "0198c0de-0000-7000-8000-0000000000d1")];
        for _ in 0..2 {
            there.post(PAGE, &fields).await.assert_status(StatusCode::OK).assert_says(&number);
        }
        assert_eq!(located(&app, &id).await, 1);
    }

    async fn the_curious_are_slowed(app: TestApp) {
        let (id, number, code) = received(&app).await;
        let there = app.signed_in("mot-cua-tam-nong").await;
        for n in 0..40 {
            let typed = if n % 2 == 0 { number.clone() } else { format!("H44.101-261118-8{n:03}") };
            assert!(ask(&there, &typed).await.status != StatusCode::TOO_MANY_REQUESTS, "{n}");
        }
        let slowed = ask(&there, &number).await;
        slowed.assert_status(StatusCode::TOO_MANY_REQUESTS).assert_says("đã tra cứu 40 hồ sơ bằng số").assert_says("10:00 thứ Tư, 18/11/2026");
        assert_eq!(located(&app, &id).await, 20);
        there.post(PAGE, &[("number", &number), ("code", &code)]).await.assert_status(StatusCode::OK);
        app.signed_in("mot-cua-tinh").await.post(PAGE, &[("number", &number), ("reason", "by-phone"), ("words", "Hỏi")]).await.assert_status(StatusCode::OK);
        app.clock.advance(3600);
        let there = app.signed_in("mot-cua-tam-nong").await;
        ask(&there, &number).await.assert_status(StatusCode::OK);
    }

    async fn sixteen_at_once_are_counted(app: TestApp) {
        let (id, number, _) = received(&app).await;
        let there = app.signed_in("mot-cua-tam-nong").await;
        for _ in 0..30 {
            ask(&there, &number).await.assert_status(StatusCode::OK);
        }
        let tries: Vec<_> = (0..16).map(|_| {
            let (there, number) = (there.clone(), number.clone());
            tokio::spawn(async move { ask(&there, &number).await.status })
        }).collect();
        let mut heard = 0;
        for one in tries {
            heard += usize::from(one.await.expect("it ran") == StatusCode::OK);
        }
        assert_eq!((heard, located(&app, &id).await), (10, 40));
    }

    async fn a_sample_is_drawn_judged_and_answered(app: TestApp) {
        let (id, number, code) = received(&app).await;
        let there = app.signed_in("mot-cua-tam-nong").await;
        for _ in 0..7 {
            ask(&there, &number).await.assert_status(StatusCode::OK);
        }
        there.post(PAGE, &[("number", &number), ("code", &code)]).await.assert_status(StatusCode::OK);
        app.settle().await;
        let controller = app.signed_in("quan-tri-tam-nong").await;
        controller.get("/kiem-soat/tra-cuu").await.assert_says("Không có lần tra cứu nào chờ xem.");
        app.clock.set(base::Instant::from_local(jiff::civil::date(2026, 11, 19).at(8, 0, 0, 0)));
        app.settle().await;
        app.settle().await;
        let controller = app.signed_in("quan-tri-tam-nong").await;
        let page = controller.get("/kiem-soat/tra-cuu").await;
        page.assert_says("Cần xem: 5").assert_says("Cao Thị Kim Oanh").assert_says("Con trai hỏi tại quầy số 2");
        let sample = controller.get("/api/v1/look-ups/sample").await.json();
        let again = controller.get("/api/v1/look-ups/sample").await.json();
        assert_eq!(sample, again, "the same all day");
        let ids: Vec<_> = sample.as_array().expect("a list").iter().map(|it| it["id"].as_str().expect("an id").to_owned()).collect();
        assert_eq!(ids.len(), 5);
        assert_eq!(told(&app, &id).await.iter().filter(|kind| *kind == "look-up-sampled.1").count(), 5);
        let verdict = |id: &str| format!("/kiem-soat/tra-cuu/{id}");
        controller.post(&verdict(&ids[0]), &[("verdict", "fine"), ("words", "")]).await.assert_leads_to("/kiem-soat/tra-cuu");
        controller.post(&verdict(&ids[1]), &[("verdict", "ask"), ("words", "")]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Ghi điều cần cán bộ giải trình.");
        controller.post(&verdict(&ids[1]), &[("verdict", "ask"), ("words", "Ai hỏi bảy lần một hồ sơ?")]).await.assert_leads_to("/kiem-soat/tra-cuu");
        controller.post(&verdict(&ids[0]), &[("verdict", "ask"), ("words", "Hỏi lại")]).await.assert_status(StatusCode::CONFLICT);
        let officer = app.signed_in("mot-cua-tam-nong").await;
        officer.get(PAGE).await.assert_says("đang chờ ông, bà giải trình 1 lần tra cứu");
        officer.get("/can-bo/tra-cuu/giai-trinh").await.assert_says("Ai hỏi bảy lần một hồ sơ?");
        let answer = format!("/can-bo/tra-cuu/giai-trinh/{}", ids[1]);
        app.signed_in("mot-cua").await.post(&answer, &[("words", "Không phải tôi")]).await.assert_status(StatusCode::NOT_FOUND);
        officer.post(&answer, &[("words", "")]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        officer.post(&answer, &[("words", "Gia đình hỏi nhiều lần vì mất giấy.")]).await.assert_leads_to("/can-bo/tra-cuu/giai-trinh");
        officer.post(&answer, &[("words", "Thêm")]).await.assert_status(StatusCode::CONFLICT);
        controller.get("/kiem-soat/tra-cuu").await.assert_says("Gia đình hỏi nhiều lần vì mất giấy.").assert_says("Cần xem: 4");
        controller.post(&verdict(&ids[1]), &[("verdict", "fine"), ("words", "")]).await.assert_leads_to("/kiem-soat/tra-cuu");
        app.signed_in("kiem-soat").await.get("/kiem-soat/tra-cuu").await.assert_says("Cần xem: 0");
        app.signed_in("kiem-soat").await.post(&verdict(&ids[2]), &[("verdict", "fine")]).await.assert_status(StatusCode::NOT_FOUND);
        app.signed_in("kiem-soat-tinh").await.get("/kiem-soat/tra-cuu").await.assert_says("Cần xem: 3");
        app.signed_in("kiem-soat-tinh").await.post(&verdict(&ids[2]), &[("verdict", "fine")]).await.assert_leads_to("/kiem-soat/tra-cuu");
        officer.get("/kiem-soat/tra-cuu").await.assert_status(StatusCode::FORBIDDEN);
        assert!(app.clock.now().date() == jiff::civil::date(2026, 11, 19));
        assert_ledger_holds(&app).await;
    }

    async fn a_dossier_is_found_by_the_number_of_another_system(app: TestApp) {
        let (id, number, _) = received(&app).await;
        let page = format!("/can-bo/ho-so/{id}/so-khac");
        let clerk = app.signed_in("mot-cua").await;
        clerk.post(&page, &[("system", "dvcqg"), ("number", "x")]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Số gồm 4 đến 60");
        clerk.post(&page, &[("system", ""), ("number", "G17.99-261118-0007")]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Chọn hệ thống");
        clerk.post(&page, &[("system", "dvcqg"), ("number", " g17.99-261118-0007 ")]).await.assert_leads_to(&page);
        clerk.post(&page, &[("system", "thue"), ("number", "2026/TB-00123")]).await.assert_leads_to(&page);
        clerk.post(&page, &[("system", "thue"), ("number", "2026/tb-00123")]).await.assert_says("Hồ sơ này đã ghi số đó");
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Số trên Cổng Dịch vụ công quốc gia: G17.99-261118-0007");
        for words in ["G17.99-261118-0007", "2026/tb-00123"] {
            clerk.get(&format!("/can-bo/tim?tu={words}")).await.assert_says(&number);
            app.signed_in("mot-cua-tam-nong").await.get(&format!("/can-bo/tim?tu={words}")).await.assert_says_not(&number);
            app.signed_in("kiem-soat-tinh").await.get(&format!("/can-bo/tim?tu={words}")).await.assert_says(&number);
            ask(&app.signed_in("mot-cua-tam-nong").await, words).await.assert_status(StatusCode::OK).assert_says(&number);
        }
        let (other, ..) = received(&app).await;
        let taken = clerk.post(&format!("/can-bo/ho-so/{other}/so-khac"), &[("system", "thue"), ("number", "2026/TB-00123")]).await;
        taken.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("đã ghi cho một hồ sơ khác");
        clerk.post(&format!("{page}/bo"), &[("system", "thue"), ("number", "2026/TB-00123")]).await.assert_leads_to(&page);
        clerk.post(&format!("{page}/bo"), &[("system", "thue"), ("number", "2026/TB-00123")]).await.assert_status(StatusCode::NOT_FOUND);
        clerk.post(&format!("/can-bo/ho-so/{other}/so-khac"), &[("system", "thue"), ("number", "2026/TB-00123")]).await.assert_status(StatusCode::SEE_OTHER);
        app.signed_in("mot-cua-tam-nong").await.post(&page, &[("system", "thue"), ("number", "2026/TB-99")]).await.assert_status(StatusCode::NOT_FOUND);
        let kinds = told(&app, &id).await;
        assert_eq!(kinds.iter().filter(|kind| kind.starts_with("number-")).count(), 3);
        assert_ledger_holds(&app).await;
    }

    async fn sixteen_dossiers_share_no_number(app: TestApp) {
        let mut ids = Vec::new();
        for _ in 0..4 {
            ids.push(received(&app).await.0);
        }
        let clerk = app.signed_in("mot-cua").await;
        let tries: Vec<_> = (0..16).map(|n| {
            let (clerk, page) = (clerk.clone(), format!("/can-bo/ho-so/{}/so-khac", ids[n % 4]));
            tokio::spawn(async move { clerk.post(&page, &[("system", "dat-dai"), ("number", "GCN-0001")]).await.status })
        }).collect();
        let mut done = 0;
        for one in tries {
            done += usize::from(one.await.expect("it ran") == StatusCode::SEE_OTHER);
        }
        assert_eq!(done, 1);
    }
}
