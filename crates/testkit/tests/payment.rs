//! A dossier that waits: the tax office is asked by its duty and is late by name, the citizen is told what to pay, the clock
//! stands still until an officer takes the receipt down, and goes on with what was left.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::walk::{assert_ledger_holds, receive, result, revision, step, told};
use testkit::{Client, Filing, TestApp};

const LAND: &str = "1.013831";
const DAY: i64 = 86_400;

async fn seen(who: &Client, id: &str) -> Value {
    who.get(&format!("/api/v1/dossiers/{id}")).await.assert_status(StatusCode::OK).json()
}

/// One step by a login of its own: clock jumps end sessions.
async fn take(app: &TestApp, login: &str, id: &str, action: &str, with: &[(&str, &str)]) {
    let officer = app.signed_in(login).await;
    let done = step(&officer, id, action, with).await;
    done.assert_status(StatusCode::SEE_OTHER);
}

/// A dossier at the tax office, asked at 09:20 on 18/11/2026.
async fn at_the_tax_office(app: &TestApp, hard: bool) -> String {
    let id = Filing::land(hard).online(&app.as_citizen().await).await;
    receive(&app.signed_in("mot-cua-dat-dai").await, &id).await.assert_status(StatusCode::SEE_OTHER);
    take(app, "mot-cua-dat-dai", &id, "chuyen", &[]).await;
    take(app, "chuyen-vien-dat-dai", &id, "trinh-duyet", &[]).await;
    take(app, "giam-doc-dat-dai", &id, "duyet", &[]).await;
    take(app, "chuyen-vien-dat-dai", &id, "gui-thue", &[]).await;
    id
}

const NOTICE: [(&str, &str); 2] = [("notice_number", "LTB2644101-TK0012345"), ("amount", "12.500.000")];

testkit::both_engines! {
    async fn the_clock_stands_still_until_the_receipt_is_taken_down(app: TestApp) {
        let id = at_the_tax_office(&app, false).await;
        let tax = app.signed_in("thue").await;
        tax.get("/can-bo?hang=cho-nhan-viec").await.assert_says("Đăng ký biến động đất đai");
        let unpaid = [("notice_number", "LTB2644101-TK0012345"), ("amount", "mười triệu")];
        step(&tax, &id, "da-thong-bao", &unpaid).await.assert_says("Nhập số tiền phải nộp bằng đồng");
        let before = seen(&app.signed_in("mot-cua-dat-dai").await, &id).await;
        step(&tax, &id, "da-thong-bao", &NOTICE).await.assert_leads_to("/can-bo");
        // Who has answered no longer sees it.
        tax.get(&format!("/can-bo/ho-so/{id}")).await.assert_status(StatusCode::NOT_FOUND);

        let citizen = app.as_citizen().await;
        let waiting = seen(&citizen, &id).await;
        assert_eq!((waiting["state"].as_str(), waiting["national_state"].as_i64()), (Some("awaiting-payment"), Some(6)));
        assert_eq!(waiting["waiting"]["amount"], 12_500_000);
        let page = citizen.get(&format!("/ho-so/{id}")).await;
        page.assert_says("12.500.000 đồng").assert_says("LTB2644101-TK0012345").assert_says("tạm dừng từ");

        app.clock.advance(7 * DAY);
        let clerk = app.signed_in("mot-cua-dat-dai").await;
        let page = clerk.get(&format!("/can-bo/ho-so/{id}")).await;
        page.assert_says("Ghi nhận đã nộp nghĩa vụ tài chính");
        step(&clerk, &id, "da-nop", &[("receipt_number", " ")]).await.assert_says("Nhập số biên lai");
        let receipt = [
            ("receipt_number", "0012345"), ("receipt_date-ngay", "24"), ("receipt_date-thang", "11"), ("receipt_date-nam", "2026"),
        ];
        step(&clerk, &id, "da-nop", &receipt).await.assert_leads_to(&format!("/can-bo/ho-so/{id}"));
        let after = seen(&clerk, &id).await;
        assert_eq!((after["state"].as_str(), &after["waiting"]), (Some("processing"), &Value::Null));
        // Still from 18/11, going on on 25/11: 19, 20 and 23/11 do not count (24/11 is a holiday), so three working days more.
        assert_eq!(before["due"], "2026-12-15T17:00:00+07:00");
        assert_eq!(after["due"], "2026-12-18T17:00:00+07:00");
        let why = after["derivation"].to_string();
        assert!(why.contains("Chờ người nộp thực hiện nghĩa vụ tài chính"), "{why}");
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("chứng từ số 0012345, ngày 24/11/2026");

        take(&app, "mot-cua-dat-dai", &id, "gui-xac-nhan", &[]).await;
        take(&app, "thue", &id, "da-xac-nhan", &[]).await;
        take(&app, "chuyen-vien-dat-dai", &id, "trinh-ky", &[]).await;
        let signatory = app.signed_in("giam-doc-dat-dai").await;
        let offered = seen(&signatory, &id).await["actions"].to_string();
        assert!(offered.contains("\"ky\"") && !offered.contains("ky-tra-ho-so"), "{offered}");
        take(&app, "giam-doc-dat-dai", &id, "ky", &[]).await;
        take(&app, "chuyen-vien-dat-dai", &id, "chuyen-tra", &[]).await;
        take(&app, "van-thu-dat-dai", &id, "dong-dau", &result("CH 00123")).await;
        take(&app, "mot-cua-dat-dai", &id, "tra-ket-qua", &[("recipient", "Nguyễn Thị Hồng Ánh")]).await;
        let told = told(&app, &id).await;
        assert_eq!(told.iter().filter(|kind| *kind == "paused.1").count(), 1, "{told:?}");
        assert_eq!(told.iter().filter(|kind| *kind == "resumed.1").count(), 1, "{told:?}");
        app.as_citizen().await.get(&format!("/ho-so/{id}")).await.assert_says("Đã trả kết quả");
        assert_ledger_holds(&app).await;
    }

    async fn a_silent_body_is_late_by_its_name(app: TestApp) {
        let id = at_the_tax_office(&app, true).await;
        let citizen = app.as_citizen().await;
        citizen.get(&format!("/ho-so/{id}")).await.assert_says("Đang chờ ý kiến của Thuế tỉnh Phú Thọ, hạn trả lời");
        let leader = app.signed_in("giam-doc-dat-dai").await;
        assert!(!leader.get("/lanh-dao").await.text().contains("Thuế tỉnh Phú Thọ"));
        app.clock.advance(9 * DAY);
        for (login, page) in [
            ("cong-dan", format!("/ho-so/{id}")),
            ("giam-doc-dat-dai", format!("/can-bo/ho-so/{id}")),
            ("truong-phong-dat-dai", format!("/can-bo/ho-so/{id}")),
        ] {
            let text = app.signed_in(login).await.get(&page).await;
            text.assert_says("Đang chờ ý kiến của Thuế tỉnh Phú Thọ, quá hạn từ 26/11/2026");
        }
        for login in ["giam-doc-dat-dai", "lanh-dao-thue"] {
            let late = app.signed_in(login).await.get("/lanh-dao").await;
            late.assert_says("Cơ quan được hỏi chưa trả lời đúng hạn: 1").assert_says("Thuế tỉnh Phú Thọ");
        }
        assert!(!app.signed_in("lanh-dao").await.get("/lanh-dao").await.text().contains("Thuế tỉnh"), "of another body");
        take(&app, "thue", &id, "da-thong-bao", &NOTICE).await;
        assert!(!app.signed_in("giam-doc-dat-dai").await.get("/lanh-dao").await.text().contains("Thuế tỉnh"));
    }

    /// The land lies in a hard area: the longer term holds, on the page that checks, on the receipt and in the appointment.
    async fn the_longer_term_of_a_hard_area_is_what_is_promised(app: TestApp) {
        app.as_nobody().get(&format!("/thu-tuc/{LAND}")).await
            .assert_says("18 ngày làm việc").assert_says("Khi thửa đất ở vùng khó khăn").assert_says("28 ngày làm việc")
            .assert_says("(chưa rõ ngày ký)");
        let id = Filing::land(true).online(&app.as_citizen().await).await;
        let clerk = app.signed_in("mot-cua-dat-dai").await;
        let receipt = receive(&clerk, &id).await;
        clerk.follow(receipt).await.assert_says("28 ngày làm việc").assert_says("29/12/2026");
        let open = seen(&clerk, &id).await;
        assert_eq!(open["due"], "2026-12-29T17:00:00+07:00");
    }

    /// Nobody but the step's own people records a payment, and what is not paid by a person is not recorded by a program.
    async fn a_payment_is_recorded_by_whoever_has_the_step(app: TestApp) {
        let id = at_the_tax_office(&app, false).await;
        take(&app, "thue", &id, "da-thong-bao", &NOTICE).await;
        let clerk = app.signed_in("mot-cua-dat-dai").await;
        let seen = revision(&clerk, &id).await.parse::<i64>().expect("a number");
        let body = json!({ "revision": seen, "action": "da-nop", "receipt_number": "1", "receipt_date": "2026-11-18" });
        let steps = format!("/api/v1/dossiers/{id}/steps");
        for (login, status) in [("thue", 404), ("mot-cua", 404), ("chuyen-vien-dat-dai", 409)] {
            let tried = app.signed_in(login).await.json(Method::POST, &steps, &body).await;
            assert_eq!(tried.status.as_u16(), status, "{login}");
        }
        let tomorrow = json!({ "revision": seen, "action": "da-nop", "receipt_number": "1", "receipt_date": "2026-11-19" });
        assert_eq!(clerk.json(Method::POST, &steps, &tomorrow).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        clerk.json(Method::POST, &steps, &body).await.assert_status(StatusCode::OK);
        assert_eq!(clerk.json(Method::POST, &steps, &body).await.status, StatusCode::CONFLICT);
    }
}
