//! Signing in and out, accounts and devices, through the front door.

use axum::http::{Method, StatusCode, header};
use base::Role;
use serde_json::json;
use testkit::{Client, PASSWORD, Reply, TestApp};

/// Tries a password at the sign-in page.
async fn try_in(client: &Client, login: &str, password: &str) -> Reply {
    client.post("/dang-nhap", &[("login", login), ("password", password)]).await
}

async fn status(client: &Client, path: &str) -> StatusCode {
    client.get(path).await.status
}

testkit::both_engines! {
    async fn a_citizen_opens_an_account_signs_out_and_in_again(app: TestApp) {
        let client = app.as_nobody();
        let fields = [("name", "Hà Thị Mai"), ("login", "0912 000 111"), ("password", "con mèo nhà bác")];
        let reply = client.post("/dang-ky", &fields).await;
        reply.assert_status(StatusCode::SEE_OTHER);
        let mine = client.get("/tai-khoan").await;
        mine.assert_status(StatusCode::OK).assert_says("Hà Thị Mai").assert_says("0912000111");
        client.post("/dang-xuat", &[]).await.assert_status(StatusCode::SEE_OTHER);
        assert_eq!(client.get("/tai-khoan").await.location(), "/dang-nhap?tiep=/tai-khoan");
        try_in(&client, "+84912000111", "con mèo nhà bác").await.assert_status(StatusCode::SEE_OTHER);
        assert_eq!(status(&client, "/tai-khoan").await, StatusCode::OK);
        let taken = app.as_nobody().post("/dang-ky", &fields).await;
        taken.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("đã có người dùng").assert_says("Hà Thị Mai");
    }

    async fn an_account_form_with_mistakes_keeps_what_was_typed(app: TestApp) {
        let client = app.as_nobody();
        let reply = client.post("/dang-ky", &[("name", "Lan 2"), ("login", "l"), ("password", "12345678")]).await;
        reply.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["Họ và tên chỉ gồm", "Tên đăng nhập gồm 3 đến 50", "rất dễ đoán"] {
            reply.assert_says(words);
        }
        let text = reply.text();
        assert!(text.contains("value=\"Lan 2\"") && !text.contains("12345678"), "a password is never sent back");
    }

    async fn the_page_says_the_same_for_an_unknown_login_and_a_wrong_password(app: TestApp) {
        let client = app.as_nobody();
        for login in ["cong-dan", "khong-co-ai", "không hợp lệ"] {
            let reply = try_in(&client, login, "sai bét").await;
            reply.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
            reply.assert_says("Tên đăng nhập hoặc mật khẩu chưa đúng");
            assert!(client.cookie("phien").is_none());
        }
    }

    async fn an_empty_form_is_no_try(app: TestApp) {
        let client = app.as_nobody();
        for _ in 0..7 {
            let reply = try_in(&client, "", "").await;
            reply.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
            reply.assert_says("Xin nhập tên đăng nhập").assert_says("Xin nhập mật khẩu");
        }
    }

    async fn the_way_back_leads_to_this_site_only(app: TestApp) {
        for (wish, expected) in [("/tai-khoan/phien", "/tai-khoan/phien"), ("https://evil.example", "/"), ("//evil.example", "/")] {
            let fields = [("login", "cong-dan"), ("password", PASSWORD), ("tiep", wish)];
            let reply = app.as_nobody().post("/dang-nhap", &fields).await;
            assert_eq!(reply.location(), expected);
        }
        let fields = [("login", "mot-cua"), ("password", PASSWORD)];
        assert_eq!(app.as_nobody().post("/dang-nhap", &fields).await.location(), "/can-bo");
    }

    async fn guessing_is_slowed_and_the_right_password_waits_too(app: TestApp) {
        let client = app.as_nobody();
        for _ in 0..5 {
            try_in(&client, "cong-dan", "sai bét").await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        }
        let blocked = try_in(&client, "cong-dan", PASSWORD).await;
        blocked.assert_status(StatusCode::TOO_MANY_REQUESTS).assert_says("09:01");
        try_in(&client, "cong-dan-2", PASSWORD).await.assert_status(StatusCode::SEE_OTHER);
        app.clock.advance(31);
        try_in(&app.as_nobody(), "cong-dan", PASSWORD).await.assert_status(StatusCode::SEE_OTHER);
        for _ in 0..4 {
            try_in(&client, "cong-dan", "sai bét").await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        }
        try_in(&client, "cong-dan", PASSWORD).await.assert_status(StatusCode::SEE_OTHER);
    }

    async fn sixteen_guesses_at_once_are_five_guesses(app: TestApp) {
        let tries: Vec<_> = (0..16).map(|_| {
            let client = app.as_nobody();
            tokio::spawn(async move { try_in(&client, "cong-dan", "sai bét").await.status })
        }).collect();
        let mut heard = 0;
        for one in tries {
            if one.await.expect("answered") == StatusCode::UNPROCESSABLE_ENTITY {
                heard += 1;
            }
        }
        assert_eq!(heard, 5);
    }

    async fn a_session_changes_at_sign_in_and_the_old_one_is_worth_nothing(app: TestApp) {
        let client = app.as_citizen().await;
        let before = client.cookie("phien").expect("signed in");
        try_in(&client, "cong-dan-2", PASSWORD).await.assert_status(StatusCode::SEE_OTHER);
        let after = client.cookie("phien").expect("signed in");
        assert_ne!(before, after);
        let thief = app.as_nobody();
        let cookie = format!("phien={before}");
        let reply = thief.send(Method::GET, "/tai-khoan", &[("cookie", &cookie)], axum::body::Body::empty()).await;
        reply.assert_status(StatusCode::SEE_OTHER);
    }

    async fn a_session_ends_when_left_alone_and_never_outlives_its_day(app: TestApp) {
        let clerk = app.as_role(Role::Reception).await;
        app.clock.advance(3599);
        assert_eq!(status(&clerk, "/tai-khoan").await, StatusCode::OK);
        app.clock.advance(3600);
        assert_eq!(status(&clerk, "/tai-khoan").await, StatusCode::SEE_OTHER, "an hour alone");
        let citizen = app.as_citizen().await;
        app.clock.advance(24 * 3600);
        assert_eq!(status(&citizen, "/tai-khoan").await, StatusCode::SEE_OTHER, "a day");
    }

    async fn signing_out_everywhere_ends_every_session_at_once(app: TestApp) {
        let (phone, desk) = (app.as_citizen().await, app.as_citizen().await);
        for client in [&phone, &desk] {
            assert_eq!(status(client, "/tai-khoan").await, StatusCode::OK);
        }
        let devices = phone.get("/tai-khoan/phien").await;
        devices.assert_status(StatusCode::OK).assert_says("Thiết bị này");
        phone.post("/tai-khoan/phien/dang-xuat-moi-noi", &[]).await.assert_status(StatusCode::SEE_OTHER);
        for client in [&phone, &desk] {
            assert_eq!(status(client, "/tai-khoan").await, StatusCode::SEE_OTHER);
        }
    }

    async fn one_device_is_signed_out_and_nobody_ends_a_strangers_session(app: TestApp) {
        let (phone, desk, stranger) = (app.as_citizen().await, app.as_citizen().await, app.signed_in("cong-dan-2").await);
        assert_eq!(status(&desk, "/tai-khoan").await, StatusCode::OK);
        let page = phone.get("/tai-khoan/phien").await.text();
        let cards: Vec<_> = page.split("<section").filter(|card| card.contains("/tai-khoan/phien/0")).collect();
        assert_eq!(cards.len(), 2, "{page}");
        let other = cards.iter().find(|card| !card.contains(">Thiết bị này<")).expect("the desk");
        let action = other.split("action=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a form");
        stranger.post(action, &[]).await.assert_status(StatusCode::NOT_FOUND);
        assert_eq!(status(&desk, "/tai-khoan").await, StatusCode::OK);
        phone.post(action, &[]).await.assert_status(StatusCode::SEE_OTHER);
        assert_eq!(status(&phone, "/tai-khoan").await, StatusCode::OK);
        assert_eq!(status(&desk, "/tai-khoan").await, StatusCode::SEE_OTHER);
    }

    async fn a_new_password_ends_the_other_sessions_and_the_old_password(app: TestApp) {
        let (phone, desk) = (app.as_citizen().await, app.as_citizen().await);
        let change = |present: &'static str, new: &'static str| [("present", present), ("new", new)];
        let wrong = phone.post("/tai-khoan/mat-khau", &change("sai bét", "sáng nay trời mưa")).await;
        wrong.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Mật khẩu hiện tại chưa đúng");
        let weak = phone.post("/tai-khoan/mat-khau", &change(PASSWORD, "12345678")).await;
        weak.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        phone.post("/tai-khoan/mat-khau", &change(PASSWORD, "sáng nay trời mưa")).await.assert_status(StatusCode::SEE_OTHER);
        assert_eq!(status(&phone, "/tai-khoan").await, StatusCode::OK);
        assert_eq!(status(&desk, "/tai-khoan").await, StatusCode::SEE_OTHER);
        try_in(&desk, "cong-dan", PASSWORD).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        try_in(&desk, "cong-dan", "sáng nay trời mưa").await.assert_status(StatusCode::SEE_OTHER);
    }

    async fn a_citizen_corrects_the_account(app: TestApp) {
        let client = app.as_citizen().await;
        let fields = [("name", "Nguyễn Thị Ánh"), ("identity-kind", "passport"), ("identity-number", "c1"), ("phone", "12"), ("email", "")];
        let reply = client.post("/tai-khoan/sua", &fields).await;
        reply.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Số hộ chiếu gồm").assert_says("Số điện thoại gồm");
        let fields = [("name", "Nguyễn Thị Ánh"), ("identity-kind", "passport"), ("identity-number", "c1234567"), ("phone", ""), ("email", "")];
        client.post("/tai-khoan/sua", &fields).await.assert_status(StatusCode::SEE_OTHER);
        let page = client.get("/tai-khoan").await;
        page.assert_says("Nguyễn Thị Ánh").assert_says("•••••567");
        app.as_role(Role::Head).await.get("/tai-khoan/sua").await.assert_status(StatusCode::FORBIDDEN);
    }

    async fn a_program_signs_in_asks_who_it_is_and_signs_out(app: TestApp) {
        let client = app.as_nobody();
        client.get("/api/v1/me").await.assert_status(StatusCode::UNAUTHORIZED);
        let wrong = client.json(Method::POST, "/api/v1/session", &json!({"login": "mot-cua", "password": "x"})).await;
        wrong.assert_status(StatusCode::UNAUTHORIZED);
        let right = client.json(Method::POST, "/api/v1/session", &json!({"login": "mot-cua", "password": PASSWORD})).await;
        right.assert_status(StatusCode::OK);
        let cookie = right.headers.get(header::SET_COOKIE).and_then(|it| it.to_str().ok()).expect("a cookie");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && !cookie.contains("Secure"), "{cookie}");
        let me: serde_json::Value = serde_json::from_slice(&client.get("/api/v1/me").await.body).expect("json");
        assert_eq!((&me["kind"], &me["posts"][0]["role"]), (&json!("staff"), &json!("reception")));
        client.json(Method::DELETE, "/api/v1/session", &json!(null)).await.assert_status(StatusCode::NO_CONTENT);
        client.get("/api/v1/me").await.assert_status(StatusCode::UNAUTHORIZED);
    }
}
