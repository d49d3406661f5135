//! Settings that go from one installation to another: an archive of texts that people can read, written by every context and taken in by
//! it. It spans contexts, so it stands here.

mod archive;
mod page;
mod take;

use web::{Audience, Module, Nav, Pages, Settings};

/// Where it is.
pub(crate) const PATH: &str = "/quan-tri/thiet-lap";

/// What this hands to the list of contexts.
pub(crate) fn module() -> Module {
    let pages = Pages::new()
        .get(PATH, page::show)
        .get("/quan-tri/thiet-lap/tai-ve", page::download)
        .upload("/quan-tri/thiet-lap/xem", page::MOST, page::look)
        .post("/quan-tri/thiet-lap/nhap", page::take);
    let nav = vec![Nav {
        label: "Xuất, nhập thiết lập",
        english: "Move settings",
        path: PATH,
        audience: Audience::Holders(&catalogue::IMPORT),
        order: 97,
    }];
    Module { name: "settings", pages, nav, ..Module::default() }
}

/// What every context hands over, in the order in which it is taken in.
fn kinds() -> Vec<Settings> {
    crate::modules().into_iter().flat_map(|module| module.settings).collect()
}
