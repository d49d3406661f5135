//! Looking a dossier up with what the receipt bears: forgiving to whoever holds it, of no use to whoever guesses.

use axum::http::StatusCode;
use testkit::walk::receive;
use testkit::{Client, Filing, Reply, TestApp};

const WRONG: &str = "Mã hồ sơ hoặc mã tra cứu chưa đúng";

/// A birth that was received; its number and its look-up code as the receipt bears them.
async fn received(app: &TestApp) -> (String, String) {
    let id = Filing::sample("1.001193").online(&app.as_citizen().await).await;
    let clerk = app.signed_in("mot-cua").await;
    let receipt = receive(&clerk, &id).await;
    let html = clerk.follow(receipt).await.html();
    let text = html.text();
    let after = text.split("Mã tra cứu").nth(1).expect("the receipt bears a code");
    let code = after.trim_start_matches(':').split_whitespace().next().expect("a code").to_owned();
    assert_eq!(code.len(), 8, "{code}");
    ("H44.101-261118-0001".to_owned(), code)
}

async fn ask(client: &Client, number: &str, code: &str) -> Reply {
    let escaped = |text: &str| text.replace(' ', "+");
    client.get(&format!("/tra-cuu?ma={}&tra={}", escaped(number), escaped(code))).await
}

/// What the page says, without what was typed.
fn said(page: &Reply) -> String {
    page.html().first("main").map(|main| main.text.clone()).unwrap_or_default()
}

testkit::both_engines! {
    async fn the_holder_of_the_receipt_sees_how_it_stands_and_nothing_of_the_person(app: TestApp) {
        let (number, code) = received(&app).await;
        let nobody = app.as_nobody();
        let found = ask(&nobody, &number, &code).await;
        found.assert_status(StatusCode::OK).assert_says("Đăng ký khai sinh").assert_says("Đã tiếp nhận");
        found.assert_says("17:00 thứ Tư, 18/11/2026").assert_says_not("Hồng Ánh").assert_says_not("025190001234");
        let (low, spaced) = (code.to_lowercase(), format!(" {} {} ", &code[..4], &code[4..]));
        for (number, code) in [(number.to_lowercase(), low), (format!(" {number} "), spaced)] {
            ask(&nobody, &number, &code).await.assert_says("Đã tiếp nhận");
        }
    }

    async fn an_unknown_number_and_a_wrong_code_get_the_same_answer(app: TestApp) {
        let (number, code) = received(&app).await;
        let nobody = app.as_nobody();
        let wrong = ask(&nobody, &number, "AAAABBBB").await;
        let unknown = ask(&nobody, "H44.101-261118-0999", &code).await;
        for page in [&wrong, &unknown] {
            page.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says(WRONG).assert_says_not("Đã tiếp nhận");
        }
        assert_eq!(said(&wrong), said(&unknown));
        let none = ask(&nobody, &number, "").await;
        none.assert_says_not("Đã tiếp nhận");
        let misread = ask(&nobody, "khong-phai-ma", &code).await;
        misread.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Nhập mã hồ sơ như trên giấy tiếp nhận");
        assert!(misread.text().contains("khong-phai-ma"), "what was typed stays");
    }

    /// Five tries, then waiting, as for passwords; the holder is heard again after it and at once from then on.
    async fn guessing_at_a_code_gets_slow_and_the_holder_is_not_locked_out(app: TestApp) {
        let (number, code) = received(&app).await;
        let nobody = app.as_nobody();
        for n in 0..5 {
            ask(&nobody, &number, &format!("AAAABBB{n}")).await.assert_says(WRONG);
        }
        for typed in [code.as_str(), "AAAABBBB"] {
            let waits = ask(&nobody, &number, typed).await;
            waits.assert_status(StatusCode::TOO_MANY_REQUESTS).assert_says("Đã thử quá nhiều lần");
            waits.assert_says_not("Đã tiếp nhận");
        }
        app.clock.advance(30);
        ask(&nobody, &number, &code).await.assert_status(StatusCode::OK).assert_says("Đã tiếp nhận");
        for _ in 0..10 {
            ask(&nobody, &number, &code).await.assert_status(StatusCode::OK).assert_says("Đã tiếp nhận");
        }
        let signing_in = nobody.post("/dang-nhap", &[("login", "cong-dan"), ("password", testkit::PASSWORD)]).await;
        signing_in.assert_status(StatusCode::SEE_OTHER);
    }

    /// Whoever goes through the numbers instead is slowed by where they come from, and signing in is not.
    async fn going_through_the_numbers_gets_slow_too(app: TestApp) {
        let (number, code) = received(&app).await;
        let nobody = app.as_nobody();
        for n in 0..100 {
            ask(&nobody, &format!("H44.101-261118-{:04}", 500 + n), "AAAABBBB").await.assert_says(WRONG);
        }
        ask(&nobody, &number, &code).await.assert_status(StatusCode::TOO_MANY_REQUESTS).assert_says_not("Đã tiếp nhận");
        app.signed_in("cong-dan").await.get("/ho-so").await.assert_status(StatusCode::OK);
    }
}
