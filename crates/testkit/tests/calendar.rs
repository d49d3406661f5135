//! A calendar changed by decision: foreseen, approved by a second person, counted again with both dates kept, taken back.

use axum::http::StatusCode;
use base::Instant;
use jiff::civil::date;
use testkit::walk::{assert_ledger_holds, field, receive, result, told, walk};
use testkit::{Client, Filing, Reply, TestApp};

const PERMIT: &str = "1.013225";
const PROPOSE: &str = "/quan-tri/lich/thay-doi";

/// A construction permit at Việt Trì, received on Wednesday 18/11/2026 at 9:00.
async fn received(app: &TestApp) -> String {
    let id = Filing::sample(PERMIT).online(&app.as_citizen().await).await;
    receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
    id
}

/// When the result is due, as programs read it.
async fn due(app: &TestApp, id: &str) -> String {
    let seen = app.signed_in("mot-cua").await.get(&format!("/api/v1/dossiers/{id}")).await.json();
    seen["due"].as_str().unwrap_or_else(|| panic!("no due date: {seen}")).to_owned()
}

/// Sends the form for a closure or holiday from a day to a day of November 2026.
async fn propose(admin: &Client, kind: &str, (first, last): (&str, &str), with: &[(&str, &str)]) -> Reply {
    let page = admin.get(&format!("{PROPOSE}?loai=dong-cua")).await;
    let unit = field(page.assert_status(StatusCode::OK), "unit");
    let mut fields = vec![
        ("unit", unit.as_str()),
        ("loai", kind),
        ("name", "Nghỉ phòng chống bão số 12"),
        ("source", "Quyết định 12/QĐ-UBND ngày 18/11/2026"),
        ("first-ngay", first),
        ("first-thang", "11"),
        ("first-nam", "2026"),
    ];
    if !last.is_empty() {
        fields.extend([("last-ngay", last), ("last-thang", "11"), ("last-nam", "2026")]);
    }
    for one in with {
        fields.retain(|known| known.0 != one.0);
        fields.push(*one);
    }
    admin.post(PROPOSE, &fields).await
}

/// Proposes what must be accepted; the address of the change.
async fn proposed(admin: &Client, kind: &str, days: (&str, &str), with: &[(&str, &str)]) -> String {
    let reply = propose(admin, kind, days, with).await;
    reply.assert_status(StatusCode::SEE_OTHER);
    reply.location().to_owned()
}

testkit::both_engines! {
    /// Approving is an act of weight: after ten minutes at the desk the leader shows again who it is, and the answer goes on.
    async fn whoever_approves_has_shown_lately_who_it_is(app: TestApp) {
        let admin = app.signed_in("quan-tri").await;
        let change = proposed(&admin, "dong-cua", ("19", "20"), &[]).await;
        let leader = app.signed_in("lanh-dao").await;
        app.clock.advance(601);
        let answer = [("viec", "duyet")];
        let asked = leader.post(&change, &answer).await;
        asked.assert_status(StatusCode::TEMPORARY_REDIRECT);
        assert_eq!(asked.location(), format!("/xac-nhan?tiep={change}"));
        leader.get(&change).await.assert_says("Chờ duyệt");
        let done = leader.post_confirming(&change, &answer, ("xac-nhan.mat-khau", testkit::PASSWORD)).await;
        done.assert_leads_to(&change);
        app.settle().await;
        leader.get(&change).await.assert_says_not("Chờ duyệt");
    }

    /// A storm closes the ward for two days: one due date moves by that, both are kept, the one re-appointment stays unused; taken
    /// back, it moves back.
    async fn a_storm_moves_what_is_due_and_can_be_taken_back(app: TestApp) {
        let id = received(&app).await;
        let before = due(&app, &id).await;
        let admin = app.signed_in("quan-tri").await;
        let change = proposed(&admin, "dong-cua", ("19", "20"), &[]).await;
        let page = admin.get(&change).await;
        page.assert_says("Chờ duyệt").assert_says("Thứ Năm 19/11/2026: đóng cửa theo quyết định, nghỉ cả ngày");
        page.assert_says("Đã xem 1 hồ sơ").assert_says("1 hồ sơ đổi hạn").assert_says("Hẹn trả kết quả lùi").assert_says("Người đề nghị không tự duyệt");
        assert_eq!(due(&app, &id).await, before, "nothing is counted by a proposal");
        admin.post(&change, &[("viec", "duyet")]).await.assert_status(StatusCode::CONFLICT).assert_says("không tự duyệt");
        let leader = app.signed_in("lanh-dao").await;
        leader.post(&change, &[("viec", "khong")]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("lý do không duyệt");
        leader.post(&change, &[("viec", "duyet")]).await.assert_leads_to(&change);
        leader.post(&change, &[("viec", "duyet")]).await.assert_status(StatusCode::CONFLICT).assert_says("đã có người trả lời");
        app.settle().await;
        leader.get(&change).await.assert_says("Đã xong: 1 hồ sơ đổi hạn");
        let after = due(&app, &id).await;
        assert!(after > before, "{before} -> {after}");
        let clerk = app.signed_in("mot-cua").await;
        let page = clerk.get(&format!("/can-bo/ho-so/{id}")).await;
        page.assert_says("Ngày hẹn trả được tính lại vì lịch làm việc thay đổi").assert_says("không dùng đến lần hẹn lại").assert_says("Tính lại hẹn trả");
        let citizen = app.as_citizen().await;
        citizen.get(&format!("/ho-so/{id}")).await.assert_says("Nghỉ phòng chống bão số 12").assert_says("Quyết định 12/QĐ-UBND");
        assert_eq!(told(&app, &id).await.iter().filter(|kind| kind.contains("recounted")).count(), 1);
        // What comes in now is counted by it too.
        assert_eq!(due(&app, &received(&app).await).await, after);
        let calendar = leader.get("/quan-tri/lich").await;
        calendar.assert_says("hanh-chinh@2026.1+1").assert_says("Đóng cửa theo quyết định").assert_says("Đã duyệt");

        let target = change.rsplit('/').next().expect("an id").to_owned();
        let back = proposed(&admin, "bai-bo", ("", ""), &[("change", &target)]).await;
        admin.get(&back).await.assert_says("2 hồ sơ đổi hạn").assert_says("sớm hơn").assert_says("Bãi bỏ thay đổi đã duyệt");
        propose(&admin, "bai-bo", ("", ""), &[("change", &target)]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        leader.post(&back, &[("viec", "duyet")]).await.assert_leads_to(&back);
        app.settle().await;
        assert_eq!(due(&app, &id).await, before, "as it was");
        assert_ledger_holds(&app).await;
    }

    /// A closure decided afterwards moves the answer to what was sent before it.
    async fn a_closure_decided_afterwards_moves_the_answer_that_is_owed(app: TestApp) {
        let citizen = app.as_citizen().await;
        let waiting = Filing::sample(PERMIT).online(&citizen).await;
        app.clock.set(Instant::from_local(date(2026, 11, 20).at(9, 0, 0, 0)));
        let admin = app.signed_in("quan-tri").await;
        let change = proposed(&admin, "dong-cua", ("18", "19"), &[]).await;
        admin.get(&change).await.assert_says("Hạn trả lời hồ sơ nộp trực tuyến lùi 1 ngày: 1 hồ sơ");
        app.signed_in("lanh-dao").await.post(&change, &[("viec", "duyet")]).await.assert_leads_to(&change);
        app.settle().await;
        let page = app.signed_in("mot-cua").await.get(&format!("/can-bo/ho-so/{waiting}")).await;
        page.assert_says("Nghỉ phòng chống bão số 12").assert_says("Thời hạn trả lời được tính lại").assert_says_not("hẹn lại");
        let citizen = app.as_citizen().await;
        citizen.get(&format!("/ho-so/{waiting}")).await.assert_says("Thời hạn trả lời được tính lại").assert_says_not("Ngày hẹn trả được tính lại");
        receive(&app.signed_in("mot-cua").await, &waiting).await.assert_status(StatusCode::SEE_OTHER);
        citizen.get(&format!("/ho-so/{waiting}")).await.assert_says_not("tính lại vì lịch");
        assert_ledger_holds(&app).await;
    }

    /// What was done late only because the office was closed counts as in time once that is decided; what was in time stays.
    async fn what_was_done_late_is_excused_by_a_closure(app: TestApp) {
        let id = Filing::sample("1.001193").online(&app.as_citizen().await).await;
        receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
        assert!(due(&app, &id).await.starts_with("2026-11-18T17:00"), "a birth is due the same day");
        app.clock.set(Instant::from_local(date(2026, 11, 20).at(9, 0, 0, 0)));
        walk(&app, &id, &[
            ("mot-cua", "chuyen", vec![]),
            ("chuyen-vien-vhxh", "trinh-ky", vec![]),
            ("ky-duyet", "ky", vec![]),
            ("van-thu", "phat-hanh", result("118/2026/KS")),
        ]).await;
        let leader = app.signed_in("lanh-dao").await;
        leader.get("/lanh-dao/so-lieu").await.assert_says("Cộng 1 0 1 0 0 0 0");
        let admin = app.signed_in("quan-tri").await;
        let change = proposed(&admin, "dong-cua", ("18", "19"), &[]).await;
        leader.get(&change).await.assert_says("Đã trả kết quả, không còn tính là trễ hạn: 1 hồ sơ");
        leader.post(&change, &[("viec", "duyet")]).await.assert_leads_to(&change);
        app.settle().await;
        leader.get("/lanh-dao/so-lieu").await.assert_says("Cộng 1 1 0 0 0 0 0");
        // Taken back, it does not become late again: what is in time stays in time.
        let target = change.rsplit('/').next().expect("an id").to_owned();
        let back = proposed(&admin, "bai-bo", ("", ""), &[("change", &target)]).await;
        leader.get(&back).await.assert_says("Không hồ sơ nào đổi hạn");
        leader.post(&back, &[("viec", "duyet")]).await.assert_leads_to(&back);
        app.settle().await;
        leader.get("/lanh-dao/so-lieu").await.assert_says("Cộng 1 1 0 0 0 0 0");
        assert_ledger_holds(&app).await;
    }

    /// The ward police is closed: the child's residence moves, and with it the one appointment of the whole that the ward leads.
    async fn the_whole_moves_with_a_part_at_another_body(app: TestApp) {
        let id = Filing::sample("3.000722").online(&app.as_citizen().await).await;
        receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
        let before = due(&app, &id).await;
        let whole = app.as_citizen().await.get(&format!("/api/v1/dossiers/{id}")).await.json();
        let birth = whole["parts"][0]["dossier"].as_str().expect("the first part is open").to_owned();
        walk(&app, &birth, &[
            ("chuyen-vien-vhxh", "trinh-ky", vec![("note", "Đã ghi sổ.")]),
            ("ky-duyet", "ky", vec![]),
            ("van-thu", "phat-hanh", result("118/2026/KS")),
        ]).await;
        let (admin, leader) = (app.signed_in("quan-tri-tinh").await, app.signed_in("lanh-dao-tinh").await);
        let page = admin.get("/quan-tri/lich").await.text();
        let (option, _) = page.split_once("Công an phường Việt Trì</option>").expect("the police is offered");
        let police = option.rsplit("<option value=\"").next().and_then(|it| it.split('"').next()).expect("its id").to_owned();
        let change = proposed(&admin, "dong-cua", ("19", "20"), &[("unit", &police)]).await;
        leader.get(&change).await.assert_says("Công an phường Việt Trì").assert_says("2 hồ sơ đổi hạn");
        leader.post(&change, &[("viec", "duyet")]).await.assert_leads_to(&change);
        app.settle().await;
        leader.get(&change).await.assert_says("Đã xong: 2 hồ sơ đổi hạn");
        let after = due(&app, &id).await;
        assert!(after > before, "{before} -> {after}");
        assert_eq!(told(&app, &id).await.iter().filter(|kind| kind.contains("recounted")).count(), 1);
        assert_ledger_holds(&app).await;
    }

    /// A declined change counts for nothing; a swapped day and other hours count from their day; faults are said at their field.
    async fn other_changes_and_bad_input(app: TestApp) {
        let id = received(&app).await;
        let before = due(&app, &id).await;
        let admin = app.signed_in("quan-tri").await;
        let wrong = propose(&admin, "dong-cua", ("20", "19"), &[("name", " "), ("hours", "11:30-07:30")]).await;
        wrong.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("tên của thay đổi").assert_says("Ngày cuối phải từ ngày đầu trở đi");
        let hours = propose(&admin, "dong-cua", ("20", ""), &[("hours", "11:30-07:30")]).await;
        hours.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("không phải là khoảng giờ làm việc");
        propose(&admin, "gi-do", ("20", ""), &[]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Chọn loại thay đổi");
        let leader = app.signed_in("lanh-dao").await;
        let declined = proposed(&admin, "nghi-le", ("23", ""), &[]).await;
        leader.post(&declined, &[("viec", "khong"), ("note", "Chưa có thông báo.")]).await.assert_leads_to(&declined);
        admin.get(&declined).await.assert_says("Không duyệt").assert_says("Chưa có thông báo.");
        let week = [
            ("from-ngay", "1"), ("from-thang", "12"), ("from-nam", "2026"), ("mon", "07:30-11:30, 13:30-17:00"),
            ("tue", "07:30-11:30"), ("wed", ""), ("thu", ""), ("fri", ""), ("sat", "07:30-11:30"), ("sun", ""),
        ];
        let week = proposed(&admin, "gio-tuan", ("", ""), &week).await;
        admin.get(&week).await.assert_says("Thứ Bảy: 07:30-11:30").assert_says("Thứ Tư: nghỉ").assert_says("từ 01/12/2026");
        let swap = [
            ("off-ngay", "23"), ("off-thang", "11"), ("off-nam", "2026"), ("work-ngay", "21"), ("work-thang", "11"), ("work-nam", "2026"),
        ];
        let swap = proposed(&admin, "hoan-doi", ("", ""), &swap).await;
        admin.get(&swap).await.assert_says("Thứ Bảy 21/11/2026: làm bù, làm việc").assert_says("Không hồ sơ nào đổi hạn");
        let known = [("until-ngay", "31"), ("until-thang", "12"), ("until-nam", "2027")];
        let known = proposed(&admin, "biet-den", ("", ""), &known).await;
        admin.get(&known).await.assert_says("Biết ngày nghỉ đến hết 31/12/2027");
        leader.post(&known, &[("viec", "duyet")]).await.assert_leads_to(&known);
        leader.get("/quan-tri/lich").await.assert_says("Biết ngày nghỉ đến hết 31/12/2027");
        app.settle().await;
        assert_eq!(due(&app, &id).await, before);
        let clerk = app.signed_in("mot-cua").await;
        clerk.get(PROPOSE).await.assert_status(StatusCode::FORBIDDEN);
        clerk.get(&swap).await.assert_status(StatusCode::FORBIDDEN);
        app.signed_in("quan-tri-tinh").await.get(&swap).await.assert_says("Duyệt và tính lại hồ sơ");
        assert_ledger_holds(&app).await;
    }
}
