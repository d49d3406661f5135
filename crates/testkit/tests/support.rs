//! The support bundle: from a page that failed, without personal data; causes are for administrators.

use axum::http::StatusCode;
use base::Role;
use testkit::TestApp;

testkit::both_engines! {
    /// Every refusal leads to its bundle, which says what happened and nothing of whom.
    async fn a_refusal_leads_to_its_bundle(app: TestApp) {
        let citizen = app.as_citizen().await;
        let refused = citizen.get("/ho-so/0199aa00-0000-7000-8000-001190012345?ten=Nguyễn").await;
        refused.assert_status(StatusCode::NOT_FOUND);
        let html = refused.html();
        let links = html.all("a").filter_map(|link| link.attribute("href"));
        let link = links.into_iter().find(|href| href.starts_with("/ho-tro/")).expect("a link").to_owned();
        let page = citizen.get(&link).await;
        page.assert_status(StatusCode::OK).assert_says("Đây là toàn bộ nội dung sẽ gửi đi").assert_says("/ho-so/{id}");
        let file = citizen.get(&format!("{link}/tep")).await;
        assert!(file.header("content-disposition").starts_with("attachment; filename=\"ho-tro-"));
        let bundle = file.json();
        let refusal = &bundle["refusal"];
        assert_eq!(refusal["route"], "/ho-so/{id}");
        assert_eq!(refusal["status"], 404);
        assert_eq!(refusal["role"], "citizen");
        assert!(bundle.get("system").is_none(), "how the system stands is for administrators");
        let text = file.text();
        for personal in ["001190012345", "Nguyễn", "cong-dan"] {
            assert!(!text.contains(personal), "{personal} is in {text}");
        }
        let english = app.as_nobody();
        english.post("/ngon-ngu", &[("ngon_ngu", "en"), ("tiep", "/")]).await;
        english.get(&link).await.assert_says("This is all that is handed on.");
    }

    /// Numbers that are not kept are not there, for whoever has no business with them.
    async fn numbers_are_not_tried_out(app: TestApp) {
        let unknown = "/ho-tro/0199aa00-0000-7000-8000-000000000001";
        app.as_nobody().get(unknown).await.assert_status(StatusCode::NOT_FOUND);
        app.as_nobody().get("/ho-tro/khong-phai-ma").await.assert_status(StatusCode::NOT_FOUND);
        let admin = app.as_role(Role::Admin).await;
        admin.get(unknown).await.assert_status(StatusCode::OK).assert_says("không còn được giữ");
        admin.get("/quan-tri/ho-tro?ma=la-gi").await.assert_says("Mã yêu cầu gồm 32 chữ số");
        admin.get("/quan-tri/ho-tro?ma=0199aa00-0000-7000-8000-000000000001").await.assert_leads_to(unknown);
        app.as_role(Role::Leader).await.get("/quan-tri/ho-tro").await.assert_status(StatusCode::FORBIDDEN);
    }

    /// An administrator gets the cause and how the system stands.
    async fn administrators_get_the_whole(app: TestApp) {
        let refused = app.as_nobody().post("/dang-nhap", &[("login", "x"), ("password", "y")]).await;
        refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        app.settle().await;
        let refused = app.as_nobody().get("/khong-co-trang-nay").await;
        let number = refused.header("x-request-id").to_owned();
        let admin = app.as_role(Role::Admin).await;
        let bundle = admin.get(&format!("/ho-tro/{number}/tep")).await.json();
        assert_eq!(bundle["refusal"]["code"], "denied.not-found");
        assert_eq!(bundle["refusal"]["role"], "nobody");
        assert!(bundle["system"]["ledger"]["position"].as_i64().is_some_and(|position| position > 0));
        assert!(bundle["system"]["settings"].as_array().is_some_and(|settings| !settings.is_empty()));
        admin.get("/quan-tri/ho-tro").await.assert_says("Chưa có lỗi nào từ khi khởi động");
    }
}
