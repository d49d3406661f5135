//! The certification lane: a few keys a person, a running number in the year's book, the fee, the counts.

use axum::http::StatusCode;
use testkit::walk::{assert_ledger_holds, field, told};
use testkit::{Client, Reply, TestApp};

const LANE: &str = "/quay/chung-thuc";
const CARD: &str =
    "025190001234|131234567|Nguyễn Thị Hồng Ánh|12041990|Nữ|Tổ 5, phường Việt Trì, tỉnh Phú Thọ|10052021";

/// A clerk with an open shift and a book of receipts.
async fn clerk(app: &TestApp) -> Client {
    let accountant = app.signed_in("ke-toan").await;
    let html = accountant.get("/quan-tri/bien-lai").await.html();
    let lan = html.all("option").find(|it| it.text.contains("Ngọc Lan")).expect("a cashier");
    let lan = lan.attribute("value").expect("an identifier").to_owned();
    let book =
        [("template", "01BLP0-001"), ("series", "AA-26P"), ("first", "1"), ("last", "500"), ("to", &lan)];
    accountant.post("/quan-tri/bien-lai", &book).await.assert_status(StatusCode::SEE_OTHER);
    let clerk = app.signed_in("mot-cua").await;
    clerk.post("/quay/thu-tien", &[("change", "0")]).await.assert_status(StatusCode::SEE_OTHER);
    clerk
}

/// Posts the lane's page with what is typed into it, as a browser does.
async fn lane(clerk: &Client, kind: &str, typed: &[(&str, &str)]) -> Reply {
    let page = clerk.get(&format!("{LANE}?loai={kind}")).await;
    let html = page.assert_status(StatusCode::OK).html();
    let signer = html.all("option").find(|it| it.text.contains("Đình Phong")).expect("a signatory");
    let signer = signer.attribute("value").expect("an identifier").to_owned();
    let request = field(&page, "request");
    let mut fields =
        vec![("request", request.as_str()), ("loai", kind), ("signer", &signer), ("pay", "cash")];
    for (name, text) in typed {
        fields.retain(|(known, _)| known != name);
        fields.push((name, text));
    }
    clerk.post(LANE, &fields).await
}

const COPIES: &str = "2.000815";
const ONE: [(&str, &str); 4] =
    [("person", "Trần Văn Bình"), ("document-1", "3"), ("pages-1", "3"), ("copies-1", "2")];

testkit::both_engines! {
    /// A card, a digit for the paper, pages, copies, Enter: certified, numbered, paid, handed back, counted.
    async fn a_person_takes_a_card_and_a_few_keys(app: TestApp) {
        let clerk = clerk(&app).await;
        let read = lane(&clerk, COPIES, &[("card", CARD)]).await;
        read.assert_status(StatusCode::OK);
        assert_eq!(field(&read, "person"), "Nguyễn Thị Hồng Ánh");
        let held = field(&read, "held");
        let keys = [
            ("person", "Nguyễn Thị Hồng Ánh"), ("number", "025190001234"), ("born", "12/04/1990"), ("held", held.as_str()),
            ("document-1", "3"), ("pages-1", "3"), ("copies-1", "2"),
        ];
        let done = lane(&clerk, COPIES, &keys).await;
        let page = clerk.follow(done).await;
        page.assert_says("Nguyễn Thị Hồng Ánh: số 1/2026-SCT/BS , phí 10.000 đồng , biên lai AA-26P số 0000001");
        let html = page.html();
        let open = html.all("a").find(|it| it.text.contains("Mở hồ sơ")).and_then(|it| it.attribute("href").map(str::to_owned));
        let id = testkit::walk::id_of(&open.expect("a link"));
        let dossier = clerk.get(&format!("/can-bo/ho-so/{id}")).await;
        dossier.assert_says("Đã trả kết quả").assert_says("Chứng thực số 1/2026-SCT/BS: 3 trang, 2 bản").assert_says("Đã nộp");
        dossier.assert_says("Quét mã QR trên thẻ căn cước");
        let kinds = told(&app, &id).await;
        assert_eq!(kinds, ["submitted.1", "received.1", "certified.1", "completed.1", "returned.1", "payment.paid.1"]);
        let again = lane(&clerk, COPIES, &ONE).await;
        clerk.follow(again).await.assert_says("Trần Văn Bình: số 2/2026-SCT/BS");
        let book = clerk.get(&format!("{LANE}/so?so=SCT/BS")).await;
        book.assert_says("Bằng tốt nghiệp").assert_says("Trần Đình Phong").assert_says("Cộng 2 việc").assert_says("20.000 đồng");
        let counts = app.signed_in("lanh-dao").await.get("/lanh-dao/so-lieu").await;
        counts.assert_says("Chứng thực bản sao từ bản chính");
        let seen = clerk.get(&format!("/api/v1/dossiers/{id}")).await.json();
        assert_eq!((seen["state"].as_str(), seen["national_state"].as_i64()), (Some("returned"), Some(10)));
        assert_ledger_holds(&app).await;
    }

    /// What was certified wrongly is recalled and done again like any other result.
    async fn a_wrong_certification_is_recalled_and_done_again(app: TestApp) {
        let clerk = clerk(&app).await;
        let done = lane(&clerk, COPIES, &ONE).await;
        let html = clerk.follow(done).await.html();
        let open = html.all("a").find(|it| it.text.contains("Mở hồ sơ")).and_then(|it| it.attribute("href").map(str::to_owned));
        let id = testkit::walk::id_of(&open.expect("a link"));
        let head = app.signed_in("lanh-dao").await;
        let send = async |what: &str, with: &[(&str, &str)]| {
            let seen = testkit::walk::revision(&head, &id).await;
            let fields = [&[("revision", seen.as_str())], with].concat();
            head.post(&format!("/can-bo/ho-so/{id}/{what}"), &fields).await
        };
        let why = [
            ("reason", "Bản chính có dấu hiệu tẩy xóa."), ("citation", "Điều 22 NĐ 23/2015/NĐ-CP"),
            ("bring_back", "Hai bản sao đã chứng thực."), ("fault", "Không đối chiếu bản chính."),
        ];
        send("thu-hoi", &why).await.assert_status(StatusCode::SEE_OTHER);
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Kết quả đã bị thu hồi").assert_says("Trần Văn Bình");
        let day = [("day-ngay", "19"), ("day-thang", "11"), ("day-nam", "2026")];
        send("cap-lai", &day).await.assert_status(StatusCode::SEE_OTHER);
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Đang cấp lại do lỗi của cơ quan");
        assert_ledger_holds(&app).await;
    }

    /// Several papers of one person: a number and a dossier each, one receipt.
    async fn several_papers_are_paid_once(app: TestApp) {
        let clerk = clerk(&app).await;
        let more = [("document-2", "Sổ hộ khẩu cũ"), ("pages-2", "16"), ("copies-2", "1"), ("document-4", "1"), ("pages-4", "1"), ("copies-4", "5")];
        let done = lane(&clerk, COPIES, &[&ONE[..], &more[..]].concat()).await;
        let page = clerk.follow(done).await;
        // 10.000; 2 × 2.000 + 14 × 1.000; 5 × 2.000.
        page.assert_says("số 1/2026-SCT/BS đến 3/2026-SCT/BS , phí 38.000 đồng , biên lai AA-26P số 0000001");
        clerk.get("/quay/thu-tien").await.assert_says("38.000 đồng").assert_says("Không có khoản nào còn phải thu");
        let book = clerk.get(&format!("{LANE}/so?so=SCT/BS")).await;
        book.assert_says("Sổ hộ khẩu cũ").assert_says("Thẻ căn cước").assert_says("Cộng 3 việc");
        assert_ledger_holds(&app).await;
    }

    /// The other lane has its own book; its form must know when somebody was born.
    async fn a_signature_is_certified_in_its_own_book(app: TestApp) {
        let clerk = clerk(&app).await;
        let typed = [("person", "Trần Văn Bình"), ("document-1", "1"), ("pages-1", "1"), ("copies-1", "1")];
        lane(&clerk, "2.000884", &typed).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        let known = [&typed[..], &[("born", "9/2/1988"), ("number", "025088004321")]].concat();
        let done = lane(&clerk, "2.000884", &known).await;
        clerk.follow(done).await.assert_says("số 1/2026-SCT/CK , phí 10.000 đồng");
        clerk.get(&format!("{LANE}/so?so=SCT/CK")).await.assert_says("Sơ yếu lý lịch");
        clerk.get(&format!("{LANE}/so?so=SCT/BS")).await.assert_says("Ngày này chưa có chứng thực nào");
    }

    /// Without a shift nothing is lost: it is certified and owed, or refused whole where cash was chosen.
    async fn without_a_shift_the_fee_is_owed_or_nothing_is_done(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        clerk.get(LANE).await.assert_says("chưa mở ca thu");
        let refused = lane(&clerk, COPIES, &ONE).await;
        refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("chưa mở ca thu");
        assert_eq!(field(&refused, "person"), "Trần Văn Bình", "what was typed stays");
        clerk.get(&format!("{LANE}/so?so=SCT/BS")).await.assert_says("Ngày này chưa có chứng thực nào");
        let later = lane(&clerk, COPIES, &[&ONE[..], &[("pay", "later")]].concat()).await;
        clerk.follow(later).await.assert_says("số 1/2026-SCT/BS").assert_says("chưa thu");
        clerk.post("/quay/thu-tien", &[("change", "0")]).await.assert_status(StatusCode::SEE_OTHER);
        clerk.get("/quay/thu-tien").await.assert_says("10.000 đồng");
    }

    async fn what_is_wrong_is_said_beside_its_box_and_nothing_is_lost(app: TestApp) {
        let clerk = clerk(&app).await;
        for (name, text, said) in [
            ("person", " ", "Nhập họ tên người yêu cầu"),
            ("pages-1", "0", "Số trang là số nguyên từ 1"),
            ("copies-1", "hai", "Số bản là số nguyên từ 1"),
            ("document-1", "", "Nhập tên giấy tờ"),
            ("signer", "", "Chọn người ký chứng thực"),
            ("pay", "xu", "Chọn cách thu phí"),
            ("card", "khong phai the", "không phải mã của thẻ căn cước"),
        ] {
            let typed: Vec<_> = ONE.into_iter().filter(|(known, _)| *known != name).chain([(name, text)]).collect();
            let refused = lane(&clerk, COPIES, &typed).await;
            assert!(refused.text().contains(said), "{name}: {}", refused.text());
        }
        let stranger = lane(&clerk, COPIES, &[&ONE[..], &[("signer", "00000000-0000-7000-8000-000000000000")]].concat()).await;
        stranger.assert_says("Chọn người ký chứng thực đang giữ vị trí ký");
        clerk.get(&format!("{LANE}/so?so=SCT/BS")).await.assert_says("Ngày này chưa có chứng thực nào");
        let tampered = lane(&clerk, COPIES, &[&ONE[..], &[("held", CARD)]].concat()).await;
        let page = clerk.follow(tampered).await;
        assert!(page.text().contains("Trần Văn Bình: số"), "a card of somebody else counts for nothing");
        for login in ["chuyen-vien", "lanh-dao", "cong-dan"] {
            app.signed_in(login).await.get(LANE).await.assert_status(StatusCode::FORBIDDEN);
        }
    }

    /// The same form sent twice is one certification; sixteen at once get sixteen numbers without a gap.
    async fn a_number_is_given_once(app: TestApp) {
        let clerk = clerk(&app).await;
        let page = clerk.get(&format!("{LANE}?loai={COPIES}")).await;
        let html = page.html();
        let signer = html.all("option").find(|it| it.text.contains("Đình Phong")).and_then(|it| it.attribute("value").map(str::to_owned));
        let (signer, request) = (signer.expect("a signatory"), field(&page, "request"));
        let fields = [&ONE[..], &[("request", &request), ("loai", COPIES), ("signer", &signer), ("pay", "cash")]].concat();
        let (first, second) = tokio::join!(clerk.post(LANE, &fields), clerk.post(LANE, &fields));
        assert_eq!(first.location(), second.location());
        let tasks: Vec<_> = (0..16).map(|_| {
            let clerk = clerk.clone();
            tokio::spawn(async move { lane(&clerk, COPIES, &ONE).await.status })
        }).collect();
        for task in tasks {
            assert_eq!(task.await.expect("it ends"), StatusCode::SEE_OTHER);
        }
        clerk.get(&format!("{LANE}/so?so=SCT/BS")).await.assert_says("17/2026-SCT/BS").assert_says("Cộng 17 việc").assert_says("170.000 đồng");
        assert_ledger_holds(&app).await;
    }
}
