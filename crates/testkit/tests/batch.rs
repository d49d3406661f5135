//! One person, forty dossiers: one table, one page to sign, one payment, a receipt each; what is wrong is said by row.

use axum::http::StatusCode;
use testkit::walk::{assert_ledger_holds, field};
use testkit::{Client, Reply, TestApp, Upload};

const PAGE: &str = "/quay/2.000815/lo";
const HEADS: &str = "Chủ hồ sơ: họ tên\tyeu_cau_loai\tyeu_cau_ho_ten\tgiay_to_ten\tgiay_to_noi_cap\tso_trang\tso_ban\tban_sao_san\tcam_doan";

fn rows(count: usize) -> String {
    let row = |n: usize| {
        format!(
            "Khách hàng {}\tCá nhân\tLê Thị Hoa\tHợp đồng vay số {n}\tNgân hàng\t2\t1\tcó\tcó",
            letters(n)
        )
    };
    std::iter::once(HEADS.to_owned()).chain((1..=count).map(row)).collect::<Vec<_>>().join("\n")
}

/// A name without digits for each number.
fn letters(n: usize) -> String {
    n.to_string().bytes().map(|digit| char::from(b'A' + digit - b'0')).collect()
}

async fn send(clerk: &Client, rows: &str, with: &[(&str, &str)]) -> Reply {
    let page = clerk.get(PAGE).await;
    let request = field(page.assert_status(StatusCode::OK), "request");
    let mut fields = vec![
        ("request", request.as_str()),
        ("applicant.name", "Lê Thị Hoa"),
        ("applicant.number", "025185001239"),
        ("applicant.acting", "self"),
        ("case", "viet-nam"),
        ("paper", "ban-chinh"),
        ("rows", rows),
    ];
    for (name, text) in with {
        fields.retain(|(known, _)| known != name);
        fields.push((name, text));
    }
    clerk.upload(PAGE, &fields, &[]).await
}

async fn cashier(app: &TestApp) -> Client {
    let accountant = app.signed_in("ke-toan").await;
    let html = accountant.get("/quan-tri/bien-lai").await.html();
    let lan = html
        .all("option")
        .find(|it| it.text.contains("Ngọc Lan"))
        .and_then(|it| it.attribute("value").map(str::to_owned));
    let lan = lan.expect("a cashier");
    let book = [
        ("template", "01BLP0-001"),
        ("series", "AA-26P"),
        ("first", "1"),
        ("last", "50"),
        ("to", lan.as_str()),
    ];
    accountant.post("/quan-tri/bien-lai", &book).await.assert_status(StatusCode::SEE_OTHER);
    let clerk = app.signed_in("mot-cua").await;
    clerk.post("/quay/thu-tien", &[("change", "0")]).await.assert_status(StatusCode::SEE_OTHER);
    clerk
}

testkit::both_engines! {
    async fn forty_dossiers_are_one_act_one_signature_one_payment(app: TestApp) {
        let clerk = cashier(&app).await;
        clerk.get("/quay").await.assert_says("Nhận theo lô");
        let checked = send(&clerk, &rows(40), &[("viec", "kiem")]).await;
        checked.assert_status(StatusCode::OK).assert_says("40 hồ sơ sẵn sàng; chưa hồ sơ nào được tiếp nhận");
        clerk.get("/quay/thu-tien").await.assert_says("Không có khoản nào còn phải thu");
        let done = send(&clerk, &rows(40), &[]).await;
        let here = done.assert_status(StatusCode::SEE_OTHER).location().to_owned();
        let sheet = clerk.get(&here).await;
        sheet.assert_says("Danh sách hồ sơ nộp cùng lúc").assert_says("Khách hàng EA").assert_says("H44.101-261118-0040");
        sheet.assert_says("Còn phải thu 160.000 đồng");
        let receipts = clerk.get(&format!("{here}/giay-tiep-nhan")).await;
        assert_eq!(receipts.text().matches("Giấy tiếp nhận hồ sơ và hẹn trả kết quả").count(), 40);
        let total = field(&sheet, "total");
        let pay = [("total", total.as_str()), ("payer", "Lê Thị Hoa"), ("method", "cash")];
        clerk.post(&format!("{here}/thu"), &[("total", "1"), ("payer", "Lê Thị Hoa"), ("method", "cash")]).await.assert_status(StatusCode::CONFLICT);
        let paid = clerk.post(&format!("{here}/thu"), &pay).await;
        let receipt = clerk.follow(paid).await;
        receipt.assert_says("160.000 đồng").assert_says("H44.101-261118-0001").assert_says("H44.101-261118-0040");
        clerk.get(&here).await.assert_says("Biên lai AA-26P số 0000001").assert_says_not("Còn phải thu");
        clerk.get("/can-bo/tim?tu=khach+hang+ea").await.assert_says("H44.101-261118-0040");
        app.signed_in("mot-cua-tam-nong").await.get(&here).await.assert_status(StatusCode::NOT_FOUND);
        assert_ledger_holds(&app).await;
    }

    /// Columns are known by their heads: they may stand anywhere, and what is unknown or doubled is said.
    async fn moved_columns_are_the_same_table(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let turned: Vec<String> = rows(3).lines().map(|line| line.split('\t').rev().collect::<Vec<_>>().join("\t")).collect();
        let done = send(&clerk, &turned.join("\n"), &[]).await;
        clerk.follow(done).await.assert_says("Khách hàng B").assert_says("Khách hàng D");
        let unknown = rows(2).replace("so_trang", "Số tờ giấy");
        let refused = send(&clerk, &unknown, &[]).await;
        refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Cột “Số tờ giấy” không có trong bảng mẫu");
        assert!(refused.text().contains("Khách hàng B"), "what was pasted stays");
        let doubled = rows(2).replace("so_ban", "so_trang");
        send(&clerk, &doubled, &[]).await.assert_says("Cột “so_trang” có hai lần");
    }

    async fn faults_are_said_by_row_and_nothing_is_received(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let lines: Vec<String> = rows(5).lines().map(str::to_owned).collect();
        let mut wrong = lines.clone();
        wrong[2] = wrong[2].replace("\t2\t1\t", "\thai\t1\t");
        wrong[4] = wrong[4].replace("Cá nhân", "Người");
        wrong[5] = wrong[5].replace("Hợp đồng vay số 5", "");
        let refused = send(&clerk, &wrong.join("\n"), &[]).await;
        refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        for said in ["Dòng 3, cột “", "Dòng 5, cột “Người yêu cầu là”", "Dòng 6, cột “"] {
            assert!(refused.text().contains(said), "{said}: {}", refused.text());
        }
        assert!(!refused.text().contains("Dòng 2,"), "the second row is right");
        send(&clerk, &lines.join("\n"), &[("applicant.name", "")]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        send(&clerk, &lines.join("\n"), &[("paper", "")]).await.assert_says("Còn thiếu giấy tờ");
        send(&clerk, "", &[]).await.assert_says("Bảng đang trống");
        send(&clerk, HEADS, &[]).await.assert_says("chỉ có dòng tiêu đề");
        send(&clerk, &rows(101), &[]).await.assert_says("Một lô có tối đa 100 hồ sơ");
        clerk.get("/quay/thu-tien").await.assert_says("Mở ca thu");
        let none = clerk.get(PAGE).await;
        none.assert_says_not("Lô đã nhận gần đây");
    }

    /// A person twice is asked about, and taken once it was confirmed.
    async fn a_person_twice_is_asked_about(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let twice = rows(3).replace("Khách hàng D", "Khách hàng B");
        let asked = send(&clerk, &twice, &[]).await;
        asked.assert_says("Dòng 4: Khách hàng B đã có ở dòng 2").assert_says("tôi đã kiểm tra là đúng");
        send(&clerk, &twice, &[("twice", "co")]).await.assert_status(StatusCode::SEE_OTHER);
        clerk.get(PAGE).await.assert_says("Lô đã nhận gần đây");
    }

    /// The empty table has the columns that are asked for; the same form sent twice is one batch.
    async fn the_empty_table_and_a_repeat(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let empty = clerk.get(&format!("{PAGE}/bang-mau?truong_hop=viet-nam")).await;
        let text = empty.assert_status(StatusCode::OK).text().to_owned();
        assert!(text.starts_with('\u{feff}') && text.contains("\"Chủ hồ sơ: họ tên\"") && text.contains('*'), "{text}");
        let page = clerk.get(PAGE).await;
        let request = field(&page, "request");
        let with = [("request", request.as_str())];
        let table = rows(2);
        let first = send(&clerk, &table, &with).await;
        let again = send(&clerk, &table, &with).await;
        assert_eq!(first.location(), again.location());
        let broken = Upload { field: "file", name: "bang.xlsx", mime: "application/octet-stream", bytes: b"PK not a workbook" };
        let refused = clerk.upload(PAGE, &[("applicant.name", "Lê Thị Hoa"), ("case", "viet-nam")], &[broken]).await;
        refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("bang.xlsx");
    }
}
