//! The main job through the front door: a citizen files a construction permit online, the one-stop unit receives it, it
//! goes through its steps to a result, and the result is handed over; everybody sees where it stands.

use axum::http::{Method, StatusCode};
use base::Role;
use serde_json::json;
use testkit::walk::{revision, step};
use testkit::{Client, Filing, TestApp, Upload};

const PERMIT: &str = "1.013225";

/// Files a permit; its identifier.
async fn file(citizen: &Client) -> String {
    Filing::sample(PERMIT).online(citizen).await
}

/// The case officer of the demo data, as the head is offered them.
async fn person(head: &Client, id: &str) -> String {
    let page = head.get(&format!("/can-bo/ho-so/{id}")).await;
    let html = page.html();
    let offered = html.all("option").find(|option| option.text.contains("Lê Đức Thành"));
    offered
        .and_then(|option| option.attribute("value").map(str::to_owned))
        .expect("the case officer is offered")
}

testkit::both_engines! {
    async fn a_permit_goes_from_submission_to_the_hand_over_of_its_result(app: TestApp) {
        let citizen = app.as_citizen().await;
        let id = file(&citizen).await;
        citizen.get(&format!("/ho-so/{id}/da-nop")).await.assert_status(StatusCode::OK).assert_says("8 giờ làm việc");
        citizen.get("/ho-so").await.assert_says("Chờ tiếp nhận");

        let clerk = app.as_role(Role::Reception).await;
        clerk.get("/can-bo?hang=cho-tiep-nhan").await.assert_says("Nguyễn Thị Hồng Ánh");
        let seen = revision(&clerk, &id).await;
        let received = clerk.post(&format!("/can-bo/ho-so/{id}/tiep-nhan"), &[("revision", &seen)]).await;
        received.assert_status(StatusCode::SEE_OTHER);
        let receipt = clerk.follow(received).await;
        receipt.assert_status(StatusCode::OK);
        receipt.assert_says("Giấy tiếp nhận hồ sơ và hẹn trả kết quả").assert_says("7 ngày làm việc");
        receipt.assert_says("261118-0001").assert_says("17:00 thứ Hai, 30/11/2026").assert_says("Ngày Văn hóa Việt Nam");

        step(&clerk, &id, "chuyen", &[]).await.assert_status(StatusCode::SEE_OTHER);
        let head = app.as_role(Role::Head).await;
        let in_charge = person(&head, &id).await;
        step(&head, &id, "phan-cong", &[]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Chọn người thụ lý");
        step(&head, &id, "phan-cong", &[("person", &in_charge)]).await.assert_status(StatusCode::SEE_OTHER);
        let officer = app.as_role(Role::CaseOfficer).await;
        officer.get("/can-bo?hang=cua-toi").await.assert_says("Nguyễn Thị Hồng Ánh");
        step(&officer, &id, "trinh-cap", &[("note", "Đủ điều kiện.")]).await.assert_status(StatusCode::SEE_OTHER);
        step(&head, &id, "trinh-ky", &[]).await.assert_status(StatusCode::SEE_OTHER);
        let signatory = app.as_role(Role::Signatory).await;
        step(&signatory, &id, "ky", &[]).await.assert_status(StatusCode::SEE_OTHER);
        let registrar = app.as_role(Role::Registrar).await;
        let empty = step(&registrar, &id, "phat-hanh", &[]).await;
        empty.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Nhập số, ký hiệu của kết quả");
        let result = [("result_number", "12/GPXD"), ("result_date-ngay", "18"), ("result_date-thang", "11"), ("result_date-nam", "2026")];
        step(&registrar, &id, "phat-hanh", &result).await.assert_status(StatusCode::SEE_OTHER);
        citizen.get(&format!("/ho-so/{id}")).await.assert_says("Đã có kết quả").assert_says("12/GPXD");
        clerk.get("/can-bo?hang=cho-tra-ket-qua").await.assert_says("Nguyễn Thị Hồng Ánh");
        step(&clerk, &id, "tra-ket-qua", &[("recipient", "Nguyễn Thị Hồng Ánh")]).await.assert_status(StatusCode::SEE_OTHER);
        citizen.get(&format!("/ho-so/{id}")).await.assert_says("Đã trả kết quả");
    }

    async fn what_was_answered_is_shown_before_it_is_sent(app: TestApp) {
        let citizen = app.as_citizen().await;
        let filing = Filing::sample(PERMIT);
        let first = filing.begin(&citizen).await;
        let papers = filing.answer(&citizen, &first).await;
        let page = citizen.get(&papers.replace("/giay-to", "/kiem-tra")).await;
        page.assert_status(StatusCode::OK).assert_says("Nhà ở gia đình").assert_says("120,5 m²").assert_says("05/03/2020");
    }

    async fn an_officer_takes_a_dossier_down_at_the_counter(app: TestApp) {
        let clerk = app.as_role(Role::Reception).await;
        clerk.get("/quay").await.assert_status(StatusCode::OK).assert_says("xây dựng");
        let address = format!("/quay/{PERMIT}");
        let empty = clerk.post(&address, &[("case", "nha-o")]).await;
        empty.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Nhập họ và tên người nộp hồ sơ");
        let mut filing = Filing::sample(PERMIT);
        filing.papers.push("000.00.00.G17-KQ002695".to_owned());
        let taken = filing.at_counter(&clerk).await;
        taken.assert_status(StatusCode::SEE_OTHER);
        clerk.follow(taken).await.assert_says("261118-0001").assert_says("Bản giấy nộp tại quầy");
    }

    /// The national catalogue publishes the confirmation of residence for the online channel only.
    async fn the_counter_offers_only_what_is_taken_at_a_counter(app: TestApp) {
        let clerk = app.as_role(Role::Reception).await;
        let offered = clerk.get("/quay").await;
        offered.assert_says("/quay/1.013225").assert_says("/quay/1.001193").assert_says_not("1.010041");
        let online_only = clerk.get("/quay/1.010041").await;
        online_only.assert_status(StatusCode::CONFLICT).assert_says("không nhận hồ sơ theo hình thức “Trực tiếp tại Bộ phận Một cửa”");
        clerk.post("/quay/1.010041", &[("case", "co-trong-csdl")]).await.assert_status(StatusCode::CONFLICT);
    }

    async fn a_refused_dossier_says_why_and_stays_refused(app: TestApp) {
        let citizen = app.as_citizen().await;
        let id = file(&citizen).await;
        let clerk = app.as_role(Role::Reception).await;
        let seen = revision(&clerk, &id).await;
        let address = format!("/can-bo/ho-so/{id}/tu-choi");
        let empty = clerk.post(&address, &[("revision", &seen), ("reason", "Thiếu bản vẽ.")]).await;
        empty.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Nhập căn cứ").assert_says("Thiếu bản vẽ.");
        let said = [("revision", seen.as_str()), ("reason", "Thiếu bản vẽ."), ("citation", "Điều 55 NĐ 175/2024/NĐ-CP")];
        clerk.post(&address, &said).await.assert_status(StatusCode::SEE_OTHER);
        citizen.get(&format!("/ho-so/{id}")).await.assert_says("Thiếu bản vẽ.").assert_says("Điều 55");
        let receive = format!("/api/v1/dossiers/{id}/reception");
        let late = clerk.json(Method::POST, &receive, &json!({"revision": 2})).await;
        late.assert_status(StatusCode::CONFLICT);
        assert_eq!(late.json()["code"], "dossier.illegal-act");
    }

    async fn a_stale_page_is_a_conflict_that_shows_what_changed(app: TestApp) {
        let id = file(&app.as_citizen().await).await;
        let clerk = app.as_role(Role::Reception).await;
        let seen = revision(&clerk, &id).await;
        let address = format!("/can-bo/ho-so/{id}/tiep-nhan");
        clerk.post(&address, &[("revision", &seen)]).await.assert_status(StatusCode::SEE_OTHER);
        let stale = clerk.post(&format!("/can-bo/ho-so/{id}/buoc"), &[("revision", &seen), ("action", "chuyen"), ("note", "ghi chú của tôi")]).await;
        stale.assert_status(StatusCode::CONFLICT).assert_says("Hồ sơ vừa thay đổi").assert_says("Tiếp nhận hồ sơ");
        assert!(stale.text().contains("ghi chú của tôi"), "what was typed stays");
    }

    async fn somebody_elses_dossier_does_not_exist(app: TestApp) {
        let id = file(&app.as_citizen().await).await;
        let other = app.signed_in("cong-dan-2").await;
        for path in [format!("/ho-so/{id}"), format!("/ho-so/{id}/da-nop"), format!("/ho-so/{id}/tep/0"), format!("/api/v1/dossiers/{id}")] {
            other.get(&path).await.assert_status(StatusCode::NOT_FOUND);
        }
        let elsewhere = app.signed_in("mot-cua-tam-nong").await;
        elsewhere.get(&format!("/can-bo/ho-so/{id}")).await.assert_status(StatusCode::NOT_FOUND);
    }

    async fn what_a_citizen_types_wrong_is_said_beside_the_field_and_kept(app: TestApp) {
        let citizen = app.as_citizen().await;
        let page = Filing::sample(PERMIT).begin(&citizen).await;
        let wrong = citizen.post(&page, &[("applicant.name", ""), ("applicant.number", "12"), ("applicant.phone", "xyz")]).await;
        wrong.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("12 chữ số");
        assert!(wrong.text().contains("value=\"xyz\""), "typed values stay");
        assert!(wrong.html().first("div.summary").is_some(), "a summary stands first");
        let papers = page.replace("/nguoi-nop", "/giay-to");
        let text = Upload { field: "papers.G17-KQ003215", name: "a.pdf", mime: "application/pdf", bytes: b"not a pdf" };
        citizen.upload(&papers, &[("component", "G17-KQ003215")], &[text]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        let check = citizen.post(&page.replace("/nguoi-nop", "/kiem-tra"), &[("confirm", "co")]).await;
        check.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Còn thiếu giấy tờ");
    }

    async fn what_a_program_sends_wrong_is_refused(app: TestApp) {
        let citizen = app.as_citizen().await;
        let unknown = json!({
            "procedure": "1.000000", "case": "x", "competent": "00000000-0000-7000-8000-000000000000",
            "applicant": {"name": "A"}, "answers": {}
        });
        let headers = [("content-type", "application/json")];
        citizen.json(Method::POST, "/api/v1/dossiers", &unknown).await.assert_status(StatusCode::NOT_FOUND);
        let wrong_type = citizen.send(Method::POST, "/api/v1/dossiers", &[("content-type", "text/plain")], "x".into()).await;
        wrong_type.assert_status(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        let huge = citizen.send(Method::POST, "/api/v1/dossiers", &headers, "x".repeat(3_000_000).into()).await;
        huge.assert_status(StatusCode::PAYLOAD_TOO_LARGE);
    }
}
