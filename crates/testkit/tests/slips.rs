//! The forms of the State: each by the rule set under which its dossier was received, with its codes; who handed a dossier to whom; the
//! register of a day.

use axum::http::StatusCode;
use testkit::walk::{receive, result, walk};
use testkit::{Filing, TestApp};

const PERMIT: &str = "1.013225";
const BIRTH: &str = "1.001193";

testkit::both_engines! {
    /// Out of the ledger: from the citizen to the one-stop unit, step by step, with how the result stood to the appointment.
    async fn the_control_slip_says_who_handed_over_to_whom(app: TestApp) {
        let id = Filing::sample(BIRTH).online(&app.as_citizen().await).await;
        let clerk = app.signed_in("mot-cua").await;
        let page = format!("/can-bo/ho-so/{id}/phieu-kiem-soat");
        clerk.get(&page).await.assert_status(StatusCode::NOT_FOUND);
        receive(&clerk, &id).await.assert_status(StatusCode::SEE_OTHER);
        walk(&app, &id, &[
            ("mot-cua", "chuyen", vec![]),
            ("chuyen-vien-vhxh", "trinh-ky", vec![("note", "Đã đối chiếu giấy chứng sinh")]),
            ("ky-duyet", "ky", vec![]),
            ("van-thu", "phat-hanh", result("118/2026/KS")),
        ]).await;
        let slip = clerk.get(&page).await;
        slip.assert_status(StatusCode::OK).assert_says("Phiếu kiểm soát quá trình giải quyết hồ sơ").assert_says("Mẫu số 06, Thông tư 03/2025/TT-VPCP");
        slip.assert_says("Giao: Người nộp hồ sơ Nhận: Bộ phận Một cửa").assert_says("Đã đối chiếu giấy chứng sinh").assert_says("Đúng hạn");
        let html = slip.html();
        assert_eq!(html.all("tbody").next().map(|_| html.all("tr").count()), Some(6), "a head, the reception and four steps");
        let receipt = clerk.get(&format!("/can-bo/ho-so/{id}/giay-tiep-nhan")).await;
        receipt.assert_says("Mẫu số 01, Thông tư 03/2025/TT-VPCP").assert_says("Mã vạch của mã hồ sơ");
        assert!(html.all("svg").count() >= 2, "the code for a phone and the one for a scanner");
        app.signed_in("mot-cua-tam-nong").await.get(&page).await.assert_status(StatusCode::NOT_FOUND);
    }

    /// What was received on a day, in the order of the numbers, of one's own body alone; the form of the day.
    async fn the_register_of_a_day(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let id = Filing::sample(PERMIT).online(&app.as_citizen().await).await;
        clerk.get("/quay/so-theo-doi").await.assert_says("chưa tiếp nhận hồ sơ nào").assert_says("Mẫu số 07, Thông tư 03/2025/TT-VPCP");
        receive(&clerk, &id).await.assert_status(StatusCode::SEE_OTHER);
        Filing::copies("2", "1").at_counter(&clerk).await.assert_status(StatusCode::SEE_OTHER);
        let book = clerk.get("/quay/so-theo-doi").await;
        book.assert_says("1 H44.101-261118-0001 Cấp giấy phép xây dựng mới").assert_says("2 H44.101-261118-0002").assert_says("Đã tiếp nhận");
        clerk.get("/quay/so-theo-doi?ngay=2026-11-17").await.assert_says("ngày 17/11/2026").assert_says("chưa tiếp nhận hồ sơ nào");
        clerk.get("/quay/so-theo-doi?ngay=2025-06-30").await.assert_says("Mẫu số 06, Thông tư 01/2018/TT-VPCP");
        app.signed_in("mot-cua-tam-nong").await.get("/quay/so-theo-doi").await.assert_says_not("H44.101-261118");
        app.signed_in("chuyen-vien").await.get("/quay/so-theo-doi").await.assert_status(StatusCode::FORBIDDEN);
    }
}
