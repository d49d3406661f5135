//! The demonstration has something to see on every list: late, due today, in time, refused, sent back, waiting, ready.

use base::Role;
use testkit::TestApp;

testkit::both_engines! {
    /// The leader's three lists and the officer's queues are not empty.
    async fn every_list_of_the_demonstration_has_something_to_see(app: TestApp) {
        let app = app.with_dossiers().await;
        let leader = app.as_role(Role::Leader).await.get("/lanh-dao").await;
        for empty in ["Quá hạn: 0", "8 giờ làm việc: 0", "2 ngày tới: 0"] {
            assert!(!leader.text().contains(empty), "{}", leader.text());
        }
        let officer = app.as_role(Role::CaseOfficer).await;
        for queue in ["cua-toi", "den-han-hom-nay", "qua-han"] {
            let page = officer.get(&format!("/can-bo?hang={queue}")).await;
            assert!(page.text().contains("/can-bo/ho-so/"), "{queue}: {}", page.text());
        }
        let desk = officer.get("/can-bo").await;
        assert!(desk.text().contains("Quá"), "what is late says so: {}", desk.text());
        assert!(desk.text().contains("Còn"), "what is in time says so: {}", desk.text());
    }

    /// The first citizen has one of each: handed over, refused, in work, waiting.
    async fn the_citizen_of_the_demonstration_has_a_dossier_of_each_kind(app: TestApp) {
        let app = app.with_dossiers().await;
        let mine = app.as_citizen().await.get("/ho-so").await.text();
        for state in ["Đã trả kết quả", "Không được tiếp nhận", "Đang giải quyết", "Chờ tiếp nhận"] {
            assert!(mine.contains(state), "{state}: {mine}");
        }
    }

    /// The slip of a refusal says why and who signs it.
    async fn the_slip_of_a_refusal_names_who_signs(app: TestApp) {
        let app = app.with_dossiers().await;
        let citizen = app.as_citizen().await;
        let mine = citizen.get("/ho-so").await.html();
        let mut slips = 0;
        for link in mine.all("a").filter_map(|link| link.attribute("href")).filter(|to| to.starts_with("/ho-so/")) {
            let slip = citizen.get(&format!("{link}/phieu-tu-choi")).await;
            if slip.status.is_success() {
                slip.assert_says("thiếu mặt bằng móng").assert_says("Nguyễn Thị Ngọc Lan");
                slips += 1;
            }
        }
        assert_eq!(slips, 1);
    }

    /// Filing again adds nothing.
    async fn the_dossiers_of_the_demonstration_are_filed_once(app: TestApp) {
        let app = app.with_dossiers().await;
        let before = app.as_citizen().await.get("/ho-so").await.text();
        let app = app.with_dossiers().await;
        assert_eq!(app.as_citizen().await.get("/ho-so").await.text(), before);
    }
}
