//! Units over time: renamed, with another code, merged, split; what an administrator reaches.

use base::{Denied, Fault as _};
use db::Db;
use db::testing::both_engines;
use jiff::civil::date;

use super::{TODAY, admin_of, new_unit, ready, system, world};
use crate::{Error, NewUnit, SuccessionKind, UnitChange, UnitEnd, UnitKind};

both_engines! {
    async fn a_renamed_unit_keeps_its_identifier_and_its_old_name(db: Db) {
        let w = world(&db).await;
        let change = UnitChange {
            unit: w.ward,
            name: "UBND phường Thanh Miếu".parse().unwrap(),
            code: Some("H44.7".parse().unwrap()),
            duty: None,
            from: date(2026, 3, 1),
        };
        let again = UnitChange { from: date(2026, 2, 1), ..change.clone() };
        db.write(move |tx| crate::change_unit(tx, &system(), &change)).await.unwrap();
        let refused = db.write(move |tx| crate::change_unit(tx, &system(), &again)).await;
        assert!(matches!(refused, Err(Error::LaterChange)), "{refused:?}");
        db.read(move |rx| {
            let before = crate::unit_at(rx, w.ward, date(2026, 2, 28))?.unwrap();
            let after = crate::unit_at(rx, w.ward, date(2026, 3, 1))?.unwrap();
            assert_eq!(before.name.as_str(), "UBND phường Việt Trì");
            assert_eq!(before.period.last_day(), Some(date(2026, 2, 28)));
            assert_eq!(after.name.as_str(), "UBND phường Thanh Miếu");
            assert_eq!(after.place(), before.place());
            let code = "H44.7".parse().unwrap();
            assert_eq!(crate::unit_by_code(rx, &code, date(2026, 3, 1))?.map(|it| it.id), Some(w.ward));
            assert_eq!(crate::unit_by_code(rx, &code, date(2026, 2, 28))?, None);
            assert_eq!(crate::unit_at(rx, w.ward, date(2025, 6, 30))?, None, "it did not stand yet");
            assert_eq!(crate::unit_history(rx, w.ward)?.len(), 2);
            let history = ledger::history(rx, &crate::unit_stream(w.ward)).unwrap();
            assert_eq!(history.len(), 2);
            Ok::<_, Error>(())
        }).await.unwrap();
    }

    async fn a_merged_unit_is_followed_through_two_reorganisations(db: Db) {
        let w = world(&db).await;
        let merge = |unit, successors, on| UnitEnd { unit, successors, kind: SuccessionKind::Merge, on };
        let (second, third) = db.write(move |tx| {
            let second = crate::create_unit(tx, &system(), &new_unit("UBND xã Hai", UnitKind::Commune, Some(w.province)))?;
            let third = crate::create_unit(tx, &system(), &new_unit("UBND xã Ba", UnitKind::Commune, Some(w.province)))?;
            Ok::<_, Error>((second, third))
        }).await.unwrap();
        let standing = db.write(move |tx| crate::end_unit(tx, &system(), &merge(w.ward, vec![second], date(2026, 1, 1)))).await;
        assert!(matches!(standing, Err(Error::StillStands)), "{standing:?}");
        db.write(move |tx| {
            for part in [w.division, w.centre] {
                crate::end_unit(tx, &system(), &merge(part, vec![], date(2026, 1, 1)))?;
            }
            crate::end_unit(tx, &system(), &merge(w.ward, vec![second], date(2026, 1, 1)))?;
            crate::end_unit(tx, &system(), &merge(second, vec![third], date(2026, 7, 1)))
        }).await.unwrap();
        db.read(move |rx| {
            let on = |rx: &mut db::Read, day| -> Result<Vec<_>, Error> {
                Ok(crate::standing_for(rx, w.ward, day)?.into_iter().map(|unit| unit.id).collect())
            };
            assert_eq!(on(rx, date(2025, 12, 31))?, [w.ward]);
            assert_eq!(on(rx, date(2026, 1, 1))?, [second]);
            assert_eq!(on(rx, TODAY)?, [third]);
            assert_eq!(crate::successors(rx, w.ward)?.len(), 1);
            assert_eq!(crate::predecessors(rx, third)?.first().map(|it| it.unit), Some(second));
            assert_eq!(crate::unit_latest(rx, w.ward)?.map(|it| it.id), Some(w.ward));
            Ok::<_, Error>(())
        }).await.unwrap();
    }

    async fn a_code_a_duty_and_an_area_belong_to_one_standing_unit(db: Db) {
        let w = world(&db).await;
        let filled = move |name: &str| NewUnit {
            code: Some("H44.55".parse().unwrap()),
            area: Some("07900".parse().unwrap()),
            ..new_unit(name, UnitKind::Commune, Some(w.province))
        };
        db.write(move |tx| crate::create_unit(tx, &system(), &filled("UBND xã Một"))).await.unwrap();
        let taken = db.write(move |tx| crate::create_unit(tx, &system(), &filled("UBND xã Hai"))).await.unwrap_err();
        assert_eq!(taken.fields().first().map(|it| it.field.clone()), Some("code".to_owned()));
        let area = move || NewUnit { code: None, ..filled("UBND xã Ba") };
        let taken = db.write(move |tx| crate::create_unit(tx, &system(), &area())).await.unwrap_err();
        assert_eq!(taken.fields().first().map(|it| it.field.clone()), Some("area".to_owned()));
        let duty = move || NewUnit { duty: Some("kinh-te".parse().unwrap()), ..new_unit("Phòng Một", UnitKind::Division, Some(w.ward)) };
        db.write(move |tx| crate::create_unit(tx, &system(), &duty())).await.unwrap();
        let taken = db.write(move |tx| crate::create_unit(tx, &system(), &duty())).await.unwrap_err();
        assert_eq!(taken.fields().first().map(|it| it.field.clone()), Some("duty".to_owned()));
        let found = db.read(move |rx| crate::unit_for_duty(rx, w.ward, "kinh-te", TODAY)).await.unwrap();
        assert_eq!(found.map(|it| it.name.to_string()), Some("Phòng Một".to_owned()));
        let none = db.read(move |rx| crate::unit_for_duty(rx, w.province, "kinh-te", TODAY)).await.unwrap();
        assert_eq!(none, None);
    }

    async fn an_administrator_reaches_the_own_body_and_that_of_a_province_everything_in_it(db: Db) {
        let w = world(&db).await;
        let other = db.write(move |tx| crate::create_unit(tx, &system(), &new_unit("UBND xã Xa", UnitKind::Commune, Some(w.province)))).await.unwrap();
        let division = move |parent| new_unit("Phòng Mới", UnitKind::Division, Some(parent));
        db.write(move |tx| crate::create_unit(tx, &admin_of(w.division, w.ward), &division(w.ward))).await.unwrap();
        let outside = db.write(move |tx| crate::create_unit(tx, &admin_of(w.division, w.ward), &division(other))).await;
        assert!(matches!(outside, Err(Error::Denied(Denied::NotFound))), "{outside:?}");
        db.write(move |tx| crate::create_unit(tx, &admin_of(w.province, w.province), &division(other))).await.unwrap();
        let top = db.write(|tx| {
            let anyone = base::id::UnitId::from_uuid(base::id::Uuid::nil());
            crate::create_unit(tx, &admin_of(anyone, anyone), &new_unit("Tỉnh Mới", UnitKind::Province, None))
        }).await;
        assert!(matches!(top, Err(Error::Denied(Denied::Forbidden))), "only the system adds a province: {top:?}");
        let clerk = db.write(move |tx| {
            let post = base::Post { unit: w.ward, root: w.ward, role: base::Role::Head };
            crate::create_unit(tx, &super::staff_ctx(vec![post]), &division(w.ward))
        }).await;
        assert!(matches!(clerk, Err(Error::Denied(Denied::Forbidden))), "{clerk:?}");
    }

    async fn a_form_sent_twice_makes_one_unit(db: Db) {
        let w = world(&db).await;
        let ctx = system();
        let input = new_unit("Phòng Văn hóa", UnitKind::Division, Some(w.ward));
        let act = move |tx: &mut db::Tx| crate::create_unit(tx, &ctx, &input);
        let first = db.write(act.clone()).await.unwrap();
        assert_eq!(db.write(act).await.unwrap(), first);
        let units = db.read(move |rx| crate::units_under(rx, w.ward, TODAY)).await.unwrap();
        assert_eq!(units.len(), 3);
    }

    async fn every_statement_is_prepared(db: Db) {
        ready(&db).await;
        db.prepare_all(crate::store::STATEMENTS).await.unwrap();
        assert!(crate::store::STATEMENTS.iter().all(|file| !file.is_empty()));
    }
}
