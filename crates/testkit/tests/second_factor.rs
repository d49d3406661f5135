//! Authenticator apps and recovery codes: set up, asked for at the door, each code once, taken away, asked for by role.

use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::{Client, PASSWORD, Reply, TestApp};

const OWN: &str = "/tai-khoan/hai-lop";
const SETUP: &str = "/tai-khoan/hai-lop/ung-dung";

async fn second(client: &Client, code: &str) -> Reply {
    client.post("/dang-nhap/buoc-hai", &[("code", code)]).await
}

async fn id_of(client: &Client) -> String {
    client.get("/api/v1/me").await.json()["id"].as_str().expect("signed in").to_owned()
}

/// What the ledger tells of somebody's way in.
async fn told(app: &TestApp, staff: &str) -> Vec<(String, String, String)> {
    let stream = accounts::Holder::Staff(staff.parse().expect("an id")).stream();
    let events = app.db.read(move |rx| ledger::history(rx, &stream)).await.expect("the history");
    events.into_iter().map(|it| (it.kind, it.actor, it.payload.unwrap_or_default())).collect()
}

async fn kinds(app: &TestApp, staff: &str) -> Vec<String> {
    told(app, staff).await.into_iter().map(|it| it.0).collect()
}

/// Asks for a second factor of a role of Việt Trì from a day of November 2026 on; with no day no longer.
async fn require(admin: &Client, role: &str, day: Option<&str>) -> Reply {
    let page = admin.get("/quan-tri/hai-lop").await.text();
    let body = page.split("name=\"body\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let body = body.expect("the administrator's body").to_owned();
    let mut fields = vec![("body", body.as_str()), ("role", role)];
    match day {
        Some(day) => {
            fields.extend([("first_day-ngay", day), ("first_day-thang", "11"), ("first_day-nam", "2026")]);
        }
        None => fields.push(("viec", "bo")),
    }
    admin.post("/quan-tri/hai-lop", &fields).await
}

testkit::both_engines! {
    async fn an_app_is_set_up_and_asked_at_the_door(app: TestApp) {
        let client = app.signed_in("ky-duyet").await;
        client.get(OWN).await.assert_status(StatusCode::OK).assert_says("Thiết lập ứng dụng xác thực");
        client.get(SETUP).await.assert_leads_to(OWN);
        client.post(&format!("{SETUP}/bat-dau"), &[]).await.assert_leads_to(SETUP);
        let page = client.get(SETUP).await;
        page.assert_status(StatusCode::OK).assert_says("Nhập mã 6 chữ số");
        assert!(page.text().contains("<svg"), "the picture");
        for wrong in ["", "12345", "000000", "abcdef"] {
            let refused = client.post(SETUP, &[("code", wrong)]).await;
            if refused.status != StatusCode::UNPROCESSABLE_ENTITY { refused.assert_status(StatusCode::TOO_MANY_REQUESTS); }
        }
        app.clock.advance(61);
        let phone = testkit::Authenticator::typed(&client.get(SETUP).await);
        let shown = client.post(SETUP, &[("code", &phone.code(app.clock_now()))]).await;
        shown.assert_status(StatusCode::OK).assert_says("Trang này chỉ hiện một lần");
        client.get(OWN).await.assert_says("Đang dùng").assert_says("Còn 10 mã");
        client.get(SETUP).await.assert_leads_to(OWN);
        client.post(&format!("{SETUP}/bat-dau"), &[]).await.assert_status(StatusCode::CONFLICT);
        app.clock.advance(30);
        let door = app.half_signed_in("ky-duyet").await;
        assert!(door.cookie("phien").is_none(), "no session yet");
        door.get("/can-bo").await.assert_status(StatusCode::SEE_OTHER);
        door.get("/dang-nhap/buoc-hai").await.assert_status(StatusCode::OK).assert_says("Mã của ứng dụng xác thực");
        second(&door, "000000").await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Mã chưa đúng");
        let code = phone.code(app.clock_now());
        let spaced = format!(" {} {}", &code[..3], &code[3..]);
        second(&door, &spaced).await.assert_leads_to("/can-bo");
        door.get("/can-bo").await.assert_status(StatusCode::OK);
        second(&door, &code).await.assert_leads_to("/dang-nhap");
    }

    async fn a_code_is_taken_once_and_one_step_is_forgiven(app: TestApp) {
        let owner = app.with_authenticator("ky-duyet").await;
        let used = owner.app.code(app.clock_now());
        let door = app.half_signed_in("ky-duyet").await;
        second(&door, &used).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        let ahead = owner.app.code(app.clock_now().plus_seconds(30));
        second(&door, &ahead).await.assert_leads_to("/can-bo");
        let other = app.half_signed_in("ky-duyet").await;
        second(&other, &ahead).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        app.clock.advance(90);
        let behind = owner.app.code(app.clock_now().plus_seconds(-30));
        let old = owner.app.code(app.clock_now().plus_seconds(-60));
        second(&other, &old).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        second(&other, &behind).await.assert_leads_to("/can-bo");
    }

    async fn sixteen_with_one_code_open_one_session(app: TestApp) {
        let owner = app.with_authenticator("ky-duyet").await;
        app.clock.advance(30);
        let code = owner.app.code(app.clock_now());
        let mut doors = Vec::new();
        for _ in 0..4 {
            doors.push(app.half_signed_in("ky-duyet").await);
        }
        let tries: Vec<_> = doors.iter().cycle().take(16).cloned().map(|door| {
            let code = code.clone();
            tokio::spawn(async move { second(&door, &code).await.location() == "/can-bo" })
        }).collect();
        let mut opened = 0;
        for one in tries {
            opened += usize::from(one.await.unwrap_or(false));
        }
        assert_eq!(opened, 1);
    }

    async fn guessing_codes_is_slowed_whatever_the_browser(app: TestApp) {
        let owner = app.with_authenticator("ky-duyet").await;
        app.clock.advance(30);
        let right = owner.app.code(app.clock_now());
        let wrong = if right == "123456" { "654321" } else { "123456" };
        for _ in 0..5 {
            let door = app.half_signed_in("ky-duyet").await;
            second(&door, wrong).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        }
        let door = app.half_signed_in("ky-duyet").await;
        second(&door, &right).await.assert_status(StatusCode::TOO_MANY_REQUESTS).assert_says("Đã thử quá nhiều lần");
        app.clock.advance(31);
        second(&door, &owner.app.code(app.clock_now())).await.assert_leads_to("/can-bo");
    }

    async fn a_recovery_code_opens_once_and_is_told(app: TestApp) {
        let owner = app.with_authenticator("ky-duyet").await;
        let me = id_of(&owner.client).await;
        let door = app.half_signed_in("ky-duyet").await;
        second(&door, &owner.recovery[0].to_lowercase()).await.assert_leads_to("/can-bo");
        let again = app.half_signed_in("ky-duyet").await;
        second(&again, &owner.recovery[0]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        door.get(OWN).await.assert_says("Còn 9 mã");
        let new = door.post("/tai-khoan/hai-lop/ma-du-phong", &[]).await;
        new.assert_status(StatusCode::OK).assert_says("Mã dự phòng");
        second(&again, &owner.recovery[1]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        let told = told(&app, &me).await;
        let kinds: Vec<_> = told.iter().map(|it| it.0.as_str()).collect();
        for kind in ["accounts.factor-added.1", "accounts.recovery-code-used.1", "accounts.recovery-codes-made.1"] {
            assert!(kinds.contains(&kind), "{kinds:?}");
        }
        let all: String = told.into_iter().map(|it| it.2).collect();
        for code in &owner.recovery {
            assert!(!all.contains(&code.replace(' ', "")) && !all.contains(code), "no code is told");
        }
    }

    async fn a_half_sign_in_lapses_and_dies_with_the_password(app: TestApp) {
        let owner = app.with_authenticator("ky-duyet").await;
        let late = app.half_signed_in("ky-duyet").await;
        app.clock.advance(601);
        second(&late, &owner.app.code(app.clock_now())).await.assert_leads_to("/dang-nhap");
        let door = app.half_signed_in("ky-duyet").await;
        let change = [("present", PASSWORD), ("new", "sáng nay trời mưa to")];
        owner.client.post("/tai-khoan/mat-khau", &change).await.assert_status(StatusCode::SEE_OTHER);
        second(&door, &owner.app.code(app.clock_now())).await.assert_leads_to("/dang-nhap");
        second(&app.as_nobody(), &owner.app.code(app.clock_now())).await.assert_leads_to("/dang-nhap");
    }

    async fn the_app_goes_with_a_fresh_code_of_it_only(app: TestApp) {
        let owner = app.with_authenticator("ky-duyet").await;
        let remove = format!("{SETUP}/go");
        let used = owner.app.code(app.clock_now());
        for no in ["", used.as_str(), owner.recovery[0].as_str()] {
            owner.client.post(&remove, &[("code", no)]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        }
        app.clock.advance(30);
        owner.client.post(&remove, &[("code", &owner.app.code(app.clock_now()))]).await.assert_leads_to(OWN);
        owner.client.get(OWN).await.assert_says_not("Mã dự phòng");
        let reply = app.as_nobody().post("/dang-nhap", &[("login", "ky-duyet"), ("password", PASSWORD)]).await;
        assert_eq!(reply.location(), "/can-bo", "the password is enough again");
    }

    async fn an_administrator_resets_what_was_lost(app: TestApp) {
        let owner = app.with_authenticator("ky-duyet").await;
        let me = id_of(&owner.client).await;
        let reset = format!("/quan-tri/tai-khoan/{me}/dat-lai-hai-lop");
        app.signed_in("lanh-dao").await.post(&reset, &[]).await.assert_status(StatusCode::FORBIDDEN);
        let admin = app.signed_in("quan-tri").await;
        admin.get("/quan-tri/hai-lop").await.assert_says("ứng dụng xác thực");
        admin.get(&format!("/quan-tri/tai-khoan/{me}")).await.assert_says("Đặt lại xác thực hai lớp");
        let door = app.half_signed_in("ky-duyet").await;
        admin.post(&reset, &[]).await.assert_status(StatusCode::SEE_OTHER);
        owner.client.get("/can-bo").await.assert_status(StatusCode::SEE_OTHER);
        second(&door, &owner.recovery[0]).await.assert_leads_to("/dang-nhap");
        let back = app.signed_in("ky-duyet").await;
        back.get("/tai-khoan").await.assert_says("Người quản trị đã gỡ xác thực hai lớp");
        let last = told(&app, &me).await.pop().expect("told");
        assert_eq!((last.0.as_str(), last.1 == format!("staff/{}", id_of(&admin).await)), ("accounts.factors-reset.1", true));
        let mine = format!("/quan-tri/tai-khoan/{}/dat-lai-hai-lop", id_of(&admin).await);
        admin.post(&mine, &[]).await.assert_status(StatusCode::FORBIDDEN);
    }

    async fn from_a_day_on_a_role_must_have_one_and_nothing_else_opens(app: TestApp) {
        let admin = app.signed_in("quan-tri").await;
        require(&admin, "signatory", Some("17")).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Ngày bắt đầu đã qua");
        require(&admin, "signatory", Some("19")).await.assert_leads_to("/quan-tri/hai-lop");
        admin.get("/quan-tri/hai-lop").await.assert_says("Lãnh đạo ký duyệt").assert_says("Thôi yêu cầu");
        let today = app.signed_in("ky-duyet").await;
        today.get("/can-bo").await.assert_status(StatusCode::OK);
        app.clock.advance(24 * 3600);
        let signer = app.signed_in("ky-duyet").await;
        for closed in ["/can-bo", "/", "/tai-khoan", "/ho-so"] {
            signer.get(closed).await.assert_leads_to(OWN);
        }
        signer.get("/api/v1/desk").await.assert_status(StatusCode::FORBIDDEN);
        assert_eq!(signer.get("/api/v1/desk").await.json()["code"], "accounts.second-factor-owed");
        signer.get(OWN).await.assert_says("Cần thiết lập trước khi làm việc");
        signer.post(&format!("{SETUP}/bat-dau"), &[]).await.assert_leads_to(SETUP);
        let phone = testkit::Authenticator::typed(&signer.get(SETUP).await);
        signer.post(SETUP, &[("code", &phone.code(app.clock_now()))]).await.assert_status(StatusCode::OK);
        signer.get("/can-bo").await.assert_status(StatusCode::OK);
        app.signed_in("mot-cua").await.get("/can-bo").await.assert_status(StatusCode::OK);
        let admin = app.signed_in("quan-tri").await;
        require(&admin, "signatory", None).await.assert_leads_to("/quan-tri/hai-lop");
        admin.get("/quan-tri/hai-lop").await.assert_says("Chưa yêu cầu vai trò nào");
        app.signed_in("lanh-dao").await.get("/quan-tri/hai-lop").await.assert_status(StatusCode::FORBIDDEN);
    }

    async fn a_program_sends_the_code_with_the_password(app: TestApp) {
        let owner = app.with_authenticator("ky-duyet").await;
        app.clock.advance(30);
        let client = app.as_nobody();
        let sign_in = |code: Option<String>| {
            let mut body = json!({"login": "ky-duyet", "password": PASSWORD});
            if let Some(code) = code {
                body["code"] = json!(code);
            }
            let client = client.clone();
            async move { client.json(Method::POST, "/api/v1/session", &body).await }
        };
        let needed = sign_in(None).await;
        needed.assert_status(StatusCode::UNAUTHORIZED);
        assert_eq!(needed.json()["code"], "accounts.second-factor-needed");
        assert_eq!(sign_in(Some("000000".into())).await.json()["code"], "accounts.wrong-code");
        sign_in(Some(owner.app.code(app.clock_now()))).await.assert_status(StatusCode::OK);
        client.get("/api/v1/desk").await.assert_status(StatusCode::OK);
    }

    async fn a_citizen_has_no_second_factor(app: TestApp) {
        let citizen = app.as_citizen().await;
        citizen.get(OWN).await.assert_status(StatusCode::FORBIDDEN);
        citizen.post(&format!("{SETUP}/bat-dau"), &[]).await.assert_status(StatusCode::FORBIDDEN);
        let told = kinds(&app, &id_of(&citizen).await).await;
        assert!(!told.iter().any(|kind| kind.contains("factor")), "{told:?}");
    }
}
