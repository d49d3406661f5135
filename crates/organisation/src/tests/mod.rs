//! Tests of this context on both engines.

mod calendar;
mod events;
mod import;
mod scope;
mod staff;
mod units;

use base::id::{RequestId, StaffId, UnitId};
use base::{Actor, Ctx, Instant, Post, Rng, Role, Staff};
use db::Db;
use jiff::civil::{Date, date};

use crate::{Error, NewStaff, NewUnit, UnitKind};

/// The day on which these tests happen.
pub(super) const TODAY: Date = date(2026, 11, 18);

/// A world with the tables of the ledger and of this context.
pub(super) async fn ready(db: &Db) {
    let all = [ledger::MIGRATIONS, crate::store::MIGRATIONS].concat();
    db.migrate(&all).await.unwrap();
}

pub(super) fn now() -> Instant {
    Instant::from_local(TODAY.at(9, 20, 0, 0))
}

/// A context of the system; each call is a request of its own.
pub(super) fn system() -> Ctx {
    Ctx::system("test", now(), &Rng::system())
}

/// A context of a member of staff in these positions.
pub(super) fn staff_ctx(posts: Vec<Post>) -> Ctx {
    let rng = Rng::system();
    let staff = Staff {
        staff: StaffId::new(&rng, now()),
        name: "Dương Trung Kiên".to_owned(),
        posts,
        acting: None,
        warrant: None,
    };
    let request = RequestId::new(&rng, now());
    Ctx { actor: Actor::Staff(staff), request, ..Ctx::system("test", now(), &rng) }
}

pub(super) fn admin_of(unit: UnitId, root: UnitId) -> Ctx {
    staff_ctx(vec![Post { unit, root, role: Role::Admin }])
}

pub(super) fn new_unit(name: &str, kind: UnitKind, parent: Option<UnitId>) -> NewUnit {
    NewUnit {
        name: name.parse().unwrap(),
        kind,
        parent,
        code: None,
        duty: None,
        area: None,
        from: date(2025, 7, 1),
    }
}

/// A province with one ward, the ward's division and its one-stop unit.
#[derive(Clone, Copy)]
pub(super) struct World {
    pub(super) province: UnitId,
    pub(super) ward: UnitId,
    pub(super) division: UnitId,
    pub(super) centre: UnitId,
}

pub(super) async fn world(db: &Db) -> World {
    ready(db).await;
    db.write(|tx| {
        let add = |tx: &mut db::Tx, name: &str, kind, parent| {
            crate::create_unit(tx, &system(), &new_unit(name, kind, parent))
        };
        let province = add(tx, "UBND tỉnh Phú Thọ", UnitKind::Province, None)?;
        let ward = add(tx, "UBND phường Việt Trì", UnitKind::Ward, Some(province))?;
        let division = add(tx, "Phòng Kinh tế", UnitKind::Division, Some(ward))?;
        let centre = add(tx, "Trung tâm Phục vụ hành chính công", UnitKind::OneStop, Some(ward))?;
        Ok::<_, Error>(World { province, ward, division, centre })
    })
    .await
    .unwrap()
}

pub(super) fn new_staff(number: &str, name: &str, unit: UnitId, role: Role) -> NewStaff {
    NewStaff {
        number: number.parse().unwrap(),
        name: name.parse().unwrap(),
        unit,
        role,
        from: date(2025, 7, 1),
    }
}
