//! Reorganisations: the list, a plan with its operations, what it does, who accepts it, and how far it is.

pub(super) mod acts;
pub(super) mod head;
pub(super) mod list;
pub(super) mod preview;
pub(super) mod show;
pub(super) mod table;
mod told;
pub(super) mod work;

use base::id::{UnitId, Uuid};

use crate::model::ReorganisationId;

/// The address of a plan.
fn address(id: ReorganisationId) -> String {
    format!("/quan-tri/sap-xep/{id}")
}

/// What stands for the identifier of the so-manieth body that begins until the plan is kept, so that the same form sent twice is the
/// same act.
const fn written(number: u128) -> UnitId {
    UnitId::from_uuid(Uuid::from_u128(number))
}
