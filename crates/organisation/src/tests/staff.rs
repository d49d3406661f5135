//! Positions over time.

use base::{Fault as _, Role};
use db::Db;
use db::testing::both_engines;
use jiff::civil::date;

use super::{TODAY, admin_of, new_staff, staff_ctx, system, world};
use crate::{Appointment, EndPost, Error};

both_engines! {
    async fn a_person_holds_several_positions_each_for_its_time(db: Db) {
        let w = world(&db).await;
        let lan = db.write(move |tx| crate::create_staff(tx, &system(), &new_staff("VT-1", "Nguyễn Thị Lan", w.centre, Role::Reception))).await.unwrap();
        let head = Appointment { staff: lan, unit: w.division, role: Role::Head, from: date(2026, 1, 1), until: Some(date(2026, 7, 1)), posted_from: None };
        let same = Appointment { from: date(2026, 6, 30), until: None, ..head.clone() };
        let later = Appointment { from: date(2026, 7, 1), until: None, ..head.clone() };
        db.write(move |tx| crate::appoint(tx, &system(), &head)).await.unwrap();
        let twice = db.write(move |tx| crate::appoint(tx, &system(), &same)).await.unwrap_err();
        assert_eq!(twice.fields().first().map(|it| it.field.clone()), Some("from".to_owned()));
        let open = db.write(move |tx| crate::appoint(tx, &system(), &later)).await.unwrap();
        db.write(move |tx| crate::end_post(tx, &system(), &EndPost { post: open, on: date(2026, 9, 1) })).await.unwrap();
        let again = db.write(move |tx| crate::end_post(tx, &system(), &EndPost { post: open, on: date(2026, 10, 1) })).await;
        assert!(matches!(again, Err(Error::NotHeld)), "{again:?}");
        db.read(move |rx| {
            for (day, expected) in [
                (date(2025, 6, 30), vec![]),
                (date(2025, 12, 31), vec![Role::Reception]),
                (date(2026, 6, 30), vec![Role::Reception, Role::Head]),
                (date(2026, 7, 1), vec![Role::Reception, Role::Head]),
                (date(2026, 9, 1), vec![Role::Reception]),
            ] {
                let posts = crate::posts_of(rx, lan, day)?;
                assert_eq!(posts.iter().map(|it| it.role).collect::<Vec<_>>(), expected, "{day}");
                assert!(posts.iter().all(|it| it.root == w.ward));
            }
            assert_eq!(crate::holders(rx, w.centre, Role::Reception, TODAY)?.len(), 1);
            assert_eq!(crate::holders(rx, w.division, Role::Head, TODAY)?.len(), 0);
            assert_eq!(ledger::history(rx, &crate::staff_stream(lan)).unwrap().len(), 5);
            Ok::<_, Error>(())
        }).await.unwrap();
    }

    async fn a_number_is_one_person_and_a_unit_must_stand(db: Db) {
        let w = world(&db).await;
        db.write(move |tx| crate::create_staff(tx, &system(), &new_staff("VT-1", "Nguyễn Thị Lan", w.centre, Role::Reception))).await.unwrap();
        let taken = db.write(move |tx| crate::create_staff(tx, &system(), &new_staff("vt-1", "Trần Văn Hùng", w.centre, Role::Reception))).await.unwrap_err();
        assert_eq!(taken.fields().first().map(|it| it.field.clone()), Some("number".to_owned()));
        let early = db.write(move |tx| {
            let input = crate::NewStaff { from: date(2025, 6, 30), ..new_staff("VT-2", "Trần Văn Hùng", w.centre, Role::Reception) };
            crate::create_staff(tx, &system(), &input)
        }).await.unwrap_err();
        assert_eq!(early.fields().first().map(|it| it.field.clone()), Some("unit".to_owned()));
        let found = db.read(|rx| crate::staff_by_number(rx, "VT-2")).await.unwrap();
        assert_eq!(found, None, "the refused person was not kept");
    }

    async fn an_administrator_does_not_end_the_own_position(db: Db) {
        let w = world(&db).await;
        let (mine, post, theirs) = db.write(move |tx| {
            let me = crate::create_staff(tx, &system(), &new_staff("VT-1", "Dương Trung Kiên", w.division, Role::Admin))?;
            let other = crate::create_staff(tx, &system(), &new_staff("VT-2", "Lê Thị Mai", w.division, Role::Admin))?;
            let post = |tx: &mut db::Tx, id| crate::store::post::of_staff(tx, id).map(|all| all.first().map(|it| it.id));
            Ok::<_, Error>((me, post(tx, me)?.unwrap(), post(tx, other)?.unwrap()))
        }).await.unwrap();
        let ctx = move || {
            let mut ctx = admin_of(w.division, w.ward);
            if let base::Actor::Staff(staff) = &mut ctx.actor {
                staff.staff = mine;
            }
            ctx
        };
        let own = db.write(move |tx| crate::end_post(tx, &ctx(), &EndPost { post, on: TODAY })).await;
        assert!(matches!(own, Err(Error::OwnPosition)), "{own:?}");
        db.write(move |tx| crate::end_post(tx, &ctx(), &EndPost { post: theirs, on: TODAY })).await.unwrap();
        let head = db.write(move |tx| {
            let post = base::Post { unit: w.division, root: w.ward, role: Role::Head };
            crate::end_post(tx, &staff_ctx(vec![post]), &EndPost { post: theirs, on: TODAY })
        }).await;
        assert!(matches!(head, Err(Error::Denied(base::Denied::Forbidden))), "{head:?}");
    }
}
