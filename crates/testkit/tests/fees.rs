//! What a dossier owes, told before it is filed, at the check, on the receipt and to programs; with what a council set.

use axum::http::StatusCode;
use base::Clock as _;
use testkit::{Filing, TestApp};

const PERMIT: &str = "1.013225";
const COPIES: &str = "2.000815";

const RESOLUTION: &str = r#"
citation = "Nghị quyết 12/2026/NQ-HĐND của Hội đồng nhân dân tỉnh Phú Thọ"
valid_from = 2026-11-01
[[fee]]
procedure = "1.013225"
fee = "le-phi"
amount = 150000
[[fee]]
procedure = "1.013225"
fee = "le-phi"
cases = ["nha-o"]
amount = 75000
citation = "Điều 3"
"#;

async fn set(app: &TestApp, text: &str) -> Result<usize, String> {
    let fees = catalogue::read_local_fees(text).expect("a sound file");
    let ctx = base::Ctx::system("test", app.clock.now(), &app.rng);
    let done = app.db.write(move |tx| catalogue::set_fees(tx, &ctx, &fees)).await;
    done.map(|changed| changed.len()).map_err(|error| base::chain(&error))
}

testkit::both_engines! {
    async fn what_the_council_set_is_told_everywhere_from_its_first_day(app: TestApp) {
        let page = format!("/thu-tuc/{PERMIT}?truong-hop=nha-o&kenh=online");
        app.as_nobody().get(&page).await.assert_says("Theo quy định");
        let before = Filing::sample(PERMIT).online(&app.as_citizen().await).await;
        let clerk = app.signed_in("mot-cua").await;
        testkit::walk::receive(&clerk, &before).await.assert_status(StatusCode::SEE_OTHER);
        assert_eq!(set(&app, RESOLUTION).await, Ok(1));
        let told = app.as_nobody().get(&page).await;
        told.assert_says("75.000 đồng").assert_says("Điều 3 Nghị quyết 12/2026/NQ-HĐND");
        let citizen = app.as_citizen().await;
        let first = Filing::sample(PERMIT).begin(&citizen).await;
        let papers = Filing::sample(PERMIT).answer(&citizen, &first).await;
        citizen.get(&papers.replace("/giay-to", "/kiem-tra")).await.assert_says("75.000 đồng");
        let id = Filing::sample(PERMIT).online(&citizen).await;
        let received = testkit::walk::receive(&clerk, &id).await;
        clerk.follow(received).await.assert_says("75.000 đồng").assert_says("Điều 3 Nghị quyết 12/2026/NQ-HĐND");
        let seen = clerk.get(&format!("/api/v1/dossiers/{id}")).await.json();
        assert_eq!(seen["fees"][0]["amount"], 75_000);
        // What was received before keeps what it was told.
        let receipt = clerk.get(&format!("/can-bo/ho-so/{before}/giay-tiep-nhan")).await;
        receipt.assert_says("Theo quy định");
        assert!(!receipt.text().contains("75.000"));
    }

    async fn an_amount_for_what_is_not_here_is_refused(app: TestApp) {
        for (from, to, said) in [
            ("procedure = \"1.013225\"", "procedure = \"1.999999\"", "chưa có gói"),
            ("fee = \"le-phi\"", "fee = \"phi-la\"", "không có khoản thu mã"),
            ("cases = [\"nha-o\"]", "cases = [\"nha-lau\"]", "không có trường hợp"),
        ] {
            let refused = set(&app, &RESOLUTION.replacen(from, to, 1)).await;
            assert!(refused.as_ref().is_err_and(|text| text.contains(said)), "{refused:?}");
        }
        assert_eq!(set(&app, RESOLUTION).await, Ok(1));
        assert_eq!(set(&app, RESOLUTION).await, Ok(1), "the same again changes nothing");
        let earlier = RESOLUTION.replace("2026-11-01", "2026-10-01");
        assert!(set(&app, &earlier).await.is_err());
    }

    /// TT 226/2016/TT-BTC: 2.000 đồng for each of the first two pages, 1.000 from the third, of each copy.
    async fn certified_copies_are_counted_by_page_and_copy(app: TestApp) {
        app.as_nobody().get(&format!("/thu-tuc/{COPIES}")).await
            .assert_says("Trang 1-2: 2.000 đồng mỗi trang; từ trang thứ 3: 1.000 đồng mỗi trang; tối đa 200.000 đồng mỗi bản");
        let filing = Filing::copies("5", "3");
        let clerk = app.signed_in("mot-cua").await;
        let filed = filing.at_counter(&clerk).await;
        let receipt = clerk.follow(filed).await;
        receipt.assert_says("21.000 đồng").assert_says("2 trang × 2.000 đồng; 3 trang × 1.000 đồng; 3 bản × 7.000 đồng");
    }

    /// At the counter the officer types the declaration; what is signed is printed from it, and nothing else is asked for.
    async fn a_declaration_typed_at_the_counter_is_printed_and_signed(app: TestApp) {
        let declaration = "000.00.00.G15-KQ003204";
        let mut filing = Filing::sample("1.001193");
        filing.papers.retain(|paper| paper != declaration);
        let clerk = app.signed_in("mot-cua").await;
        let page = clerk.get("/quay/1.001193").await;
        page.assert_says("Tờ khai đăng ký khai sinh: in từ nội dung nhập ở trên");
        let filed = filing.at_counter(&clerk).await;
        let id = testkit::walk::id_of(filed.assert_status(StatusCode::SEE_OTHER).location());
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("In tờ khai để người nộp ký");
        let print = clerk.get(&format!("/can-bo/ho-so/{id}/to-khai")).await;
        print.assert_says("Trần Gia Bảo").assert_says("Người nộp hồ sơ").assert_says("Tôi cam đoan");
        app.signed_in("chuyen-vien-dat-dai").await.get(&format!("/can-bo/ho-so/{id}/to-khai")).await.assert_status(StatusCode::NOT_FOUND);
        app.as_other_citizen().await.get(&format!("/ho-so/{id}/to-khai")).await.assert_status(StatusCode::NOT_FOUND);
    }
}
