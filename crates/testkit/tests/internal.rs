//! Procedures between bodies (thủ tục hành chính nội bộ): one body files with another, follows it, gives what is asked for; people see
//! nothing of it, and it stands in no table of what people file.

use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::filing::between_bodies;
use testkit::walk::{assert_ledger_holds, field, id_of, receive, result, revision, step, told, walk};
use testkit::{Client, Reply, TestApp, Upload};

const CODE: &str = "9.000001";
const PAGE: &str = "/can-bo/noi-bo/9.000001";
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// The identifier that a page offers for the body of this name.
fn body(page: &Reply, name: &str) -> String {
    let html = page.html();
    let found = html.all("option").find(|option| option.text.contains(name));
    found.and_then(|option| option.attribute("value")).unwrap_or_else(|| panic!("no {name}")).to_owned()
}

/// What is typed into the page, but for the body that decides.
fn typed<'a>() -> Vec<(&'a str, &'a str)> {
    vec![
        ("so_van_ban", "45/UBND-TP"),
        ("ho_ten", "Trần Văn Nam"),
        ("ngay_sinh-ngay", "2"),
        ("ngay_sinh-thang", "3"),
        ("ngay_sinh-nam", "1990"),
        ("thuong_tru_tu", "từ tháng 5/2012 đến tháng 8/2019"),
        ("noi_dung", "Có đăng ký kết hôn tại xã trong thời gian trên không."),
    ]
}

fn letter(field: &str) -> Upload<'_> {
    Upload { field, name: "de-nghi.pdf", mime: "application/pdf", bytes: PDF }
}

/// Sends the page of Tam Nông to Việt Trì with a letter.
async fn filed(clerk: &Client) -> String {
    let page = clerk.get(PAGE).await;
    let (to, request, version) =
        (body(&page, "phường Việt Trì"), field(&page, "request"), field(&page, "version"));
    let mut fields = typed();
    fields.extend([("competent", to.as_str()), ("request", &request), ("version", &version)]);
    let sent = clerk.upload(PAGE, &fields, &[letter("paper-van-ban-de-nghi")]).await;
    sent.assert_status(StatusCode::SEE_OTHER);
    id_of(sent.location())
}

testkit::both_engines! {
    async fn one_body_asks_another_answers(app: TestApp) {
        let (asking, clerk) = (app.signed_in("mot-cua-tam-nong").await, app.signed_in("mot-cua").await);
        asking.get("/can-bo/noi-bo").await.assert_says("Xác minh tình trạng hôn nhân cho cơ quan khác").assert_says("Chưa có hồ sơ nào");
        let id = filed(&asking).await;
        asking.get(&format!("/ho-so/{id}")).await.assert_says("Ủy ban nhân dân phường Việt Trì").assert_says("de-nghi.pdf");
        clerk.get("/can-bo?hang=cho-tiep-nhan").await.assert_says("Ủy ban nhân dân xã Tam Nông (người nộp:");
        receive(&clerk, &id).await.assert_status(StatusCode::SEE_OTHER);
        let slip = asking.get(&format!("/ho-so/{id}/giay-tiep-nhan")).await;
        slip.assert_says("Trên hệ thống, ngay khi có kết quả").assert_says_not("Bằng giấy tại nơi tiếp nhận");
        asking.get(&format!("/ho-so/{id}")).await.assert_says("3 ngày làm việc").assert_says("Hẹn trả");

        // Papers are asked for and given.
        let now = revision(&clerk, &id).await;
        let ask = [("revision", now.as_str()), ("what-van-ban-de-nghi", "Văn bản chưa ký.")];
        clerk.post(&format!("/can-bo/ho-so/{id}/yeu-cau-bo-sung"), &ask).await.assert_status(StatusCode::SEE_OTHER);
        asking.get("/can-bo/noi-bo").await.assert_says("Cần bổ sung giấy tờ");
        let page = format!("/ho-so/{id}/bo-sung");
        let shown = asking.get(&page).await;
        shown.assert_says("Văn bản chưa ký.");
        let (request, seen) = (field(&shown, "request"), field(&shown, "revision"));
        let on_paper = json!({"revision": seen.parse::<i64>().expect("a number"), "papers": [{"component": "van-ban-de-nghi"}]});
        let refused = asking.json(Method::POST, &format!("/api/v1/dossiers/{id}/supplement"), &on_paper).await;
        refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("cần tệp đính kèm");
        let sent = asking.upload(&page, &[("request", &request), ("revision", &seen)], &[letter("paper-van-ban-de-nghi")]).await;
        sent.assert_leads_to(&format!("/ho-so/{id}"));

        walk(&app, &id, &[
            ("mot-cua", "chuyen", vec![]),
            ("chuyen-vien-vhxh", "trinh-tra-loi", vec![]),
            ("ky-duyet", "ky", vec![]),
            ("van-thu", "phat-hanh", result("46/UBND-VP")),
        ]).await;
        asking.get(&format!("/ho-so/{id}")).await.assert_says("46/UBND-VP").assert_says("Văn bản trả lời kết quả xác minh").assert_says("Đã trả kết quả");
        let kinds = told(&app, &id).await;
        assert_eq!(kinds.first().map(String::as_str), Some("submitted.1"), "{kinds:?}");
        assert!(kinds.contains(&"supplemented.1".to_owned()), "{kinds:?}");
        assert_ledger_holds(&app).await;
    }

    async fn what_was_typed_stays_until_it_is_right(app: TestApp) {
        let asking = app.signed_in("mot-cua-tam-nong").await;
        let page = asking.get(PAGE).await;
        page.assert_says("Cơ quan đề nghị: Ủy ban nhân dân xã Tam Nông");
        assert!(page.html().all("option").all(|option| !option.text.contains("xã Tam Nông")), "nobody asks themselves");
        let request = field(&page, "request");
        let mut fields = typed();
        fields.retain(|(name, _)| *name != "ho_ten");
        fields.push(("request", &request));
        let refused = asking.upload(PAGE, &fields, &[letter("paper-van-ban-de-nghi")]).await;
        refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Chọn cơ quan giải quyết. Mời").assert_says("de-nghi.pdf");
        assert_eq!(field(&refused, "so_van_ban"), "45/UBND-TP");
        let to = body(&refused, "phường Việt Trì");
        let kept = refused.html().all("input").find(|it| it.attribute("name") == Some("kept")).and_then(|it| it.attribute("value").map(str::to_owned)).expect("the file is kept");
        fields.extend([("competent", to.as_str()), ("kept", &kept)]);
        let again = asking.upload(PAGE, &fields, &[]).await;
        again.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Họ, chữ đệm, tên");
        fields.push(("ho_ten", "Trần Văn Nam"));
        let sent = asking.upload(PAGE, &fields, &[]).await;
        sent.assert_status(StatusCode::SEE_OTHER);
        // A second press of the same button answers with the same dossier.
        asking.upload(PAGE, &fields, &[]).await.assert_leads_to(sent.location());
        let without = asking.upload(PAGE, &[("competent", &to), ("so_van_ban", "1"), ("ho_ten", "An Binh")], &[]).await;
        without.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Văn bản đề nghị xác minh");
    }

    async fn people_and_other_bodies_see_nothing_of_it(app: TestApp) {
        let asking = app.signed_in("mot-cua-tam-nong").await;
        let id = filed(&asking).await;
        let (nobody, citizen) = (app.as_nobody(), app.as_citizen().await);
        let (other, admin) = (app.signed_in("mot-cua").await, app.signed_in("quan-tri").await);
        for path in [format!("/thu-tuc/{CODE}"), format!("/api/v1/procedures/{CODE}"), format!("/thu-tuc/{CODE}/giay-to")] {
            nobody.get(&path).await.assert_status(StatusCode::NOT_FOUND);
        }
        nobody.get("/thu-tuc?tim=xac+minh+tinh+trang").await.assert_says_not(CODE);
        citizen.get(&format!("/nop-ho-so/{CODE}")).await.assert_says_not("Bắt đầu");
        assert_ne!(citizen.get(&format!("/nop-ho-so/{CODE}")).await.status, StatusCode::OK);
        assert_ne!(other.get(&format!("/quay/{CODE}")).await.status, StatusCode::OK);
        citizen.get(PAGE).await.assert_status(StatusCode::FORBIDDEN);
        admin.get(PAGE).await.assert_status(StatusCode::FORBIDDEN);
        citizen.get(&format!("/ho-so/{id}")).await.assert_status(StatusCode::NOT_FOUND);
        // Another body follows nothing that it did not file, though it decides it.
        other.get(&format!("/ho-so/{id}")).await.assert_status(StatusCode::NOT_FOUND);
        other.get("/can-bo/noi-bo").await.assert_says("Chưa có hồ sơ nào");
        let now = revision(&asking, &id).await;
        let wish = [("revision", now.as_str()), ("reason", "Không cần nữa.")];
        other.post(&format!("/ho-so/{id}/rut"), &wish).await.assert_status(StatusCode::NOT_FOUND);
        asking.post(&format!("/ho-so/{id}/rut"), &wish).await.assert_status(StatusCode::SEE_OTHER);
        asking.get(&format!("/ho-so/{id}")).await.assert_says("Hồ sơ đã được rút");
    }

    async fn it_stands_in_no_table_of_what_people_file(app: TestApp) {
        let (asking, clerk) = (app.signed_in("mot-cua-tam-nong").await, app.signed_in("mot-cua").await);
        let id = filed(&asking).await;
        receive(&clerk, &id).await.assert_status(StatusCode::SEE_OTHER);
        let leader = app.signed_in("lanh-dao").await;
        leader.get("/lanh-dao/so-lieu").await.assert_says("Tháng này chưa tiếp nhận hồ sơ nào");
        leader.get("/lanh-dao/bao-cao").await.assert_says_not("Xác minh tình trạng hôn nhân");
        // The body that decides works on it as on every other.
        clerk.get("/quay/so-theo-doi").await.assert_says("Ủy ban nhân dân xã Tam Nông");
        step(&clerk, &id, "chuyen", &[]).await.assert_status(StatusCode::SEE_OTHER);
        app.signed_in("chuyen-vien-vhxh").await.get("/can-bo").await.assert_says("Xác minh tình trạng hôn nhân");
    }

    async fn a_program_files_for_its_body(app: TestApp) {
        let (asking, deciding) = (app.signed_in("mot-cua").await.get(PAGE).await, app.signed_in("mot-cua-tam-nong").await.get(PAGE).await);
        let (to, own) = (body(&asking, "xã Tam Nông"), body(&deciding, "phường Việt Trì"));
        let program = app.program("mot-cua", &["dossier.file-for-body"]).await;
        let letter = program.client.send(Method::POST, "/api/v1/files", &[("content-type", "application/octet-stream")], PDF.into()).await;
        let hash = letter.assert_status(StatusCode::CREATED).json()["hash"].as_str().expect("a hash").to_owned();
        let made = program.client.json(Method::POST, "/api/v1/internal-dossiers", &between_bodies(&json!(to), &json!(hash))).await;
        let id = made.assert_status(StatusCode::CREATED).json()["id"].as_str().expect("an id").to_owned();
        let list = program.client.get("/api/v1/internal-dossiers").await.json();
        assert_eq!((list.as_array().map(Vec::len), &list[0]["id"]), (Some(1), &json!(id)));
        let seen = program.client.get(&format!("/api/v1/dossiers/{id}")).await;
        seen.assert_status(StatusCode::FORBIDDEN);
        let refused = program.client.json(Method::POST, "/api/v1/internal-dossiers", &between_bodies(&json!(own), &json!(hash))).await;
        refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.json()["errors"][0]["field"], "competent");
        let bare = program.client.json(Method::POST, "/api/v1/internal-dossiers", &json!({"procedure": CODE})).await;
        assert!(bare.status.is_client_error());
    }
}
