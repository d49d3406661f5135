//! Two communes merged: number and appointment kept, everything follows once, counts both ways; what is refused.

use axum::http::{Method, StatusCode};
use base::Clock as _;
use testkit::filing::between_bodies;
use testkit::walk::{assert_ledger_holds, receive, result, revision, step, told, walk};
use testkit::{Client, Filing, Reply, TestApp};

use crate::plan::{NEW, accept, act, at, body, facts, merge_both, plan};
use crate::{BIRTH, PERMIT};

const PDF: &[u8] = include_bytes!("../../../../demo/paper.pdf");

testkit::both_engines! {
    /// Received on Friday afternoon, merged in the evening, on the counter again on Monday: the same number, the same day.
    async fn two_communes_are_merged_on_a_friday_evening(app: TestApp) {
        app.settle().await;
        app.clock.set(at(20, 15, 0));
        let (citizen, clerk) = (app.as_citizen().await, app.signed_in("mot-cua").await);
        let id = Filing::sample(PERMIT).online(&citizen).await;
        receive(&clerk, &id).await.assert_status(StatusCode::SEE_OTHER);
        let officer = app.signed_in("chuyen-vien").await.get("/api/v1/me").await.json()["id"].to_string();
        let to_officer = vec![("person", officer.trim_matches('"'))];
        walk(&app, &id, &[("mot-cua", "chuyen", vec![]), ("truong-phong", "phan-cong", to_officer)]).await;
        let waiting = Filing::sample(BIRTH).online(&citizen).await;
        let before = facts(&clerk, &id).await;
        let draft = Filing::sample(PERMIT).begin(&citizen).await;
        app.clock.set(at(20, 17, 30));
        let admin = app.signed_in("quan-tri-tinh").await;
        let plan = plan(&admin, "21", "11").await;
        admin.get(&plan).await.assert_says("Chưa có mục nào");
        merge_both(&app, &admin, &plan).await;
        let page = admin.get(&plan).await;
        page.assert_says("Sáp nhập:").assert_says(NEW).assert_says("1 cơ quan thành lập").assert_says("2 lãnh đạo cơ quan");
        act(&admin, &plan, "de-nghi", &[]).await.assert_leads_to(&plan);
        let preview = admin.get(&format!("{plan}/xem-truoc")).await;
        preview.assert_status(StatusCode::OK).assert_says("Hồ sơ đang giải quyết 1").assert_says("Hồ sơ chờ tiếp nhận 1");
        preview.assert_says("H44.101-261120-0001").assert_says("Hồ sơ công dân đang soạn 1");
        // Not before the receiving body has said yes; the leader of one that goes into it answers for the new one.
        act(&admin, &plan, "ban-hanh", &[]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        let stranger = app.signed_in("giam-doc-dat-dai").await;
        stranger.get(&plan).await.assert_status(StatusCode::NOT_FOUND);
        let leader = app.signed_in("lanh-dao").await;
        leader.get("/quan-tri/sap-xep").await.assert_says("1678/NQ-UBTVQH15");
        accept(&leader, &plan).await.assert_leads_to(&plan);
        act(&admin, &plan, "ban-hanh", &[]).await.assert_leads_to(&plan);
        admin.get(&plan).await.assert_says("Chờ đến ngày hiệu lực").assert_says("Trần Đình Phong");
        // Still the old bodies on Friday evening.
        let clerk = app.signed_in("mot-cua").await;
        assert_eq!(facts(&clerk, &id).await, before);
        app.clock.set(at(21, 0, 5));
        app.settle().await;
        app.clock.set(at(23, 8, 0));
        app.settle().await;
        let clerk = app.signed_in("mot-cua").await;
        assert_eq!(facts(&clerk, &id).await, before, "number and appointment stay");
        assert!(told(&app, &id).await.contains(&"followed.1".to_owned()));
        // The counter goes on: what waited is received, under a number of the new body.
        receive(&clerk, &waiting).await.assert_status(StatusCode::SEE_OTHER);
        assert!(facts(&clerk, &waiting).await.0.contains("H44.250-261123-0001"));
        // Who handled it has it in the queue and goes on; somebody of the other commune works in the same body.
        let officer = app.signed_in("chuyen-vien").await;
        officer.get("/can-bo?hang=cua-toi").await.assert_says("H44.101-261120-0001");
        step(&officer, &id, "trinh-cap", &[]).await.assert_status(StatusCode::SEE_OTHER);
        let other = app.signed_in("mot-cua-tam-nong").await;
        other.get(&format!("/can-bo/ho-so/{id}")).await.assert_status(StatusCode::OK).assert_says("H44.101-261120-0001");
        // The citizen finds it by the same number, and the draft goes to the new body.
        let citizen = app.as_citizen().await;
        citizen.get(&format!("/ho-so/{id}")).await.assert_says("H44.101-261120-0001").assert_says(NEW);
        citizen.get(&draft).await.assert_status(StatusCode::OK);
        // Citizen and officer were told, the officer in the staff inbox.
        let inbox = citizen.get("/thong-bao").await;
        inbox.assert_says("Hồ sơ được chuyển sang cơ quan mới").assert_says("Mã hồ sơ và ngày hẹn giữ nguyên").assert_says(NEW);
        let inbox = app.signed_in("chuyen-vien").await.get("/thong-bao").await;
        inbox.assert_says("Hồ sơ đang giữ chuyển cơ quan: H44.101-261120-0001");
        let admin = app.signed_in("quan-tri-tinh").await;
        admin.get(&plan).await.assert_says("Đã có hiệu lực").assert_says("Hồ sơ, kết quả, bàn giao: Đã xong");
        assert_ledger_holds(&app).await;
    }

    /// What a body asked of another goes with it: whoever works in its heir follows it and takes it back.
    async fn what_a_body_filed_with_another_goes_to_its_heir(app: TestApp) {
        let asking = app.signed_in("mot-cua-tam-nong").await;
        let file = [("content-type", "application/octet-stream")];
        let letter = asking.send(Method::POST, "/api/v1/files", &file, PDF.into()).await.json()["hash"].clone();
        let units = app.signed_in("quan-tri-tinh").await.get("/api/v1/units").await.json();
        let ward = units.as_array().expect("units").iter().find(|unit| unit["code"] == "H44.101").expect("the ward");
        let body = between_bodies(&ward["id"], &letter);
        let made = asking.json(Method::POST, "/api/v1/internal-dossiers", &body).await;
        let id = made.assert_status(StatusCode::CREATED).json()["id"].as_str().expect("an id").to_owned();
        let admin = app.signed_in("quan-tri-tinh").await;
        let plan = plan(&admin, "18", "11").await;
        merge_both(&app, &admin, &plan).await;
        act(&admin, &plan, "de-nghi", &[]).await.assert_leads_to(&plan);
        accept(&app.signed_in("lanh-dao").await, &plan).await.assert_leads_to(&plan);
        act(&admin, &plan, "ban-hanh", &[]).await.assert_leads_to(&plan);
        app.settle().await;
        let heir = app.signed_in("mot-cua-tam-nong").await;
        heir.get("/can-bo/noi-bo").await.assert_says("Ủy ban nhân dân xã Tam Nông (người nộp:");
        let page = format!("/ho-so/{id}");
        heir.get(&page).await.assert_status(StatusCode::OK).assert_says(NEW);
        let wish = [("revision", revision(&heir, &id).await)];
        let wish: Vec<_> = wish.iter().map(|(name, value)| (*name, value.as_str())).collect();
        heir.post(&format!("{page}/rut"), &wish).await.assert_leads_to(&page);
        heir.get(&page).await.assert_says("Hồ sơ đã được rút");
        assert_ledger_holds(&app).await;
    }

    /// A batch that was done and not noted is done again without effect: each dossier moves once.
    async fn an_interrupted_effect_goes_on_and_moves_each_dossier_once(app: TestApp) {
        let (citizen, clerk) = (app.as_citizen().await, app.signed_in("mot-cua").await);
        let mut ids = Vec::new();
        for _ in 0..3 {
            let id = Filing::sample(PERMIT).online(&citizen).await;
            receive(&clerk, &id).await.assert_status(StatusCode::SEE_OTHER);
            ids.push(id);
        }
        let admin = app.signed_in("quan-tri-tinh").await;
        let plan = plan(&admin, "18", "11").await;
        merge_both(&app, &admin, &plan).await;
        act(&admin, &plan, "de-nghi", &[]).await.assert_leads_to(&plan);
        accept(&app.signed_in("lanh-dao").await, &plan).await.assert_leads_to(&plan);
        act(&admin, &plan, "ban-hanh", &[]).await.assert_leads_to(&plan);
        let reorganisation = plan.rsplit('/').next().expect("an identifier").parse().expect("an identifier");
        let input = serde_json::to_string(&organisation::Reorganised { reorganisation }).expect("JSON");
        let effects: Vec<_> = motcua::modules().into_iter().flat_map(|it| it.effects).collect();
        let apply = effects.iter().find(|it| it.name == "dossier.rehome").expect("the effect").apply;
        // Done, and lost before it was noted how far it came.
        let ctx = base::Ctx::system("test", app.clock.now(), &app.rng);
        let batch = app.db.write(move |tx| Ok::<_, db::Error>(apply(tx, &ctx, &input, None).expect("a batch")));
        let ledger::Progress::More { rows, .. } = batch.await.expect("it is written") else { panic!("there is more") };
        assert_eq!(rows, 3);
        app.settle().await;
        for id in &ids {
            let followed = told(&app, id).await.into_iter().filter(|it| it == "followed.1").count();
            assert_eq!(followed, 1, "{id} moves once");
        }
        let page = admin.get(&plan).await;
        page.assert_says("Hồ sơ, kết quả, bàn giao: Đã xong").assert_says("Biên lai, ca thu, tài khoản: Đã xong");
        assert_ledger_holds(&app).await;
    }

    /// A table of codes becomes a plan; what is wrong with it is said by row.
    async fn a_table_becomes_a_plan(app: TestApp) {
        let admin = app.signed_in("quan-tri-tinh").await;
        let wrong = send_table(&admin, "07900,07900,Phường Thanh Miếu\n99999,07900,Phường Thanh Miếu").await;
        wrong.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Dòng 3, cột “Mã cũ”: không có đơn vị mã “99999”");
        let good = send_table(&admin, "07900,07900,Phường Thanh Miếu\n08434,07900,Phường Thanh Miếu").await;
        let plan = good.assert_status(StatusCode::SEE_OTHER).location().to_owned();
        let page = admin.get(&plan).await;
        page.assert_says("Mục 1. Sáp nhập").assert_says("phường Thanh Miếu (cơ quan mới)");
        act(&admin, &plan, "de-nghi", &[]).await.assert_leads_to(&plan);
        admin.get("/quan-tri/sap-xep/tu-bang/mau.csv").await.assert_says("Mã cũ,Mã mới,Tên mới");
    }

    /// The counts by the bodies now and at the time: the same dossiers, told under another body.
    async fn counts_are_as_they_are_and_as_they_were(app: TestApp) {
        let (citizen, clerk) = (app.as_citizen().await, app.signed_in("mot-cua").await);
        let mut ids = Vec::new();
        for code in [PERMIT, BIRTH] {
            let id = Filing::sample(code).online(&citizen).await;
            receive(&clerk, &id).await.assert_status(StatusCode::SEE_OTHER);
            ids.push(id);
        }
        // One has ended before.
        walk(&app, &ids[1], &[
            ("mot-cua", "chuyen", vec![]),
            ("chuyen-vien-vhxh", "trinh-ky", vec![]),
            ("ky-duyet", "ky", vec![]),
            ("van-thu", "phat-hanh", result("118/2026/KS")),
        ]).await;
        let admin = app.signed_in("quan-tri-tinh").await;
        let plan = plan(&admin, "18", "11").await;
        merge_both(&app, &admin, &plan).await;
        act(&admin, &plan, "de-nghi", &[]).await.assert_leads_to(&plan);
        accept(&app.signed_in("lanh-dao-tinh").await, &plan).await.assert_leads_to(&plan);
        act(&admin, &plan, "ban-hanh", &[]).await.assert_leads_to(&plan);
        admin.get(&plan).await.assert_says("Đã có hiệu lực");
        app.settle().await;
        let clerk = app.signed_in("mot-cua").await;
        let third = Filing { body: "Thanh Miếu".to_owned(), ..Filing::sample(PERMIT) }.online(&citizen).await;
        receive(&clerk, &third).await.assert_status(StatusCode::SEE_OTHER);
        for login in ["lanh-dao", "lanh-dao-tinh"] {
            let leader = app.signed_in(login).await;
            let now = leader.get("/lanh-dao/so-lieu").await;
            now.assert_says("Cộng 3 1 0 2 0 0 0").assert_says_not("phường Việt Trì");
            let then = leader.get("/lanh-dao/so-lieu?theo=luc-do").await;
            then.assert_says("Cộng 3 1 0 2 0 0 0").assert_says("Ủy ban nhân dân phường Việt Trì 2 1 0 1").assert_says(&format!("{NEW} 1 0 0 1"));
            let list = format!("/lanh-dao/so-lieu/ho-so?thang=2026-11&theo=luc-do&thu_tuc={PERMIT}&cot=trong-han");
            leader.get(&list).await.assert_says("H44.101-261118-0001").assert_says("H44.250-261118-0001");
        }
        assert_ledger_holds(&app).await;
    }

    /// A body that says no stops the plan until it is changed and asked again.
    async fn a_refused_plan_is_not_approved(app: TestApp) {
        let admin = app.signed_in("quan-tri-tinh").await;
        let plan = plan(&admin, "1", "12").await;
        let (one, two) = (body(&app, "Ủy ban nhân dân xã Tam Nông").await, body(&app, "Ủy ban nhân dân phường Việt Trì").await);
        act(&admin, &plan, "viec/sap-nhap", &[("units", one.as_str()), ("r1", two.as_str())]).await.assert_leads_to(&plan);
        act(&admin, &plan, "de-nghi", &[]).await.assert_leads_to(&plan);
        let leader = app.signed_in("lanh-dao").await;
        let no = [("bodies", two.as_str()), ("viec", "tu-choi"), ("refusal", "")];
        act(&leader, &plan, "tra-loi", &no).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Ghi lý do chưa đồng ý");
        let no = [("bodies", two.as_str()), ("viec", "tu-choi"), ("refusal", "Chưa có trụ sở")];
        act(&leader, &plan, "tra-loi", &no).await.assert_leads_to(&plan);
        leader.get(&plan).await.assert_says_not("Trả lời thay mặt cơ quan tiếp nhận");
        // The commune that ends is not asked here, and nobody of it answers.
        app.signed_in("chu-tich-tam-nong").await.get(&plan).await.assert_status(StatusCode::NOT_FOUND);
        admin.get(&plan).await.assert_says("Chưa có trụ sở").assert_says("Có cơ quan chưa đồng ý");
        act(&admin, &plan, "ban-hanh", &[]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("chưa đồng ý tiếp nhận");
        act(&admin, &plan, "viec/bo", &[("number", "1")]).await.assert_leads_to(&plan);
        admin.get(&plan).await.assert_says("Đang soạn").assert_says("Chưa có mục nào").assert_says_not("Trả lời của các cơ quan");
        act(&admin, &plan, "huy", &[("reason", "")]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        act(&admin, &plan, "huy", &[("reason", "Thay bằng nghị quyết khác")]).await.assert_leads_to(&plan);
        admin.get(&plan).await.assert_says("Đã hủy").assert_says("Thay bằng nghị quyết khác");
        assert_ledger_holds(&app).await;
    }

    /// What is wrong is said at the operation, and nothing is sent; a stranger sees nothing.
    async fn faults_are_said_at_their_operation(app: TestApp) {
        let admin = app.signed_in("quan-tri-tinh").await;
        let bad = [("decision", ""), ("first_day-ngay", "31"), ("first_day-thang", "2"), ("first_day-nam", "2026")];
        admin.post("/quan-tri/sap-xep/them", &bad).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        let past = plan_on(&admin, "1", "11").await;
        past.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Ngày hiệu lực đã qua");
        let plan = plan(&admin, "1", "12").await;
        let (one, two) = (body(&app, "Ủy ban nhân dân xã Tam Nông").await, body(&app, "Ủy ban nhân dân phường Việt Trì").await);
        act(&admin, &plan, "viec/giai-the", &[("unit", one.as_str()), ("heir", two.as_str())]).await.assert_leads_to(&plan);
        act(&admin, &plan, "viec/sap-nhap", &[("units", one.as_str()), ("r1", two.as_str())]).await.assert_leads_to(&plan);
        admin.get(&plan).await.assert_says("Mục 2. Sáp nhập").assert_says("đã kết thúc ở mục 1 của phương án này");
        act(&admin, &plan, "de-nghi", &[]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Có nội dung cần sửa");
        let stale = [("revision", "1"), ("number", "2")];
        admin.post(&format!("{plan}/viec/bo"), &stale).await.assert_status(StatusCode::CONFLICT);
        // The administrator of a commune reaches no other one.
        let local = app.signed_in("quan-tri").await;
        local.get(&plan).await.assert_status(StatusCode::NOT_FOUND);
        let clerk = app.signed_in("mot-cua").await;
        clerk.get("/quan-tri/sap-xep").await.assert_status(StatusCode::FORBIDDEN);
        clerk.get(&plan).await.assert_status(StatusCode::FORBIDDEN);
    }
}

async fn plan_on(admin: &Client, day: &str, month: &str) -> Reply {
    let fields = [
        ("decision", "1/NQ"),
        ("decided_on-ngay", "2"),
        ("decided_on-thang", "10"),
        ("decided_on-nam", "2026"),
        ("first_day-ngay", day),
        ("first_day-thang", month),
        ("first_day-nam", "2026"),
    ];
    admin.post("/quan-tri/sap-xep/them", &fields).await
}

/// Sends rows of a table of codes.
async fn send_table(admin: &Client, rows: &str) -> Reply {
    const PAGE: &str = "/quan-tri/sap-xep/tu-bang";
    let request = testkit::walk::field(&admin.get(PAGE).await, "request");
    let table = format!("Mã cũ,Mã mới,Tên mới\n{rows}");
    let fields = [
        ("request", request.as_str()),
        ("decision", "1678/NQ-UBTVQH15"),
        ("decided_on-ngay", "2"),
        ("decided_on-thang", "11"),
        ("decided_on-nam", "2026"),
        ("first_day-ngay", "1"),
        ("first_day-thang", "12"),
        ("first_day-nam", "2026"),
        ("rows", table.as_str()),
    ];
    admin.upload(PAGE, &fields, &[]).await
}
