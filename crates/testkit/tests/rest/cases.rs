//! Each operation as the right person calls it: the status and the fields that matter.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::PASSWORD;

use crate::world::{PDF, World, act, post, upload};

pub(crate) async fn submit(world: &World) {
    let filed = post(&world.citizen, "/api/v1/dossiers", &world.submission()).await;
    filed.assert_status(StatusCode::CREATED);
    let id = filed.json()["id"].as_str().expect("an identifier").to_owned();
    assert_eq!(filed.location(), format!("/api/v1/dossiers/{id}"));
    assert_eq!(world.citizen.get(filed.location()).await.json()["state"], "submitted");
}

pub(crate) async fn show(world: &World) {
    let id = world.received().await;
    for person in [&world.citizen, &world.clerk] {
        let shown = person.get(&format!("/api/v1/dossiers/{id}")).await;
        let dossier = shown.assert_status(StatusCode::OK).json();
        assert_eq!(dossier["id"], id);
        assert_eq!(dossier["state"], "received");
        assert_eq!(dossier["procedure"], "1.013225");
        assert!(dossier["number"].as_str().is_some_and(|number| number.contains("-261118-")), "{dossier}");
        assert_eq!(dossier["due"], "2026-11-30T17:00:00+07:00");
        let derivation = dossier["derivation"].to_string();
        assert!(
            derivation.contains("đủ 7 ngày") && derivation.contains("Ngày Văn hóa Việt Nam"),
            "{dossier}"
        );
    }
    let clerks = world.clerk.get(&format!("/api/v1/dossiers/{id}")).await.json();
    assert_eq!(clerks["actions"], json!(["chuyen"]));
    let citizens = world.citizen.get(&format!("/api/v1/dossiers/{id}")).await.json();
    assert_eq!(citizens["actions"], json!([]), "a citizen takes no step");
}

pub(crate) async fn receive(world: &World) {
    let id = world.filed().await;
    let received = act(&world.clerk, &id, "reception", json!({})).await;
    let receipt = received.assert_status(StatusCode::OK).json();
    assert_eq!(receipt["id"], id);
    assert!(
        receipt["number"].as_str().is_some_and(|number| number.starts_with("H44.101-261118-")),
        "{receipt}"
    );
    assert_eq!(receipt["due"], "2026-11-30T17:00:00+07:00");
}

pub(crate) async fn refuse(world: &World) {
    let id = world.filed().await;
    let why = json!({"reason": "Thiếu bản vẽ.", "citation": "Điều 55 NĐ 175/2024/NĐ-CP"});
    act(&world.clerk, &id, "refusal", why).await.assert_status(StatusCode::NO_CONTENT);
    assert_eq!(world.citizen.get(&format!("/api/v1/dossiers/{id}")).await.json()["state"], "refused");
}

pub(crate) async fn take_step(world: &World) {
    let id = world.received().await;
    let taken = act(&world.clerk, &id, "steps", json!({"action": "chuyen"})).await;
    let now = taken.assert_status(StatusCode::OK).json();
    assert_eq!(now["id"], id);
    assert_eq!((&now["state"], &now["step"]), (&json!("processing"), &json!("phan-cong")));
}

pub(crate) async fn assign(world: &World) {
    let id = world.in_hand().await;
    let head = world.app.signed_in("truong-phong").await;
    let officer = world.officer().await;
    act(&head, &id, "assignment", json!({"person": officer})).await.assert_status(StatusCode::NO_CONTENT);
    let mine = world.app.signed_in("chuyen-vien").await.get("/api/v1/desk?queue=cua-toi").await.json();
    assert!(lines(&mine).iter().any(|line| line["id"] == id), "{mine}");
}

/// Asks for the certificate of land once more; the paper that is asked for.
pub(crate) async fn asked(world: &World, id: &str) -> &'static str {
    let paper = "G17-KQ003215";
    let officer = world.app.signed_in("chuyen-vien").await;
    let body =
        json!({"components": [{"component": paper, "what": "Ảnh chụp bị mờ, không đọc được số thửa."}]});
    act(&officer, id, "supplement-request", body).await.assert_status(StatusCode::NO_CONTENT);
    paper
}

pub(crate) async fn ask_supplement(world: &World) {
    let id = world.in_hand().await;
    asked(world, &id).await;
    let dossier = world.citizen.get(&format!("/api/v1/dossiers/{id}")).await.json();
    assert_eq!((&dossier["state"], &dossier["national_state"]), (&json!("awaiting-supplement"), &json!(5)));
}

pub(crate) async fn supplement(world: &World) {
    let id = world.in_hand().await;
    let component = asked(world, &id).await;
    let papers = json!({"papers": [{"component": component, "file": world.paper, "name": "so-do.pdf"}]});
    let done = act(&world.citizen, &id, "supplement", papers).await.assert_status(StatusCode::OK).json();
    assert_eq!((&done["id"], &done["due"]), (&json!(id), &json!("2026-11-30T17:00:00+07:00")));
    assert_eq!(world.citizen.get(&format!("/api/v1/dossiers/{id}")).await.json()["state"], "processing");
}

pub(crate) async fn extend(world: &World) {
    let id = world.in_hand().await;
    let head = world.app.signed_in("truong-phong").await;
    let body = json!({"day": "2026-12-04", "reason": "Chờ ý kiến của cơ quan phòng cháy."});
    let done = act(&head, &id, "extension", body).await.assert_status(StatusCode::OK).json();
    assert_eq!((&done["id"], &done["due"]), (&json!(id), &json!("2026-12-04T17:00:00+07:00")));
}

pub(crate) async fn stop(world: &World) {
    let id = world.in_hand().await;
    let head = world.app.signed_in("truong-phong").await;
    let body = json!({"reason": "Thửa đất đang có tranh chấp.", "citation": "Điều 103 Luật Xây dựng"});
    act(&head, &id, "stop", body).await.assert_status(StatusCode::NO_CONTENT);
    assert_eq!(world.citizen.get(&format!("/api/v1/dossiers/{id}")).await.json()["state"], "stopped");
}

/// A dossier whose result is there.
pub(crate) async fn decided(world: &World) -> String {
    let id = world.to_sign().await;
    let result = json!({"action": "phat-hanh", "result_number": "12/GPXD", "result_date": "2026-11-18"});
    for (login, step) in [("ky-duyet", json!({"action": "ky"})), ("van-thu", result)] {
        let officer = world.app.signed_in(login).await;
        act(&officer, &id, "steps", step).await.assert_status(StatusCode::OK);
    }
    id
}

pub(crate) async fn move_result(world: &World) {
    let id = decided(world).await;
    let sent = act(&world.clerk, &id, "result-place", json!({"place": "on-its-way"})).await;
    sent.assert_status(StatusCode::NO_CONTENT);
    let dossier = world.citizen.get(&format!("/api/v1/dossiers/{id}")).await.json();
    assert_eq!((&dossier["state"], &dossier["result_place"]), (&json!("completed"), &json!("on-its-way")));
}

pub(crate) async fn reopen(world: &World) {
    let id = decided(world).await;
    let head = world.app.signed_in("truong-phong").await;
    let body = json!({"day": "2026-12-04", "reason": "Sai số nhà trên giấy phép."});
    let done = act(&head, &id, "correction", body).await.assert_status(StatusCode::OK).json();
    assert_eq!((&done["id"], &done["due"]), (&json!(id), &json!("2026-12-04T17:00:00+07:00")));
    let dossier = world.citizen.get(&format!("/api/v1/dossiers/{id}")).await.json();
    assert_eq!((&dossier["state"], &dossier["national_state"]), (&json!("processing"), &json!(4)));
}

pub(crate) async fn skip_step(world: &World) {
    let filed = testkit::Filing::residence().at_counter(&world.clerk).await;
    let id = testkit::walk::id_of(filed.assert_status(StatusCode::SEE_OTHER).location());
    let moves = [("mot-cua", "chuyen", vec![]), ("canh-sat", "xac-minh", vec![])];
    testkit::walk::walk(&world.app, &id, &moves).await;
    let officer = world.app.signed_in("canh-sat").await;
    let held = json!({
        "step": "xac-minh", "source": "Cơ sở dữ liệu về cư trú", "reference": "Bản ghi 118", "found_on": "2026-11-18",
    });
    let done = act(&officer, &id, "skipped-steps", held).await.assert_status(StatusCode::OK).json();
    assert_eq!((&done["id"], &done["step"]), (&json!(id), &json!("ky-duyet")));
}

pub(crate) async fn correct_reception(world: &World) {
    let taken = post(&world.clerk, "/api/v1/counter/dossiers", &world.at_counter()).await.json();
    let id = taken["id"].as_str().expect("an identifier").to_owned();
    let right = json!({"applicant": {"name": "Nguyễn Thị Hồng Anh"}, "reason": "Nhập thừa dấu."});
    let done = act(&world.clerk, &id, "reception-correction", right).await;
    let done = done.assert_status(StatusCode::OK).json();
    assert_eq!((&done["id"], &done["due"]), (&json!(id), &taken["due"]), "a name moves no date");
    world.clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Nguyễn Thị Hồng Anh");
}

pub(crate) async fn withdraw(world: &World) {
    let id = world.filed().await;
    let done = act(&world.citizen, &id, "withdrawal", json!({})).await.assert_status(StatusCode::OK).json();
    assert_eq!((&done["id"], &done["state"]), (&json!(id), &json!("withdrawn")));
}

pub(crate) async fn answer_withdrawal(world: &World) {
    let id = world.in_hand().await;
    let why = json!({"reason": "Gia đình chưa xây nữa."});
    let asked = act(&world.citizen, &id, "withdrawal", why).await.assert_status(StatusCode::OK).json();
    assert_eq!(asked["state"], "processing", "the body has to answer");
    let officer = world.app.signed_in("chuyen-vien").await;
    let answer = act(&officer, &id, "withdrawal-answer", json!({"granted": true})).await;
    answer.assert_status(StatusCode::NO_CONTENT);
    let dossier = world.citizen.get(&format!("/api/v1/dossiers/{id}")).await.json();
    assert_eq!((&dossier["state"], &dossier["national_state"]), (&json!("withdrawn"), &json!(7)));
}

pub(crate) async fn file_at_counter(world: &World) {
    let taken = post(&world.clerk, "/api/v1/counter/dossiers", &world.at_counter()).await;
    let receipt = taken.assert_status(StatusCode::CREATED).json();
    assert!(
        receipt["number"].as_str().is_some_and(|number| number.starts_with("H44.101-261118-")),
        "{receipt}"
    );
    let id = receipt["id"].as_str().expect("an identifier");
    assert_eq!(world.clerk.get(&format!("/api/v1/dossiers/{id}")).await.json()["state"], "received");
}

pub(crate) async fn desk(world: &World) {
    let id = world.filed().await;
    let page = world.clerk.get("/api/v1/desk?queue=cho-tiep-nhan").await;
    let page = page.assert_status(StatusCode::OK).json();
    assert_eq!(page["queue"], "cho-tiep-nhan");
    let line = lines(&page).iter().find(|line| line["id"] == id).expect("the dossier waits");
    assert_eq!((&line["state"], &line["number"]), (&json!("submitted"), &Value::Null));
    assert_eq!(line["applicant"], "Nguyễn Thị Hồng Ánh");
}

fn lines(page: &Value) -> &[Value] {
    page["lines"].as_array().map(Vec::as_slice).unwrap_or_default()
}

pub(crate) async fn store_file(world: &World) {
    let stored = upload(&world.citizen, PDF).await;
    let stored = stored.assert_status(StatusCode::CREATED).json();
    let hash = files::hash(PDF).to_string();
    assert_eq!(stored, json!({"hash": hash, "size": PDF.len(), "media_type": "application/pdf"}));
}

pub(crate) async fn search(world: &World) {
    let nobody = world.app.as_nobody();
    for wrong in ["", "xa-phuong-khac"] {
        nobody.get(&format!("/api/v1/procedures?level={wrong}")).await.assert_status(StatusCode::BAD_REQUEST);
    }
    let found = nobody.get("/api/v1/procedures?q=khai%20sinh").await.assert_status(StatusCode::OK).json();
    assert_eq!((&found["total"], &found["items"][0]["code"]), (&json!(2), &json!("1.001193")), "{found}");
    // 2.000986 ended when 3.000722 followed it; 9.000001 is between bodies.
    let all = catalogue::package::BUILTIN.len() - 2;
    assert_eq!(nobody.get("/api/v1/procedures").await.json()["total"], all);
}

pub(crate) async fn one_procedure(world: &World) {
    let shown = world.app.as_nobody().get("/api/v1/procedures/1.013225").await;
    let procedure = shown.assert_status(StatusCode::OK).json();
    assert_eq!((&procedure["code"], &procedure["version"]), (&json!("1.013225"), &json!(1)));
    assert!(procedure["form"]["properties"]["cong_trinh_ten"].is_object(), "the form is there");
    assert!(procedure["components"].as_array().is_some_and(|all| all.len() > 2), "the components are there");
}

pub(crate) async fn sign_in(world: &World) {
    let client = world.app.as_nobody();
    let sent = json!({"login": "mot-cua", "password": PASSWORD});
    let me = post(&client, "/api/v1/session", &sent).await.assert_status(StatusCode::OK).json();
    assert_eq!((&me["kind"], &me["posts"][0]["role"]), (&json!("staff"), &json!("reception")));
    assert!(client.cookie(web::SESSION_COOKIE).is_some(), "the session is a cookie");
    client.get("/api/v1/desk").await.assert_status(StatusCode::OK);
}

pub(crate) async fn sign_out(world: &World) {
    let client = world.app.signed_in("cong-dan-2").await;
    let left = client.send(Method::DELETE, "/api/v1/session", &[], "".into()).await;
    left.assert_status(StatusCode::NO_CONTENT);
    assert!(client.cookie(web::SESSION_COOKIE).is_none(), "the cookie is taken back");
    client.get("/api/v1/me").await.assert_status(StatusCode::UNAUTHORIZED);
}

pub(crate) async fn me(world: &World) {
    let me = world.citizen.get("/api/v1/me").await.assert_status(StatusCode::OK).json();
    assert_eq!((&me["kind"], &me["name"]), (&json!("citizen"), &json!("Nguyễn Thị Hồng Ánh")));
    assert!(me.get("posts").is_none(), "a citizen has no position");
}

/// A household business of Tam Nông taken down at the counter of Việt Trì.
async fn received_away(world: &World) -> String {
    let today = testkit::app::morning().date();
    let code = "H44.142".parse().expect("a code");
    let unit = world.app.db.read(move |rx| organisation::unit_by_code(rx, &code, today)).await;
    let competent = unit.expect("the database answers").expect("Tam Nông is in the demo data").id;
    let body = json!({
        "procedure": "1.001612", "case": "ca-nhan", "competent": competent.to_string(),
        "applicant": {"name": "Nguyễn Thị Hồng Ánh", "identified": "card", "return_at": "receiving"},
        "papers": [{"component": "giay-de-nghi"}],
        "answers": {
            "nop_tu_cach": "chu-ho", "chu_ho_ho_ten": "Nguyễn Thị Hồng Ánh", "chu_ho_ngay_sinh": "1990-04-12", "chu_ho_gioi_tinh": "nu",
            "chu_ho_so_dinh_danh": "025190001234", "chu_ho_lien_lac": "Tổ 5", "ten_rieng": "Hồng Ánh", "tru_so_dia_chi": "Khu 3",
            "tru_so_xa": "Xã Tam Nông", "tru_so_tinh": "Phú Thọ", "tru_so_quyen": "nha-minh", "dia_diem_khac_co": false,
            "thue_dia_chi_khac": false, "nganh_chinh": "Bán lẻ", "nganh_dieu_kien": false, "von": 50000000, "lao_dong": 1,
            "bat_dau": "2026-12-01", "bhxh": false, "cam_ket": true,
        },
    });
    let filed = post(&world.clerk, "/api/v1/counter/dossiers", &body).await;
    filed.assert_status(StatusCode::CREATED).json()["id"].as_str().expect("an identifier").to_owned()
}

pub(crate) async fn hand_over(world: &World) {
    let id = received_away(world).await;
    act(&world.clerk, &id, "handover", json!({"way": "out"})).await.assert_status(StatusCode::NO_CONTENT);
    let seen = world.clerk.get(&format!("/api/v1/dossiers/{id}")).await.json();
    assert_eq!(seen["handovers"], json!(["out: pending"]));
}

pub(crate) async fn answer_handover(world: &World) {
    let id = received_away(world).await;
    act(&world.clerk, &id, "handover", json!({"way": "out"})).await.assert_status(StatusCode::NO_CONTENT);
    let there = world.app.signed_in("mot-cua-tam-nong").await;
    act(&there, &id, "handover-answer", json!({"way": "out"})).await.assert_status(StatusCode::NO_CONTENT);
    let seen = there.get(&format!("/api/v1/dossiers/{id}")).await.json();
    assert_eq!(seen["handovers"], json!(["out: acknowledged"]));
}
