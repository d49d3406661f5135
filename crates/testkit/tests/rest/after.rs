//! After the decision and after a mistake: where a result is, who takes it, how a wrong one is put right, how a wrong reception is,
//! and who is warned before something lapses.

use axum::http::StatusCode;
use jiff::civil::date;
use serde_json::{Value, json};
use testkit::walk::{assert_ledger_holds, told};
use testkit::{Client, TestApp};

use crate::cases::decided;
use crate::problem::assert_problem;
use crate::world::{World, act, post};

async fn seen(client: &Client, id: &str) -> Value {
    client.get(&format!("/api/v1/dossiers/{id}")).await.assert_status(StatusCode::OK).json()
}

fn at(day: i8, hour: i8, minute: i8) -> base::Instant {
    base::Instant::from_local(date(2026, 11, day).at(hour, minute, 0, 0))
}

/// How often this event is told of the dossier.
async fn times(app: &TestApp, id: &str, kind: &str) -> usize {
    told(app, id).await.iter().filter(|one| *one == kind).count()
}

testkit::both_engines! {
    async fn a_result_goes_on_and_is_handed_over_wherever_it_is(app: TestApp) {
        let world = World::new(app).await;
        let id = decided(&world).await;
        let place = async |client: &Client, to: &str| act(client, &id, "result-place", json!({"place": to})).await;
        let page = format!("/ho-so/{id}");
        world.citizen.get(&page).await.assert_says("Mời ông, bà đến Bộ phận Một cửa nhận");
        let registrar = world.app.signed_in("van-thu").await;
        place(&registrar, "on-its-way").await.assert_status(StatusCode::NO_CONTENT);
        world.citizen.get(&page).await.assert_says("đang được chuyển về Bộ phận Một cửa");
        assert_problem(&place(&registrar, "on-its-way").await, 409, "dossier.result-there-before");
        assert_problem(&place(&registrar, "at-counter").await, 403, "denied.forbidden");
        place(&world.clerk, "at-counter").await.assert_status(StatusCode::NO_CONTENT);
        world.citizen.get(&page).await.assert_says("Kết quả đã có tại quầy");
        let open = world.in_hand().await;
        assert_problem(&act(&world.clerk, &open, "result-place", json!({"place": "at-counter"})).await, 409, "dossier.illegal-act");
        // Nobody said where another result is: it is handed over all the same.
        let other = decided(&world).await;
        let taken = json!({"action": "tra-ket-qua", "recipient": "Nguyễn Thị Hồng Ánh"});
        act(&world.clerk, &other, "steps", taken).await.assert_status(StatusCode::OK);
        assert_problem(&act(&world.clerk, &other, "result-place", json!({"place": "at-counter"})).await, 409, "dossier.illegal-act");
    }

    async fn whoever_takes_a_result_for_another_shows_by_what_right(app: TestApp) {
        let world = World::new(app).await;
        let id = decided(&world).await;
        let mut taken = json!({"action": "tra-ket-qua", "recipient": "Trần Văn Bình", "authorised_number": "001085012345"});
        let half = act(&world.clerk, &id, "steps", taken.clone()).await;
        assert_eq!(assert_problem(&half, 422, "dossier.invalid"), ["authorised_paper"]);
        taken["authorised_paper"] = json!("Giấy ủy quyền số 15/2026 ngày 17/11/2026");
        act(&world.clerk, &id, "steps", taken).await.assert_status(StatusCode::OK);
        let page = world.clerk.get(&format!("/can-bo/ho-so/{id}")).await;
        page.assert_says("Trả kết quả cho Trần Văn Bình").assert_says("Giấy ủy quyền số 15/2026");
        let open = world.in_hand().await;
        let officer = world.app.signed_in("chuyen-vien").await;
        let stray = json!({"action": "trinh-cap", "authorised_number": "1", "authorised_paper": "2"});
        assert_eq!(assert_problem(&act(&officer, &open, "steps", stray).await, 422, "dossier.invalid"), ["authorised_number"]);
    }

    async fn a_result_is_no_older_than_its_dossier(app: TestApp) {
        let world = World::new(app).await;
        let id = world.to_sign().await;
        let signatory = world.app.signed_in("ky-duyet").await;
        act(&signatory, &id, "steps", json!({"action": "ky"})).await.assert_status(StatusCode::OK);
        let registrar = world.app.signed_in("van-thu").await;
        let issue = json!({"action": "phat-hanh", "result_number": "12/GPXD", "result_date": "2026-11-17"});
        assert_eq!(assert_problem(&act(&registrar, &id, "steps", issue).await, 422, "dossier.invalid"), ["result_date"]);
    }

    async fn a_wrong_result_is_put_right_and_the_first_stays_on_record(app: TestApp) {
        let world = World::new(app).await;
        let id = decided(&world).await;
        let taken = json!({"action": "tra-ket-qua", "recipient": "Nguyễn Thị Hồng Ánh"});
        act(&world.clerk, &id, "steps", taken).await.assert_status(StatusCode::OK);
        let head = world.app.signed_in("truong-phong").await;
        let correct = async |day: &str, reason: &str| {
            act(&head, &id, "correction", json!({"day": day, "reason": reason})).await
        };
        for (day, reason, field) in [
            ("2026-12-04", " ", "reason"),
            ("2026-11-17", "Sai.", "day"),
            ("2026-11-29", "Sai.", "day"),
            ("2027-02-01", "Sai.", "day"),
        ] {
            assert_eq!(assert_problem(&correct(day, reason).await, 422, "dossier.invalid"), [field], "{day}");
        }
        let police = world.app.signed_in("truong-cong-an").await;
        let body = json!({"day": "2026-12-04", "reason": "x", "revision": 1});
        let path = format!("/api/v1/dossiers/{id}/correction");
        assert_problem(&post(&police, &path, &body).await, 404, "denied.not-found");
        correct("2026-12-04", "Sai số nhà.").await.assert_status(StatusCode::OK);
        assert_problem(&correct("2026-12-04", "Sai nữa.").await, 409, "dossier.illegal-act");
        let page = world.citizen.get(&format!("/ho-so/{id}")).await;
        page.assert_says("đang sửa kết quả").assert_says("Sai số nhà.").assert_says("17:00 thứ Sáu, 04/12/2026");
        for (client, what, with) in [
            (&head, "extension", json!({"day": "2026-12-11", "reason": "Chậm."})),
            (&head, "stop", json!({"reason": "x", "citation": "y"})),
            (&world.citizen, "withdrawal", json!({})),
            (&world.clerk, "reception-correction", json!({"case": "khong-co", "reason": "x"})),
        ] {
            assert_problem(&act(client, &id, what, with).await, 409, "dossier.under-correction");
        }
        // The one who examined it has it again; what is wrong goes the same way as the first.
        for (login, step) in [
            ("chuyen-vien", json!({"action": "trinh-cap"})),
            ("truong-phong", json!({"action": "trinh-ky"})),
            ("ky-duyet", json!({"action": "ky"})),
            ("van-thu", json!({"action": "phat-hanh", "result_number": "12a/GPXD", "result_date": "2026-11-18"})),
        ] {
            let officer = world.app.signed_in(login).await;
            act(&officer, &id, "steps", step).await.assert_status(StatusCode::OK);
        }
        let page = world.citizen.get(&format!("/ho-so/{id}")).await;
        page.assert_says("12a/GPXD").assert_says_not("đang sửa kết quả");
        assert_eq!(seen(&world.citizen, &id).await["state"], "completed");
        assert_eq!(times(&world.app, &id, "completed.1").await, 2);
        assert_ledger_holds(&world.app).await;
    }

    async fn a_correction_in_time_leaves_no_dossier_late(app: TestApp) {
        let world = World::new(app).await;
        let id = decided(&world).await;
        let head = world.app.signed_in("truong-phong").await;
        let body = json!({"day": "2026-12-04", "reason": "Sai số nhà."});
        act(&head, &id, "correction", body).await.assert_status(StatusCode::OK);
        // Past the first appointment, which the first result had kept.
        world.app.clock.set(base::Instant::from_local(date(2026, 12, 3).at(9, 0, 0, 0)));
        world.app.signed_in("lanh-dao").await.get("/lanh-dao").await.assert_says("Quá hạn: 0");
        world.app.clock.set(base::Instant::from_local(date(2026, 12, 7).at(9, 0, 0, 0)));
        world.app.signed_in("lanh-dao").await.get("/lanh-dao").await.assert_says("Quá hạn: 1");
    }

    async fn a_wrong_reception_is_put_right_while_nothing_is_decided(app: TestApp) {
        let world = World::new(app).await;
        let taken = post(&world.clerk, "/api/v1/counter/dossiers", &world.at_counter()).await.json();
        let id = taken["id"].as_str().expect("an identifier").to_owned();
        let correct = async |id: &str, with: Value| act(&world.clerk, id, "reception-correction", with).await;
        for (with, field) in [
            (json!({"reason": "Không đổi gì."}), "reason"),
            (json!({"applicant": {"name": "Lê Thị Hoa"}, "reason": ""}), "reason"),
            (json!({"applicant": {"name": ""}, "reason": "Sai."}), "applicant.name"),
            (json!({"case": "khong-co", "reason": "Sai."}), "case"),
            (json!({"case": "ton-giao", "reason": "Sai."}), "case"),
            (json!({"competent": crate::world::NO_ID, "reason": "Sai."}), "competent"),
        ] {
            assert_eq!(assert_problem(&correct(&id, with.clone()).await, 422, "dossier.invalid"), [field], "{with}");
        }
        correct(&id, json!({"applicant": {"name": "Lê Thị Hoa"}, "reason": "Nhập nhầm tên."})).await.assert_status(StatusCode::OK);
        let found = world.clerk.get("/can-bo/tim?tu=le%20thi%20hoa").await;
        found.assert_says("Lê Thị Hoa");
        let receipt = world.clerk.get(&format!("/can-bo/ho-so/{id}/giay-tiep-nhan")).await;
        receipt.assert_says("Lê Thị Hoa");
        // What a citizen said of themselves is theirs; a decided dossier is past it.
        let online = world.received().await;
        let other = json!({"applicant": {"name": "Lê Thị Hoa"}, "reason": "Sai."});
        assert_eq!(assert_problem(&correct(&online, other.clone()).await, 422, "dossier.invalid"), ["applicant.name"]);
        let signed = world.to_sign().await;
        let signatory = world.app.signed_in("ky-duyet").await;
        act(&signatory, &signed, "steps", json!({"action": "ky"})).await.assert_status(StatusCode::OK);
        assert_problem(&correct(&signed, other).await, 409, "dossier.decided-before");
        assert_ledger_holds(&world.app).await;
    }

    async fn whoever_has_it_is_warned_once_before_each_thing_lapses(app: TestApp) {
        let world = World::new(app).await;
        let waiting = world.filed().await;
        let held = world.in_hand().await;
        world.app.settle().await;
        assert_eq!(times(&world.app, &waiting, "warned.1").await, 0, "there is time enough");
        // 8 working hours from 9:00 on the 18th end at 9:00 on the 19th; the held one is due at 17:00 on the 30th.
        world.app.clock.set(at(19, 8, 30));
        world.app.settle().await;
        world.app.clock.advance(900);
        world.app.settle().await;
        assert_eq!(times(&world.app, &waiting, "warned.1").await, 1, "once, however often one looks");
        let clerk = world.app.signed_in("mot-cua").await;
        assert!(queue(&clerk, "sap-qua-han").await.contains(&waiting), "who receives sees what must be answered soon");
        let before = seen(&world.app.signed_in("chuyen-vien").await, &held).await["revision"].clone();
        world.app.clock.set(at(30, 9, 0));
        world.app.settle().await;
        let warned = times(&world.app, &held, "warned.1").await;
        assert!(warned >= 1, "the whole is due today: {warned}");
        let officer = world.app.signed_in("chuyen-vien").await;
        let page = officer.get(&format!("/can-bo/ho-so/{held}")).await;
        page.assert_says("Nhắc: hồ sơ đến hạn trả kết quả 30/11/2026, 17:00");
        assert_eq!(seen(&officer, &held).await["revision"], before, "a warning makes no page stale");
        assert!(queue(&officer, "sap-qua-han").await.contains(&held), "whoever has it sees it coming");
        let clerk = world.app.signed_in("mot-cua").await;
        assert!(!queue(&clerk, "sap-qua-han").await.contains(&held), "who has not, does not");
        world.app.clock.set(base::Instant::from_local(date(2026, 12, 1).at(9, 0, 0, 0)));
        world.app.settle().await;
        assert_eq!(times(&world.app, &held, "warned.1").await, warned, "what has lapsed is not warned of");
        let officer = world.app.signed_in("chuyen-vien").await;
        assert!(!queue(&officer, "sap-qua-han").await.contains(&held), "what has lapsed is late, not soon late");
        assert_ledger_holds(&world.app).await;
    }
}

/// The dossiers of a queue of the desk.
async fn queue(client: &Client, tab: &str) -> Vec<String> {
    let desk = client.get(&format!("/api/v1/desk?queue={tab}")).await.assert_status(StatusCode::OK).json();
    let lines = desk["lines"].as_array().cloned().unwrap_or_default();
    lines.iter().filter_map(|line| line["id"].as_str().map(str::to_owned)).collect()
}
