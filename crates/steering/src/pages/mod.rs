//! The pages of the leader's desk.

mod app;
mod ask;
mod brief;
mod concerns;
mod figure;
mod inquiries;
mod inquiry;
mod report;
mod workbook;

use web::{Audience, Nav, Pages};

use crate::permissions::SEE;

/// All of them.
pub(crate) fn pages() -> Pages {
    Pages::new()
        .get("/lanh-dao/ban-tin", brief::show)
        .get("/lanh-dao/ban-tin/ung-dung.webmanifest", app::manifest)
        .get("/lanh-dao/canh-bao", concerns::show)
        .get("/lanh-dao/bao-cao", report::show)
        .get("/lanh-dao/bao-cao.xlsx", report::workbook)
        .get("/lanh-dao/con-so", figure::show)
        .get("/lanh-dao/hoi", ask::show)
        .post("/lanh-dao/hoi", ask::send)
        .get("/can-bo/hoi", inquiries::show)
        .get("/can-bo/hoi/{id}", inquiry::show)
        .post("/can-bo/hoi/{id}", inquiry::send)
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
        entry("Bản tin", "Brief", "/lanh-dao/ban-tin", &dossier::permissions::OVERSEE, 14),
        entry("Báo cáo", "Reports", "/lanh-dao/bao-cao", &dossier::permissions::OVERSEE, 16),
        entry("Hỏi đáp", "Questions", "/can-bo/hoi", &SEE, 24),
    ]
}
