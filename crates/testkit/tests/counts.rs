//! The standard counts: what was received in a month, how it stands to its time, and the dossiers behind each number.

use axum::http::StatusCode;
use jiff::civil::date;
use testkit::walk::{receive, result, walk};
use testkit::{Filing, TestApp};

const PERMIT: &str = "1.013225";
const BIRTH: &str = "1.001193";

testkit::both_engines! {
    async fn each_number_leads_to_its_dossiers(app: TestApp) {
        let (citizen, clerk) = (app.as_citizen().await, app.signed_in("mot-cua").await);
        let mut ids = Vec::new();
        for code in [PERMIT, PERMIT, BIRTH] {
            let id = Filing::sample(code).online(&citizen).await;
            receive(&clerk, &id).await.assert_status(StatusCode::SEE_OTHER);
            ids.push(id);
        }
        // One that nobody has received is in no count.
        Filing::sample(BIRTH).online(&citizen).await;
        walk(&app, &ids[2], &[
            ("mot-cua", "chuyen", vec![]),
            ("chuyen-vien-vhxh", "trinh-ky", vec![]),
            ("ky-duyet", "ky", vec![]),
            ("van-thu", "phat-hanh", result("118/2026/KS")),
        ]).await;
        let leader = app.signed_in("lanh-dao").await;
        let page = leader.get("/lanh-dao/so-lieu").await;
        page.assert_status(StatusCode::OK).assert_says("tháng 11/2026").assert_says("Cộng 3 1 0 2 0 0 0");
        let list = format!("/lanh-dao/so-lieu/ho-so?thang=2026-11&thu_tuc={PERMIT}&cot=trong-han");
        let open = leader.get(&list).await;
        open.assert_says("H44.101-261118-0001").assert_says("H44.101-261118-0002").assert_says_not("H44.101-261118-0003");
        // Past the appointment they are late, in the same month.
        app.clock.set(base::Instant::from_local(date(2026, 12, 2).at(9, 0, 0, 0)));
        let leader = app.signed_in("lanh-dao").await;
        leader.get("/lanh-dao/so-lieu?thang=2026-11").await.assert_says("Cộng 3 1 0 0 2 0 0");
        leader.get("/lanh-dao/so-lieu").await.assert_says("Tháng này chưa tiếp nhận hồ sơ nào");
        leader.get(&list).await.assert_says("Không còn hồ sơ nào ở mục này");
        leader.get("/lanh-dao/so-lieu/ho-so?thang=2026-11&thu_tuc=x&cot=y").await.assert_status(StatusCode::NOT_FOUND);
        leader.get("/lanh-dao/so-lieu?thang=khong-phai").await.assert_status(StatusCode::OK);
        app.signed_in("mot-cua").await.get("/lanh-dao/so-lieu").await.assert_status(StatusCode::FORBIDDEN);
    }
}
