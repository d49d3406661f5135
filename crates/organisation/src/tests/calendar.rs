//! The working calendar in force: a unit's own, that of the nearest unit above, or the built-in one.

use base::Denied;
use db::Db;
use db::testing::both_engines;
use jiff::civil::date;

use super::{TODAY, admin_of, system, world};
use crate::{Error, NewCalendar};

/// The built-in calendar under another name.
fn named(code: &str) -> worktime::Calendar {
    let data = worktime::CalendarData { code: code.to_owned(), ..worktime::hanh_chinh().data().clone() };
    worktime::Calendar::new(data).unwrap()
}

both_engines! {
    async fn a_unit_has_the_calendar_of_the_nearest_unit_above_from_its_first_day(db: Db) {
        let w = world(&db).await;
        let set = |unit, code: &'static str, from| NewCalendar { unit, calendar: named(code), from };
        db.write(move |tx| {
            crate::set_calendar(tx, &system(), &set(w.province, "tinh", date(2026, 1, 1)))?;
            crate::set_calendar(tx, &system(), &set(w.ward, "phuong", date(2026, 3, 1)))?;
            crate::set_calendar(tx, &admin_of(w.ward, w.ward), &set(w.ward, "phuong-moi", date(2026, 6, 1)))
        }).await.unwrap();
        let early = db.write(move |tx| crate::set_calendar(tx, &system(), &set(w.ward, "x", date(2026, 5, 1)))).await;
        assert!(matches!(early, Err(Error::LaterChange)), "{early:?}");
        let above = db.write(move |tx| crate::set_calendar(tx, &admin_of(w.ward, w.ward), &set(w.province, "x", TODAY))).await;
        assert!(matches!(above, Err(Error::Denied(Denied::NotFound))), "{above:?}");
        db.read(move |rx| {
            for (unit, day, expected) in [
                (w.division, date(2025, 12, 31), "hanh-chinh"),
                (w.division, date(2026, 2, 1), "tinh"),
                (w.division, date(2026, 3, 1), "phuong"),
                (w.ward, date(2026, 5, 31), "phuong"),
                (w.centre, TODAY, "phuong-moi"),
                (w.province, TODAY, "tinh"),
            ] {
                assert_eq!(crate::calendar(rx, unit, day)?.code(), expected, "{day}");
            }
            Ok::<_, Error>(())
        }).await.unwrap();
    }
}
