//! Off territory: three bodies apart. One receives, another decides, a third may have helped; papers and result are handed over and
//! acknowledged, each by name and time.

use axum::http::{Method, StatusCode};
use base::Clock as _;
use serde_json::{Value, json};
use testkit::walk::{assert_ledger_holds, id_of, receive, result, revision, step, told, walk};
use testkit::{Client, Filing, TestApp};

const BUSINESS: &str = "1.001612";
const PERMIT: &str = "1.013225";

/// A household business at Tam Nông.
fn business() -> Filing {
    let typed = [
        ("applicant.name", "Nguyễn Thị Hồng Ánh"),
        ("applicant.number", "025190001234"),
        ("nop_tu_cach", "chu-ho"),
        ("chu_ho_ho_ten", "Nguyễn Thị Hồng Ánh"),
        ("chu_ho_ngay_sinh-ngay", "12"),
        ("chu_ho_ngay_sinh-thang", "4"),
        ("chu_ho_ngay_sinh-nam", "1990"),
        ("chu_ho_gioi_tinh", "nu"),
        ("chu_ho_so_dinh_danh", "025190001234"),
        ("chu_ho_lien_lac", "Tổ 5, phường Việt Trì"),
        ("ten_rieng", "Hồng Ánh"),
        ("tru_so_dia_chi", "Khu 3"),
        ("tru_so_xa", "Xã Tam Nông"),
        ("tru_so_tinh", "Phú Thọ"),
        ("tru_so_quyen", "nha-minh"),
        ("dia_diem_khac_co", "false"),
        ("thue_dia_chi_khac", "false"),
        ("nganh_chinh", "Bán lẻ lương thực"),
        ("nganh_dieu_kien", "false"),
        ("von", "50000000"),
        ("lao_dong", "1"),
        ("bat_dau-ngay", "1"),
        ("bat_dau-thang", "12"),
        ("bat_dau-nam", "2026"),
        ("bhxh", "false"),
        ("cam_ket", "true"),
    ];
    Filing {
        procedure: BUSINESS.into(),
        case: "ca-nhan".into(),
        body: "Việt Trì".into(),
        typed: typed.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec(),
        papers: vec!["giay-de-nghi".into()],
    }
}

/// Taken down at the counter of Việt Trì, after the officer has seen who is competent; its identifier.
async fn received(clerk: &Client, more: &[(&str, &str)]) -> String {
    let filing = more.iter().fold(business(), |filing, (name, text)| filing.with(name, text));
    let warned = filing.at_counter(clerk).await;
    warned
        .assert_status(StatusCode::OK)
        .assert_says("thuộc thẩm quyền của Ủy ban nhân dân xã Tam Nông")
        .assert_says("nơi đây tiếp nhận và chuyển");
    let confirmed = filing.with("away", &testkit::walk::field(&warned, "away"));
    let filed = confirmed.at_counter(clerk).await;
    id_of(filed.assert_status(StatusCode::SEE_OTHER).location())
}

async fn shown(client: &Client, id: &str) -> Value {
    client.get(&format!("/api/v1/dossiers/{id}")).await.assert_status(StatusCode::OK).json()
}

/// Hands over or answers at the page; `fields` beside the direction.
async fn hand(client: &Client, id: &str, end: &str, fields: &[(&str, &str)]) -> testkit::Reply {
    let seen = revision(client, id).await;
    let mut all = vec![("revision", seen.as_str())];
    all.extend_from_slice(fields);
    client.post(&format!("/can-bo/ho-so/{id}/{end}"), &all).await
}

/// The way at Tam Nông from the examination to the signature.
const TO_THE_RESULT: [(&str, &str); 3] =
    [("kinh-te-tam-nong", "trinh-cap"), ("kinh-te-tam-nong", "trinh-ky"), ("chu-tich-tam-nong", "ky")];

/// Received at Việt Trì, handed over, acknowledged and decided at Tam Nông; its identifier.
async fn decided(app: &TestApp, more: &[(&str, &str)]) -> String {
    let (clerk, there) = (app.signed_in("mot-cua").await, app.signed_in("mot-cua-tam-nong").await);
    let id = received(&clerk, more).await;
    hand(&clerk, &id, "ban-giao", &[("way", "out")]).await.assert_status(StatusCode::SEE_OTHER);
    hand(&there, &id, "nhan-ban-giao", &[("way", "out")]).await.assert_status(StatusCode::SEE_OTHER);
    walk(app, &id, &[("mot-cua", "chuyen", vec![])]).await;
    walk(app, &id, &TO_THE_RESULT.map(|(who, action)| (who, action, vec![("note", "Đủ điều kiện.")]))).await;
    walk(app, &id, &[("mot-cua-tam-nong", "phat-hanh", result("18H8001234"))]).await;
    id
}

testkit::both_engines! {
    async fn another_body_receives_hands_over_and_gets_the_result_back(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let there = app.signed_in("mot-cua-tam-nong").await;
        let id = received(&clerk, &[("applicant.helped_by", "Bưu điện Việt Trì")]).await;
        let seen = shown(&clerk, &id).await;
        assert!(seen["number"].as_str().is_some_and(|number| number.starts_with("H44.101-261118-")), "whoever receives numbers it: {seen}");
        assert_eq!((seen["competent"].as_str(), seen["receiving"].as_str(), seen["helped_by"].as_str()), (Some("Ủy ban nhân dân xã Tam Nông"), Some("Ủy ban nhân dân phường Việt Trì"), Some("Bưu điện Việt Trì")));
        let receipt = clerk.get(&format!("/can-bo/ho-so/{id}/giay-tiep-nhan")).await;
        receipt.assert_says("Ủy ban nhân dân xã Tam Nông").assert_says("Ủy ban nhân dân phường Việt Trì").assert_says("Bưu điện Việt Trì");
        let due = seen["due"].clone();
        clerk.get("/can-bo/ban-giao").await.assert_says("Chưa bàn giao").assert_says("Việc của cơ quan ông, bà");
        assert_eq!(hand(&there, &id, "ban-giao", &[("way", "out")]).await.status, StatusCode::CONFLICT, "only the receiving body hands over");
        hand(&clerk, &id, "ban-giao", &[("way", "out"), ("note", "Giấy đề nghị có chữ ký.")]).await.assert_status(StatusCode::SEE_OTHER);
        assert_eq!(hand(&clerk, &id, "ban-giao", &[("way", "out")]).await.status, StatusCode::CONFLICT, "one waits already");
        there.get("/can-bo/ban-giao").await.assert_says("Chờ xác nhận");
        there.get(&format!("/can-bo/ho-so/{id}/ban-giao")).await.assert_says("bản giấy, chuyển kèm").assert_says("Giấy đề nghị có chữ ký.");
        hand(&there, &id, "nhan-ban-giao", &[("way", "out"), ("act", "missing")]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Ghi rõ còn thiếu gì");
        hand(&there, &id, "nhan-ban-giao", &[("way", "out"), ("act", "missing"), ("missing", "Chưa thấy giấy đề nghị bản giấy.")]).await.assert_status(StatusCode::SEE_OTHER);
        clerk.get(&format!("/can-bo/ho-so/{id}/ban-giao")).await.assert_says("Nơi nhận báo còn thiếu").assert_says("Chưa thấy giấy đề nghị bản giấy.");
        hand(&clerk, &id, "ban-giao", &[("way", "out")]).await.assert_status(StatusCode::SEE_OTHER);
        hand(&clerk, &id, "nhan-ban-giao", &[("way", "out")]).await.assert_status(StatusCode::CONFLICT);
        hand(&there, &id, "nhan-ban-giao", &[("way", "out")]).await.assert_status(StatusCode::SEE_OTHER);
        assert_eq!(shown(&there, &id).await["due"], due, "the clock runs from reception, whatever a hand-over does");
        assert_eq!(shown(&there, &id).await["handovers"], json!(["out: missing", "out: acknowledged"]));
        there.get("/can-bo/ban-giao").await.assert_says("Không có hồ sơ nào phải bàn giao hoặc xác nhận");
        let kinds = told(&app, &id).await;
        assert_eq!(kinds.iter().filter(|kind| kind.starts_with("hand")).count(), 4, "{kinds:?}");
        step(&clerk, &id, "chuyen", &[]).await.assert_status(StatusCode::SEE_OTHER);
        let other = app.as_other_citizen().await;
        other.get(&format!("/ho-so/{id}")).await.assert_status(StatusCode::NOT_FOUND);
        assert_ledger_holds(&app).await;
    }

    /// The papers go out, the result comes back, and it is taken at the counter where it was filed.
    async fn the_result_comes_back_and_is_taken_where_it_was_filed(app: TestApp) {
        let (clerk, there) = (app.signed_in("mot-cua").await, app.signed_in("mot-cua-tam-nong").await);
        let id = decided(&app, &[]).await;
        clerk.get(&format!("/can-bo/ho-so/{id}/ban-giao")).await.assert_says("Đang chờ Ủy ban nhân dân xã Tam Nông bàn giao");
        there.get("/can-bo/ban-giao").await.assert_says("Chưa bàn giao kết quả").assert_says("Đang chờ cơ quan khác Không có hồ sơ nào");
        clerk.get("/can-bo/ban-giao").await.assert_says("Chưa bàn giao kết quả").assert_says("Không có hồ sơ nào phải bàn giao hoặc xác nhận");
        assert_eq!(hand(&clerk, &id, "ban-giao", &[("way", "back")]).await.status, StatusCode::CONFLICT, "only the deciding body hands it back");
        hand(&there, &id, "ban-giao", &[("way", "back"), ("note", "Bản chính, một bản.")]).await.assert_status(StatusCode::SEE_OTHER);
        let page = there.get(&format!("/can-bo/ho-so/{id}/ban-giao")).await;
        page.assert_says("Đang chờ Ủy ban nhân dân phường Việt Trì xác nhận").assert_says_not("Xác nhận đã nhận đủ");
        assert_eq!(hand(&there, &id, "nhan-ban-giao", &[("way", "back")]).await.status, StatusCode::CONFLICT, "nobody acknowledges to themselves");
        let page = clerk.get(&format!("/can-bo/ho-so/{id}/ban-giao")).await;
        page.assert_says("Giấy chứng nhận đăng ký hộ kinh doanh (bản giấy, chuyển kèm)").assert_says("Ghi chú: Bản chính, một bản.");
        hand(&clerk, &id, "nhan-ban-giao", &[("way", "back"), ("act", "missing"), ("missing", "Thiếu dấu giáp lai.")]).await.assert_status(StatusCode::SEE_OTHER);
        there.get("/can-bo/ban-giao").await.assert_says("Chưa bàn giao kết quả");
        hand(&there, &id, "ban-giao", &[("way", "back")]).await.assert_status(StatusCode::SEE_OTHER);
        clerk.get("/can-bo/ban-giao").await.assert_says("Chờ xác nhận kết quả");
        hand(&clerk, &id, "nhan-ban-giao", &[("way", "back")]).await.assert_status(StatusCode::SEE_OTHER);
        assert_eq!(shown(&clerk, &id).await["handovers"], json!(["out: acknowledged", "back: missing", "back: acknowledged"]));
        for who in [&clerk, &there] {
            who.get("/can-bo/ban-giao").await.assert_says_not("kết quả");
        }
        let now = revision(&clerk, &id).await;
        clerk.post(&format!("/can-bo/ho-so/{id}/noi-ket-qua"), &[("revision", &now), ("place", "at-counter")]).await.assert_status(StatusCode::SEE_OTHER);
        let taken = [("recipient", "Nguyễn Thị Hồng Ánh")];
        assert!(step(&there, &id, "tra-ket-qua", &taken).await.status.is_client_error(), "the other counter has nothing to hand over");
        step(&clerk, &id, "tra-ket-qua", &taken).await.assert_status(StatusCode::SEE_OTHER);
        assert_eq!(shown(&there, &id).await["state"].as_str(), Some("returned"));
        let kinds = told(&app, &id).await;
        assert_eq!(&kinds[kinds.len() - 7..], ["handed-over.1", "handover-answered.1", "handed-over.1", "handover-answered.1", "result-moved.1", "step-taken.1", "returned.1"]);
        assert_ledger_holds(&app).await;
    }

    /// A result that is put right is another one: what was owed of the first ends, the second comes back too.
    async fn a_result_that_is_put_right_comes_back_again(app: TestApp) {
        let (clerk, there) = (app.signed_in("mot-cua").await, app.signed_in("mot-cua-tam-nong").await);
        let id = decided(&app, &[]).await;
        hand(&there, &id, "ban-giao", &[("way", "back")]).await.assert_status(StatusCode::SEE_OTHER);
        hand(&clerk, &id, "nhan-ban-giao", &[("way", "back")]).await.assert_status(StatusCode::SEE_OTHER);
        app.clock.advance(60);
        let head = app.signed_in("chu-tich-tam-nong").await;
        let day = [("day-ngay", "25"), ("day-thang", "11"), ("day-nam", "2026"), ("reason", "Ghi sai tên ngành.")];
        hand(&head, &id, "dinh-chinh", &day).await.assert_status(StatusCode::SEE_OTHER);
        there.get("/can-bo/ban-giao").await.assert_says_not("kết quả");
        walk(&app, &id, &TO_THE_RESULT.map(|(who, action)| (who, action, vec![("note", "Đã sửa tên ngành.")]))).await;
        walk(&app, &id, &[("mot-cua-tam-nong", "phat-hanh", result("18H8001235"))]).await;
        there.get("/can-bo/ban-giao").await.assert_says("Chưa bàn giao kết quả");
        hand(&there, &id, "ban-giao", &[("way", "back")]).await.assert_status(StatusCode::SEE_OTHER);
        clerk.get("/can-bo/ban-giao").await.assert_says("Chờ xác nhận kết quả");
    }

    /// Whoever wished to take it where it is decided takes it there; nothing is handed back.
    async fn a_result_taken_where_it_was_decided_is_not_handed_back(app: TestApp) {
        let (clerk, there) = (app.signed_in("mot-cua").await, app.signed_in("mot-cua-tam-nong").await);
        let id = decided(&app, &[("applicant.return_at", "competent")]).await;
        there.get("/can-bo/ban-giao").await.assert_says_not("Chưa bàn giao kết quả");
        assert_eq!(hand(&there, &id, "ban-giao", &[("way", "back")]).await.status, StatusCode::CONFLICT);
        let taken = [("recipient", "Nguyễn Thị Hồng Ánh")];
        assert!(step(&clerk, &id, "tra-ket-qua", &taken).await.status.is_client_error());
        step(&there, &id, "tra-ket-qua", &taken).await.assert_status(StatusCode::SEE_OTHER);
        assert_eq!(shown(&clerk, &id).await["state"].as_str(), Some("returned"));
    }

    async fn what_is_not_acknowledged_by_the_next_working_day_is_said(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let id = received(&clerk, &[]).await;
        hand(&clerk, &id, "ban-giao", &[("way", "out")]).await.assert_status(StatusCode::SEE_OTHER);
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("tiếp nhận và chuyển").assert_says_not("chưa được xác nhận");
        app.clock.advance(2 * 24 * 3600);
        let clerk = app.signed_in("mot-cua").await;
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Bàn giao chưa được xác nhận trong ngày làm việc tiếp theo");
        clerk.get("/can-bo/ban-giao").await.assert_says("Đang chờ cơ quan khác").assert_says("Quá hạn");
    }

    async fn what_is_not_off_territory_is_received_by_the_right_body_only(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let mut filing = Filing::sample(PERMIT).with("xay_dung_xa", "Xã Tam Nông");
        filing.papers.push("000.00.00.G17-KQ002695".into());
        let refused = filing.at_counter(&clerk).await;
        refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("thuộc thẩm quyền của Ủy ban nhân dân xã Tam Nông");
        assert!(refused.text().contains(&format!("href=\"/thu-tuc/{PERMIT}\"")), "a link");
    }

    async fn a_draft_goes_to_the_body_of_the_place_and_says_so_first(app: TestApp) {
        let citizen = app.as_citizen().await;
        let filing = Filing::sample(PERMIT).with("xay_dung_xa", "xã Tam Nông");
        let first = filing.begin(&citizen).await;
        let papers = filing.answer(&citizen, &first).await;
        let check = citizen.get(&papers.replace("/giay-to", "/kiem-tra")).await;
        check.assert_says("cơ quan có thẩm quyền theo nơi ghi trong tờ khai");
        let id = filing.online(&citizen).await;
        assert_eq!(shown(&citizen, &id).await["competent"].as_str(), Some("Ủy ban nhân dân xã Tam Nông"));
        app.signed_in("mot-cua").await.get(&format!("/can-bo/ho-so/{id}")).await.assert_status(StatusCode::NOT_FOUND);
        let there = app.signed_in("mot-cua-tam-nong").await;
        receive(&there, &id).await.assert_status(StatusCode::SEE_OTHER);
        let nothing = there.json(Method::POST, &format!("/api/v1/dossiers/{id}/handover"), &json!({"revision": 2, "way": "out"})).await;
        assert_eq!(nothing.assert_status(StatusCode::CONFLICT).json()["code"].as_str(), Some("dossier.no-handover"));
    }

    async fn the_result_is_returned_where_the_person_chose(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let id = received(&clerk, &[("applicant.return_at", "competent")]).await;
        let receipt = clerk.get(&format!("/can-bo/ho-so/{id}/giay-tiep-nhan")).await;
        receipt.assert_says("Nhận kết quả tại Ủy ban nhân dân xã Tam Nông");
        let default = received(&clerk, &[]).await;
        let receipt = clerk.get(&format!("/can-bo/ho-so/{default}/giay-tiep-nhan")).await;
        receipt.assert_says("Nhận kết quả tại Ủy ban nhân dân phường Việt Trì");
    }

    async fn what_a_dissolved_unit_held_goes_on_at_its_successor(app: TestApp) {
        let citizen = app.as_citizen().await;
        let today = app.clock.now().date();
        let ctx = base::Ctx::system("test", app.clock.now(), &app.rng);
        let (small, big) = app.db.write(move |tx| {
            let system = &ctx;
            let big = organisation::unit_by_code(tx, &"H44.101".parse().expect("a code"), today)?.expect("Việt Trì");
            let small = organisation::NewUnit {
                name: "Ủy ban nhân dân xã Chân Mộng".parse().expect("a name"),
                kind: organisation::UnitKind::Commune,
                parent: big.parent,
                code: Some("H44.199".parse().expect("a code")),
                duty: None,
                area: Some("07999".parse().expect("an area")),
                from: today,
            };
            Ok::<_, organisation::Error>((organisation::create_unit(tx, system, &small)?, big.id))
        }).await.expect("a new commune");
        let id = Filing::sample(PERMIT).with("xay_dung_xa", "xã Chân Mộng").online(&citizen).await;
        let clerk = app.signed_in("mot-cua").await;
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_status(StatusCode::NOT_FOUND);
        let on = today.tomorrow().expect("a day");
        let ctx = base::Ctx::system("test", app.clock.now(), &app.rng);
        app.db.write(move |tx| {
            let kind = organisation::SuccessionKind::Merge;
            organisation::end_unit(tx, &ctx, &organisation::UnitEnd { unit: small, successors: vec![big], kind, on })
        }).await.expect("it ends");
        app.settle().await;
        app.clock.advance(24 * 3600);
        app.settle().await;
        let clerk = app.signed_in("mot-cua").await;
        clerk.get("/can-bo?hang=cho-tiep-nhan").await.assert_says("Cấp giấy phép xây dựng mới");
        receive(&clerk, &id).await.assert_status(StatusCode::SEE_OTHER);
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Đơn vị giữ hồ sơ đã kết thúc, hồ sơ chuyển sang đơn vị kế thừa");
        step(&clerk, &id, "chuyen", &[]).await.assert_status(StatusCode::SEE_OTHER);
        let citizen = app.as_citizen().await;
        citizen.get(&format!("/ho-so/{id}")).await.assert_says("Ủy ban nhân dân phường Việt Trì");
        assert_ledger_holds(&app).await;
    }
}
