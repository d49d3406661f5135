//! What people choose and write: the channels of a citizen, the texts of an installation.

use axum::http::StatusCode;
use notice::Channels;
use testkit::TestApp;
use testkit::walk::assert_ledger_holds;

use crate::servers::{Smtp, Taker, only_mail};
use crate::store::{DELIVERIES, count};
use crate::world::{BIRTH, PERMIT, received};

const CHOICE: &str = "/tai-khoan/thong-bao";
const TEXTS: &str = "/quan-tri/loi-thong-bao";
const RECEIVED: &str = "/quan-tri/loi-thong-bao/tiep-nhan/hop-thu";

/// A text that says what the law wants.
const OWN: &str = "Phường đã nhận hồ sơ {ma_ho_so}.\n\n{co_quan}, {nguoi_phu_trach}, {tiep_nhan}, {hen_tra}";

testkit::both_engines! {
    /// A citizen chooses among the channels that exist; each address is read as people type it; who wants none gets none.
    async fn a_citizen_chooses_channels(app: TestApp) {
        let taker = Taker::start().await;
        let app = app.with_channels(Channels { sms: Some(taker.gateway()), ..Channels::default() });
        let citizen = app.as_citizen().await;
        citizen.get("/tai-khoan").await.assert_says("Chọn cách nhận thông báo");
        citizen.get(CHOICE).await.assert_says("Nhận qua tin nhắn SMS").assert_says_not("Nhận qua Zalo").assert_says_not("Nhận qua thư điện tử");
        let wrong = citizen.post(CHOICE, &[("tin-nhan", "co"), ("tin-nhan-noi", "12")]).await;
        wrong.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Số điện thoại gồm 10 chữ số");
        let none = citizen.post(CHOICE, &[("zalo", "co"), ("zalo-noi", "0912345678")]).await;
        none.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("chưa gửi được thông báo qua Zalo");
        citizen.post(CHOICE, &[("tin-nhan", "co"), ("tin-nhan-noi", "+84 912 345 678")]).await.assert_leads_to("/tai-khoan");
        received(&app, BIRTH, "an@vidu.vn", "0900000000").await;
        app.settle().await;
        assert_eq!(taker.taken().iter().map(|it| it["to"].clone()).collect::<Vec<_>>(), ["0912345678"]);
        citizen.post(CHOICE, &[]).await.assert_leads_to("/tai-khoan");
        received(&app, PERMIT, "an@vidu.vn", "0900000000").await;
        app.settle().await;
        assert_eq!((taker.taken().len(), count(&app, &DELIVERIES).await), (1, 1));
        app.as_nobody().get(CHOICE).await.assert_status(StatusCode::SEE_OTHER);
        app.signed_in("mot-cua").await.get(CHOICE).await.assert_status(StatusCode::FORBIDDEN);
        assert_ledger_holds(&app).await;
    }

    /// The administrator of the province writes a text: seen before it is kept, compared with the program's own, said from its day on
    /// and no longer once it ends. Others may not.
    async fn an_administrator_writes_a_text(app: TestApp) {
        let admin = app.signed_in("quan-tri-tinh").await;
        admin.get(TEXTS).await.assert_says("Hồ sơ được tiếp nhận").assert_says("Lời mẫu").assert_says_not("Lời riêng từ");
        app.signed_in("quan-tri").await.get(TEXTS).await.assert_status(StatusCode::NOT_FOUND);
        app.signed_in("mot-cua").await.get(TEXTS).await.assert_status(StatusCode::FORBIDDEN);
        admin.get(&format!("{TEXTS}/tiep-nhan/khong-co")).await.assert_status(StatusCode::NOT_FOUND);
        admin.get(&format!("{TEXTS}/can-bo-doi-ngay-hen/tin-nhan")).await.assert_status(StatusCode::NOT_FOUND);
        admin.get(RECEIVED).await.assert_says("Giống lời mẫu").assert_says("Lê Đức Thành, Phòng Kinh tế").assert_says("{ma_ho_so}");
        let mut fields = vec![
            ("subject", "Phường đã nhận hồ sơ"),
            ("body", OWN),
            ("first-ngay", "19"),
            ("first-thang", "11"),
            ("first-nam", "2026"),
            ("viec", "xem"),
        ];
        let seen = admin.post(RECEIVED, &fields).await;
        seen.assert_status(StatusCode::OK).assert_says("Phường đã nhận hồ sơ H44.101-261118-0007.").assert_says("Bỏ:").assert_says("Thêm:");
        admin.get(TEXTS).await.assert_says_not("Lời riêng từ");
        for (body, sentence) in [
            ("{co_quan} {ma_hoso}", "Không có chỗ điền {ma_hoso}"),
            ("Đã nhận hồ sơ.", "Thông báo phải nêu cơ quan giải quyết {co_quan}"),
            ("{can_cu}", "không có căn cứ"),
            ("", "Nội dung còn trống"),
        ] {
            fields[1] = ("body", body);
            for act in ["xem", ""] {
                fields[5] = ("viec", act);
                admin.post(RECEIVED, &fields).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says(sentence);
            }
        }
        fields[1] = ("body", OWN);
        fields[2] = ("first-ngay", "17");
        admin.post(RECEIVED, &fields).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("từ hôm nay hoặc một ngày sau");
        fields[2] = ("first-ngay", "19");
        admin.post(RECEIVED, &fields).await.assert_leads_to(RECEIVED);

        received(&app, BIRTH, "", "").await;
        app.settle().await;
        app.as_citizen().await.get("/thong-bao").await.assert_says_not("Phường đã nhận");
        app.clock.advance(86_400);
        let admin = app.signed_in("quan-tri-tinh").await;
        admin.get(TEXTS).await.assert_says("Lời riêng từ 19/11/2026");
        received(&app, PERMIT, "", "").await;
        app.settle().await;
        app.as_citizen().await.get("/thong-bao").await.assert_says("Phường đã nhận hồ sơ H44.101-261119-");
        let page = admin.get(RECEIVED).await;
        let html = page.html();
        let end = html.all("form").filter_map(|form| form.attribute("action")).find(|it| it.ends_with("/dung")).expect("a form").to_owned();
        admin.post(&end, &[]).await.assert_leads_to(RECEIVED);
        admin.post(&end, &[]).await.assert_status(StatusCode::NOT_FOUND);
        admin.get(RECEIVED).await.assert_says("Giống lời mẫu").assert_says("Đã dừng trước khi áp dụng");
        assert_ledger_holds(&app).await;
    }

    /// A short line must not name anybody, and each channel says it in its own words.
    async fn a_short_text_names_nobody(app: TestApp) {
        let smtp = Smtp::start();
        let app = app.with_channels(only_mail(smtp.mail()));
        let admin = app.signed_in("quan-tri-tinh").await;
        let address = format!("{TEXTS}/co-ket-qua/tin-nhan");
        let fields = [("body", "{co_quan}: {nguoi_nop} có kết quả"), ("viec", "xem")];
        let refused = admin.post(&address, &fields).await;
        refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("không nêu họ tên người nộp");
        let shown = admin.post(&address, &[("body", "{co_quan}: có kết quả {ma_ho_so}"), ("viec", "xem")]).await;
        shown.assert_status(StatusCode::OK).assert_says("Uy ban nhan dan phuong Viet Tri: co ket qua");
        let mail = format!("{TEXTS}/tiep-nhan/thu-dien-tu");
        let fields =
            [("subject", "Thư của phường"), ("body", OWN), ("first-ngay", "18"), ("first-thang", "11"), ("first-nam", "2026")];
        admin.post(&mail, &fields).await.assert_leads_to(&mail);
        received(&app, BIRTH, "an@vidu.vn", "").await;
        app.settle().await;
        let taken = smtp.taken(1);
        assert!(taken[0]["content"].as_str().is_some_and(|text| !text.contains("Auto-Submitted: no")));
        app.as_citizen().await.get("/thong-bao").await.assert_says("Đã tiếp nhận hồ sơ").assert_says_not("Thư của phường");
    }
}
