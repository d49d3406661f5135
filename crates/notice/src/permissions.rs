//! What staff may do with notices.

use base::{Permission, Role};

/// Write the installation's own texts; of the topmost body only.
pub static EDIT_TEXTS: Permission = Permission {
    name: "notice.edit-texts",
    label: "Soạn lời thông báo gửi người dân",
    held_by: &[Role::Admin],
};

/// See what could not be delivered and send it again, in the own body; from the top of a province in all of it.
pub static LOOK_AFTER: Permission = Permission {
    name: "notice.look-after",
    label: "Theo dõi thông báo chưa gửi được và gửi lại",
    held_by: &[Role::Admin],
};

/// All of them.
pub(crate) static ALL: &[&Permission] = &[&EDIT_TEXTS, &LOOK_AFTER];
