//! What staff may do in this context.

use base::{Permission, Role};

/// Bring in versions of procedures.
pub static IMPORT: Permission = Permission {
    name: "catalogue.import",
    label: "Nhập và công bố phiên bản thủ tục",
    held_by: &[Role::Admin],
};

/// All of them.
pub(crate) static ALL: &[&Permission] = &[&IMPORT];
