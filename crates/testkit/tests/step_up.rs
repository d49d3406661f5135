//! Acts of weight ask again who one is, after ten minutes: the form that was sent goes on afterwards as it was typed.

use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::walk::{field, receive, revision, step, told, walk};
use testkit::{Client, Filing, PASSWORD, Reply, SoftPasskey, TestApp};

const PASSWORD_FIELD: &str = "xac-nhan.mat-khau";
const CODE_FIELD: &str = "xac-nhan.ma";

/// A construction permit at Việt Trì that waits for the signature.
async fn to_sign(app: &TestApp) -> String {
    let id = Filing::sample("1.013225").online(&app.as_citizen().await).await;
    receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
    let officer = app.signed_in("chuyen-vien").await.get("/api/v1/me").await.json()["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let moves = [
        ("mot-cua", "chuyen", vec![]),
        ("truong-phong", "phan-cong", vec![("person", officer.as_str())]),
        ("chuyen-vien", "trinh-cap", vec![]),
        ("truong-phong", "trinh-ky", vec![]),
    ];
    walk(app, &id, &moves).await;
    id
}

/// The form with which the signatory signs.
async fn signing(signer: &Client, id: &str) -> (String, Vec<(&'static str, String)>) {
    let seen = revision(signer, id).await;
    let fields = vec![("revision", seen), ("action", "ky".to_owned()), ("note", "Đồng ý & ký".to_owned())];
    (format!("/can-bo/ho-so/{id}/buoc"), fields)
}

fn borrowed<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

async fn confirm(client: &Client, body: serde_json::Value) -> Reply {
    client.json(Method::POST, "/api/v1/session/confirmation", &body).await
}

testkit::both_engines! {
    async fn signing_asks_again_and_what_was_typed_goes_on(app: TestApp) {
        let id = to_sign(&app).await;
        let signer = app.signed_in("ky-duyet").await;
        app.clock.advance(599);
        let page = signer.get(&format!("/can-bo/ho-so/{id}")).await;
        page.assert_status(StatusCode::OK);
        app.clock.advance(1);
        let (path, fields) = signing(&signer, &id).await;
        let before = told(&app, &id).await;
        let asked = signer.post(&path, &borrowed(&fields)).await;
        asked.assert_status(StatusCode::TEMPORARY_REDIRECT);
        assert_eq!(asked.location(), format!("/xac-nhan?tiep={path}"));
        assert_eq!(told(&app, &id).await, before, "nothing has changed");
        let done = signer.post_confirming(&path, &borrowed(&fields), (PASSWORD_FIELD, PASSWORD)).await;
        done.assert_leads_to(&format!("/can-bo/ho-so/{id}"));
        assert_eq!(told(&app, &id).await.len(), before.len() + 1);
        let stream = dossier::events::stream(id.parse().expect("an id"));
        let last = app.db.read(move |rx| ledger::history(rx, &stream)).await.expect("the ledger").pop().expect("an event");
        assert!(last.payload.expect("kept").contains("Đồng ý & ký"), "what was typed");
    }

    async fn a_fresh_sign_in_signs_and_other_steps_never_ask(app: TestApp) {
        let id = to_sign(&app).await;
        let signer = app.signed_in("ky-duyet").await;
        app.clock.advance(3000);
        let back = step(&signer, &id, "tra-lai", &[("note", "Bổ sung căn cứ")]).await;
        assert_ne!(back.status, StatusCode::TEMPORARY_REDIRECT, "sending back is no signature");
        let other = to_sign(&app).await;
        let fresh = app.signed_in("ky-duyet").await;
        let (path, fields) = signing(&fresh, &other).await;
        fresh.post(&path, &borrowed(&fields)).await.assert_leads_to(&format!("/can-bo/ho-so/{other}"));
    }

    async fn what_is_wrong_is_said_and_the_form_stays(app: TestApp) {
        let id = to_sign(&app).await;
        let signer = app.signed_in("ky-duyet").await;
        app.clock.advance(601);
        let (path, fields) = signing(&signer, &id).await;
        let sent = borrowed(&fields);
        let asked = signer.post(&path, &sent).await.location().to_owned();
        let page = signer.post(&asked, &sent).await;
        page.assert_says("Mật khẩu").assert_says_not("Mã của ứng dụng xác thực");
        let gui = format!("/xac-nhan/gui?tiep={path}&gui=1");
        for _ in 0..5 {
            let mut again = sent.clone();
            again.push((PASSWORD_FIELD, "sai bét"));
            let refused = signer.post(&gui, &again).await;
            refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Mật khẩu chưa đúng");
            assert_eq!(field(&refused, "note"), "Đồng ý & ký");
            assert_eq!(field(&refused, "action"), "ky");
        }
        let mut right = sent.clone();
        right.push((PASSWORD_FIELD, PASSWORD));
        signer.post(&gui, &right).await.assert_status(StatusCode::TOO_MANY_REQUESTS);
        app.clock.advance(31);
        signer.post(&gui, &right).await.assert_status(StatusCode::TEMPORARY_REDIRECT);
    }

    async fn nobody_is_led_off_the_site(app: TestApp) {
        let signer = app.signed_in("ky-duyet").await;
        for bad in ["https://evil.example", "//evil.example", "/xac-nhan"] {
            let sent = signer.post(&format!("/xac-nhan/gui?tiep={bad}&gui=1"), &[(PASSWORD_FIELD, PASSWORD)]).await;
            sent.assert_status(StatusCode::TEMPORARY_REDIRECT);
            assert_eq!(sent.location(), "/tai-khoan");
        }
        app.as_nobody().get("/xac-nhan").await.assert_status(StatusCode::SEE_OTHER);
        app.as_citizen().await.get("/xac-nhan").await.assert_status(StatusCode::FORBIDDEN);
    }

    async fn whoever_has_an_app_shows_a_code_and_no_password(app: TestApp) {
        let id = to_sign(&app).await;
        let owner = app.with_authenticator("ky-duyet").await;
        app.clock.advance(601);
        let (path, fields) = signing(&owner.client, &id).await;
        let gui = format!("/xac-nhan/gui?tiep={path}&gui=1");
        let mut sent = borrowed(&fields);
        sent.push((PASSWORD_FIELD, PASSWORD));
        owner.client.post(&gui, &sent).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        let code = owner.app.code(app.clock_now());
        let done = owner.client.post_confirming(&path, &borrowed(&fields), (CODE_FIELD, &code)).await;
        done.assert_leads_to(&format!("/can-bo/ho-so/{id}"));
    }

    async fn a_new_password_confirms_nobody_who_has_more(app: TestApp) {
        let owner = app.with_authenticator("ky-duyet").await;
        app.clock.advance(601);
        let change = [("present", PASSWORD), ("new", "sáng nay trời mưa to")];
        owner.client.post("/tai-khoan/mat-khau", &change).await.assert_status(StatusCode::SEE_OTHER);
        owner.client.post("/tai-khoan/hai-lop/ma-du-phong", &[]).await.assert_status(StatusCode::TEMPORARY_REDIRECT);
    }

    async fn a_passkey_confirms_too(app: TestApp) {
        let signer = app.signed_in("ky-duyet").await;
        let mut key = SoftPasskey::new(&app.rng);
        let begun = signer.post("/tai-khoan/hai-lop/khoa/bat-dau", &[]).await.json();
        let made = key.register(&begun["options"]);
        let token = begun["token"].as_str().expect("a secret");
        signer.post("/tai-khoan/hai-lop/khoa", &[("name", "Thẻ"), ("token", token), ("answer", &made)]).await.assert_status(StatusCode::OK);
        app.clock.advance(601);
        signer.get("/tai-khoan/hai-lop/khoa").await.assert_leads_to("/xac-nhan?tiep=/tai-khoan/hai-lop/khoa");
        signer.get("/xac-nhan?tiep=/tai-khoan/hai-lop/khoa").await.assert_says("Xác nhận bằng khóa truy cập");
        let begun = signer.post("/xac-nhan/khoa/bat-dau", &[]).await.json();
        let signed = key.sign(&begun["options"]);
        let token = begun["token"].as_str().expect("a secret");
        let sent = [("xac-nhan.khoa", token), ("xac-nhan.chu-ky", signed.as_str())];
        signer.post("/xac-nhan/gui?tiep=/tai-khoan/hai-lop/khoa", &sent).await.assert_leads_to("/tai-khoan/hai-lop/khoa");
        signer.get("/tai-khoan/hai-lop/khoa").await.assert_status(StatusCode::OK);
        app.clock.advance(601);
        signer.post("/xac-nhan/gui?tiep=/tai-khoan/hai-lop/khoa", &sent).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn a_program_is_told_and_confirms(app: TestApp) {
        let id = to_sign(&app).await;
        let signer = app.signed_in("ky-duyet").await;
        app.clock.advance(601);
        let seen: i64 = revision(&signer, &id).await.parse().expect("a number");
        let path = format!("/api/v1/dossiers/{id}/steps");
        let body = json!({"revision": seen, "action": "ky"});
        let asked = signer.json(Method::POST, &path, &body).await;
        asked.assert_status(StatusCode::FORBIDDEN);
        assert_eq!(asked.json()["code"], "denied.unconfirmed");
        confirm(&signer, json!({"secret": "sai bét"})).await.assert_status(StatusCode::UNAUTHORIZED);
        confirm(&signer, json!({"secret": PASSWORD})).await.assert_status(StatusCode::NO_CONTENT);
        signer.json(Method::POST, &path, &body).await.assert_status(StatusCode::OK);
        confirm(&app.as_citizen().await, json!({"secret": PASSWORD})).await.assert_status(StatusCode::FORBIDDEN);
    }

    async fn an_order_for_many_and_changing_a_factor_ask(app: TestApp) {
        let head = app.signed_in("truong-phong").await;
        app.clock.advance(601);
        let me = head.get("/api/v1/me").await.json()["id"].as_str().expect("an id").to_owned();
        let _ = to_sign(&app).await;
        let order = [("hang", "cua-don-vi"), ("ca_hang", "1"), ("viec", "giao"), ("nguoi", me.as_str())];
        head.get("/can-bo/hang-loat/moi?hang=cua-don-vi&ca_hang=1").await.assert_status(StatusCode::OK);
        head.post("/can-bo/hang-loat", &order).await.assert_status(StatusCode::TEMPORARY_REDIRECT);
        for path in ["ung-dung/bat-dau", "ma-du-phong", "khoa/bat-dau", "khoa/00000000-0000-7000-8000-000000000000/go"] {
            let asked = head.post(&format!("/tai-khoan/hai-lop/{path}"), &[]).await;
            asked.assert_status(StatusCode::TEMPORARY_REDIRECT);
        }
        let done = head.post_confirming("/tai-khoan/hai-lop/ung-dung/bat-dau", &[], (PASSWORD_FIELD, PASSWORD)).await;
        done.assert_leads_to("/tai-khoan/hai-lop/ung-dung");
        let asked = head.post("/can-bo/hang-loat", &order).await;
        assert_ne!(asked.status, StatusCode::TEMPORARY_REDIRECT, "confirmed a moment ago");
    }

    async fn coming_back_with_a_pin_is_no_confirmation(app: TestApp) {
        let pc = app.signed_in("ky-duyet").await;
        pc.post("/tai-khoan/ma-pin", &[("pin", "402917"), ("present", PASSWORD)]).await.assert_leads_to("/tai-khoan");
        pc.post("/doi-nguoi-dung/giu", &[]).await.assert_leads_to("/doi-nguoi-dung");
        let waiting = pc.get("/api/v1/session/parked").await.json()[0]["id"].as_str().expect("waits").to_owned();
        pc.post(&format!("/doi-nguoi-dung/{waiting}"), &[(format!("ma-{waiting}").as_str(), "402917")]).await.assert_leads_to("/can-bo");
        pc.post("/tai-khoan/hai-lop/ung-dung/bat-dau", &[]).await.assert_status(StatusCode::TEMPORARY_REDIRECT);
    }
}
