//! The pages of this context: for administrators, and who stands in for whom.

mod add_staff;
mod add_unit;
mod calendar;
mod calendar_change;
mod choices;
mod counters;
mod deputies;
mod person;
mod propose_calendar;
mod reorganise;
mod roster;
mod staff;
mod unit;
mod units;

use web::{Audience, Nav, Pages};

use crate::permissions::{ACCEPT, DECIDE_CALENDAR, MANAGE};

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
        .get("/quan-tri/don-vi/{id}/quay", counters::show)
        .post("/quan-tri/don-vi/{id}/quay", counters::add)
        .post("/quan-tri/don-vi/{id}/quay/{counter}", counters::change)
        .get("/quan-tri/lich", calendar::show)
        .get("/quan-tri/lich/thay-doi", propose_calendar::show)
        .post("/quan-tri/lich/thay-doi", propose_calendar::send)
        .get("/quan-tri/lich/thay-doi/{id}", calendar_change::show)
        .post("/quan-tri/lich/thay-doi/{id}", calendar_change::decide)
        .get("/quan-tri/sap-xep", reorganise::list::show)
        .get("/quan-tri/sap-xep/them", reorganise::head::add)
        .post("/quan-tri/sap-xep/them", reorganise::head::send)
        .get("/quan-tri/sap-xep/tu-bang", reorganise::table::show)
        .get("/quan-tri/sap-xep/tu-bang/mau.csv", reorganise::table::empty)
        .upload("/quan-tri/sap-xep/tu-bang", reorganise::table::MOST, reorganise::table::send)
        .get("/quan-tri/sap-xep/{id}", reorganise::show::show)
        .get("/quan-tri/sap-xep/{id}/sua", reorganise::head::edit)
        .post("/quan-tri/sap-xep/{id}/sua", reorganise::head::change)
        .get("/quan-tri/sap-xep/{id}/xem-truoc", reorganise::preview::show)
        .post("/quan-tri/sap-xep/{id}/de-nghi", reorganise::acts::propose)
        .post("/quan-tri/sap-xep/{id}/tra-loi", reorganise::acts::answer)
        .post("/quan-tri/sap-xep/{id}/ban-hanh", reorganise::acts::approve)
        .post("/quan-tri/sap-xep/{id}/huy", reorganise::acts::cancel)
        .post("/quan-tri/sap-xep/{id}/viec/bo", reorganise::acts::take_out)
        .get("/quan-tri/sap-xep/{id}/viec/{what}", reorganise::work::ask)
        .post("/quan-tri/sap-xep/{id}/viec/{what}", reorganise::work::send)
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
    let reorganisations = Nav {
        label: "Sắp xếp đơn vị",
        english: "Reorganisation",
        path: "/quan-tri/sap-xep",
        audience: Audience::Holders(&ACCEPT),
        order: 72,
    };
    vec![
        calendar,
        deputies,
        reorganisations,
        entry("Đơn vị", "Units", "/quan-tri/don-vi", 70),
        entry("Cán bộ", "Staff", "/quan-tri/can-bo", 71),
    ]
}
