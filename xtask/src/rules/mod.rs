//! The rules of the house, one per file. A rule is a function from the tree to its findings; each has a test that
//! shows it can fail.

mod actions;
mod arrows;
mod asserts;
mod code_map;
mod doc_paths;
mod drivers;
mod empty;
mod headers;
mod layers;
mod length;
mod marks;
mod sql;
mod templates;
mod unaccented;

use crate::tree::{Finding, Tree};

/// A rule: what in the tree breaks it.
pub(crate) type Rule = fn(&Tree) -> Vec<Finding>;

/// Every rule with the name of its file.
pub(crate) const ALL: &[(&str, Rule)] = &[
    ("arrows", arrows::check),
    ("drivers", drivers::check),
    ("sql", sql::check),
    ("layers", layers::check),
    ("actions", actions::check),
    ("headers", headers::check),
    ("length", length::check),
    ("empty", empty::check),
    ("marks", marks::check),
    ("asserts", asserts::check),
    ("templates", templates::check),
    ("unaccented", unaccented::check),
    ("code_map", code_map::check),
    ("doc_paths", doc_paths::check),
];
