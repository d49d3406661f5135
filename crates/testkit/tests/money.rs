//! Money at the counter: a shift from its opening to the deposit, to the last đồng; books without gaps; what is doubted, voided,
//! refunded, handed over; what comes twice or too late.

use axum::http::StatusCode;
use testkit::till::{CASH, book, cashier, collect, copies, lan, last, shift};
use testkit::walk::{assert_ledger_holds, id_of, told};
use testkit::{Client, Filing, Reply, TestApp};

testkit::both_engines! {
    async fn a_shift_closes_to_the_last_dong_and_is_paid_in(app: TestApp) {
        let clerk = lan(&app).await;
        let id = copies(&clerk).await;
        let page = clerk.get("/quay/thu-tien").await;
        page.assert_says("Biên lai tiếp theo").assert_says("AA-26P, số 0000001").assert_says("10.000 đồng");
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Chưa nộp").assert_says("Thu phí");
        let receipt = collect(&clerk, &id, &CASH).await;
        let receipt = clerk.follow(receipt).await;
        receipt.assert_says("0000001").assert_says("10.000 đồng").assert_says("Nguyễn Thị Hồng Ánh");
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Biên lai AA-26P số 0000001").assert_says("Thu 10.000 đồng");
        assert!(told(&app, &id).await.contains(&"payment.paid.1".to_owned()));

        let second = copies(&clerk).await;
        let transfer = [("method", "transfer"), ("reference", "FT26322000123")];
        collect(&clerk, &second, &[("method", "transfer")]).await.assert_says("Nhập số tham chiếu của giao dịch");
        last(&collect(&clerk, &second, &transfer).await);
        let shift = shift(&clerk).await;
        let close = format!("/quay/thu-tien/ca/{shift}/ket");
        clerk.get(&close).await.assert_says("60.000 đồng").assert_says("Chuyển khoản đã thu");
        let short = clerk.post(&close, &[("notes.50000", "1"), ("notes.5000", "1")]).await;
        short.assert_says("thiếu 5.000 đồng").assert_says("ghi lý do chênh lệch");
        let exact = [("notes.50000", "1"), ("notes.5000", "1"), ("notes.2000", "2"), ("notes.1000", "1")];
        clerk.post(&close, &exact).await.assert_leads_to(&format!("/quay/thu-tien/ca/{shift}"));
        let sheet = clerk.get(&format!("/quay/thu-tien/ca/{shift}")).await;
        sheet.assert_says("Phải nộp").assert_says("0000002").assert_says("Phí chứng thực bản sao từ bản chính");

        let accountant = app.signed_in("ke-toan").await;
        accountant.get("/quay/thu-tien/ca").await.assert_says("Nguyễn Thị Ngọc Lan").assert_says("Chưa nộp");
        let mut slip = vec![("shifts", shift.as_str()), ("slip", "GNT-0042"), ("place", "Kho bạc Nhà nước khu vực VIII")];
        slip.extend([("on-ngay", "18"), ("on-thang", "11"), ("on-nam", "2026")]);
        let wrong = [slip.clone(), vec![("total", "9000")]].concat();
        accountant.post("/quay/thu-tien/nop", &wrong).await.assert_says("phải nộp 10.000 đồng");
        let right = [slip, vec![("total", "10.000")]].concat();
        let paid_in = accountant.post("/quay/thu-tien/nop", &right).await;
        accountant.follow(paid_in).await.assert_says("GNT-0042").assert_says("10.000 đồng");
        accountant.post("/quay/thu-tien/nop", &right).await.assert_status(StatusCode::CONFLICT);
        assert_ledger_holds(&app).await;
    }

    /// What is wrong is voided while the shift is open, and its number stays; afterwards money goes back by refund.
    async fn a_receipt_is_voided_replaced_and_no_more_once_paid_in(app: TestApp) {
        let clerk = lan(&app).await;
        let id = copies(&clerk).await;
        let first = last(&collect(&clerk, &id, &CASH).await);
        let void = format!("/quay/thu-tien/bien-lai/{first}/huy");
        clerk.post(&void, &[("reason", " ")]).await.assert_says("Ghi lý do hủy");
        let other = cashier(&app, "mot-cua-2", "Văn Hùng", "101", "200").await;
        other.post(&void, &[("reason", "không phải của tôi")]).await.assert_status(StatusCode::NOT_FOUND);
        let voided = clerk.post(&void, &[("reason", "In sai tên người nộp"), ("taken_back", "co")]).await;
        voided.assert_leads_to(&format!("/quay/thu-tien/thu?cho=dossier/{id}&thay={first}"));
        clerk.post(&void, &[("reason", "lần nữa")]).await.assert_status(StatusCode::CONFLICT).assert_says("đã được hủy");
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Hủy biên lai AA-26P 0000001").assert_says("Chưa nộp");
        let again = last(&collect(&clerk, &id, &[("method", "cash"), ("thay", &first)]).await);
        let page = clerk.get(&format!("/quay/thu-tien/bien-lai/{again}")).await;
        page.assert_says("0000002").assert_says("Thay thế biên lai AA-26P số 0000001 đã hủy");
        clerk.get(&format!("/quay/thu-tien/bien-lai/{first}")).await.assert_says("Biên lai đã hủy").assert_says("Xem biên lai thay thế");

        let shift = shift(&clerk).await;
        let counted = [("notes.50000", "1"), ("notes.10000", "1")];
        clerk.post(&format!("/quay/thu-tien/ca/{shift}/ket"), &counted).await.assert_status(StatusCode::SEE_OTHER);
        let void = format!("/quay/thu-tien/bien-lai/{again}/huy");
        clerk.post(&void, &[("reason", "muộn")]).await.assert_says("đã kết lúc").assert_says("hoàn trả");
        let slip = [
            ("shifts", shift.as_str()), ("total", "10000"), ("slip", "GNT-1"), ("place", "Kho bạc"),
            ("on-ngay", "18"), ("on-thang", "11"), ("on-nam", "2026"),
        ];
        clerk.post("/quay/thu-tien/nop", &slip).await.assert_status(StatusCode::SEE_OTHER);
        let late = clerk.post(&void, &[("reason", "muộn")]).await;
        late.assert_status(StatusCode::CONFLICT).assert_says("đã nộp kho bạc hoặc ngân hàng");

        let back = format!("/quay/thu-tien/bien-lai/{again}/hoan-tra");
        let pay_back = |amount: &'static str, method: &'static str| {
            vec![("amount", amount), ("method", method), ("reference", "FT9"), ("recipient", "Nguyễn Thị Hồng Ánh"), ("reason", "Hồ sơ được rút")]
        };
        clerk.post(&back, &pay_back("10000", "cash")).await.assert_status(StatusCode::CONFLICT).assert_says("chưa mở ca thu");
        clerk.post(&back, &pay_back("12000", "transfer")).await.assert_says("chỉ còn hoàn được 10.000 đồng");
        clerk.post(&back, &pay_back("4000", "transfer")).await.assert_status(StatusCode::SEE_OTHER);
        clerk.post(&back, &pay_back("7000", "transfer")).await.assert_says("chỉ còn hoàn được 6.000 đồng");
        clerk.post("/quay/thu-tien", &[("change", "0")]).await.assert_leads_to("/quay/thu-tien");
        clerk.post(&back, &pay_back("6000", "cash")).await.assert_says("chỉ có 0 đồng tiền mặt");
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Đã hoàn trả 4.000 đồng");
        assert_ledger_holds(&app).await;
    }

    /// Two who close the same shift: the second is told who was first, and the first count stands.
    async fn the_second_to_close_a_shift_is_told_who_was_first(app: TestApp) {
        let clerk = lan(&app).await;
        let shift = shift(&clerk).await;
        let close = format!("/quay/thu-tien/ca/{shift}/ket");
        let other = app.signed_in("mot-cua-2").await;
        other.post(&close, &[("notes.50000", "1")]).await.assert_status(StatusCode::NOT_FOUND);
        let accountant = app.signed_in("ke-toan").await;
        let (one, two) = tokio::join!(
            clerk.post(&close, &[("notes.50000", "1")]),
            accountant.post(&close, &[("notes.20000", "2"), ("notes.10000", "1")]),
        );
        let done = [&one, &two].map(|it| it.status == StatusCode::SEE_OTHER);
        assert_eq!(done.iter().filter(|it| **it).count(), 1, "{} {}", one.status, two.status);
        let second = if done[0] { &two } else { &one };
        second.assert_status(StatusCode::CONFLICT).assert_says("đã kết ca này lúc").assert_says("Số đếm lần đầu được giữ");
        assert_ledger_holds(&app).await;
    }

    /// The takings of a shift go to a colleague, who takes them over or says why not.
    async fn takings_pass_to_a_colleague_who_counts_them(app: TestApp) {
        let clerk = lan(&app).await;
        let id = copies(&clerk).await;
        last(&collect(&clerk, &id, &CASH).await);
        let first = shift(&clerk).await;
        let close = format!("/quay/thu-tien/ca/{first}/ket");
        let html = clerk.get(&close).await.html();
        let hung = html.all("option").find(|it| it.text.contains("Văn Hùng")).expect("a colleague");
        let hung = hung.attribute("value").expect("an identifier").to_owned();
        let counted = [("notes.50000", "1"), ("notes.10000", "1"), ("to", hung.as_str())];
        clerk.post(&close, &counted).await.assert_status(StatusCode::SEE_OTHER);
        let colleague = app.signed_in("mot-cua-2").await;
        let take = format!("/quay/thu-tien/ca/{first}/nhan");
        colleague.get("/quay/thu-tien").await.assert_says("Nguyễn Thị Ngọc Lan giao 10.000 đồng");
        colleague.post(&take, &[]).await.assert_status(StatusCode::CONFLICT).assert_says("chưa mở ca thu");
        colleague.post("/quay/thu-tien", &[("change", "0")]).await.assert_leads_to("/quay/thu-tien");
        colleague.post(&take, &[("viec", "khong")]).await.assert_says("Ghi lý do không nhận");
        clerk.post(&take, &[]).await.assert_status(StatusCode::NOT_FOUND);
        colleague.post(&take, &[]).await.assert_leads_to("/quay/thu-tien");
        colleague.post(&take, &[]).await.assert_status(StatusCode::CONFLICT);
        colleague.get("/quay/thu-tien").await.assert_says("Nhận bàn giao").assert_says("10.000 đồng");
        let second = shift(&colleague).await;
        let counted = colleague.post(&format!("/quay/thu-tien/ca/{second}/ket"), &[("notes.10000", "1")]).await;
        counted.assert_status(StatusCode::SEE_OTHER);
        let slip = |shift: &str| {
            let all = [
                ("shifts", shift), ("total", "10000"), ("slip", "GNT-7"), ("place", "Kho bạc"),
                ("on-ngay", "18"), ("on-thang", "11"), ("on-nam", "2026"),
            ];
            all.map(|(name, text)| (name, text.to_owned()))
        };
        let post = async |who: &Client, shift: &str| {
            let fields = slip(shift);
            let fields: Vec<_> = fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
            who.post("/quay/thu-tien/nop", &fields).await
        };
        post(&clerk, &first).await.assert_status(StatusCode::CONFLICT);
        post(&colleague, &second).await.assert_status(StatusCode::SEE_OTHER);
        clerk.get(&format!("/quay/thu-tien/ca/{first}")).await.assert_says("Giấy nộp tiền số GNT-7");
        assert_ledger_holds(&app).await;
    }

    /// Sixteen at once with one book: every number once, none left out.
    async fn a_book_gives_every_number_once(app: TestApp) {
        book(&app, "1", "50", "Ngọc Lan").await.assert_leads_to("/quan-tri/bien-lai");
        book(&app, "40", "60", "Ngọc Lan").await.assert_says("đã có quyển từ số 0000001 đến số 0000050");
        let clerk = app.signed_in("mot-cua").await;
        clerk.post("/quay/thu-tien", &[("change", "0")]).await.assert_leads_to("/quay/thu-tien");
        clerk.post("/quay/thu-tien", &[("change", "0")]).await.assert_status(StatusCode::CONFLICT).assert_says("đang có một ca thu");
        let mut ids = Vec::new();
        for _ in 0..16 {
            ids.push(copies(&clerk).await);
        }
        let tasks: Vec<_> = ids.into_iter().map(|id| {
            let clerk = clerk.clone();
            tokio::spawn(async move {
                let first = collect(&clerk, &id, &CASH).await;
                let second = collect_again(&clerk, &id).await;
                (first.status, second)
            })
        }).collect();
        for task in tasks {
            let (first, second) = task.await.expect("it ends");
            assert_eq!((first, second), (StatusCode::SEE_OTHER, StatusCode::CONFLICT));
        }
        let html = clerk.get("/quay/thu-tien").await.html();
        let mut numbers: Vec<String> = html.all("a").filter(|it| it.attribute("href").is_some_and(|to| to.contains("/bien-lai/"))).map(|it| it.text.clone()).collect();
        numbers.sort();
        let all: Vec<_> = (1..=16).map(|number| format!("{number:07}")).collect();
        assert_eq!(numbers, all);
        assert_ledger_holds(&app).await;
    }
}

/// Pays what was paid before, as a page that is out of date would.
async fn collect_again(clerk: &Client, id: &str) -> StatusCode {
    let cho = format!("dossier/{id}");
    let stale = "00000000-0000-7000-8000-000000000000";
    let fields = [("cho", cho.as_str()), ("total", "10000"), ("payer", "Ai đó"), ("method", "cash")];
    let gone = clerk.post("/quay/thu-tien/thu", &[&fields[..], &[("pays", stale)]].concat()).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND, "an unknown fee");
    clerk.post("/quay/thu-tien/thu", &fields).await.status
}

/// Residence registered at the house of a parent, free of the fee.
fn residence() -> Filing {
    let date = [("ngay_sinh-ngay", "5"), ("ngay_sinh-thang", "3"), ("ngay_sinh-nam", "1990")];
    let texts = [
        ("applicant.name", "Nguyễn Thị Hồng Ánh"),
        ("applicant.number", "025190001234"),
        ("applicant.address", "Tổ 5, phường Việt Trì"),
        ("yeu_cau_ho_ten", "Nguyễn Thị Hồng Ánh"),
        ("yeu_cau_so_dinh_danh", "025190001234"),
        ("yeu_cau_quan_he", "ban-than"),
        ("ho_ten", "Nguyễn Thị Hồng Ánh"),
        ("gioi_tinh", "nu"),
        ("thuong_tru_dia_chi", "Tổ 5"),
        ("thuong_tru_xa", "Phường Việt Trì"),
        ("thuong_tru_tinh", "Tỉnh Phú Thọ"),
        ("chu_ho_ho_ten", "Nguyễn Văn Tư"),
        ("chu_ho_quan_he", "Con"),
        ("chu_ho_dong_y", "true"),
        ("mien_le_phi", "true"),
        ("cam_doan", "co"),
    ];
    let typed =
        texts.into_iter().chain(date).map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
    let papers = ["000.00.00.G01-KQ003604", "000.00.00.G01-KQ003606"].map(str::to_owned).into();
    let (procedure, case) = ("1.004222".to_owned(), "nhap-ve-nguoi-than".to_owned());
    Filing { procedure, case, body: "Việt Trì".to_owned(), typed, papers }
}

/// A permit to build, whose fee the council sets and whose resolution is not here.
async fn permit(app: &TestApp, clerk: &Client) -> String {
    let id = Filing::sample("1.013225").online(&app.as_citizen().await).await;
    testkit::walk::receive(clerk, &id).await.assert_status(StatusCode::SEE_OTHER);
    id
}

/// Where the first link on a page whose text holds `words` leads.
fn link(page: &Reply, words: &str) -> String {
    let html = page.html();
    let found = html
        .all("a")
        .find(|it| it.text.contains(words))
        .and_then(|it| it.attribute("href").map(str::to_owned));
    found.unwrap_or_else(|| panic!("no link {words} on {}", page.path))
}

testkit::both_engines! {
    /// 100 where it should be 100.000: asked about once more, never charged silently.
    async fn a_doubtful_amount_is_asked_about_once_more(app: TestApp) {
        let clerk = lan(&app).await;
        let id = permit(&app, &clerk).await;
        clerk.get("/quay/thu-tien").await.assert_says("Chưa có mức thu");
        let page = clerk.get(&format!("/quay/thu-tien/thu?cho=dossier/{id}")).await;
        let set = link(page.assert_says("Chưa có mức"), "Ghi mức thu");
        let typed = |amount: &'static str, sure: &'static str| {
            vec![("amount", amount), ("citation", "Điều 3 Nghị quyết 12/2026/NQ-HĐND"), ("sure", sure)]
        };
        clerk.post(&set, &typed("một trăm", "")).await.assert_says("Số tiền là số tiền từ 0");
        let doubted = clerk.post(&set, &typed("100", "")).await;
        doubted.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("thiếu ba số 0").assert_says("Tôi đã xem văn bản");
        clerk.post(&set, &[("amount", "100000"), ("citation", "")]).await.assert_says("Ghi văn bản quy định mức thu");
        clerk.post(&set, &typed("100.000", "")).await.assert_leads_to(&format!("/quay/thu-tien/thu?cho=dossier/{id}"));
        let receipt = collect(&clerk, &id, &CASH).await;
        clerk.follow(receipt).await.assert_says("100.000 đồng");
        clerk.post(&set, &typed("120000", "")).await.assert_status(StatusCode::CONFLICT);
        // Another permit: what the body usually takes is known now.
        let next = permit(&app, &clerk).await;
        let page = clerk.get(&format!("/quay/thu-tien/thu?cho=dossier/{next}")).await;
        let set = link(&page, "Ghi mức thu");
        clerk.post(&set, &typed("10000", "")).await.assert_says("nhiều lần mức thường thu 100.000 đồng");
        clerk.post(&set, &typed("10000", "co")).await.assert_status(StatusCode::SEE_OTHER);
        clerk.get(&format!("/can-bo/ho-so/{next}")).await.assert_says("đã xác nhận lại");
        assert_ledger_holds(&app).await;
    }

    /// An exemption needs its paper, also where nothing is to be paid.
    async fn a_relief_is_proved_by_a_paper(app: TestApp) {
        let clerk = lan(&app).await;
        let filed = residence().at_counter(&clerk).await;
        let id = id_of(filed.assert_status(StatusCode::SEE_OTHER).location());
        clerk.get("/quay/thu-tien").await.assert_says("Cần giấy chứng minh miễn, giảm");
        let page = clerk.get(&format!("/quay/thu-tien/thu?cho=dossier/{id}")).await;
        let prove = link(&page, "Ghi giấy tờ chứng minh");
        clerk.post(&prove, &[("evidence", " ")]).await.assert_says("Ghi giấy tờ đã xem");
        let done = clerk.post(&prove, &[("evidence", "Giấy chứng nhận hộ nghèo số 12")]).await;
        clerk.follow(done).await.assert_says("Không còn khoản nào phải thu").assert_says("hộ nghèo số 12");
        clerk.get("/quay/thu-tien").await.assert_says("Không có khoản nào còn phải thu");
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Ghi giấy tờ chứng minh miễn, giảm phí");
    }

    /// The code on the page of the collecting works without any network: it fills in the payer's form.
    async fn the_account_of_the_body_is_shown_as_a_code(app: TestApp) {
        let accountant = app.signed_in("ke-toan").await;
        let page = "/quan-tri/tai-khoan-thu";
        let typed = |bank: &'static str, number: &'static str| [("bank", bank), ("number", number), ("holder", "UBND phường Việt Trì")];
        accountant.post(page, &typed("97043", "1017595600")).await.assert_says("gồm 6 chữ số");
        accountant.post(page, &typed("970436", "10-17")).await.assert_says("4 đến 19 chữ số");
        accountant.post(page, &typed("970436", "1017 5956 00")).await.assert_leads_to(page);
        accountant.get(page).await.assert_says("UBND PHUONG VIET TRI, tài khoản 1017595600");
        app.signed_in("mot-cua").await.post(page, &typed("970436", "1")).await.assert_status(StatusCode::FORBIDDEN);
        let clerk = lan(&app).await;
        let id = copies(&clerk).await;
        let shown = clerk.get(&format!("/quay/thu-tien/thu?cho=dossier/{id}")).await;
        shown.assert_says("Mã VietQR").assert_says("Số tiền 10.000 đồng");
        assert!(shown.text().contains("<svg"), "the code is drawn");
    }

    /// What is unpaid never holds a result back, and stays on the list; of a dossier taken back it falls away.
    async fn a_result_is_handed_over_though_its_fee_is_unpaid(app: TestApp) {
        use testkit::walk::{result, walk};
        let clerk = lan(&app).await;
        let id = copies(&clerk).await;
        let registrar = result("12/2026-SCT/BS");
        walk(&app, &id, &[
            ("mot-cua", "chuyen", vec![]),
            ("chuyen-vien-vhxh", "trinh-ky", vec![]),
            ("ky-duyet", "ky", vec![]),
            ("van-thu", "dong-dau", registrar),
            ("mot-cua", "tra-ket-qua", vec![("recipient", "Nguyễn Thị Hồng Ánh")]),
        ]).await;
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Đã trả kết quả").assert_says("Chưa nộp");
        clerk.get("/quay/thu-tien").await.assert_says("10.000 đồng");
        last(&collect(&clerk, &id, &CASH).await);
        assert_ledger_holds(&app).await;
    }

    /// Only who keeps the books gives them out; a closed book gives no number.
    async fn books_are_given_taken_back_and_closed(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        clerk.post("/quay/thu-tien", &[("change", "0")]).await.assert_leads_to("/quay/thu-tien");
        clerk.get("/quan-tri/bien-lai").await.assert_status(StatusCode::FORBIDDEN);
        let id = copies(&clerk).await;
        collect(&clerk, &id, &CASH).await.assert_status(StatusCode::CONFLICT).assert_says("chưa được giao quyển biên lai");
        book(&app, "5", "4", "Ngọc Lan").await.assert_says("Số cuối không nhỏ hơn số đầu");
        book(&app, "1", "50", "Ngọc Lan").await.assert_leads_to("/quan-tri/bien-lai");
        let accountant = app.signed_in("ke-toan").await;
        let close = link(&accountant.get("/quan-tri/bien-lai").await, "Đóng quyển");
        let give = close.replace("/dong", "/giao");
        accountant.post(&give, &[("to", "")]).await.assert_leads_to("/quan-tri/bien-lai");
        collect(&clerk, &id, &CASH).await.assert_status(StatusCode::CONFLICT);
        accountant.post(&close, &[("reason", "")]).await.assert_says("Ghi lý do đóng quyển");
        accountant.post(&close, &[("reason", "Quyển in hỏng")]).await.assert_leads_to("/quan-tri/bien-lai");
        accountant.post(&close, &[("reason", "Quyển in hỏng")]).await.assert_status(StatusCode::CONFLICT).assert_says("đã đóng");
        accountant.get("/quan-tri/bien-lai").await.assert_says("Đã đóng");
        app.signed_in("kiem-soat").await.get("/quay/thu-tien/ca").await.assert_says("Nguyễn Thị Ngọc Lan");
        app.signed_in("mot-cua-tam-nong").await.get("/quay/thu-tien").await.assert_says_not(&id);
    }
}
