//! A step that waits for a public notice (niêm yết công khai) to run out: from the submission to the result in somebody's hands, with
//! the clock standing still between, and the lines that say so to whoever filed and to whoever works on it.

use axum::http::StatusCode;
use base::Instant;
use jiff::civil::date;
use serde_json::Value;
use testkit::walk::{assert_ledger_holds, receive, step, told};
use testkit::{Client, Filing, TestApp};

const FIRST_CERTIFICATE: &str = "1.013978";

/// Somebody whose land was never registered, and who wants no certificate yet: 17 working days.
fn unregistered() -> Filing {
    let texts = [
        ("applicant.name", "Nguyễn Thị Hồng Ánh"),
        ("applicant.number", "025190001234"),
        ("applicant.address", "Tổ 5, phường Việt Trì, tỉnh Phú Thọ"),
        ("nop_tu_cach", "nguoi-dung"),
        ("nop_ho_ten", "Nguyễn Thị Hồng Ánh"),
        ("nop_so_dinh_danh", "025190001234"),
        ("nguoi_loai", "ca-nhan"),
        ("nguoi_ten", "Nguyễn Thị Hồng Ánh"),
        ("nguoi_so_dinh_danh", "025190001234"),
        ("nguoi_dia_chi", "Tổ 5, phường Việt Trì, tỉnh Phú Thọ"),
        ("nhieu_nguoi", "false"),
        ("dat_dia_chi", "Tổ 5"),
        ("dat_xa", "Phường Việt Trì"),
        ("dat_tinh", "Tỉnh Phú Thọ"),
        ("vung_kho_khan", "false"),
        ("dat_dien_tich", "120"),
        ("dat_muc_dich", "o"),
        ("dat_tu_ngay-ngay", "1"),
        ("dat_tu_ngay-thang", "3"),
        ("dat_tu_ngay-nam", "1995"),
        ("tranh_chap", "false"),
        ("lien_ke", "false"),
        ("nguon_goc", "khai-hoang"),
        ("nguon_goc_mo_ta", "Gia đình khai hoang năm 1995, sử dụng ổn định đến nay."),
        ("giay_to_co", "false"),
        ("vi_pham", "false"),
        ("tai_san_co", "false"),
        ("ghi_no_co", "false"),
        ("mien_giam_co", "false"),
        ("cam_doan", "co"),
    ];
    Filing {
        procedure: FIRST_CERTIFICATE.to_owned(),
        case: "chi-dang-ky".to_owned(),
        body: "Việt Trì".to_owned(),
        typed: texts.map(|(name, text)| (name.to_owned(), text.to_owned())).into(),
        papers: Vec::new(),
    }
}

async fn seen(who: &Client, id: &str) -> Value {
    who.get(&format!("/api/v1/dossiers/{id}")).await.assert_status(StatusCode::OK).json()
}

/// One step by a login of its own: clock jumps end sessions.
async fn take(app: &TestApp, login: &str, id: &str, action: &str, with: &[(&str, &str)]) {
    let officer = app.signed_in(login).await;
    step(&officer, id, action, with).await.assert_status(StatusCode::SEE_OTHER);
}

/// Who is offered as the person in charge.
async fn first_person(head: &Client, id: &str) -> String {
    let page = head.get(&format!("/can-bo/ho-so/{id}")).await;
    let html = page.html();
    let people = html.all("option").filter_map(|option| option.attribute("value"));
    people.filter(|value| !value.is_empty()).map(str::to_owned).next().expect("somebody is offered")
}

/// Filed, received and examined at 09:00 on Wednesday 18/11/2026.
async fn examined(app: &TestApp) -> String {
    let id = unregistered().online(&app.as_citizen().await).await;
    receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
    take(app, "mot-cua", &id, "chuyen", &[]).await;
    let head = app.signed_in("truong-phong").await;
    let person = first_person(&head, &id).await;
    step(&head, &id, "phan-cong", &[("person", &person)]).await.assert_status(StatusCode::SEE_OTHER);
    id
}

/// What both of them read on their page of it.
async fn both_read(app: &TestApp, id: &str, lines: &[&str]) {
    let (citizen, officer) = (app.as_citizen().await, app.signed_in("chuyen-vien").await);
    for page in
        [citizen.get(&format!("/ho-so/{id}")).await, officer.get(&format!("/can-bo/ho-so/{id}")).await]
    {
        page.assert_status(StatusCode::OK);
        for line in lines {
            page.assert_says(line);
        }
    }
}

testkit::both_engines! {
    async fn the_clock_stands_still_while_a_notice_is_posted(app: TestApp) {
        let id = examined(&app).await;
        assert_eq!(seen(&app.as_citizen().await, &id).await["due"], "2026-12-14T17:00:00+07:00", "17 working days after the 18th, without the Day of Culture on the 24th");
        app.clock.set(Instant::from_local(date(2026, 12, 3).at(9, 0, 0, 0)));
        take(&app, "chuyen-vien", &id, "niem-yet", &[]).await;
        both_read(&app, &id, &["Thời hạn đang tạm dừng; ngày hẹn được tính lại khi chạy tiếp"]).await;
        app.as_citizen().await.get(&format!("/ho-so/{id}")).await.assert_says("Kết quả kiểm tra đang được niêm yết công khai trong 15 ngày");
        app.signed_in("chuyen-vien").await.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Thời hạn tạm dừng từ 03/12/2026, 09:00");

        // Far past the first appointment nobody is late: the law gives the notice its time.
        app.clock.set(Instant::from_local(date(2026, 12, 21).at(9, 0, 0, 0)));
        app.settle().await;
        app.signed_in("lanh-dao").await.get("/lanh-dao").await.assert_says("Quá hạn: 0");
        app.signed_in("lanh-dao").await.get("/lanh-dao/so-lieu?thang=2026-11").await.assert_says("Cộng 1 0 0 0 0 1 0");
        take(&app, "chuyen-vien", &id, "het-niem-yet", &[("note", "Không có ý kiến phản ánh.")]).await;
        let own = seen(&app.as_citizen().await, &id).await;
        assert_eq!((&own["due"], &own["step"]), (&"2026-12-30T17:00:00+07:00".into(), &"tham-dinh".into()), "{own}");
        both_read(&app, &id, &["19/11 – 23/11 3 ngày làm việc", "25/11 – 2/12 6 ngày làm việc", "Tạm dừng: Chờ hết thời gian niêm yết, công khai; còn 8 ngày làm việc", "8 ngày làm việc, đủ 17 ngày", "17:00 thứ Tư, 30/12/2026"]).await;

        take(&app, "chuyen-vien", &id, "trinh-thong-bao", &[("note", "Đủ điều kiện đăng ký.")]).await;
        take(&app, "truong-phong", &id, "trinh-ky", &[]).await;
        take(&app, "ky-duyet", &id, "ky", &[]).await;
        let number = [("result_number", "12/TB-UBND"), ("result_date-ngay", "21"), ("result_date-thang", "12"), ("result_date-nam", "2026")];
        take(&app, "van-thu", &id, "phat-hanh", &number).await;
        take(&app, "mot-cua", &id, "tra-ket-qua", &[("recipient", "Nguyễn Thị Hồng Ánh")]).await;
        let page = app.as_citizen().await.get(&format!("/ho-so/{id}")).await;
        page.assert_says("Đã trả kết quả").assert_says("12/TB-UBND").assert_says_not("tạm dừng từ");
        let kinds = told(&app, &id).await;
        let stood: Vec<_> = kinds.iter().filter(|kind| ["paused.1", "resumed.1"].contains(&kind.as_str())).collect();
        assert_eq!(stood, ["paused.1", "resumed.1"], "{kinds:?}");
        assert_ledger_holds(&app).await;
    }

    /// The notice of somebody else's land is not ended by whoever does not have the dossier in hand, and not twice.
    async fn a_notice_is_ended_once_by_who_posted_it(app: TestApp) {
        let id = examined(&app).await;
        take(&app, "chuyen-vien", &id, "niem-yet", &[]).await;
        for login in ["canh-sat", "mot-cua", "kinh-te-tam-nong"] {
            let other = app.signed_in(login).await;
            let fields = [("revision", "5"), ("action", "het-niem-yet")];
            let refused = other.post(&format!("/can-bo/ho-so/{id}/buoc"), &fields).await;
            assert!(refused.status.is_client_error(), "{login}: {}", refused.status);
        }
        take(&app, "chuyen-vien", &id, "het-niem-yet", &[]).await;
        let officer = app.signed_in("chuyen-vien").await;
        assert!(step(&officer, &id, "het-niem-yet", &[]).await.status.is_client_error());
        let kinds = told(&app, &id).await;
        assert_eq!(kinds.iter().filter(|kind| *kind == "resumed.1").count(), 1, "{kinds:?}");
    }
}
