//! Small offices: one person receives, examines and signs, and is told so, not refused; several positions are one desk; an
//! officer of a line agency sits at the counter of the commune.

use axum::http::StatusCode;
use base::{Clock as _, Role};
use testkit::walk::{assert_ledger_holds, receive, result, revision, step, told, walk};
use testkit::{Filing, TestApp};

/// Gives somebody of the demo data a further position.
async fn appoint(app: &TestApp, number: &'static str, unit: &'static str, role: Role) {
    let ctx = base::Ctx::system("test", app.clock.now(), &app.rng);
    let appointed = app.db.write(move |tx| {
        let on = ctx.now.date();
        let staff = organisation::staff_by_number(tx, number)?.expect("the demo has them");
        let units = organisation::all_units(tx, on)?;
        let commune =
            units.iter().find(|it| it.name.as_str() == "Ủy ban nhân dân xã Tam Nông").expect("the commune");
        let of_commune = |it: &&organisation::Unit| it.root == commune.id && it.name.as_str().contains(unit);
        let unit = units.iter().find(of_commune).unwrap_or_else(|| panic!("no {unit}"));
        let input = organisation::Appointment {
            staff: staff.id,
            unit: unit.id,
            role,
            from: on,
            until: None,
            posted_from: None,
        };
        organisation::appoint(tx, &ctx, &input)
    });
    appointed.await.expect("they are appointed");
}

/// A construction permit filed at Tam Nông.
async fn filed(app: &TestApp) -> String {
    let filing = Filing { body: "Tam Nông".to_owned(), ..Filing::sample("1.013225") }
        .with("xay_dung_xa", "Xã Tam Nông");
    filing.online(&app.as_citizen().await).await
}

/// The identifier of a login's person.
async fn person(app: &TestApp, login: &str) -> String {
    app.signed_in(login).await.get("/api/v1/me").await.json()["id"].as_str().expect("an id").to_owned()
}

/// The number of a dossier.
async fn shown_number(client: &testkit::Client, id: &str) -> String {
    client.get(&format!("/api/v1/dossiers/{id}")).await.json()["number"]
        .as_str()
        .expect("a number")
        .to_owned()
}

const WARNING: &str = "Một người làm nhiều khâu";

testkit::both_engines! {
    async fn one_person_does_it_all_and_is_told_not_refused(app: TestApp) {
        for (unit, role) in [("Phòng Kinh tế", Role::CaseOfficer), ("Phòng Kinh tế", Role::Head), ("Ủy ban nhân dân xã", Role::Signatory)] {
            appoint(&app, "TN-0001", unit, role).await;
        }
        let id = filed(&app).await;
        let page = format!("/can-bo/ho-so/{id}");
        let oanh = app.signed_in("mot-cua-tam-nong").await;
        let me = person(&app, "mot-cua-tam-nong").await;
        receive(&oanh, &id).await.assert_status(StatusCode::SEE_OTHER);
        oanh.get(&page).await.assert_says_not(WARNING);
        step(&oanh, &id, "chuyen", &[]).await.assert_leads_to(&page);
        oanh.get(&page).await.assert_says_not(WARNING);
        step(&oanh, &id, "phan-cong", &[("person", &me)]).await.assert_leads_to(&page);
        oanh.get(&page).await.assert_says("Ông, bà đã tiếp nhận hồ sơ này; bước hiện tại là khâu thẩm định.");
        step(&oanh, &id, "trinh-cap", &[]).await.assert_leads_to(&page);
        oanh.get(&page).await.assert_says("Ông, bà đã tiếp nhận và thẩm định hồ sơ này; bước hiện tại là khâu soát xét.");
        step(&oanh, &id, "trinh-ky", &[]).await.assert_leads_to(&page);
        step(&oanh, &id, "ky", &[]).await.assert_leads_to(&page);
        step(&oanh, &id, "phat-hanh", &result("15/GPXD")).await.assert_leads_to(&page);
        assert_eq!(told(&app, &id).await.iter().filter(|kind| *kind == "duties-joined.1").count(), 3, "issuing is no such duty");
        oanh.get(&page).await.assert_says("Một người làm nhiều khâu: đã tiếp nhận, thẩm định và soát xét, rồi ký duyệt");
        let controller = app.signed_in("quan-tri-tam-nong").await;
        let list = controller.get("/lanh-dao/nhieu-khau").await;
        list.assert_says("Cao Thị Kim Oanh").assert_says("Đã tiếp nhận, rồi thẩm định");
        assert_eq!(list.html().all("td").count(), 15, "three lines");
        app.signed_in("kiem-soat-tinh").await.get("/lanh-dao/nhieu-khau").await.assert_says("Cao Thị Kim Oanh");
        app.signed_in("kiem-soat").await.get("/lanh-dao/nhieu-khau").await.assert_says("Không có hồ sơ nào");
        oanh.get("/lanh-dao/nhieu-khau").await.assert_status(StatusCode::FORBIDDEN);
        let listed = controller.get("/api/v1/joined-duties").await.json();
        assert_eq!(listed.as_array().map(Vec::len), Some(3));
        assert_eq!((&listed[0]["duty"], &listed[0]["staff"]), (&"sign".into(), &me.as_str().into()));
        assert_eq!(listed[0]["earlier"], serde_json::json!(["receive", "handle", "check"]));
        assert_ledger_holds(&app).await;
    }

    async fn two_people_leave_no_mark(app: TestApp) {
        let id = filed(&app).await;
        receive(&app.signed_in("mot-cua-tam-nong").await, &id).await.assert_status(StatusCode::SEE_OTHER);
        let officer = person(&app, "kinh-te-tam-nong").await;
        walk(&app, &id, &[("mot-cua-tam-nong", "chuyen", vec![]), ("kinh-te-tam-nong", "phan-cong", vec![("person", &officer)])]).await;
        let lam = app.signed_in("kinh-te-tam-nong").await;
        lam.get(&format!("/can-bo/ho-so/{id}")).await.assert_says_not(WARNING);
        assert!(!told(&app, &id).await.contains(&"duties-joined.1".to_owned()));
        step(&lam, &id, "trinh-cap", &[]).await.assert_status(StatusCode::SEE_OTHER);
        assert!(!told(&app, &id).await.contains(&"duties-joined.1".to_owned()), "giving work to oneself is no duty that is joined");
        lam.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Ông, bà đã thẩm định hồ sơ này; bước hiện tại là khâu soát xét.");
    }

    async fn what_is_done_again_is_marked_once(app: TestApp) {
        let id = filed(&app).await;
        receive(&app.signed_in("mot-cua-tam-nong").await, &id).await.assert_status(StatusCode::SEE_OTHER);
        let officer = person(&app, "kinh-te-tam-nong").await;
        let lam = "kinh-te-tam-nong";
        let again = [(lam, "trinh-cap", vec![]), (lam, "trinh-ky", vec![])];
        walk(&app, &id, &[("mot-cua-tam-nong", "chuyen", vec![]), (lam, "phan-cong", vec![("person", &officer)])]).await;
        walk(&app, &id, &again).await;
        walk(&app, &id, &[("chu-tich-tam-nong", "tra-lai", vec![("note", "Bổ sung bản vẽ.")])]).await;
        assert!(!revision(&app.signed_in(lam).await, &id).await.is_empty());
        let page = app.signed_in(lam).await.get(&format!("/can-bo/ho-so/{id}")).await;
        page.assert_says("Soát xét");
        assert_eq!(told(&app, &id).await.iter().filter(|kind| *kind == "duties-joined.1").count(), 1);
    }

    async fn several_dossiers_together_say_so_too(app: TestApp) {
        let id = filed(&app).await;
        appoint(&app, "TN-0001", "Phòng Kinh tế", Role::CaseOfficer).await;
        receive(&app.signed_in("mot-cua-tam-nong").await, &id).await.assert_status(StatusCode::SEE_OTHER);
        let me = person(&app, "mot-cua-tam-nong").await;
        walk(&app, &id, &[("mot-cua-tam-nong", "chuyen", vec![]), ("kinh-te-tam-nong", "phan-cong", vec![("person", &me)])]).await;
        let page = app.signed_in("mot-cua-tam-nong").await.get(&format!("/can-bo/nhieu-ho-so?hang=cua-toi&chon={id}")).await;
        page.assert_says(WARNING).assert_says("Với 1 trong các hồ sơ này");
    }

    async fn several_positions_are_one_desk_that_names_each(app: TestApp) {
        let id = filed(&app).await;
        receive(&app.signed_in("mot-cua-tam-nong").await, &id).await.assert_status(StatusCode::SEE_OTHER);
        let other = filed(&app).await;
        receive(&app.signed_in("mot-cua-tam-nong").await, &other).await.assert_status(StatusCode::SEE_OTHER);
        let officer = person(&app, "kinh-te-tam-nong").await;
        let lam = "kinh-te-tam-nong";
        walk(&app, &id, &[("mot-cua-tam-nong", "chuyen", vec![]), (lam, "phan-cong", vec![("person", &officer)])]).await;
        walk(&app, &id, &[(lam, "trinh-cap", vec![])]).await;
        walk(&app, &other, &[("mot-cua-tam-nong", "chuyen", vec![])]).await;
        let desk = app.signed_in(lam).await.get("/can-bo?hang=cho-nhan-viec").await;
        desk.assert_says("Lãnh đạo phòng, Phòng Kinh tế");
        walk(&app, &other, &[(lam, "phan-cong", vec![("person", &officer)])]).await;
        let mine = app.signed_in(lam).await.get("/can-bo?hang=cua-toi").await;
        mine.assert_says("Chuyên viên thụ lý, Phòng Kinh tế");
        let alone = app.signed_in("truong-phong").await.get("/can-bo?hang=cho-nhan-viec").await;
        alone.assert_says_not("Lãnh đạo phòng, Phòng");
        let lines = app.signed_in(lam).await.get("/api/v1/desk?queue=cua-toi").await.json();
        assert_eq!(lines["lines"][0]["role"], "case-officer");
    }

    async fn positions_in_two_bodies_are_one_desk(app: TestApp) {
        appoint(&app, "VT-0001", "Trung tâm Phục vụ", Role::Reception).await;
        let here = Filing::sample("1.013225").online(&app.as_citizen().await).await;
        let there = filed(&app).await;
        let clerk = app.signed_in("mot-cua").await;
        let desk = clerk.get("/can-bo?hang=cho-tiep-nhan").await;
        desk.assert_says("Ủy ban nhân dân phường Việt Trì").assert_says("Ủy ban nhân dân xã Tam Nông");
        for id in [&here, &there] {
            clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Tiếp nhận và hẹn trả kết quả");
            receive(&clerk, id).await.assert_status(StatusCode::SEE_OTHER);
        }
        let numbers: Vec<_> = [shown_number(&clerk, &here).await, shown_number(&clerk, &there).await].into();
        assert!(numbers[0].starts_with("H44.101-") && numbers[1].starts_with("H44.142-"), "{numbers:?}");
    }

    async fn an_officer_of_the_police_sits_at_the_commune_and_the_lists_say_whence(app: TestApp) {
        // The police of the ward is a body of its own: who administers the province reaches both.
        let (admin, officer) = (app.signed_in("quan-tri-tinh").await, person(&app, "canh-sat").await);
        let address = format!("/quan-tri/can-bo/{officer}");
        let page = admin.get(&address).await.html();
        let option = |words: &str| {
            let found = page.all("option").find(|option| option.text.trim() == words);
            found.and_then(|it| it.attribute("value").map(str::to_owned)).unwrap_or_else(|| panic!("no {words}"))
        };
        let (centre, police) = (option("Trung tâm Phục vụ hành chính công phường Việt Trì"), option("Công an phường Việt Trì"));
        let post = |from: String| [("unit".to_owned(), centre.clone()), ("role".to_owned(), "reception".to_owned()), ("posted_from".to_owned(), from),
            ("from-ngay".to_owned(), "18".to_owned()), ("from-thang".to_owned(), "11".to_owned()), ("from-nam".to_owned(), "2026".to_owned())];
        let send = |fields: [(String, String); 6]| { let (admin, address) = (admin.clone(), address.clone()); async move {
            let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            admin.post(&format!("{address}/vi-tri"), &fields).await
        } };
        send(post(centre.clone())).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Nơi cử đến phải là cơ quan khác");
        send(post(police)).await.assert_leads_to(&address);
        admin.get(&address).await.assert_says("Cử đến từ Công an phường Việt Trì");
        app.signed_in("quan-tri").await.get("/quan-tri/can-bo").await.assert_says("cử đến từ Công an phường Việt Trì");
        let sent = app.signed_in("canh-sat").await;
        let residence = Filing::sample("1.010041").online(&app.as_citizen().await).await;
        sent.get("/can-bo?hang=cho-tiep-nhan").await.assert_says("Nguyễn Thị Hồng Ánh");
        receive(&sent, &residence).await.assert_status(StatusCode::SEE_OTHER);
        assert!(shown_number(&sent, &residence).await.starts_with("G01.44.101-"), "the agency's own number");
        sent.get("/tai-khoan").await.assert_says("Cán bộ Một cửa");
    }
}
