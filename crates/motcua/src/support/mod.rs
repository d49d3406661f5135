//! What support needs to know when something went wrong: what happened, by number of the request, and how the system stands. It holds
//! nothing of people, and whoever hands it on sees the whole of it first (DESIGN: nothing internal leaks; a bundle without personal data).

mod bundle;
mod list;
mod page;

use base::{Permission, Role};
use web::{Audience, Module, Nav, Pages};

/// Where administrators look at what went wrong.
const PATH: &str = "/quan-tri/ho-tro";

/// See causes and how the system stands.
static SEE: Permission = Permission {
    name: "motcua.support",
    label: "Xem sự cố và tình trạng hệ thống để hỗ trợ",
    held_by: &[Role::Admin],
};

static PERMISSIONS: &[&Permission] = &[&SEE];

/// What this hands to the list of contexts.
pub(crate) fn module() -> Module {
    let pages = Pages::new()
        .get(PATH, list::show)
        .get("/ho-tro/{request}", page::show)
        .get("/ho-tro/{request}/tep", page::download);
    let nav =
        Nav {
            label: "Sự cố", english: "Faults", path: PATH, audience: Audience::Holders(&SEE), order: 98
        };
    Module { name: "support", pages, permissions: PERMISSIONS, nav: vec![nav], ..Module::default() }
}
