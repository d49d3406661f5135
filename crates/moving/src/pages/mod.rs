//! The pages of moving in: batches and their reports for the province, and the one on which a citizen claims.

mod batch;
mod batches;
mod claim;
mod refused;

use web::{Audience, Nav, Pages};

use crate::permissions::SEE;

/// Where batches are listed.
const PATH: &str = "/quan-tri/chuyen-he-thong";

/// All of them.
pub(crate) fn pages() -> Pages {
    Pages::new()
        .get("/quan-tri/chuyen-he-thong", batches::show)
        .get("/quan-tri/chuyen-he-thong/{id}", batch::show)
        .get("/quan-tri/chuyen-he-thong/{id}/bien-ban", batch::print)
        .get("/quan-tri/chuyen-he-thong/{id}/dong-de-lai.csv", refused::download)
        .post("/quan-tri/chuyen-he-thong/{id}/ky", batch::sign)
        .get("/ho-so-he-thong-cu", claim::ask)
        .post("/ho-so-he-thong-cu", claim::send)
}

/// The entry of the navigation.
pub(crate) fn nav() -> Vec<Nav> {
    vec![Nav {
        label: "Chuyển hệ thống",
        english: "Moving in",
        path: PATH,
        audience: Audience::Holders(&SEE),
        order: 98,
    }]
}
