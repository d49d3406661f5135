//! The demonstration has something to see on every list: late, due today, in time, refused, sent back, waiting, ready.

use base::{Clock as _, Role};
use catalogue::process::UnitSelector;
use testkit::TestApp;

/// The steps of a process that nobody holds at this body.
fn without_people(
    rx: &mut db::Read,
    version: &catalogue::ProcedureVersion,
    body: &organisation::Unit,
    today: jiff::civil::Date,
) -> Result<Vec<String>, dossier::Error> {
    let above = |unit: &organisation::Unit| {
        (unit.kind == organisation::UnitKind::LineAgency).then_some(unit.parent).flatten()
    };
    let receiving = above(body).unwrap_or(body.id);
    let mut out = Vec::new();
    for step in &version.process.steps {
        let by_duty = |rx: &mut db::Read, duty: &str| {
            Ok::<_, dossier::Error>(
                organisation::unit_for_duty(rx, body.id, duty, today)?.map_or(body.id, |unit| unit.id),
            )
        };
        let unit = match (step.unit, &step.body) {
            (UnitSelector::OneStop, _) => match organisation::one_stop_of(rx, receiving, today)? {
                Some(unit) => unit.id,
                None => receiving,
            },
            (UnitSelector::Leadership, _) => body.id,
            (UnitSelector::Registry, _) => by_duty(rx, "van-phong")?,
            (UnitSelector::Consulted, Some(other)) => {
                let province = organisation::unit_by_code(rx, &"H44".parse().expect("a code"), today)?
                    .expect("the province");
                {
                    let duty = other.duty.as_deref().unwrap_or(&version.jurisdiction.division);
                    let under = if other.duty.is_some() { province.id } else { body.id };
                    organisation::unit_for_duty(rx, under, duty, today)?.map_or(body.id, |unit| unit.id)
                }
            }
            (UnitSelector::Division | UnitSelector::Consulted, _) => {
                by_duty(rx, &version.jurisdiction.division)?
            }
        };
        if organisation::holders(rx, unit, step.role, today)?.is_empty() {
            out.push(format!("{} ({})", step.code, step.role.code()));
        }
    }
    Ok(out)
}

testkit::both_engines! {
    /// The leader's three lists and the officer's queues are not empty.
    async fn every_list_of_the_demonstration_has_something_to_see(app: TestApp) {
        let app = app.with_dossiers().await;
        let leader = app.as_role(Role::Leader).await.get("/lanh-dao").await;
        for empty in ["Quá hạn: 0", "8 giờ làm việc: 0", "2 ngày tới: 0"] {
            assert!(!leader.text().contains(empty), "{}", leader.text());
        }
        let officer = app.as_role(Role::CaseOfficer).await;
        for queue in ["cua-toi", "den-han-hom-nay", "qua-han"] {
            let page = officer.get(&format!("/can-bo?hang={queue}")).await;
            assert!(page.text().contains("/can-bo/ho-so/"), "{queue}: {}", page.text());
        }
        let desk = officer.get("/can-bo").await;
        assert!(desk.text().contains("Quá"), "what is late says so: {}", desk.text());
        assert!(desk.text().contains("Còn"), "what is in time says so: {}", desk.text());
        app.as_role(Role::Reception).await.get("/can-bo/ket-qua").await.assert_says("A3-12").assert_says("(1 lần)");
        let errors = app.as_role(Role::Leader).await.get("/lanh-dao/loi").await;
        errors.assert_says("Nhập tên đệm không theo giấy chứng sinh.");
    }

    /// The first citizen has one of each: handed over, refused, in work, waiting.
    async fn the_citizen_of_the_demonstration_has_a_dossier_of_each_kind(app: TestApp) {
        let app = app.with_dossiers().await;
        let mine = app.as_citizen().await.get("/ho-so").await.text();
        for state in ["Đã trả kết quả", "Không được tiếp nhận", "Đang giải quyết", "Chờ tiếp nhận"] {
            assert!(mine.contains(state), "{state}: {mine}");
        }
    }

    /// The slip of a refusal says why and who signs it.
    async fn the_slip_of_a_refusal_names_who_signs(app: TestApp) {
        let app = app.with_dossiers().await;
        let citizen = app.as_citizen().await;
        let mine = citizen.get("/ho-so").await.html();
        let mut slips = 0;
        for link in mine.all("a").filter_map(|link| link.attribute("href")).filter(|to| to.starts_with("/ho-so/")) {
            let slip = citizen.get(&format!("{link}/phieu-tu-choi")).await;
            if slip.status.is_success() {
                slip.assert_says("thiếu mặt bằng móng").assert_says("Nguyễn Thị Ngọc Lan");
                slips += 1;
            }
        }
        assert_eq!(slips, 1);
    }

    /// Each procedure that ships can be filed in the demonstration and taken to its end: a body decides it, somebody receives for
    /// that body, and every step of its process falls to a unit in which somebody holds its role.
    async fn every_procedure_has_a_body_with_people_for_each_step(app: TestApp) {
        let today = app.clock.now().date();
        let missing = app.db.read(move |rx| {
            let mut missing = Vec::new();
            for (code, texts) in catalogue::package::BUILTIN {
                let version = catalogue::package::read(*texts).expect("it is sound").procedure;
                let bodies = dossier::queries::competent_bodies(rx, &version, today)?;
                if bodies.is_empty() {
                    missing.push(format!("{code}: no body"));
                }
                for body in bodies {
                    missing.extend(without_people(rx, &version, &body, today)?.into_iter().map(|what| format!("{code} {}: {what}", body.name)));
                }
            }
            Ok::<_, dossier::Error>(missing)
        }).await.expect("the demo data is read");
        assert_eq!(missing, Vec::<String>::new());
    }

    /// Filing again adds nothing.
    async fn the_dossiers_of_the_demonstration_are_filed_once(app: TestApp) {
        let app = app.with_dossiers().await;
        let before = app.as_citizen().await.get("/ho-so").await.text();
        let app = app.with_dossiers().await;
        assert_eq!(app.as_citizen().await.get("/ho-so").await.text(), before);
    }
}
