//! The pages of this context: for administrators, and who stands in for whom.

mod add_staff;
mod add_unit;
mod calendar;
mod calendar_change;
mod choices;
mod deputies;
mod person;
mod propose_calendar;
mod roster;
mod staff;
mod unit;
mod units;

use web::{Audience, Nav, Pages};

use crate::permissions::{DECIDE_CALENDAR, MANAGE};

/// All of them.
pub(crate) fn pages() -> Pages {
    Pages::new()
        .get("/lam-thay", deputies::show)
        .post("/lam-thay", deputies::name)
        .post("/lam-thay/{id}/ket-thuc", deputies::end)
        .get("/quan-tri/don-vi", units::show)
        .get("/quan-tri/don-vi/them", add_unit::show)
        .post("/quan-tri/don-vi/them", add_unit::send)
        .get("/quan-tri/don-vi/{id}", unit::show)
        .post("/quan-tri/don-vi/{id}", unit::send)
        .get("/quan-tri/lich", calendar::show)
        .get("/quan-tri/lich/thay-doi", propose_calendar::show)
        .post("/quan-tri/lich/thay-doi", propose_calendar::send)
        .get("/quan-tri/lich/thay-doi/{id}", calendar_change::show)
        .post("/quan-tri/lich/thay-doi/{id}", calendar_change::decide)
        .get("/quan-tri/can-bo", staff::show)
        .get("/quan-tri/can-bo/them", add_staff::show)
        .post("/quan-tri/can-bo/them", add_staff::send)
        .get("/quan-tri/can-bo/nhap", roster::show)
        .get("/quan-tri/can-bo/nhap/mau.csv", roster::empty)
        .upload("/quan-tri/can-bo/nhap", roster::MOST, roster::send)
        .get("/quan-tri/can-bo/{id}", person::show)
        .post("/quan-tri/can-bo/{id}/vi-tri", person::appoint)
        .post("/quan-tri/can-bo/{id}/vi-tri/{post}/ket-thuc", person::end)
}

/// The entries in the navigation.
pub(crate) fn nav() -> Vec<Nav> {
    let entry = |label, english, path, order| Nav {
        label,
        english,
        path,
        audience: Audience::Holders(&MANAGE),
        order,
    };
    let deputies = Nav {
        label: "Làm thay",
        english: "Deputies",
        path: "/lam-thay",
        audience: Audience::Staff,
        order: 80,
    };
    let calendar = Nav {
        label: "Lịch làm việc",
        english: "Calendar",
        path: "/quan-tri/lich",
        audience: Audience::Holders(&DECIDE_CALENDAR),
        order: 72,
    };
    vec![
        calendar,
        deputies,
        entry("Đơn vị", "Units", "/quan-tri/don-vi", 70),
        entry("Cán bộ", "Staff", "/quan-tri/can-bo", 71),
    ]
}
