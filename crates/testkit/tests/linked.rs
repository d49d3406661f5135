//! Linked procedures through the front door: one submission, a dossier at each body, one appointment, one hand-over.

use axum::http::{Method, StatusCode};
use base::Instant;
use jiff::civil::date;
use serde_json::{Value, json};
use testkit::walk::{assert_ledger_holds, id_of, receive, result, revision, step, told, walk};
use testkit::{Client, Filing, TestApp};

const CHILD: &str = "3.000722";
const DEATH: &str = "2.002913";

/// A linked dossier as the API shows it to whoever asks.
async fn seen(who: &Client, id: &str) -> Value {
    who.get(&format!("/api/v1/dossiers/{id}")).await.assert_status(StatusCode::OK).json()
}

/// Each part with its state.
fn states(whole: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let parts = whole["parts"].as_array().into_iter().flatten();
    parts.map(|part| (text(&part["code"]), text(&part["state"]))).collect()
}

fn assert_states(whole: &Value, expected: &[(&str, &str)]) {
    let states = states(whole);
    let states: Vec<_> = states.iter().map(|(code, state)| (code.as_str(), state.as_str())).collect();
    assert_eq!(states, expected);
}

/// The dossier of a part.
async fn part(who: &Client, id: &str, code: &str) -> String {
    let whole = seen(who, id).await;
    let parts = whole["parts"].as_array().expect("parts").iter();
    let found = parts.filter(|part| part["code"] == code).find_map(|part| part["dossier"].as_str());
    found.unwrap_or_else(|| panic!("{code} is not open: {whole}")).to_owned()
}

/// Files and receives it; the identifier.
async fn received(app: &TestApp, filing: &Filing) -> String {
    let id = filing.online(&app.as_citizen().await).await;
    receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
    id
}

/// The birth certificate, as the commune makes it; the linked dossier's own office has passed it on already.
async fn register_birth(app: &TestApp, id: &str) {
    let moves = [
        ("chuyen-vien-vhxh", "trinh-ky", vec![("note", "Đã ghi sổ.")]),
        ("ky-duyet", "ky", vec![]),
        ("van-thu", "phat-hanh", result("118/2026/KS")),
    ];
    walk(app, id, &moves).await;
}

/// A part in the hands of one officer and one signatory.
async fn grant(app: &TestApp, id: &str, officer: &str, signatory: &str, number: &str) {
    let moves = [
        (officer, "trinh-duyet", vec![("note", "Đủ điều kiện.")]),
        (signatory, "duyet", vec![]),
        (officer, "cap-nhat", result(number)),
    ];
    walk(app, id, &moves).await;
}

/// The same, not granted.
async fn turn_down(app: &TestApp, id: &str, officer: &str, signatory: &str, why: &str) {
    let moves = [
        (officer, "trinh-tu-choi", vec![("note", why)]),
        (signatory, "duyet", vec![]),
        (officer, "cap-nhat", result("09/TB")),
    ];
    walk(app, id, &moves).await;
}

const POLICE: (&str, &str) = ("canh-sat", "truong-cong-an");
const INSURANCE: (&str, &str) = ("bao-hiem", "giam-doc-bao-hiem");
const CARDS: (&str, &str) = ("can-cuoc", "giam-doc-cong-an");

testkit::both_engines! {
    /// 1 day for the birth, 3 working days for the residence beside 2 for the insurance, 7 for the card after both.
    async fn a_child_gets_four_things_for_one_form(app: TestApp) {
        let (citizen, clerk) = (app.as_citizen().await, app.signed_in("mot-cua").await);
        let id = received(&app, &Filing::sample(CHILD)).await;
        let whole = seen(&citizen, &id).await;
        assert_eq!(whole["number"], "H44.101-261118-0001");
        assert_eq!(whole["due"], "2026-12-03T17:00:00+07:00", "{whole}");
        assert_states(&whole, &[("khai-sinh", "open"), ("thuong-tru", "waiting"), ("bao-hiem", "waiting"), ("can-cuoc", "waiting")]);
        let lines = whole["derivation"].to_string();
        for line in ["Phần Đăng ký khai sinh (Ủy ban nhân dân phường Việt Trì)", "Phần Đăng ký thường trú (Công an phường Việt Trì)", "Phần Cấp thẻ bảo hiểm y tế (Bảo hiểm xã hội cơ sở Việt Trì)", "Phần Cấp thẻ căn cước (Công an tỉnh Phú Thọ)"] {
            assert!(lines.contains(line), "{line} in {lines}");
        }
        let birth = part(&citizen, &id, "khai-sinh").await;
        let own = seen(&citizen, &birth).await;
        assert_eq!((&own["number"], &own["due"], &own["step"]), (&"H44.101-261118-0002".into(), &"2026-11-18T17:00:00+07:00".into(), &"tham-tra".into()));
        assert_eq!(own["part_of"], id.as_str());
        register_birth(&app, &birth).await;
        assert_eq!(seen(&citizen, &birth).await["state"], "returned", "its result went to the body that leads");
        let whole = seen(&citizen, &id).await;
        assert_states(&whole, &[("khai-sinh", "granted"), ("thuong-tru", "open"), ("bao-hiem", "open"), ("can-cuoc", "waiting")]);
        let (home, card) = (part(&citizen, &id, "thuong-tru").await, part(&citizen, &id, "bao-hiem").await);
        assert_eq!(seen(&citizen, &home).await["due"], "2026-11-23T17:00:00+07:00", "its own clock");
        let police = app.signed_in("canh-sat").await;
        police.get(&format!("/can-bo/ho-so/{home}")).await.assert_status(StatusCode::OK).assert_says("118/2026/KS");
        grant(&app, &home, POLICE.0, POLICE.1, "15/TB").await;
        let identity = part(&citizen, &id, "can-cuoc").await;
        grant(&app, &card, INSURANCE.0, INSURANCE.1, "HT325").await;
        assert_eq!(seen(&clerk, &id).await["state"], "processing");
        grant(&app, &identity, CARDS.0, CARDS.1, "025226").await;
        let whole = seen(&citizen, &id).await;
        assert_eq!((&whole["state"], &whole["step"]), (&"completed".into(), &"tra-ket-qua".into()));
        step(&clerk, &id, "tra-ket-qua", &[("recipient", "Nguyễn Thị Hồng Ánh")]).await.assert_status(StatusCode::SEE_OTHER);
        assert_eq!(told(&app, &id).await, [
            "submitted.1", "parts-planned.1", "received.1", "part-opened.1", "part-ended.1", "part-opened.1", "part-opened.1",
            "part-ended.1", "part-opened.1", "part-ended.1", "part-ended.1", "step-taken.1", "completed.1", "step-taken.1", "returned.1",
        ]);
        assert_eq!(told(&app, &birth).await, ["submitted.1", "became-part.1", "received.1", "step-taken.1", "step-taken.1", "step-taken.1", "step-taken.1", "completed.1", "returned.1"]);
        assert_ledger_holds(&app).await;
    }

    /// The family does not want the insurance card here, nor the identity card.
    async fn a_part_that_is_not_wanted_is_not_there(app: TestApp) {
        let filing = Filing::sample(CHILD).with("bao_hiem_co", "false").with("can_cuoc_co", "false");
        let id = received(&app, &filing).await;
        let whole = seen(&app.as_citizen().await, &id).await;
        assert_states(&whole, &[("khai-sinh", "open"), ("thuong-tru", "waiting")]);
        assert_eq!(whole["due"], "2026-11-23T17:00:00+07:00", "{whole}");
    }
}

testkit::both_engines! {
    async fn a_part_that_is_not_granted_stops_what_waits_for_it_and_the_lead_decides(app: TestApp) {
        let (citizen, clerk) = (app.as_citizen().await, app.signed_in("mot-cua").await);
        let id = received(&app, &Filing::sample(CHILD)).await;
        assert!(step(&clerk, &id, "tra-mot-phan", &[("note", "Vội.")]).await.status.is_client_error(), "nothing is there yet");
        register_birth(&app, &part(&citizen, &id, "khai-sinh").await).await;
        let home = part(&citizen, &id, "thuong-tru").await;
        turn_down(&app, &home, POLICE.0, POLICE.1, "Chủ hộ không đồng ý.").await;
        let whole = seen(&citizen, &id).await;
        assert_states(&whole, &[("khai-sinh", "granted"), ("thuong-tru", "failed"), ("bao-hiem", "open"), ("can-cuoc", "dropped")]);
        assert_eq!(whole["parts"][1]["reason"], "Chủ hộ không đồng ý.");
        assert_eq!(whole["state"], "processing", "the lead waits for the insurance");
        grant(&app, &part(&citizen, &id, "bao-hiem").await, INSURANCE.0, INSURANCE.1, "HT325").await;
        clerk.get("/can-bo?muc=cho-nhan-viec").await.assert_says("cần quyết định");
        assert_eq!(seen(&clerk, &id).await["actions"], json!(["tra-mot-phan"]));
        let mut with = result("01/TB-LT");
        step(&clerk, &id, "tra-mot-phan", &with).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        with.push(("note", "Công an phường chưa nhận hồ sơ thường trú; thẻ căn cước nộp riêng."));
        step(&clerk, &id, "tra-mot-phan", &with).await.assert_status(StatusCode::SEE_OTHER);
        citizen.get(&format!("/ho-so/{id}")).await.assert_says("Công an phường chưa nhận hồ sơ thường trú");
        step(&clerk, &id, "tra-ket-qua", &[("recipient", "Nguyễn Thị Hồng Ánh")]).await.assert_status(StatusCode::SEE_OTHER);
        assert_ledger_holds(&app).await;
    }

    /// A body that never answers is named, and what is there is handed over; what it still owes goes on and comes from
    /// itself, and what waited for it begins.
    async fn what_is_there_is_handed_over_while_a_body_is_silent(app: TestApp) {
        let citizen = app.as_citizen().await;
        let id = received(&app, &Filing::sample(CHILD)).await;
        register_birth(&app, &part(&citizen, &id, "khai-sinh").await).await;
        app.clock.set(Instant::from_local(date(2026, 12, 3).at(9, 0, 0, 0)));
        let (citizen, clerk) = (app.as_citizen().await, app.signed_in("mot-cua").await);
        let home = part(&citizen, &id, "thuong-tru").await;
        for (who, address) in [(&citizen, format!("/ho-so/{id}")), (&clerk, format!("/can-bo/ho-so/{id}"))] {
            let page = who.get(&address).await;
            page.assert_says("Công an phường Việt Trì chưa trả kết quả, quá hạn từ 23/11/2026, 17:00");
            page.assert_says("Bắt đầu khi có kết quả: Đăng ký khai sinh, Đăng ký thường trú");
        }
        let leader = app.signed_in("lanh-dao").await.get("/lanh-dao").await;
        leader.assert_says("Phần liên thông cơ quan khác chưa trả: 2").assert_says("Công an phường Việt Trì").assert_says("Bảo hiểm xã hội cơ sở Việt Trì");
        let mut with = result("01/TB-LT");
        with.push(("note", "Công an phường chưa trả lời; phần còn lại trả sau."));
        step(&clerk, &id, "tra-mot-phan", &with).await.assert_status(StatusCode::SEE_OTHER);
        step(&clerk, &id, "tra-ket-qua", &[("recipient", "Ánh")]).await.assert_status(StatusCode::SEE_OTHER);
        grant(&app, &home, POLICE.0, POLICE.1, "15/TB").await;
        let own = seen(&citizen, &home).await;
        assert_eq!((&own["state"], &own["step"]), (&"completed".into(), &"tra-ket-qua".into()), "its own counter hands it over");
        let whole = seen(&citizen, &id).await;
        assert_eq!(whole["state"], "returned");
        assert_states(&whole, &[("khai-sinh", "granted"), ("thuong-tru", "granted"), ("bao-hiem", "open"), ("can-cuoc", "open")]);
        assert_ledger_holds(&app).await;
    }

    /// Two bodies end their parts at the same moment: both are heard, one after the other.
    async fn two_officers_end_two_parts_at_once(app: TestApp) {
        let citizen = app.as_citizen().await;
        let filing = Filing::sample(CHILD).with("can_cuoc_co", "false");
        let id = received(&app, &filing).await;
        register_birth(&app, &part(&citizen, &id, "khai-sinh").await).await;
        let (home, card) = (part(&citizen, &id, "thuong-tru").await, part(&citizen, &id, "bao-hiem").await);
        for (id, (officer, signatory)) in [(&home, POLICE), (&card, INSURANCE)] {
            walk(&app, id, &[(officer, "trinh-duyet", vec![("note", "Đủ.")]), (signatory, "duyet", vec![])]).await;
        }
        let (police, insurance) = (app.signed_in(POLICE.0).await, app.signed_in(INSURANCE.0).await);
        let (with, other) = (result("15/TB"), result("HT325"));
        let both = tokio::join!(step(&police, &home, "cap-nhat", &with), step(&insurance, &card, "cap-nhat", &other));
        both.0.assert_status(StatusCode::SEE_OTHER);
        both.1.assert_status(StatusCode::SEE_OTHER);
        let whole = seen(&citizen, &id).await;
        assert_eq!(whole["state"], "completed", "{whole}");
        assert_states(&whole, &[("khai-sinh", "granted"), ("thuong-tru", "granted"), ("bao-hiem", "granted")]);
        assert_eq!(told(&app, &id).await.iter().filter(|kind| *kind == "completed.1").count(), 1);
        assert_ledger_holds(&app).await;
    }

    async fn taking_the_whole_back_takes_what_is_not_done(app: TestApp) {
        let (citizen, clerk) = (app.as_citizen().await, app.signed_in("mot-cua").await);
        let id = received(&app, &Filing::sample(CHILD)).await;
        let birth = part(&citizen, &id, "khai-sinh").await;
        register_birth(&app, &birth).await;
        let home = part(&citizen, &id, "thuong-tru").await;
        let now = revision(&citizen, &id).await;
        let asked = citizen.post(&format!("/ho-so/{id}/rut"), &[("revision", &now), ("reason", "Gia đình chuyển nơi ở.")]).await;
        asked.assert_status(StatusCode::SEE_OTHER);
        let now = revision(&clerk, &id).await;
        let given = [("revision", now.as_str()), ("granted", "co"), ("words", "")];
        clerk.post(&format!("/can-bo/ho-so/{id}/tra-loi-rut"), &given).await.assert_status(StatusCode::SEE_OTHER);
        let whole = seen(&citizen, &id).await;
        assert_eq!(whole["state"], "withdrawn");
        assert_states(&whole, &[("khai-sinh", "granted"), ("thuong-tru", "failed"), ("bao-hiem", "failed"), ("can-cuoc", "dropped")]);
        assert_eq!(seen(&citizen, &home).await["state"], "withdrawn");
        assert_eq!(seen(&citizen, &birth).await["state"], "returned", "what was granted stays");
        let police = app.signed_in(POLICE.0).await;
        assert!(step(&police, &home, "trinh-duyet", &[]).await.status.is_client_error());
        assert_ledger_holds(&app).await;
    }

    /// The head ends the whole while one part waits for papers, another is worked on and a third has not begun: all of them end with
    /// it, no clock goes on, nobody is late by it, and what was granted stays.
    async fn stopping_the_whole_stops_what_is_open_and_its_clocks(app: TestApp) {
        let id = received(&app, &Filing::sample(CHILD)).await;
        let citizen = app.as_citizen().await;
        let birth = part(&citizen, &id, "khai-sinh").await;
        register_birth(&app, &birth).await;
        let (home, card) = (part(&citizen, &id, "thuong-tru").await, part(&citizen, &id, "bao-hiem").await);
        let police = app.signed_in(POLICE.0).await;
        let now: i64 = revision(&police, &home).await.parse().expect("a number");
        let asks = json!({"revision": now, "components": [{"component": "000.00.00.G01-KQ003606", "what": "Ảnh chụp bị mờ."}]});
        police.json(Method::POST, &format!("/api/v1/dossiers/{home}/supplement-request"), &asks).await.assert_status(StatusCode::NO_CONTENT);
        let why = [("reason", "Cha mẹ có tranh chấp về việc xác định cha."), ("citation", "Điều 88 Luật Hôn nhân và gia đình")];
        for other in ["mot-cua", POLICE.1] {
            let other = app.signed_in(other).await;
            let fields = [("revision", "1"), why[0], why[1]];
            assert!(other.post(&format!("/can-bo/ho-so/{id}/dung"), &fields).await.status.is_client_error(), "only its own head");
        }
        let head = app.signed_in("lanh-dao").await;
        let now = revision(&head, &id).await;
        head.post(&format!("/can-bo/ho-so/{id}/dung"), &[("revision", &now), why[0], why[1]]).await.assert_status(StatusCode::SEE_OTHER);

        let whole = seen(&citizen, &id).await;
        assert_eq!(whole["state"], "stopped");
        assert_states(&whole, &[("khai-sinh", "granted"), ("thuong-tru", "failed"), ("bao-hiem", "failed"), ("can-cuoc", "dropped")]);
        assert_eq!(seen(&citizen, &birth).await["state"], "returned", "what was granted stays");
        for part in [&home, &card] {
            let own = seen(&citizen, part).await;
            assert_eq!((&own["state"], &own["open_steps"], &own["actions"]), (&"stopped".into(), &json!([]), &json!([])), "{own}");
            citizen.get(&format!("/ho-so/{part}")).await.assert_says("Dừng giải quyết").assert_says(why[0].1).assert_says_not("Hẹn trả:");
            citizen.get(&format!("/ho-so/{part}/thong-bao-dung")).await.assert_says(why[1].1);
            assert_eq!(told(&app, part).await.last().map(String::as_str), Some("stopped.1"));
        }
        let page = citizen.get(&format!("/ho-so/{id}")).await;
        page.assert_says(why[0].1).assert_says("Giấy khai sinh số 118/2026/KS").assert_says_not("Bổ sung giấy tờ cho phần này");
        let now = revision(&police, &home).await.parse::<i64>().expect("a number");
        let gives = json!({"revision": now, "papers": [{"component": "000.00.00.G01-KQ003606"}]});
        let late = app.signed_in("mot-cua").await.json(Method::POST, &format!("/api/v1/dossiers/{home}/supplement"), &gives).await;
        assert!(late.status.is_client_error(), "{}", late.status);
        let insurance = app.signed_in(INSURANCE.0).await;
        assert!(step(&insurance, &card, "trinh-duyet", &[]).await.status.is_client_error());
        insurance.get("/can-bo").await.assert_says_not("G12.44.01-261118-0001");

        // Long past every appointment.
        app.clock.set(Instant::from_local(date(2026, 12, 21).at(9, 0, 0, 0)));
        app.settle().await;
        let leader = app.signed_in("lanh-dao").await.get("/lanh-dao").await;
        leader.assert_says("Quá hạn: 0").assert_says_not("Công an phường Việt Trì");
        for id in [&id, &home, &card] {
            assert!(!told(&app, id).await.iter().any(|kind| kind == "warned.1"), "nobody is warned of what is over");
            app.as_citizen().await.get(&format!("/ho-so/{id}")).await.assert_says_not("Quá hạn");
        }
        assert_ledger_holds(&app).await;
    }

    /// At the counter, on paper: every part is opened as by the net, is known to have come by the counter, and ends alike.
    async fn a_linked_dossier_is_taken_down_at_the_counter(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let mut filing = Filing::sample(CHILD);
        let bare = filing.at_counter(&clerk).await;
        bare.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Tờ khai liên thông");
        filing.papers.push("to-khai-lien-thong".to_owned());
        let filed = filing.at_counter(&clerk).await;
        let id = id_of(filed.assert_status(StatusCode::SEE_OTHER).location());
        let receipt = clerk.follow(filed).await;
        receipt.assert_says("H44.101-261118-0001").assert_says("Đăng ký thường trú: Công an phường Việt Trì").assert_says("Nhập tại quầy, in và ký");
        let whole = seen(&clerk, &id).await;
        assert_eq!(whole["due"], "2026-12-03T17:00:00+07:00", "as online: {whole}");
        assert_states(&whole, &[("khai-sinh", "open"), ("thuong-tru", "waiting"), ("bao-hiem", "waiting"), ("can-cuoc", "waiting")]);
        let birth = part(&clerk, &id, "khai-sinh").await;
        let receipt = clerk.get(&format!("/can-bo/ho-so/{birth}/giay-tiep-nhan")).await;
        receipt.assert_says("Trực tiếp tại Bộ phận Một cửa").assert_says("H44.101-261118-0001, ");
        receipt.assert_says("Nhận kết quả tại Ủy ban nhân dân phường Việt Trì (cơ quan đầu mối), một lần cùng các phần khác");
        register_birth(&app, &birth).await;
        let (home, card) = (part(&clerk, &id, "thuong-tru").await, part(&clerk, &id, "bao-hiem").await);
        grant(&app, &home, POLICE.0, POLICE.1, "15/TB").await;
        grant(&app, &card, INSURANCE.0, INSURANCE.1, "HT325").await;
        grant(&app, &part(&clerk, &id, "can-cuoc").await, CARDS.0, CARDS.1, "025226").await;
        assert_eq!(seen(&clerk, &id).await["state"], "completed");
        step(&clerk, &id, "tra-ket-qua", &[("recipient", "Nguyễn Thị Hồng Ánh")]).await.assert_status(StatusCode::SEE_OTHER);
        assert_eq!(told(&app, &id).await.iter().filter(|kind| *kind == "returned.1").count(), 1);
        app.as_other_citizen().await.get(&format!("/ho-so/{id}")).await.assert_status(StatusCode::NOT_FOUND);
        assert_ledger_holds(&app).await;
    }

    /// 1 day for the death, then the deletion in 2 beside the allowance in 3 working days; the commune has both of the last.
    async fn a_death_and_what_the_family_is_owed(app: TestApp) {
        let citizen = app.as_citizen().await;
        let id = received(&app, &Filing::sample(DEATH)).await;
        let whole = seen(&citizen, &id).await;
        assert_eq!(whole["due"], "2026-11-23T17:00:00+07:00", "{whole}");
        assert_states(&whole, &[("khai-tu", "open"), ("xoa-thuong-tru", "waiting"), ("mai-tang", "waiting")]);
        register_birth(&app, &part(&citizen, &id, "khai-tu").await).await;
        grant(&app, &part(&citizen, &id, "xoa-thuong-tru").await, POLICE.0, POLICE.1, "16/TB").await;
        grant(&app, &part(&citizen, &id, "mai-tang").await, "chuyen-vien-vhxh", "ky-duyet", "88/QĐ").await;
        assert_eq!(seen(&citizen, &id).await["state"], "completed");
        let other = Filing::sample(DEATH).with("tro_cap", "bao-hiem").with("so_bhxh", "2512345678");
        let other = received(&app, &other).await;
        let whole = seen(&citizen, &other).await;
        assert_states(&whole, &[("khai-tu", "open"), ("xoa-thuong-tru", "waiting"), ("tu-tuat", "waiting")]);
        assert_eq!(whole["due"], "2026-12-01T17:00:00+07:00", "{whole}");
        assert_ledger_holds(&app).await;
    }

    /// Received in June under what was in force then, it goes on to its end in July, when new ones are led elsewhere.
    async fn what_was_received_under_the_earlier_procedure_goes_on(app: TestApp) {
        const EARLIER: &str = "2.000986";
        app.clock.set(Instant::from_local(date(2026, 6, 29).at(9, 0, 0, 0)));
        let mut filing = Filing::sample(CHILD).with("tre_ngay_sinh-thang", "6");
        filing.procedure = EARLIER.to_owned();
        let id = received(&app, &filing).await;
        app.clock.set(Instant::from_local(date(2026, 7, 1).at(9, 0, 0, 0)));
        let citizen = app.as_citizen().await;
        citizen.get(&format!("/thu-tuc/{EARLIER}")).await.assert_says(CHILD);
        citizen.get(&format!("/nop-ho-so/{EARLIER}")).await.assert_status(StatusCode::NOT_FOUND);
        citizen.get(&format!("/nop-ho-so/{CHILD}")).await.assert_status(StatusCode::OK);
        let dated = |number| [("result_number", number), ("result_date-ngay", "1"), ("result_date-thang", "7"), ("result_date-nam", "2026")].to_vec();
        let birth = part(&citizen, &id, "khai-sinh").await;
        walk(&app, &birth, &[("chuyen-vien-vhxh", "trinh-ky", vec![]), ("ky-duyet", "ky", vec![]), ("van-thu", "phat-hanh", dated("118/KS"))]).await;
        for (code, (officer, signatory)) in [("thuong-tru", POLICE), ("bao-hiem", INSURANCE)] {
            let part = part(&citizen, &id, code).await;
            walk(&app, &part, &[(officer, "trinh-duyet", vec![]), (signatory, "duyet", vec![]), (officer, "cap-nhat", dated("1/TB"))]).await;
        }
        let whole = seen(&citizen, &id).await;
        assert_eq!((&whole["state"], &whole["procedure"]), (&"completed".into(), &EARLIER.into()));
        assert_ledger_holds(&app).await;
    }
}

testkit::both_engines! {
    /// The citizen reads one page, the receipt names every part, and the officer of another body sees where it came from.
    async fn each_sees_the_parts_from_where_they_stand(app: TestApp) {
        let (citizen, clerk) = (app.as_citizen().await, app.signed_in("mot-cua").await);
        let id = received(&app, &Filing::sample(CHILD)).await;
        let receipt = clerk.get(&format!("/can-bo/ho-so/{id}/giay-tiep-nhan")).await;
        for (part, body) in [("Đăng ký khai sinh", "Ủy ban nhân dân phường Việt Trì"), ("Đăng ký thường trú", "Công an phường Việt Trì"), ("Cấp thẻ bảo hiểm y tế", "Bảo hiểm xã hội cơ sở Việt Trì"), ("Cấp thẻ căn cước", "Công an tỉnh Phú Thọ")] {
            receipt.assert_says(&format!("{part}: {body}"));
            citizen.get(&format!("/ho-so/{id}")).await.assert_says(part).assert_says(body);
        }
        let birth = part(&citizen, &id, "khai-sinh").await;
        register_birth(&app, &birth).await;
        let card = part(&citizen, &id, "bao-hiem").await;
        let insurance = app.signed_in(INSURANCE.0).await;
        insurance.get("/can-bo").await.assert_says("G12.44.01-261118-0001");
        let page = insurance.get(&format!("/can-bo/ho-so/{card}")).await;
        page.assert_says("Một phần của hồ sơ liên thông").assert_says("H44.101-261118-0001").assert_says("Giấy khai sinh số 118/2026/KS");
        insurance.get(&format!("/can-bo/ho-so/{id}")).await.assert_status(StatusCode::NOT_FOUND);
        app.as_other_citizen().await.get(&format!("/ho-so/{card}")).await.assert_status(StatusCode::NOT_FOUND);
        let mine = citizen.get("/ho-so").await;
        mine.assert_says("H44.101-261118-0001").assert_says_not("G12.44.01-261118-0001");
    }

    /// A part waits two working days for the citizen: its own clock stands still, the whole moves by what that costs the
    /// longest way, and nobody is late meanwhile.
    async fn a_part_that_asks_for_papers_moves_the_whole_by_what_it_costs(app: TestApp) {
        let citizen = app.as_citizen().await;
        let id = received(&app, &Filing::sample(CHILD)).await;
        let birth = part(&citizen, &id, "khai-sinh").await;
        register_birth(&app, &birth).await;
        let home = part(&citizen, &id, "thuong-tru").await;
        app.clock.set(Instant::from_local(date(2026, 11, 19).at(9, 0, 0, 0)));
        let police = app.signed_in(POLICE.0).await;
        let paper = "000.00.00.G01-KQ003606";
        let now: i64 = revision(&police, &home).await.parse().expect("a number");
        let asks = json!({"revision": now, "components": [{"component": paper, "what": "Ảnh chụp bị mờ."}]});
        police.json(Method::POST, &format!("/api/v1/dossiers/{home}/supplement-request"), &asks).await.assert_status(StatusCode::NO_CONTENT);
        let clerk = app.signed_in("mot-cua").await;
        let now: i64 = revision(&clerk, &id).await.parse().expect("a number");
        let asks = json!({"revision": now, "components": [{"component": "to-khai-lien-thong", "what": "Thiếu."}]});
        let own = clerk.json(Method::POST, &format!("/api/v1/dossiers/{id}/supplement-request"), &asks).await;
        own.assert_status(StatusCode::CONFLICT);
        assert_eq!(own.json()["code"], "dossier.of-parts");
        let page = app.as_citizen().await.get(&format!("/ho-so/{id}")).await;
        page.assert_says("Bổ sung giấy tờ cho phần này").assert_says("Thời hạn không tính trong khi chờ");
        app.clock.set(Instant::from_local(date(2026, 12, 4).at(9, 0, 0, 0)));
        let leader = app.signed_in("lanh-dao").await.get("/lanh-dao").await;
        leader.assert_says("Quá hạn: 0").assert_says("Phần liên thông cơ quan khác chưa trả: 1");
        let clerk = app.signed_in("mot-cua").await;
        let now: i64 = revision(&clerk, &home).await.parse().expect("a number");
        let gives = json!({"revision": now, "papers": [{"component": paper}]});
        clerk.json(Method::POST, &format!("/api/v1/dossiers/{home}/supplement"), &gives).await.assert_status(StatusCode::OK);
        let citizen = app.as_citizen().await;
        let (own, whole) = (seen(&citizen, &home).await, seen(&citizen, &id).await);
        assert_eq!((&own["due"], &whole["due"]), (&"2026-12-08T17:00:00+07:00".into(), &"2026-12-17T17:00:00+07:00".into()));
        assert!(whole["derivation"].to_string().contains("Chờ người nộp bổ sung giấy tờ"), "{whole}");
        assert_ledger_holds(&app).await;
    }
}
