//! Passkeys: registered, used alone and after the password, taken away; and everything that is no good answer.

use axum::http::StatusCode;
use serde_json::Value;
use testkit::{Client, PASSWORD, Reply, SoftPasskey, TestApp};

const ADD: &str = "/tai-khoan/hai-lop/khoa";
const ALONE: &str = "/dang-nhap/khoa";
const SECOND: &str = "/dang-nhap/buoc-hai/khoa";

/// What the script is handed: the secret of the challenge, and the options of the browser.
async fn begin(client: &Client, form: &str) -> (String, Value) {
    let begun = client.post(&format!("{form}/bat-dau"), &[]).await.assert_status(StatusCode::OK).json();
    (begun["token"].as_str().expect("a secret").to_owned(), begun["options"].clone())
}

async fn answer(client: &Client, form: &str, token: &str, answer: &str) -> Reply {
    client.post(form, &[("token", token), ("answer", answer), ("name", "Điện thoại của tôi")]).await
}

/// Registers a new passkey of whoever has signed in.
async fn add(app: &TestApp, client: &Client) -> (SoftPasskey, Reply) {
    let mut key = SoftPasskey::new(&app.rng);
    let (token, options) = begin(client, ADD).await;
    let made = key.register(&options);
    let reply = answer(client, ADD, &token, &made).await;
    (key, reply)
}

async fn sign_in(client: &Client, key: &mut SoftPasskey) -> Reply {
    let (token, options) = begin(client, ALONE).await;
    let signed = key.sign(&options);
    answer(client, ALONE, &token, &signed).await
}

testkit::both_engines! {
    async fn a_passkey_signs_in_alone(app: TestApp) {
        let client = app.signed_in("ky-duyet").await;
        client.get(ADD).await.assert_status(StatusCode::OK).assert_says("Tạo khóa truy cập");
        let (mut key, shown) = add(&app, &client).await;
        shown.assert_status(StatusCode::OK).assert_says("Mã dự phòng");
        client.get("/tai-khoan/hai-lop").await.assert_says("Điện thoại của tôi").assert_says("chưa dùng");
        let door = app.as_nobody();
        sign_in(&door, &mut key).await.assert_leads_to("/can-bo");
        let me = door.get("/api/v1/me").await.json();
        assert_eq!(me, client.get("/api/v1/me").await.json());
        door.get("/tai-khoan/hai-lop").await.assert_says("18/11/2026");
        sign_in(&app.as_nobody(), &mut key).await.assert_leads_to("/can-bo");
    }

    async fn a_passkey_is_the_second_step_after_the_password(app: TestApp) {
        let client = app.signed_in("ky-duyet").await;
        let (mut key, _) = add(&app, &client).await;
        let door = app.half_signed_in("ky-duyet").await;
        door.get("/dang-nhap/buoc-hai").await.assert_says("Dùng khóa truy cập").assert_says("Mã dự phòng");
        let (token, options) = begin(&door, SECOND).await;
        assert_eq!(options["publicKey"]["allowCredentials"].as_array().map(Vec::len), Some(1));
        let signed = key.sign(&options);
        answer(&door, SECOND, &token, &signed).await.assert_leads_to("/can-bo");
        door.get("/can-bo").await.assert_status(StatusCode::OK);
        app.as_nobody().post(&format!("{SECOND}/bat-dau"), &[]).await.assert_status(StatusCode::CONFLICT);
    }

    async fn several_have_names_and_one_goes(app: TestApp) {
        let client = app.signed_in("ky-duyet").await;
        let (mut first, _) = add(&app, &client).await;
        app.clock.advance(1);
        let (mut second, reply) = add(&app, &client).await;
        reply.assert_leads_to("/tai-khoan/hai-lop");
        let page = client.get("/tai-khoan/hai-lop").await.text();
        let remove = page.split("action=\"").skip(1).filter_map(|it| it.split('"').next()).find(|it| it.contains("/khoa/")).expect("one to take away").to_owned();
        app.signed_in("quan-tri").await.post(&remove, &[]).await.assert_status(StatusCode::NOT_FOUND);
        client.post(&remove, &[]).await.assert_leads_to("/tai-khoan/hai-lop");
        sign_in(&app.as_nobody(), &mut first).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        sign_in(&app.as_nobody(), &mut second).await.assert_leads_to("/can-bo");
        let nameless = client.post(ADD, &[("name", " "), ("token", ""), ("answer", "")]).await;
        nameless.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Đặt tên để sau này nhận ra khóa");
    }

    async fn another_site_a_used_challenge_and_garbage_open_nothing(app: TestApp) {
        let client = app.signed_in("ky-duyet").await;
        let (mut key, _) = add(&app, &client).await;
        let door = app.as_nobody();
        key.origin = "https://motcua.test.evil.example".to_owned();
        sign_in(&door, &mut key).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Khóa truy cập này không dùng được ở đây");
        key.origin = "http://motcua.test".to_owned();
        let (token, options) = begin(&door, ALONE).await;
        let signed = key.sign(&options);
        answer(&door, ALONE, &token, &signed).await.assert_leads_to("/can-bo");
        let thief = app.as_nobody();
        answer(&thief, ALONE, &token, &signed).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("hết hạn hoặc đã xong");
        let (fresh, _) = begin(&thief, ALONE).await;
        answer(&thief, ALONE, &fresh, &signed).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        for (token, said) in [("", ""), ("x", "{}"), (fresh.as_str(), "{}")] {
            answer(&thief, ALONE, token, said).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert!(thief.cookie("phien").is_none());
    }

    async fn a_challenge_lapses_and_is_good_for_one_thing_only(app: TestApp) {
        let client = app.signed_in("ky-duyet").await;
        let (mut key, _) = add(&app, &client).await;
        let door = app.as_nobody();
        let (token, options) = begin(&door, ALONE).await;
        let signed = key.sign(&options);
        app.clock.advance(301);
        answer(&door, ALONE, &token, &signed).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        let half = app.half_signed_in("ky-duyet").await;
        let (token, options) = begin(&door, ALONE).await;
        let signed = key.sign(&options);
        answer(&half, SECOND, &token, &signed).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(half.cookie("phien").is_none(), "a challenge for signing in alone is none for the second step");
    }

    async fn an_unknown_key_a_stolen_owner_and_no_finger_are_refused(app: TestApp) {
        let client = app.signed_in("ky-duyet").await;
        let (mut key, _) = add(&app, &client).await;
        let door = app.as_nobody();
        let mut stranger = SoftPasskey::new(&app.rng);
        sign_in(&door, &mut stranger).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        key.verifies = false;
        sign_in(&door, &mut key).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        key.verifies = true;
        sign_in(&door, &mut key).await.assert_leads_to("/can-bo");
        let other = app.signed_in("lanh-dao").await;
        let (token, options) = begin(&other, ADD).await;
        let made = key.register(&options);
        answer(&other, ADD, &token, &made).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        other.get("/tai-khoan/hai-lop").await.assert_says_not("Điện thoại của tôi");
    }

    async fn a_counter_that_goes_back_is_a_copy(app: TestApp) {
        let client = app.signed_in("ky-duyet").await;
        let (mut key, _) = add(&app, &client).await;
        for _ in 0..3 {
            sign_in(&app.as_nobody(), &mut key).await.assert_leads_to("/can-bo");
        }
        key.counter = 1;
        sign_in(&app.as_nobody(), &mut key).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        key.counter = 3;
        sign_in(&app.as_nobody(), &mut key).await.assert_leads_to("/can-bo");
    }

    async fn one_signature_sent_sixteen_times_opens_one_session(app: TestApp) {
        let client = app.signed_in("ky-duyet").await;
        let (mut key, _) = add(&app, &client).await;
        let (token, options) = begin(&app.as_nobody(), ALONE).await;
        let signed = key.sign(&options);
        let tries: Vec<_> = (0..16).map(|_| {
            let (door, token, signed) = (app.as_nobody(), token.clone(), signed.clone());
            tokio::spawn(async move { answer(&door, ALONE, &token, &signed).await.status })
        }).collect();
        let mut opened = 0;
        for one in tries {
            opened += usize::from(one.await.expect("it ran") == StatusCode::SEE_OTHER);
        }
        assert_eq!(opened, 1);
    }

    async fn a_reset_takes_passkeys_away_too(app: TestApp) {
        let client = app.signed_in("ky-duyet").await;
        let (mut key, _) = add(&app, &client).await;
        let me = client.get("/api/v1/me").await.json()["id"].as_str().expect("an id").to_owned();
        let reset = format!("/quan-tri/tai-khoan/{me}/dat-lai-hai-lop");
        app.signed_in("quan-tri").await.post(&reset, &[]).await.assert_status(StatusCode::SEE_OTHER);
        sign_in(&app.as_nobody(), &mut key).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        let reply = app.as_nobody().post("/dang-nhap", &[("login", "ky-duyet"), ("password", PASSWORD)]).await;
        reply.assert_leads_to("/can-bo");
    }
}
