//! Standing in: named with dates, at work in the principal's position, told in every event, over by itself or early.

use axum::http::StatusCode;
use base::Clock as _;
use testkit::walk::{assert_ledger_holds, receive, step, told, walk};
use testkit::{Client, Filing, Reply, TestApp};

/// The identifier of a login's person.
async fn person(app: &TestApp, login: &str) -> String {
    app.signed_in(login).await.get("/api/v1/me").await.json()["id"].as_str().expect("an id").to_owned()
}

/// The position of a role that this person may give to a deputy.
async fn position(client: &Client, role: &str) -> String {
    let seen = client.get("/api/v1/deputies").await.json();
    let positions = seen["positions"].as_array().expect("positions");
    let found = positions.iter().find(|it| it["role"] == role).unwrap_or_else(|| panic!("no {role}: {seen}"));
    found["id"].as_str().expect("an id").to_owned()
}

/// Names somebody from a day to a day of November 2026.
async fn name(client: &Client, post: &str, deputy: &str, days: (&str, &str)) -> Reply {
    let fields = [
        ("post", post),
        ("deputy", deputy),
        ("reason", "Đi công tác"),
        ("first-ngay", days.0),
        ("first-thang", "11"),
        ("first-nam", "2026"),
        ("last-ngay", days.1),
        ("last-thang", "11"),
        ("last-nam", "2026"),
    ];
    client.post("/lam-thay", &fields).await
}

/// The naming that this person stands in under.
async fn naming(client: &Client) -> String {
    let seen = client.get("/api/v1/deputies").await.json();
    seen["by_me"][0]["id"].as_str().unwrap_or_else(|| panic!("stands in nowhere: {seen}")).to_owned()
}

/// A construction permit at Việt Trì that waits for the signature.
async fn to_sign(app: &TestApp) -> String {
    let id = Filing::sample("1.013225").online(&app.as_citizen().await).await;
    receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
    let officer = person(app, "chuyen-vien").await;
    walk(
        app,
        &id,
        &[
            ("mot-cua", "chuyen", vec![]),
            ("truong-phong", "phan-cong", vec![("person", &officer)]),
            ("chuyen-vien", "trinh-cap", vec![]),
            ("truong-phong", "trinh-ky", vec![]),
        ],
    )
    .await;
    id
}

testkit::both_engines! {
    async fn a_deputy_signs_and_every_event_says_for_whom(app: TestApp) {
        let id = to_sign(&app).await;
        let page = format!("/can-bo/ho-so/{id}");
        let (signer, deputy) = (app.signed_in("ky-duyet").await, app.signed_in("truong-phong").await);
        let (me, them) = (person(&app, "ky-duyet").await, person(&app, "truong-phong").await);
        step(&deputy, &id, "ky", &[]).await.assert_status(StatusCode::CONFLICT);
        let post = position(&signer, "signatory").await;
        name(&signer, &post, &them, ("18", "20")).await.assert_leads_to("/lam-thay");
        signer.get("/lam-thay").await.assert_says("từ 18/11/2026 đến hết 20/11/2026");
        step(&deputy, &id, "ky", &[]).await.assert_status(StatusCode::CONFLICT);
        deputy.get("/lam-thay").await.assert_says("Ông, bà được phân công làm thay");
        let naming = naming(&deputy).await;
        deputy.post("/tai-khoan/lam-thay", &[("naming", &naming)]).await.assert_leads_to("/can-bo");
        let desk = deputy.get("/can-bo").await;
        desk.assert_says("Thay mặt").assert_says("Lãnh đạo ký duyệt");
        assert_eq!(deputy.get("/api/v1/me").await.json()["acting_for"]["id"], me.as_str());
        step(&deputy, &id, "ky", &[]).await.assert_leads_to(&page);
        deputy.get(&page).await.assert_says(", thay mặt ");
        let stream = dossier::events::stream(id.parse().expect("an id"));
        let history = app.db.read(move |rx| ledger::history(rx, &stream)).await.expect("it is read");
        let signed = history.iter().rfind(|event| event.kind == "dossier.step-taken.1").expect("signed");
        assert_eq!(signed.actor, format!("staff/{them} for staff/{me}"));
        assert_eq!((signed.by_staff().map(|it| it.to_string()), signed.for_staff().map(|it| it.to_string())), (Some(them), Some(me)));
        deputy.post("/tai-khoan/lam-thay", &[("naming", "")]).await.assert_leads_to("/lam-thay");
        deputy.get("/can-bo").await.assert_says_not("Thay mặt").assert_says("Lãnh đạo phòng");
        assert!(told(&app, &id).await.contains(&"duties-joined.1".to_owned()), "checked before and now signed, for whomever");
        assert_ledger_holds(&app).await;
    }

    async fn the_principal_still_acts_and_the_time_ends_by_itself(app: TestApp) {
        let (signer, deputy) = (app.signed_in("ky-duyet").await, app.signed_in("truong-phong").await);
        let them = person(&app, "truong-phong").await;
        let post = position(&signer, "signatory").await;
        name(&signer, &post, &them, ("19", "19")).await.assert_leads_to("/lam-thay");
        let naming = naming(&deputy).await;
        deputy.post("/tai-khoan/lam-thay", &[("naming", &naming)]).await.assert_status(StatusCode::NOT_FOUND);
        app.clock.set(base::Instant::from_local(jiff::civil::date(2026, 11, 19).at(8, 0, 0, 0)));
        let id = to_sign(&app).await;
        let deputy = app.signed_in("truong-phong").await;
        deputy.post("/tai-khoan/lam-thay", &[("naming", &naming)]).await.assert_leads_to("/can-bo");
        deputy.get("/can-bo").await.assert_says("Thay mặt");
        step(&app.signed_in("ky-duyet").await, &id, "ky", &[]).await.assert_leads_to(&format!("/can-bo/ho-so/{id}"));
        app.clock.set(base::Instant::from_local(jiff::civil::date(2026, 11, 19).at(19, 30, 0, 0)));
        let late = app.signed_in("truong-phong").await;
        late.post("/tai-khoan/lam-thay", &[("naming", &naming)]).await.assert_leads_to("/can-bo");
        late.get("/can-bo").await.assert_says("Thay mặt");
        app.clock.set(base::Instant::from_local(jiff::civil::date(2026, 11, 19).at(23, 59, 57, 0)));
        app.clock.advance(1);
        let night = app.signed_in("truong-phong").await;
        night.post("/tai-khoan/lam-thay", &[("naming", &naming)]).await.assert_leads_to("/can-bo");
        night.get("/can-bo").await.assert_says("Thay mặt");
        app.clock.advance(10);
        night.get("/can-bo").await.assert_says_not("Thay mặt").assert_says("Lãnh đạo phòng");
        assert_eq!(night.get("/api/v1/deputies").await.json()["by_me"], serde_json::json!([]));
    }

    async fn what_cannot_be_is_said_precisely(app: TestApp) {
        let (head, signer, leader) = (app.signed_in("truong-phong").await, app.signed_in("ky-duyet").await, app.signed_in("lanh-dao").await);
        let (head_id, signer_id, officer) = (person(&app, "truong-phong").await, person(&app, "ky-duyet").await, person(&app, "chuyen-vien").await);
        let (post, heads) = (position(&signer, "signatory").await, position(&head, "head").await);
        name(&signer, &post, &head_id, ("20", "25")).await.assert_leads_to("/lam-thay");
        let taken = name(&leader, &post, &officer, ("25", "26")).await;
        taken.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("đã có").assert_says("làm thay từ 20/11/2026 đến hết 25/11/2026");
        let circle = name(&head, &heads, &signer_id, ("24", "28")).await;
        circle.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Thay nhau vòng tròn thì không còn ai làm việc");
        name(&head, &heads, &signer_id, ("26", "28")).await.assert_leads_to("/lam-thay");
        for (days, sentence) in [
            (("17", "20"), "Ngày bắt đầu đã qua"),
            (("27", "26"), "Ngày cuối phải từ ngày bắt đầu trở đi"),
        ] {
            name(&signer, &post, &officer, days).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says(sentence);
        }
        name(&signer, &post, &signer_id, ("27", "28")).await.assert_says("Người làm thay phải là người khác");
        let stranger = person(&app, "kinh-te-tam-nong").await;
        name(&signer, &post, &stranger, ("27", "28")).await.assert_says("trong cùng cơ quan");
        let clerk = app.signed_in("mot-cua").await;
        name(&clerk, &post, &officer, ("27", "28")).await.assert_status(StatusCode::NOT_FOUND);
        let own = name(&app.signed_in("chu-tich-tam-nong").await, &post, &officer, ("27", "28")).await;
        own.assert_status(StatusCode::NOT_FOUND);
    }

    async fn a_naming_ends_early_by_whoever_may(app: TestApp) {
        let (signer, deputy) = (app.signed_in("ky-duyet").await, app.signed_in("truong-phong").await);
        let (them, officer) = (person(&app, "truong-phong").await, person(&app, "chuyen-vien").await);
        let post = position(&signer, "signatory").await;
        name(&signer, &post, &them, ("18", "30")).await.assert_leads_to("/lam-thay");
        let first = naming(&deputy).await;
        deputy.post("/tai-khoan/lam-thay", &[("naming", &first)]).await.assert_leads_to("/can-bo");
        let end = format!("/lam-thay/{first}/ket-thuc");
        deputy.post(&end, &[]).await.assert_status(StatusCode::CONFLICT).assert_says("Xin trở về vị trí của mình trước");
        name(&deputy, &post, &officer, ("18", "19")).await.assert_status(StatusCode::CONFLICT);
        app.signed_in("mot-cua").await.post(&end, &[]).await.assert_status(StatusCode::NOT_FOUND);
        app.signed_in("lanh-dao").await.post(&end, &[]).await.assert_leads_to("/lam-thay");
        app.clock.advance(6);
        deputy.get("/can-bo").await.assert_says_not("Thay mặt");
        signer.post(&end, &[]).await.assert_status(StatusCode::NOT_FOUND);
        name(&signer, &post, &them, ("18", "30")).await.assert_leads_to("/lam-thay");
        let again = naming(&deputy).await;
        deputy.post(&format!("/lam-thay/{again}/ket-thuc"), &[]).await.assert_leads_to("/lam-thay");
        assert_eq!(deputy.get("/api/v1/deputies").await.json()["by_me"], serde_json::json!([]));
    }

    async fn sixteen_at_once_name_one_deputy(app: TestApp) {
        let signer = app.signed_in("ky-duyet").await;
        let people = [person(&app, "truong-phong").await, person(&app, "chuyen-vien").await];
        let post = position(&signer, "signatory").await;
        let tries: Vec<_> = (0..16).map(|n| {
            let (signer, post, who) = (signer.clone(), post.clone(), people[n % 2].clone());
            tokio::spawn(async move { name(&signer, &post, &who, ("18", "20")).await.status })
        }).collect();
        let mut done = 0;
        for one in tries {
            done += usize::from(one.await.expect("it ran") == StatusCode::SEE_OTHER);
        }
        assert_eq!(done, 1);
        assert_eq!(signer.get("/api/v1/deputies").await.json()["for_mine"].as_array().map(Vec::len), Some(1));
        assert!(app.clock.now().date() == jiff::civil::date(2026, 11, 18));
    }

    async fn work_in_the_principals_charge_is_the_deputys_too(app: TestApp) {
        let id = Filing::sample("1.013225").online(&app.as_citizen().await).await;
        receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
        let officer = person(&app, "chuyen-vien").await;
        walk(&app, &id, &[("mot-cua", "chuyen", vec![]), ("truong-phong", "phan-cong", vec![("person", &officer)])]).await;
        let (owner, clerk) = (app.signed_in("chuyen-vien").await, app.signed_in("mot-cua").await);
        let post = position(&owner, "case-officer").await;
        name(&owner, &post, &person(&app, "mot-cua").await, ("18", "18")).await.assert_leads_to("/lam-thay");
        clerk.post("/tai-khoan/lam-thay", &[("naming", &naming(&clerk).await)]).await.assert_leads_to("/can-bo");
        clerk.get("/can-bo?hang=cua-toi").await.assert_says("Nguyễn Thị Hồng Ánh");
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Ông, bà đã tiếp nhận hồ sơ này; bước hiện tại là khâu thẩm định.");
        step(&clerk, &id, "trinh-cap", &[]).await.assert_leads_to(&format!("/can-bo/ho-so/{id}"));
    }
}
