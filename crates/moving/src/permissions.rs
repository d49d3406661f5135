//! What staff may do with what was moved in.

use base::{Permission, Role};

/// See batches and their reports; at the province.
pub static SEE: Permission = Permission {
    name: "moving.see",
    label: "Xem việc chuyển dữ liệu từ hệ thống cũ và biên bản đối chiếu (cấp tỉnh)",
    held_by: &[Role::Admin, Role::Leader, Role::Controller],
};

/// Sign the report; at the province.
pub static SIGN: Permission = Permission {
    name: "moving.sign",
    label: "Ký biên bản đối chiếu dữ liệu chuyển từ hệ thống cũ (cấp tỉnh)",
    held_by: &[Role::Leader],
};

/// All of them.
pub(crate) static ALL: &[&Permission] = &[&SEE, &SIGN];
