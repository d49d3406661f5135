//! Several officers at one PC: a session waits locked in the browser, a PIN or the password opens it, and nothing else does.

use axum::http::StatusCode;
use testkit::{Client, PASSWORD, Reply, TestApp};

const PAGE: &str = "/doi-nguoi-dung";
const PIN: &str = "402917";

async fn set_pin(client: &Client, pin: &str) -> Reply {
    client.post("/tai-khoan/ma-pin", &[("pin", pin), ("present", PASSWORD)]).await
}

async fn sign_in(client: &Client, login: &str) {
    client
        .post("/dang-nhap", &[("login", login), ("password", PASSWORD)])
        .await
        .assert_status(StatusCode::SEE_OTHER);
}

/// The session that waits for a person of this name.
async fn waiting(client: &Client, name: &str) -> String {
    let all = client.get("/api/v1/session/parked").await.json();
    let found = all.as_array().expect("a list").iter().find(|it| it["name"] == name);
    found.unwrap_or_else(|| panic!("{name} does not wait: {all}"))["id"].as_str().expect("an id").to_owned()
}

async fn come_back(client: &Client, id: &str, typed: &str) -> Reply {
    let field = format!("ma-{id}");
    client.post(&format!("{PAGE}/{id}"), &[(field.as_str(), typed)]).await
}

async fn my_name(client: &Client) -> String {
    client.get("/api/v1/me").await.json()["name"].as_str().unwrap_or_default().to_owned()
}

testkit::both_engines! {
    async fn two_officers_change_over_within_seconds(app: TestApp) {
        let pc = app.signed_in("mot-cua").await;
        let first = my_name(&pc).await;
        set_pin(&pc, PIN).await.assert_leads_to("/tai-khoan");
        let token = pc.cookie("phien").expect("signed in");
        pc.post("/doi-nguoi-dung/giu", &[]).await.assert_leads_to(PAGE);
        pc.get("/can-bo").await.assert_status(StatusCode::SEE_OTHER);
        pc.get(PAGE).await.assert_says(&first).assert_says("Mã PIN hoặc mật khẩu");
        sign_in(&pc, "chuyen-vien").await;
        let second = my_name(&pc).await;
        assert_ne!(first, second);
        let id = waiting(&pc, &first).await;
        come_back(&pc, &id, PIN).await.assert_leads_to("/can-bo");
        assert_eq!(my_name(&pc).await, first);
        assert_ne!(pc.cookie("phien"), Some(token), "another token");
        let other = waiting(&pc, &second).await;
        come_back(&pc, &other, PASSWORD).await.assert_leads_to("/can-bo");
        assert_eq!(my_name(&pc).await, second, "who has no PIN types the password");
        assert_eq!(waiting(&pc, &first).await, id, "the same session");
    }

    async fn a_locked_session_opens_with_nothing_else(app: TestApp) {
        let pc = app.signed_in("mot-cua").await;
        let name = my_name(&pc).await;
        set_pin(&pc, PIN).await.assert_leads_to("/tai-khoan");
        pc.post("/doi-nguoi-dung/giu", &[]).await.assert_leads_to(PAGE);
        let id = waiting(&pc, &name).await;
        let elsewhere = app.signed_in("chuyen-vien").await;
        elsewhere.post("/doi-nguoi-dung/giu", &[]).await.assert_leads_to(PAGE);
        come_back(&elsewhere, &id, PIN).await.assert_status(StatusCode::CONFLICT);
        come_back(&app.as_nobody(), &id, PIN).await.assert_status(StatusCode::CONFLICT);
        elsewhere.get(PAGE).await.assert_says_not(&name);
        come_back(&pc, &id, "").await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Nhập mã PIN hoặc mật khẩu.");
        come_back(&pc, &id, "195038").await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("chưa đúng");
        pc.get(PAGE).await.assert_says("Còn 4 lần nhập.");
        come_back(&pc, &id, PIN).await.assert_leads_to("/can-bo");
    }

    async fn five_wrong_pins_end_the_session(app: TestApp) {
        let pc = app.signed_in("mot-cua").await;
        let name = my_name(&pc).await;
        set_pin(&pc, PIN).await.assert_leads_to("/tai-khoan");
        pc.post("/doi-nguoi-dung/giu", &[]).await.assert_leads_to(PAGE);
        let id = waiting(&pc, &name).await;
        for wrong in ["195038", "195039", "195040", "195041"] {
            come_back(&pc, &id, wrong).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        }
        come_back(&pc, &id, "195042").await.assert_status(StatusCode::CONFLICT).assert_says("Xin đăng nhập lại bằng mật khẩu");
        come_back(&pc, &id, PIN).await.assert_status(StatusCode::CONFLICT);
        pc.get(PAGE).await.assert_says_not(&name);
        sign_in(&pc, "mot-cua").await;
        assert_eq!(my_name(&pc).await, name, "the password still opens the door");
    }

    async fn sixteen_guesses_at_once_are_five_at_most(app: TestApp) {
        let pc = app.signed_in("mot-cua").await;
        let name = my_name(&pc).await;
        set_pin(&pc, PIN).await.assert_leads_to("/tai-khoan");
        pc.post("/doi-nguoi-dung/giu", &[]).await.assert_leads_to(PAGE);
        let id = waiting(&pc, &name).await;
        let tries: Vec<_> = (0..16).map(|n| {
            let (pc, id) = (pc.clone(), id.clone());
            tokio::spawn(async move { come_back(&pc, &id, &format!("1950{:02}", 10 + n)).await.status })
        }).collect();
        let mut heard = 0;
        for one in tries {
            heard += usize::from(one.await.expect("it ran") == StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert!(heard <= 4, "{heard}");
        app.clock.advance(31);
        come_back(&pc, &id, PIN).await.assert_status(StatusCode::CONFLICT);
    }

    async fn five_wait_and_no_sixth(app: TestApp) {
        let pc = app.signed_in("mot-cua").await;
        pc.post("/doi-nguoi-dung/giu", &[]).await.assert_leads_to(PAGE);
        for login in ["chuyen-vien", "truong-phong", "ky-duyet", "van-thu"] {
            sign_in(&pc, login).await;
            pc.post("/doi-nguoi-dung/giu", &[]).await.assert_leads_to(PAGE);
        }
        sign_in(&pc, "lanh-dao").await;
        pc.post("/doi-nguoi-dung/giu", &[]).await.assert_status(StatusCode::CONFLICT).assert_says("năm người");
        sign_in(&pc, "van-thu").await;
        pc.post("/doi-nguoi-dung/giu", &[]).await.assert_leads_to(PAGE);
        assert_eq!(pc.get("/api/v1/session/parked").await.json().as_array().map(Vec::len), Some(5), "the same person waits once");
        app.clock.advance(3700);
        assert_eq!(pc.get("/api/v1/session/parked").await.json(), serde_json::json!([]), "an hour ends what waits");
        sign_in(&pc, "lanh-dao").await;
        pc.post("/doi-nguoi-dung/giu", &[]).await.assert_leads_to(PAGE);
    }

    async fn easy_pins_and_wrong_passwords_are_refused(app: TestApp) {
        let pc = app.signed_in("mot-cua").await;
        for easy in ["123456", "777777", "121212", "12345", "abcdef"] {
            set_pin(&pc, easy).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        }
        let wrong = [("pin", PIN), ("present", "không phải mật khẩu")];
        pc.post("/tai-khoan/ma-pin", &wrong).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Mật khẩu hiện tại chưa đúng");
        pc.get("/tai-khoan/ma-pin").await.assert_status(StatusCode::OK);
    }

    async fn citizens_never(app: TestApp) {
        let citizen = app.as_citizen().await;
        for page in [PAGE, "/tai-khoan/ma-pin"] {
            citizen.get(page).await.assert_status(StatusCode::FORBIDDEN);
        }
        citizen.post("/doi-nguoi-dung/giu", &[]).await.assert_status(StatusCode::FORBIDDEN);
        set_pin(&citizen, PIN).await.assert_status(StatusCode::FORBIDDEN);
        citizen.get("/tai-khoan").await.assert_says_not("Đặt mã PIN");
    }

    async fn a_password_from_the_administrator_takes_the_pin_away(app: TestApp) {
        let pc = app.signed_in("mot-cua").await;
        let (name, me) = (my_name(&pc).await, pc.get("/api/v1/me").await.json()["id"].as_str().expect("an id").to_owned());
        set_pin(&pc, PIN).await.assert_leads_to("/tai-khoan");
        pc.post("/doi-nguoi-dung/giu", &[]).await.assert_leads_to(PAGE);
        assert!(!waiting(&pc, &name).await.is_empty());
        let admin = app.signed_in("quan-tri").await;
        let fields = [("login", "mot-cua"), ("password", "trời hôm nay xanh lắm")];
        admin.post(&format!("/quan-tri/tai-khoan/{me}"), &fields).await.assert_status(StatusCode::SEE_OTHER);
        pc.get(PAGE).await.assert_says_not(&name);
    }
}
