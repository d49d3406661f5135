//! A limit gives the same answer in SQL as in [`crate::Scope::covers`].

use base::{Post, Role};
use db::Db;
use db::testing::both_engines;

use super::{TODAY, new_staff, new_unit, staff_ctx, system, world};
use crate::model::{Listed, StaffFrom};
use crate::{Error, MANAGE, Scope, UnitKind, store};

both_engines! {
    async fn a_staff_list_shows_exactly_what_the_limit_covers(db: Db) {
        let w = world(&db).await;
        let other = db.write(move |tx| {
            let other = crate::create_unit(tx, &system(), &new_unit("UBND xã Xa", UnitKind::Commune, Some(w.province)))?;
            for (number, name, unit) in [("1", "Đỗ An", w.centre), ("2", "Bùi Bình", w.division), ("3", "Cao Chi", w.ward), ("4", "An Dung", other)] {
                crate::create_staff(tx, &system(), &new_staff(&format!("VT-{number}"), name, unit, Role::Reception))?;
            }
            Ok::<_, Error>(other)
        }).await.unwrap();
        let none = Scope::Unit(base::id::UnitId::from_uuid(base::id::Uuid::nil()));
        for scope in [Scope::Unit(w.division), Scope::Body(w.ward), Scope::Body(other), Scope::Province(w.province), none] {
            let listed = db.read(move |rx| store::post::list(rx, scope, TODAY, &StaffFrom::default(), 100)).await.unwrap();
            let mut expected = Vec::new();
            for unit in [other, w.division, w.ward, w.centre] {
                let place = db.read(move |rx| crate::place_of(rx, unit, TODAY)).await.unwrap().unwrap();
                if scope.covers(place) {
                    expected.push(unit);
                }
            }
            let order: Vec<_> = listed.iter().map(|it| it.holding.unit).collect();
            assert_eq!(order, expected, "by name without accents, {scope:?}");
        }
        let pages = db.read(move |rx| {
            let scope = Scope::Province(w.province);
            let first = store::post::list(rx, scope, TODAY, &StaffFrom::default(), 3)?;
            let after = |row: &Listed, backwards| StaffFrom { key: row.key.clone(), backwards };
            let second = store::post::list(rx, scope, TODAY, &after(first.last().unwrap(), false), 3)?;
            let back = store::post::list(rx, scope, TODAY, &after(second.first().unwrap(), true), 3)?;
            assert!(back.iter().rev().eq(first.iter()), "backwards come the same rows");
            Ok::<_, Error>((first.len(), second.len()))
        }).await.unwrap();
        assert_eq!(pages, (3, 1));
    }

    async fn leaders_of_a_province_see_the_province_and_of_a_ward_the_ward(db: Db) {
        let w = world(&db).await;
        db.read(move |rx| {
            let leader = |root| Post { unit: root, root, role: Role::Leader };
            assert_eq!(crate::scope_of(rx, &leader(w.province), TODAY)?, Scope::Province(w.province));
            assert_eq!(crate::scope_of(rx, &leader(w.ward), TODAY)?, Scope::Body(w.ward));
            let clerk = Post { unit: w.centre, root: w.province, role: Role::Reception };
            assert_eq!(crate::scope_of(rx, &clerk, TODAY)?, Scope::Body(w.province));
            let admin = |unit| Post { unit, root: w.ward, role: Role::Admin };
            let ctx = staff_ctx(vec![admin(w.division), admin(w.centre), Post { role: Role::Head, ..admin(w.division) }]);
            let authority = ctx.authorise(&MANAGE).unwrap();
            assert_eq!(crate::scopes_of(rx, &authority, TODAY)?, [Scope::Body(w.ward)]);
            Ok::<_, Error>(())
        }).await.unwrap();
    }
}
