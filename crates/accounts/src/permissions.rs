//! What staff may do in this context.

use base::{Permission, Role};

/// Give staff a way to sign in, within the administrator's reach.
pub static MANAGE: Permission = Permission {
    name: "accounts.manage",
    label: "Cấp tài khoản đăng nhập cho cán bộ",
    held_by: &[Role::Admin],
};

pub(crate) static ALL: &[&Permission] = &[&MANAGE];
