//! The pages of money: the till of a cashier, and what the accountant keeps.

mod account;
mod amount;
mod books;
mod close;
mod close_book;
mod collect;
mod deposit;
mod evidence;
mod receipt;
mod refund;
mod seat;
mod shift;
mod shifts;
mod slip;
mod take_over;
mod till;
mod void;

use web::{Audience, Nav, Pages};

use crate::permissions::{COLLECT, KEEP, SEE};

/// All of them.
pub(crate) fn pages() -> Pages {
    Pages::new()
        .get("/quay/thu-tien", till::show)
        .post("/quay/thu-tien", till::open)
        .get("/quay/thu-tien/thu", collect::show)
        .post("/quay/thu-tien/thu", collect::send)
        .get("/quay/thu-tien/muc-thu/{id}", amount::show)
        .post("/quay/thu-tien/muc-thu/{id}", amount::send)
        .get("/quay/thu-tien/chung-minh/{id}", evidence::show)
        .post("/quay/thu-tien/chung-minh/{id}", evidence::send)
        .get("/quay/thu-tien/bien-lai/{id}", receipt::show)
        .get("/quay/thu-tien/bien-lai/{id}/huy", void::show)
        .post("/quay/thu-tien/bien-lai/{id}/huy", void::send)
        .get("/quay/thu-tien/bien-lai/{id}/hoan-tra", refund::show)
        .post("/quay/thu-tien/bien-lai/{id}/hoan-tra", refund::send)
        .get("/quay/thu-tien/ca", shifts::show)
        .get("/quay/thu-tien/ca/{id}", shift::show)
        .get("/quay/thu-tien/ca/{id}/ket", close::show)
        .post("/quay/thu-tien/ca/{id}/ket", close::send)
        .get("/quay/thu-tien/ca/{id}/nhan", take_over::show)
        .post("/quay/thu-tien/ca/{id}/nhan", take_over::send)
        .get("/quay/thu-tien/nop", deposit::show)
        .post("/quay/thu-tien/nop", deposit::send)
        .get("/quay/thu-tien/nop/{id}", slip::show)
        .get("/quan-tri/bien-lai", books::show)
        .post("/quan-tri/bien-lai", books::register)
        .post("/quan-tri/bien-lai/{id}/giao", books::give)
        .get("/quan-tri/bien-lai/{id}/dong", close_book::show)
        .post("/quan-tri/bien-lai/{id}/dong", close_book::send)
        .get("/quan-tri/tai-khoan-thu", account::show)
        .post("/quan-tri/tai-khoan-thu", account::send)
}

/// The entries of the navigation.
pub(crate) fn nav() -> Vec<Nav> {
    let entry = |label, english, path, permission, order| Nav {
        label,
        english,
        path,
        audience: Audience::Holders(permission),
        order,
    };
    vec![
        entry("Thu phí", "Fees", "/quay/thu-tien", &COLLECT, 22),
        entry("Ca thu", "Shifts", "/quay/thu-tien/ca", &SEE, 23),
        entry("Biên lai", "Receipt books", "/quan-tri/bien-lai", &KEEP, 24),
        entry("Tài khoản thu", "Account", "/quan-tri/tai-khoan-thu", &KEEP, 26),
    ]
}
