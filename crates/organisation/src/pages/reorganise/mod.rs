//! Reorganisations: the list, a plan with its operations, what it does, who accepts it, and how far it is.

pub(super) mod acts;
pub(super) mod head;
pub(super) mod list;
pub(super) mod preview;
pub(super) mod show;
pub(super) mod table;
mod told;
pub(super) mod work;

use crate::model::ReorganisationId;

/// The address of a plan.
fn address(id: ReorganisationId) -> String {
    format!("/quan-tri/sap-xep/{id}")
}
