//! What staff may do in this context.

use base::{Permission, Role};

/// Give staff a way to sign in, ask for a second factor and take a lost one away, within the administrator's reach.
pub static MANAGE: Permission = Permission {
    name: "accounts.manage",
    label: "Cấp tài khoản đăng nhập cho cán bộ, yêu cầu và đặt lại xác thực hai lớp",
    held_by: &[Role::Admin],
};

/// Register client systems and give them tokens, within the administrator's reach.
pub static CONNECT: Permission = Permission {
    name: "accounts.connect",
    label: "Đăng ký hệ thống kết nối và cấp mã truy cập",
    held_by: &[Role::Admin],
};

/// Leave a session locked in a shared browser and come back to it; set the PIN for that.
pub static SWITCH: Permission = Permission {
    name: "accounts.switch",
    label: "Đổi người dùng trên máy dùng chung và đặt mã PIN của mình",
    held_by: &Role::ALL,
};

pub(crate) static ALL: &[&Permission] = &[&MANAGE, &CONNECT, &SWITCH];
