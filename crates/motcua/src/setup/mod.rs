//! The first run: an empty installation gets its province, its commune, its first people and procedures on one page, and can receive a
//! dossier afterwards. It spans contexts, so it stands here. Whoever starts the program reads the code that opens the page.

mod page;
mod plan;
mod put;

use std::sync::OnceLock;

use base::Rng;
use db::Query;
use jiff::civil::Date;
use web::{Module, Pages};

/// Where it is.
pub(crate) const PATH: &str = "/thiet-lap";

/// What this hands to the list of contexts.
pub(crate) fn module() -> Module {
    let pages = Pages::new().get(PATH, page::show).post(PATH, page::send);
    Module { name: "setup", pages, ..Module::default() }
}

/// The code that opens the page in this process: twelve letters, sixty random bits.
pub(crate) fn code(rng: &Rng) -> &'static str {
    static CODE: OnceLock<String> = OnceLock::new();
    CODE.get_or_init(|| rng.code::<12>())
}

/// Whether nothing was set up yet: there is no unit.
///
/// # Errors
/// Those of the database.
pub(crate) fn is_empty(q: &mut impl Query, today: Date) -> Result<bool, organisation::Error> {
    Ok(organisation::all_units(q, today)?.is_empty())
}
