//! What officers note for each other stays among them; papers are laid beside data, each opening on record; a deputy sees the work that
//! waits where they stand in.

use axum::http::StatusCode;
use testkit::walk::{assert_ledger_holds, field, receive, told, walk};
use testkit::{Filing, TestApp};

async fn person(app: &TestApp, login: &str) -> String {
    app.signed_in(login).await.get("/api/v1/me").await.json()["id"].as_str().expect("an id").to_owned()
}

async fn received(app: &TestApp) -> String {
    let id = Filing::sample("1.013225").online(&app.as_citizen().await).await;
    receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
    id
}

testkit::both_engines! {
    async fn a_note_is_read_by_officers_and_never_by_the_citizen(app: TestApp) {
        let id = received(&app).await;
        let clerk = app.signed_in("mot-cua").await;
        let (page, to) = (format!("/can-bo/ho-so/{id}"), format!("/can-bo/ho-so/{id}/ghi-chu"));
        let seen = clerk.get(&page).await;
        let request = field(&seen, "request");
        let words = [("note_text", "Bà An hẹn mang bản gốc sáng thứ Hai."), ("request", request.as_str())];
        clerk.post(&to, &words).await.assert_status(StatusCode::SEE_OTHER);
        clerk.post(&to, &words).await.assert_status(StatusCode::SEE_OTHER);
        assert_eq!(told(&app, &id).await, ["submitted.1", "received.1", "note-added.1"], "sent twice, noted once");
        app.signed_in("truong-phong").await.get(&page).await.assert_says("bản gốc sáng thứ Hai").assert_says("Ghi chú nội bộ");
        let citizen = app.as_citizen().await;
        for address in [format!("/ho-so/{id}"), format!("/api/v1/dossiers/{id}"), "/ho-so".to_owned()] {
            let page = citizen.get(&address).await;
            page.assert_status(StatusCode::OK).assert_says_not("bản gốc sáng thứ Hai");
            assert!(!page.text().contains("bản gốc sáng thứ Hai"), "{address}");
        }
        clerk.post(&to, &[("note_text", "  ")]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Nhập nội dung ghi chú");
        clerk.post(&to, &[("note_text", &"a".repeat(2001))]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        app.signed_in("chuyen-vien-dat-dai").await.post(&to, &[("note_text", "Người ngoài")]).await.assert_status(StatusCode::NOT_FOUND);
        citizen.post(&to, &[("note_text", "Người nộp")]).await.assert_status(StatusCode::FORBIDDEN);
        assert_ledger_holds(&app).await;
    }

    async fn a_paper_beside_the_data_is_opened_on_record(app: TestApp) {
        let id = received(&app).await;
        let head = app.signed_in("lanh-dao").await;
        let page = head.get(&format!("/can-bo/ho-so/{id}/doi-chieu")).await;
        page.assert_status(StatusCode::OK).assert_says("Nội dung khai").assert_says("Chưa mở giấy tờ nào");
        let before = told(&app, &id).await.len();
        let open = head.get(&format!("/can-bo/ho-so/{id}/doi-chieu?giay=1")).await;
        let text = open.text();
        let paper = text.split("class=\"leaf\" src=\"").nth(1).and_then(|it| it.split('"').next()).expect("the paper").to_owned();
        let sent = head.get(&paper).await;
        sent.assert_status(StatusCode::OK);
        assert!(sent.header("content-security-policy").contains("frame-ancestors 'self'"));
        assert!(open.header("content-security-policy").contains("frame-ancestors 'none'"), "the page itself is in no frame");
        assert_eq!(told(&app, &id).await.len(), before + 1, "who opened it is written");
        head.get(&format!("/can-bo/ho-so/{id}/doi-chieu?giay=99")).await.assert_says("Chưa mở giấy tờ nào");
        app.signed_in("chuyen-vien-dat-dai").await.get(&format!("/can-bo/ho-so/{id}/doi-chieu")).await.assert_status(StatusCode::NOT_FOUND);
    }

    async fn a_deputy_sees_whose_work_waits_and_until_when(app: TestApp) {
        let id = received(&app).await;
        walk(&app, &id, &[("mot-cua", "chuyen", vec![])]).await;
        let (head, officer) = (app.signed_in("truong-phong").await, app.signed_in("chuyen-vien").await);
        let them = person(&app, "chuyen-vien").await;
        assert!(!officer.get("/can-bo").await.text().contains("/can-bo/lam-thay/"), "nobody is away");
        let positions = head.get("/api/v1/deputies").await.json();
        let post = positions["positions"].as_array().expect("positions").iter().find(|it| it["role"] == "head").expect("the head's")["id"].as_str().expect("an id").to_owned();
        let days = [("first-ngay", "18"), ("first-thang", "11"), ("first-nam", "2026"), ("last-ngay", "20"), ("last-thang", "11"), ("last-nam", "2026")];
        let mut fields = vec![("post", post.as_str()), ("deputy", them.as_str()), ("reason", "Đi công tác")];
        fields.extend(days);
        head.post("/lam-thay", &fields).await.assert_leads_to("/lam-thay");
        let desk = officer.get("/can-bo").await;
        desk.assert_says("Làm thay").assert_says_not("Thay mặt");
        let list = desk.html().links().find(|href| href.starts_with("/can-bo/lam-thay/")).expect("the list").to_owned();
        let page = officer.get(&list).await;
        page.assert_says("đến hết 20/11/2026").assert_says("Thay ");
        assert!(page.text().contains(&format!("/can-bo/ho-so/{id}")), "what waits for the head");
        app.signed_in("mot-cua").await.get(&list).await.assert_status(StatusCode::NOT_FOUND);
        let naming = list.trim_start_matches("/can-bo/lam-thay/").to_owned();
        officer.post("/tai-khoan/lam-thay", &[("naming", &naming)]).await.assert_leads_to("/can-bo");
        let acting = officer.get("/can-bo?hang=cho-nhan-viec").await;
        acting.assert_says("Thay mặt");
        assert!(acting.text().contains(&format!("/can-bo/ho-so/{id}")), "now it is theirs to do");
        app.clock.advance(3 * 24 * 3600);
        app.signed_in("chuyen-vien").await.get(&list).await.assert_status(StatusCode::NOT_FOUND);
    }
}
