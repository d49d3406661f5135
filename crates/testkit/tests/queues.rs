//! The queues of a desk: each counted and at an address of its own, narrowed and saved by an officer, with the columns they chose.

use axum::http::StatusCode;
use testkit::walk::{receive, walk};
use testkit::{Client, Filing, TestApp};

const PERMIT: &str = "1.013225";

async fn person(app: &TestApp, login: &str) -> String {
    app.signed_in(login).await.get("/api/v1/me").await.json()["id"].as_str().expect("an id").to_owned()
}

/// A construction permit with the case officer.
async fn at_work(app: &TestApp) -> String {
    let id = received(app).await;
    let officer = person(app, "chuyen-vien").await;
    walk(
        app,
        &id,
        &[("mot-cua", "chuyen", vec![]), ("truong-phong", "phan-cong", vec![("person", &officer)])],
    )
    .await;
    id
}

async fn received(app: &TestApp) -> String {
    let id = Filing::sample(PERMIT).online(&app.as_citizen().await).await;
    receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
    id
}

/// The dossiers that a page of the desk lists.
async fn listed(officer: &Client, address: &str) -> Vec<String> {
    let page = officer.get(address).await;
    page.assert_status(StatusCode::OK);
    let html = page.html();
    let links = html.links().filter_map(|href| href.strip_prefix("/can-bo/ho-so/").map(str::to_owned));
    links.collect()
}

/// The address of the first queue of one's own.
async fn own(officer: &Client) -> String {
    let html = officer.get("/can-bo/hang-doi").await.html();
    let own = html.links().find(|href| href.starts_with("/can-bo?rieng=")).expect("a saved queue");
    own.to_owned()
}

testkit::both_engines! {
    async fn a_unit_sees_what_its_people_have_and_what_waits_for_others(app: TestApp) {
        let (mine, free) = (at_work(&app).await, received(&app).await);
        let (head, officer) = (app.signed_in("truong-phong").await, app.signed_in("chuyen-vien").await);
        assert_eq!(listed(&head, "/can-bo?hang=cua-toi").await, Vec::<String>::new());
        assert_eq!(listed(&head, "/can-bo?hang=cua-don-vi").await, [mine.as_str()], "in the hands of somebody of the unit");
        assert_eq!(listed(&officer, "/can-bo?hang=cua-toi").await, [mine.as_str()]);
        assert_eq!(listed(&app.signed_in("mot-cua").await, "/can-bo?hang=cua-don-vi").await, [free.as_str()]);
        head.get("/can-bo").await.assert_says("Của đơn vị tôi 1").assert_says("Chờ người nộp 0").assert_says("Chờ cơ quan khác 0");
        assert_eq!(listed(&app.signed_in("chuyen-vien-vhxh").await, "/can-bo?hang=cua-don-vi").await, Vec::<String>::new());
    }

    async fn what_waits_for_the_citizen_stands_in_a_queue_of_its_own(app: TestApp) {
        let id = at_work(&app).await;
        let officer = app.signed_in("chuyen-vien").await;
        let page = officer.get(&format!("/can-bo/ho-so/{id}/yeu-cau-bo-sung")).await;
        let text = page.text();
        let field = text.split("name=\"what-").nth(1).and_then(|rest| rest.split('"').next()).expect("a paper to ask for");
        let form = page.html().form_to(&format!("/can-bo/ho-so/{id}/yeu-cau-bo-sung"));
        let form = form.with(&format!("what-{field}"), "Bản chụp mờ, không đọc được.");
        officer.submit(&format!("/can-bo/ho-so/{id}/yeu-cau-bo-sung"), &form).await.assert_status(StatusCode::SEE_OTHER);
        officer.get("/can-bo").await.assert_says("Chờ người nộp 1");
        assert_eq!(listed(&officer, "/can-bo?hang=cho-nguoi-nop").await, [id.as_str()]);
        assert_eq!(listed(&app.signed_in("lanh-dao-tinh").await, "/can-bo?hang=cho-nguoi-nop").await, [id.as_str()], "the province sees it too");
    }

    async fn what_waits_for_other_bodies_stands_in_a_queue_of_its_own(app: TestApp) {
        let id = at_work(&app).await;
        let officer = app.signed_in("chuyen-vien").await;
        officer.get("/can-bo").await.assert_says("Chờ cơ quan khác 0");
        walk(&app, &id, &[("chuyen-vien", "lay-y-kien", vec![("note", "Xin ý kiến về phòng cháy.")])]).await;
        assert_eq!(listed(&officer, "/can-bo?hang=cho-co-quan-khac").await, [id.as_str()]);
        assert_eq!(listed(&app.signed_in("lanh-dao").await, "/can-bo?hang=cho-co-quan-khac").await, [id.as_str()]);
        assert_eq!(listed(&app.signed_in("lanh-dao-tinh").await, "/can-bo?hang=cho-co-quan-khac").await, [id.as_str()]);
    }

    async fn a_queue_is_searched_by_name_procedure_and_number(app: TestApp) {
        let id = received(&app).await;
        let clerk = app.signed_in("mot-cua").await;
        let queue = "/can-bo?hang=cho-nhan-viec";
        for (words, found) in [("giay phep", 1), ("GIẤY phép xây", 1), ("khai sinh", 0), ("261118", 1), ("H44.101", 1), ("khong ai", 0)] {
            let words = words.replace(' ', "%20");
            assert_eq!(listed(&clerk, &format!("{queue}&loc={words}")).await.len(), found, "{words}");
        }
        assert_eq!(listed(&clerk, &format!("{queue}&tt={PERMIT}")).await, [id.as_str()]);
        assert_eq!(listed(&clerk, &format!("{queue}&tt=1.001193")).await.len(), 0);
        assert_eq!(listed(&clerk, &format!("{queue}&buoc=Kh%C3%B4ng%20c%C3%B3")).await.len(), 0);
        let narrow = clerk.get("/can-bo/loc?hang=cho-nhan-viec").await;
        narrow.assert_says("xây dựng").assert_says("(1)");
    }

    async fn an_officer_saves_a_queue_renames_and_deletes_it(app: TestApp) {
        let id = received(&app).await;
        let clerk = app.signed_in("mot-cua").await;
        let wanted = [("hang", "cho-nhan-viec"), ("tt", PERMIT), ("name", "Xây dựng mới")];
        let sent = clerk.post("/can-bo/hang-doi", &wanted).await;
        sent.assert_status(StatusCode::SEE_OTHER);
        clerk.follow(sent).await.assert_says("Xây dựng mới 1");
        let address = own(&clerk).await;
        assert_eq!(listed(&clerk, &address).await, [id.as_str()]);
        let twice = clerk.post("/can-bo/hang-doi", &[("hang", "qua-han"), ("name", "XÂY DỰNG  mới")]).await;
        twice.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Xin đặt tên khác");
        clerk.post("/can-bo/hang-doi", &[("hang", "qua-han"), ("name", " ")]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        let other = app.signed_in("mot-cua-2").await;
        other.get(&address).await.assert_status(StatusCode::NOT_FOUND);
        let form = address.replace("/can-bo?rieng=", "/can-bo/hang-doi/");
        other.post(&form, &[("name", "Của tôi")]).await.assert_status(StatusCode::NOT_FOUND);
        clerk.post(&form, &[("name", "Xây dựng, gấp")]).await.assert_leads_to("/can-bo/hang-doi");
        clerk.get("/can-bo").await.assert_says("Xây dựng, gấp 1").assert_says_not("Xây dựng mới 1");
        other.post(&format!("{form}/xoa"), &[]).await.assert_leads_to("/can-bo/hang-doi");
        clerk.get(&address).await.assert_status(StatusCode::OK);
        clerk.post(&format!("{form}/xoa"), &[]).await.assert_leads_to("/can-bo/hang-doi");
        clerk.get(&address).await.assert_status(StatusCode::NOT_FOUND);
        assert_eq!(listed(&clerk, "/can-bo?hang=cho-nhan-viec").await, [id.as_str()], "no dossier went with it");
    }

    async fn twelve_queues_are_enough(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        for at in 0..12 {
            clerk.post("/can-bo/hang-doi", &[("hang", "qua-han"), ("name", &format!("Số {at}"))]).await.assert_status(StatusCode::SEE_OTHER);
        }
        let more = clerk.post("/can-bo/hang-doi", &[("hang", "qua-han"), ("name", "Một nữa")]).await;
        more.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("tối đa 12 hàng đợi");
    }

    async fn the_columns_an_officer_chose_stay(app: TestApp) {
        at_work(&app).await;
        let officer = app.signed_in("chuyen-vien").await;
        officer.get("/can-bo").await.assert_says("Bước").assert_says_not("Người thụ lý");
        officer.post("/can-bo/cot", &[("cot", "nguoi-thu-ly"), ("cot", "hen-tra"), ("cot", "la")]).await.assert_leads_to("/can-bo");
        let again = app.signed_in("chuyen-vien").await.get("/can-bo").await;
        again.assert_says("Người thụ lý").assert_says("Hẹn trả");
        assert!(!again.text().contains("<th scope=\"col\">Người nộp</th>"), "left out");
        app.signed_in("truong-phong").await.get("/can-bo?hang=cua-don-vi").await.assert_says("Người nộp");
        officer.post("/can-bo/cot", &[]).await.assert_leads_to("/can-bo");
        officer.get("/can-bo").await.assert_says("Thời gian còn lại");
    }
}
