//! Who files and for whom: every kind of owner, online and at the counter, with the paper that the right to file needs, and the
//! card that a scanner reads.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::walk::{assert_ledger_holds, id_of, receive, revision, step};
use testkit::{Client, Filing, TestApp};

const BIRTH: &str = "1.001193";
const PERMIT: &str = "1.013225";
/// The text of a card of 2024: more parts than one of 2021.
const CARD: &str =
    "025190001234||Nguyễn Thị Hồng Ánh|12041990|Nữ|Tổ 5, phường Việt Trì, tỉnh Phú Thọ|10072024||Trần Thị Tư";

/// One owner as a form is typed.
fn owner(filing: Filing, acting: &str, kind: &str, more: &[(&str, &str)]) -> Filing {
    let filing = filing.with("applicant.acting", acting).with("applicant.people.0.kind", kind);
    more.iter().fold(filing, |filing, (name, text)| filing.with(&format!("applicant.people.0.{name}"), text))
}

/// The permit as it is taken down at the counter, with its form on paper.
fn permit() -> Filing {
    let mut filing = Filing::sample(PERMIT);
    filing.papers.push("000.00.00.G17-KQ002695".into());
    filing
}

fn newborn() -> Filing {
    owner(
        Filing::sample(BIRTH),
        "parent",
        "newborn",
        &[
            ("name", "Trần Gia Bảo"),
            ("born-ngay", "10"),
            ("born-thang", "11"),
            ("born-nam", "2026"),
            ("sex", "nam"),
        ],
    )
}

async fn shown(client: &Client, id: &str) -> Value {
    client.get(&format!("/api/v1/dossiers/{id}")).await.assert_status(StatusCode::OK).json()
}

/// What an officer does to a dossier on a page of its own.
async fn act(officer: &Client, id: &str, end: &str, typed: &[(&str, &str)]) {
    let now = revision(officer, id).await;
    let fields: Vec<_> = std::iter::once(("revision", now.as_str())).chain(typed.iter().copied()).collect();
    officer.post(&format!("/can-bo/ho-so/{id}/{end}"), &fields).await.assert_status(StatusCode::SEE_OTHER);
}

/// Citizen and officer read the same on a slip.
async fn assert_slip(citizen: &Client, officer: &Client, id: &str, slip: &str, lines: &[&str]) {
    for (who, address) in
        [(citizen, format!("/ho-so/{id}/{slip}")), (officer, format!("/can-bo/ho-so/{id}/{slip}"))]
    {
        let page = who.get(&address).await;
        page.assert_status(StatusCode::OK);
        for line in lines {
            page.assert_says(line);
        }
    }
}

/// Boxes with what is typed into them.
type Typed = &'static [(&'static str, &'static str)];

testkit::both_engines! {
    async fn a_mother_files_for_her_newborn(app: TestApp) {
        let citizen = app.as_citizen().await;
        let id = newborn().online(&citizen).await;
        let seen = shown(&citizen, &id).await;
        assert_eq!((seen["acting"].as_str(), seen["identified"].as_str()), (Some("parent"), Some("account")));
        assert_eq!(seen["people"][0]["name"].as_str(), Some("Trần Gia Bảo"));
        let clerk = app.signed_in("mot-cua").await;
        let page = clerk.get(&format!("/can-bo/ho-so/{id}")).await;
        page.assert_says("Trẻ em chưa có số định danh").assert_says("Cho con tôi, hoặc người tôi giám hộ");
        clerk.get("/can-bo/tim?tu=tran+gia+bao").await.assert_says("Trần Gia Bảo (người nộp: Nguyễn Thị Hồng Ánh)");
        let stream = dossier::events::stream(id.parse().expect("an identifier"));
        let history = app.db.read(move |rx| ledger::history(rx, &stream)).await.expect("the ledger is read");
        let told = serde_json::to_string(&history[0].read::<dossier::events::Submitted>().expect("reads")).expect("JSON");
        assert!(!told.contains("Bảo") && !told.contains("Ánh"), "no name in the ledger: {told}");
        assert!(told.contains("parent") && told.contains("account"), "{told}");
        assert_ledger_holds(&app).await;
    }

    /// The forms of the State name the child beside the mother who filed, whoever prints them.
    async fn every_slip_names_the_owner_beside_whoever_filed(app: TestApp) {
        let (citizen, clerk) = (app.as_citizen().await, app.signed_in("mot-cua").await);
        let both = ["Hồ sơ của Trần Gia Bảo", "Người nộp hồ sơ Nguyễn Thị Hồng Ánh"];
        let refused = newborn().online(&citizen).await;
        let why = [("reason", "Giấy chứng sinh của trẻ khác."), ("citation", "Điều 16 Luật Hộ tịch")];
        act(&clerk, &refused, "tu-choi", &why).await;
        assert_slip(&citizen, &clerk, &refused, "phieu-tu-choi", &both).await;

        let id = newborn().online(&citizen).await;
        receive(&clerk, &id).await.assert_status(StatusCode::SEE_OTHER);
        act(&clerk, &id, "yeu-cau-bo-sung", &[("what-000.00.00.G15-KQ004389", "Ảnh bị mờ.")]).await;
        assert_slip(&citizen, &clerk, &id, "phieu-bo-sung", &both).await;
        let now: i64 = revision(&clerk, &id).await.parse().expect("a number");
        let gives = json!({"revision": now, "papers": [{"component": "000.00.00.G15-KQ004389"}]});
        clerk.json(Method::POST, &format!("/api/v1/dossiers/{id}/supplement"), &gives).await.assert_status(StatusCode::OK);
        step(&clerk, &id, "chuyen", &[]).await.assert_status(StatusCode::SEE_OTHER);
        let head = app.signed_in("lanh-dao").await;
        let later = [("day-ngay", "20"), ("day-thang", "11"), ("day-nam", "2026"), ("reason", "Chờ xác minh nơi sinh.")];
        act(&head, &id, "hen-lai", &later).await;
        assert_slip(&citizen, &head, &id, "van-ban-xin-loi", &["Kính gửi: Nguyễn Thị Hồng Ánh", "(chủ hồ sơ: Trần Gia Bảo)"]).await;
        citizen.get(&format!("/ho-so/{id}")).await.assert_says("20/11/2026, 17:00 Hẹn lại, kèm văn bản xin lỗi");
        act(&head, &id, "dung", &why).await;
        assert_slip(&citizen, &head, &id, "thong-bao-dung", &both).await;

        let own = Filing::sample(BIRTH).online(&citizen).await;
        act(&clerk, &own, "tu-choi", &why).await;
        assert_slip(&citizen, &clerk, &own, "phieu-tu-choi", &["Hồ sơ của Nguyễn Thị Hồng Ánh Địa chỉ"]).await;
    }

    async fn what_is_typed_for_an_owner_is_saved_and_asked_again(app: TestApp) {
        let citizen = app.as_citizen().await;
        let filing = newborn();
        let first = filing.begin(&citizen).await;
        let whom = citizen.post(&first, &filing.fields()).await.location().to_owned();
        assert!(whom.ends_with("/nop-cho-ai"), "{whom}");
        citizen.post(&whom, &[]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Chọn hồ sơ này nộp cho ai");
        let people = citizen.post(&whom, &[("applicant.acting", "parent")]).await.location().to_owned();
        assert!(people.ends_with("/chu-ho-so"), "{people}");
        citizen.post(&people, &[]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        let kind = citizen.post(&people, &[("applicant.people.0.kind", "newborn")]).await;
        assert_eq!(kind.assert_status(StatusCode::SEE_OTHER).location(), people, "what is asked follows the kind");
        citizen.get(&people).await.assert_says("Ngày sinh").assert_says_not("Số định danh cá nhân");
        let wrong = [("applicant.people.0.kind", "newborn"), ("applicant.people.0.name", "Trần Gia Bảo"), ("applicant.people.0.born-ngay", "31"), ("applicant.people.0.born-thang", "2"), ("applicant.people.0.born-nam", "2026")];
        let wrong = citizen.post(&people, &wrong).await;
        wrong.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Nhập ngày sinh gồm ngày, tháng, năm");
        assert!(wrong.text().contains("value=\"31\""), "what was typed stays");
        let other = app.as_citizen().await;
        assert!(other.get(&people).await.text().contains("Trần Gia Bảo"), "resumed on another device");
        let stranger = app.as_other_citizen().await;
        for page in [&whom, &people] {
            stranger.get(page).await.assert_status(StatusCode::NOT_FOUND);
            stranger.post(page, &[("applicant.acting", "self")]).await.assert_status(StatusCode::NOT_FOUND);
        }
        let more = citizen.post(&people, &[("applicant.people.0.kind", "newborn"), ("act", "add-person")]).await;
        more.assert_status(StatusCode::SEE_OTHER);
        citizen.get(&people).await.assert_says("Người thứ 2");
        let less = citizen.post(&people, &[("applicant.people.0.kind", "newborn"), ("applicant.people.1.kind", "citizen"), ("act", "drop-person-0")]).await;
        less.assert_status(StatusCode::SEE_OTHER);
        citizen.get(&people).await.assert_says_not("Người thứ 2").assert_says("Số định danh cá nhân");
    }

    async fn each_kind_of_owner_is_filed_for_at_the_counter(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let cases: [(&str, &str, Typed); 6] = [
            ("parent", "citizen", &[("name", "Trần Minh Khôi"), ("born-ngay", "1"), ("born-thang", "2"), ("born-nam", "2012")]),
            ("representative", "household", &[("name", "Hộ ông Trần Văn Bình"), ("head", "Trần Văn Bình")]),
            ("representative", "community", &[("name", "Cộng đồng dân cư khu 5"), ("head", "Lê Văn Tư")]),
            ("representative", "state-agency", &[("name", "Trường Tiểu học Gia Cẩm"), ("number", "H44.101.15")]),
            ("representative", "enterprise", &[("name", "Công ty TNHH Hoa Sen"), ("number", "0100109106-001")]),
            ("kin", "deceased", &[("name", "Lê Văn Năm"), ("died-ngay", "1"), ("died-thang", "11"), ("died-nam", "2026")]),
        ];
        for (acting, kind, more) in cases {
            let filing = owner(permit(), acting, kind, more).with("applicant.phone", "").with("applicant.identified", "card");
            let filed = filing.at_counter(&clerk).await;
            let receipt = filed.assert_status(StatusCode::SEE_OTHER).location().to_owned();
            let paper = clerk.get(&receipt).await;
            paper.assert_says(more[0].1).assert_says("Nguyễn Thị Hồng Ánh").assert_says("Bằng giấy tại nơi tiếp nhận");
            let page = clerk.get(&format!("/can-bo/ho-so/{}", id_of(&receipt))).await;
            page.assert_says("Xem thẻ căn cước");
        }
        let stranger = owner(permit(), "mandate", "foreigner", &[("name", "Khamla"), ("number", "P1234567"), ("nationality", "Lào")]);
        let refused = stranger.at_counter(&clerk).await;
        refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Thủ tục này không áp dụng cho").assert_says("Doanh nghiệp");
        assert_ledger_holds(&app).await;
    }

    async fn a_mandate_needs_its_paper(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let mut filing = owner(permit(), "mandate", "citizen", &[("name", "Trần Văn Bình"), ("number", "025088004321")]);
        let bare = filing.at_counter(&clerk).await;
        bare.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Còn thiếu giấy tờ: Văn bản ủy quyền nộp hồ sơ.");
        filing.papers.push("van-ban-uy-quyen".into());
        let filed = filing.at_counter(&clerk).await;
        let receipt = clerk.get(filed.assert_status(StatusCode::SEE_OTHER).location()).await;
        receipt.assert_says("Văn bản ủy quyền nộp hồ sơ");
        let citizen = app.as_citizen().await;
        filing.papers.retain(|paper| paper != "000.00.00.G17-KQ002695");
        let online = filing.online(&citizen).await;
        citizen.get(&format!("/ho-so/{online}")).await.assert_says("Văn bản ủy quyền nộp hồ sơ").assert_says("Trần Văn Bình");
        let alone = Filing { papers: filing.papers.clone(), ..permit() };
        alone.at_counter(&clerk).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("không thuộc thành phần hồ sơ");
    }

    async fn several_people_share_a_dossier_and_each_is_found(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let filing = owner(permit(), "self", "citizen", &[("role", "owner"), ("name", "Đỗ Đình Đức")])
            .with("applicant.people.1.role", "beneficiary").with("applicant.people.1.kind", "citizen").with("applicant.people.1.name", "Đặng Thị Đào");
        let filed = filing.at_counter(&clerk).await;
        let receipt = clerk.get(filed.assert_status(StatusCode::SEE_OTHER).location()).await;
        receipt.assert_says("Nguyễn Thị Hồng Ánh; Đỗ Đình Đức").assert_says_not("Đặng Thị Đào");
        for words in ["hong+anh", "do+dinh+duc", "dang+thi+dao"] {
            clerk.get(&format!("/can-bo/tim?tu={words}")).await.assert_says("Nguyễn Thị Hồng Ánh và 1 người nữa");
        }
    }

    async fn the_card_fills_the_fields_and_the_way_is_recorded(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let address = format!("/quay/{PERMIT}");
        for (text, says) in [
            ("khong phai the", "không có dấu | ngăn các phần"),
            ("025190001234||Nguyễn Thị Hồng Ánh", "có 3 phần"),
            ("02519000123||Nguyễn Thị Hồng Ánh|12041990|Nữ|Tổ 5|10072024", "phần 1 (số định danh)"),
        ] {
            let bad = clerk.post(&address, &[("act", "card"), ("card", text), ("applicant.phone", "0912345678")]).await;
            bad.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says(says);
            assert!(bad.text().contains("0912345678"), "what was typed stays");
        }
        let read = clerk.post(&address, &[("act", "card"), ("card", CARD), ("applicant.phone", "0912345678")]).await;
        read.assert_status(StatusCode::OK).assert_says("Thẻ của Nguyễn Thị Hồng Ánh");
        for value in ["value=\"Nguyễn Thị Hồng Ánh\"", "value=\"025190001234\"", "value=\"Tổ 5, phường Việt Trì, tỉnh Phú Thọ\"", "value=\"1990\"", "value=\"0912345678\""] {
            assert!(read.text().contains(value), "{value}");
        }
        let owner_card = CARD.replace("Hồng Ánh", "Hồng Vân").replace("025190001234", "025190004321");
        let owner_read = clerk.post(&address, &[("act", "card-owner"), ("card", &owner_card), ("applicant.acting", "mandate")]).await;
        owner_read.assert_status(StatusCode::OK).assert_says("Thẻ của Nguyễn Thị Hồng Vân");
        assert!(owner_read.text().contains("value=\"025190004321\""), "the owner's number");
        let filing = permit().with("applicant.identified", "card-qr").with("applicant.card", CARD);
        let other = filing.clone().with("applicant.number", "025190001235").at_counter(&clerk).await;
        other.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("khác với thẻ vừa quét");
        let receipt = filing.at_counter(&clerk).await.assert_status(StatusCode::SEE_OTHER).location().to_owned();
        let id = id_of(&receipt);
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Quét mã QR trên thẻ căn cước");
        assert_eq!(shown(&clerk, &id).await["identified"].as_str(), Some("card-qr"));
        let claimed = filing.with("applicant.identified", "account").at_counter(&clerk).await;
        claimed.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("chọn cách đã xem giấy tờ");
    }

    async fn a_number_that_looks_wrong_is_shown_and_refuses_nobody(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let filing = permit().with("applicant.number", "003390001234").with("applicant.sex", "nam");
        let receipt = filing.at_counter(&clerk).await.assert_status(StatusCode::SEE_OTHER).location().to_owned();
        let page = clerk.get(&format!("/can-bo/ho-so/{}", id_of(&receipt))).await;
        page.assert_says("Cần đối chiếu giấy tờ").assert_says("không phải mã tỉnh").assert_says("giới tính trong số định danh khác");
    }

    async fn a_program_files_for_others_in_the_same_shape(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let bad = json!({
            "procedure": PERMIT, "case": "nha-o", "competent": "00000000-0000-7000-8000-000000000000", "answers": {},
            "applicant": { "name": "Trần Văn Bình", "acting": "representative", "people": [{ "kind": "enterprise", "name": "Công ty", "number": "0100109107" }, { "kind": "dragon" }] },
        });
        let refused = clerk.json(Method::POST, "/api/v1/counter/dossiers", &bad).await;
        let text = refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY).text();
        for field in ["applicant.people.0.number", "applicant.people.1.kind"] {
            assert!(text.contains(field), "{field}: {text}");
        }
    }
}
