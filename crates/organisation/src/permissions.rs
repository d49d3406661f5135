//! What staff may do in this context.

use base::{Permission, Role};

/// Create and change units, enter staff, appoint them and end positions, in the administrator's own body; the
/// administrator of a province in the whole province.
pub static MANAGE: Permission = Permission {
    name: "organisation.manage",
    label: "Quản trị đơn vị, cán bộ và lịch làm việc",
    held_by: &[Role::Admin],
};

pub(crate) static ALL: &[&Permission] = &[&MANAGE];
