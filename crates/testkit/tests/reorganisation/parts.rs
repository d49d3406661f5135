//! A body split, moved or dissolved: what its parts do goes with them, money and machines follow, calendars are kept.

use axum::http::StatusCode;
use base::Clock as _;
use base::id::UnitId;
use jiff::civil::date;
use testkit::till::{CASH, book, collect, copies, lan, last, owed, shift};
use testkit::walk::{assert_ledger_holds, receive, step, told, walk};
use testkit::{Client, Filing, Machine, Reply, TestApp};

use crate::plan::{accept, act, at, body, facts, merge_both, plan, unit};
use crate::{BIRTH, PERMIT};

const WARD: &str = "Ủy ban nhân dân phường Việt Trì";
const COMMUNE: &str = "Ủy ban nhân dân xã Tam Nông";
const PROVINCE: &str = "Ủy ban nhân dân tỉnh Phú Thọ";

/// Proposed, accepted by the leader of the province for every body, approved; in effect once its first day has come.
async fn carried(app: &TestApp, admin: &Client, plan: &str) {
    act(admin, plan, "de-nghi", &[]).await.assert_leads_to(plan);
    accept(&app.signed_in("lanh-dao-tinh").await, plan).await.assert_leads_to(plan);
    act(admin, plan, "ban-hanh", &[]).await.assert_leads_to(plan);
}

/// Friday night and the weekend pass.
async fn monday(app: &TestApp) {
    app.clock.set(at(21, 0, 5));
    app.settle().await;
    app.clock.set(at(23, 8, 0));
    app.settle().await;
}

/// A dossier that a case officer of its division holds.
async fn at_division(app: &TestApp, code: &'static str) -> String {
    let id = Filing::sample(code).online(&app.as_citizen().await).await;
    receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
    walk(app, &id, &[("mot-cua", "chuyen", vec![])]).await;
    id
}

testkit::both_engines! {
    /// Split: the division of the economy goes to the commune, everything else to a new ward; each dossier goes with its division.
    async fn a_split_body_gives_each_dossier_to_the_part_that_handles_it(app: TestApp) {
        app.clock.set(at(20, 9, 0));
        let (permit, birth) = (at_division(&app, PERMIT).await, at_division(&app, BIRTH).await);
        let clerk = app.signed_in("mot-cua").await;
        let before = (facts(&clerk, &permit).await, facts(&clerk, &birth).await);
        let admin = app.signed_in("quan-tri-tinh").await;
        let plan = plan(&admin, "21", "11").await;
        let (ward, commune, province) = (body(&app, WARD).await, body(&app, COMMUNE).await, body(&app, PROVINCE).await);
        let economy = format!("part-{}", unit(&app, WARD, "Phòng Kinh tế").await);
        let form = admin.get(&format!("{plan}/viec/chia-tach?don_vi={ward}")).await;
        form.assert_status(StatusCode::OK).assert_says("Phòng Kinh tế, Hạ tầng và Đô thị").assert_says("Nơi tiếp nhận thứ 2").assert_says("Phòng Văn hóa - Xã hội Nơi tiếp nhận thứ 1");
        let mut fields = vec![
            ("unit", ward.as_str()), ("r1", "moi"), ("r1_name", "Ủy ban nhân dân phường Nông Trang"), ("r1_kind", "ward"),
            ("r1_parent", province.as_str()), ("r1_code", "H44.251"), ("r2", commune.as_str()), ("r3", ""),
        ];
        let one = [fields.clone(), vec![(economy.as_str(), "3")]].concat();
        let refused = act(&admin, &plan, "viec/chia-tach", &one).await;
        refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Chọn một nơi tiếp nhận đã ghi ở trên");
        fields.push((economy.as_str(), "2"));
        act(&admin, &plan, "viec/chia-tach", &fields).await.assert_leads_to(&plan);
        admin.get(&plan).await.assert_says("Chia, tách").assert_says("Nông Trang");
        carried(&app, &admin, &plan).await;
        monday(&app).await;
        let commune = app.signed_in("mot-cua-tam-nong").await;
        assert_eq!(facts(&commune, &permit).await, before.0, "number and appointment stay");
        let clerk = app.signed_in("mot-cua").await;
        assert_eq!(facts(&clerk, &birth).await, before.1, "number and appointment stay");
        // Each can be handled by those who hold its step now, and only by them.
        let officer = app.signed_in("chuyen-vien-vhxh").await;
        step(&officer, &birth, "trinh-ky", &[]).await.assert_status(StatusCode::SEE_OTHER);
        let citizen = app.as_citizen().await;
        citizen.get(&format!("/ho-so/{permit}")).await.assert_says("xã Tam Nông");
        citizen.get(&format!("/ho-so/{birth}")).await.assert_says("phường Nông Trang");
        clerk.get(&format!("/can-bo/ho-so/{permit}")).await.assert_status(StatusCode::NOT_FOUND);
        assert_ledger_holds(&app).await;
    }

    /// Moved: a division that goes to another body of the province takes what it handles along; a duty that is there already is said.
    async fn a_moved_part_takes_its_dossiers_along(app: TestApp) {
        app.clock.set(at(20, 9, 0));
        let (permit, birth) = (at_division(&app, PERMIT).await, at_division(&app, BIRTH).await);
        let before = facts(&app.signed_in("mot-cua").await, &permit).await;
        let admin = app.signed_in("quan-tri-tinh").await;
        let plan = plan(&admin, "21", "11").await;
        let economy = unit(&app, WARD, "Phòng Kinh tế").await;
        let (commune, office) = (body(&app, COMMUNE).await, body(&app, "Văn phòng Đăng ký đất đai tỉnh Phú Thọ").await);
        act(&admin, &plan, "viec/chuyen", &[("unit", economy.as_str()), ("parent", commune.as_str())]).await.assert_leads_to(&plan);
        admin.get(&plan).await.assert_says("Mã việc kinh-te sẽ thuộc về cả");
        act(&admin, &plan, "viec/bo", &[("number", "1")]).await.assert_leads_to(&plan);
        act(&admin, &plan, "viec/chuyen", &[("unit", economy.as_str()), ("parent", office.as_str())]).await.assert_leads_to(&plan);
        carried(&app, &admin, &plan).await;
        monday(&app).await;
        let head = app.signed_in("truong-phong").await;
        assert_eq!(facts(&head, &permit).await, before, "number and appointment stay");
        assert!(told(&app, &permit).await.contains(&"followed.1".to_owned()));
        assert!(!told(&app, &birth).await.contains(&"followed.1".to_owned()), "the rest stays");
        app.as_citizen().await.get(&format!("/ho-so/{permit}")).await.assert_says("Văn phòng Đăng ký đất đai");
        assert_ledger_holds(&app).await;
    }

    /// Dissolved with money in the drawer and a machine without a network: the heir closes the shift to the đồng, collects what is
    /// open in a book of its own, and what the machine has received comes in under its printed number.
    async fn a_dissolved_body_leaves_its_money_and_machines_to_its_heir(app: TestApp) {
        app.clock.set(at(20, 15, 0));
        let clerk = lan(&app).await;
        let (paid, open) = (copies(&clerk).await, copies(&clerk).await);
        let receipt = last(&collect(&clerk, &paid, &CASH).await);
        let shift = shift(&clerk).await;
        let mut machine = Machine::prepare(&clerk, "Máy quầy số 1", 1, 5).await;
        let intake = machine.take(&Filing::copies("2", "3"), at(20, 16, 0));
        let admin = app.signed_in("quan-tri-tinh").await;
        let plan = plan(&admin, "21", "11").await;
        let (ward, commune) = (body(&app, WARD).await, body(&app, COMMUNE).await);
        act(&admin, &plan, "viec/giai-the", &[("unit", ward.as_str()), ("heir", commune.as_str())]).await.assert_leads_to(&plan);
        act(&admin, &plan, "de-nghi", &[]).await.assert_leads_to(&plan);
        let preview = admin.get(&format!("{plan}/xem-truoc")).await;
        preview.assert_says("Quyển biên lai phải đóng").assert_says("quyển AA-26P còn 99 số chưa dùng, từ 0000002 đến 0000100, không dùng nữa");
        preview.assert_says("Ca thu chưa đóng: xin đóng ca trước ngày hiệu lực").assert_says("“Máy quầy số 1” của");
        accept(&app.signed_in("lanh-dao-tinh").await, &plan).await.assert_leads_to(&plan);
        act(&admin, &plan, "ban-hanh", &[]).await.assert_leads_to(&plan);
        monday(&app).await;

        let clerk = app.signed_in("mot-cua").await;
        clerk.get(&format!("/can-bo/ho-so/{paid}")).await.assert_says("Biên lai AA-26P số 0000001");
        let close = format!("/quay/thu-tien/ca/{shift}/ket");
        clerk.post(&close, &[("notes.50000", "1"), ("notes.10000", "1")]).await.assert_leads_to(&format!("/quay/thu-tien/ca/{shift}"));
        clerk.get(&format!("/quay/thu-tien/bien-lai/{receipt}")).await.assert_says("0000001").assert_says("phường Việt Trì");
        // The old book is closed; the open fee is owed to the heir, in a book of its own.
        clerk.post("/quay/thu-tien", &[("change", "50.000")]).await.assert_leads_to("/quay/thu-tien");
        let (pays, _) = owed(&clerk, &open).await;
        assert_eq!(pays.len(), 1);
        collect(&clerk, &open, &CASH).await.assert_says("quyển biên lai");
        book(&app, "201", "300", "Ngọc Lan").await.assert_leads_to("/quan-tri/bien-lai");
        let again = last(&collect(&clerk, &open, &CASH).await);
        clerk.get(&format!("/quay/thu-tien/bien-lai/{again}")).await.assert_says("0000201").assert_says("xã Tam Nông");

        let refused = machine.reserve(&clerk, 1, 5).await;
        assert_eq!(refused.assert_status(StatusCode::CONFLICT).json()["code"], "dossier.offline-retired");
        let brought = machine.bring(&clerk, &intake, at(23, 8, 0)).await.assert_status(StatusCode::CREATED).json();
        assert_eq!(brought["number"], intake.body["number"], "the number as printed");
        let id = brought["id"].as_str().expect("an identifier");
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("H44.101-261120-0003").assert_says("Việc cần làm lúc này");
        assert!(told(&app, id).await.contains(&"followed.1".to_owned()), "it lies with the heir");
        assert_ledger_holds(&app).await;
    }

    /// Nobody who had a calendar of its own is left without one: said at the operation; a new body takes over the calendar with what
    /// its unit decided over it.
    async fn a_merge_that_leaves_a_unit_without_calendar_is_refused(app: TestApp) {
        let admin = app.signed_in("quan-tri-tinh").await;
        saturdays(&app, &body(&app, COMMUNE).await).await;
        let made = plan(&admin, "1", "12").await;
        let (ward, commune) = (body(&app, WARD).await, body(&app, COMMUNE).await);
        act(&admin, &made, "viec/sap-nhap", &[("units", commune.as_str()), ("r1", ward.as_str())]).await.assert_leads_to(&made);
        let sentence = "Sau khi sắp xếp, “Ủy ban nhân dân phường Việt Trì” không có lịch làm việc";
        admin.get(&made).await.assert_says(sentence);
        act(&admin, &made, "de-nghi", &[]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        act(&admin, &made, "huy", &[("reason", "Thay bằng phương án khác")]).await.assert_leads_to(&made);

        closed_on_thursday(&app, &commune).await;
        let made = plan(&admin, "1", "12").await;
        merge_both(&app, &admin, &made).await;
        admin.get(&made).await.assert_says("không có lịch làm việc");
        act(&admin, &made, "viec/bo", &[("number", "1")]).await.assert_leads_to(&made);
        merge_keeping(&app, &admin, &made, &commune).await;
        admin.get(&made).await.assert_says_not("không có lịch làm việc");
        carried(&app, &admin, &made).await;
        app.clock.set(at(30, 23, 50));
        app.settle().await;
        app.clock.advance(3600);
        app.settle().await;
        let new: UnitId = body(&app, crate::plan::NEW).await.parse().expect("an identifier");
        let today = app.clock.now().date();
        let calendar = app.db.read(move |rx| organisation::calendar(rx, new, today)).await.expect("a calendar");
        assert!(calendar.works(date(2026, 12, 5)), "on Saturdays, as the commune did");
        assert!(!calendar.works(date(2026, 12, 3)), "not on the Thursday that the commune had closed");
        assert_ledger_holds(&app).await;
    }
}

/// The merge into a new ward that works by the calendar of `keeps`.
async fn merge_keeping(app: &TestApp, admin: &Client, plan: &str, keeps: &str) {
    let (one, two, province) = (body(app, WARD).await, body(app, COMMUNE).await, body(app, PROVINCE).await);
    let fields = [
        ("units", one.as_str()),
        ("units", two.as_str()),
        ("r1", "moi"),
        ("r1_name", crate::plan::NEW),
        ("r1_kind", "ward"),
        ("r1_parent", province.as_str()),
        ("r1_code", "H44.250"),
        ("r1_calendar_of", keeps),
    ];
    act(admin, plan, "viec/sap-nhap", &fields).await.assert_leads_to(plan);
}

/// A calendar of the unit's own: also on Saturday mornings.
async fn saturdays(app: &TestApp, unit: &str) {
    let unit: UnitId = unit.parse().expect("an identifier");
    let today = app.clock.now().date();
    let country = app.db.read(move |rx| organisation::calendar(rx, unit, today)).await.expect("a calendar");
    let mut data = country.data().clone();
    for weekly in &mut data.weekly {
        weekly.hours.sat = weekly.hours.mon.iter().take(1).copied().collect();
    }
    let calendar = data.try_into().expect("a calendar");
    let input = organisation::NewCalendar { unit, calendar, from: today };
    let ctx = base::Ctx::system("test", app.clock.now(), &app.rng);
    app.db.write(move |tx| organisation::set_calendar(tx, &ctx, &input)).await.expect("it is set");
}

/// The commune decides to be closed on 3/12/2026, and its leader approves.
async fn closed_on_thursday(app: &TestApp, unit: &str) {
    let admin = app.signed_in("quan-tri-tam-nong").await;
    let fields = [
        ("unit", unit),
        ("loai", "dong-cua"),
        ("name", "Nghỉ chuyển trụ sở"),
        ("source", "Quyết định 9/QĐ-UBND ngày 18/11/2026"),
        ("first-ngay", "3"),
        ("first-thang", "12"),
        ("first-nam", "2026"),
    ];
    let proposed: Reply = admin.post("/quan-tri/lich/thay-doi", &fields).await;
    let change = proposed.assert_status(StatusCode::SEE_OTHER).location().to_owned();
    let leader = app.signed_in("chu-tich-tam-nong").await;
    leader.post(&change, &[("viec", "duyet")]).await.assert_status(StatusCode::SEE_OTHER);
}
