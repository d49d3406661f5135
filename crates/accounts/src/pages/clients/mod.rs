//! The pages on which an administrator looks after client systems and their tokens.

pub(super) mod add;
pub(super) mod calls;
pub(super) mod give;
pub(super) mod list;
pub(super) mod show;

use base::id::StaffId;

/// The address of the list.
const LIST: &str = "/quan-tri/he-thong";

/// The address of one system.
fn address(staff: StaffId) -> String {
    format!("{LIST}/{staff}")
}
