//! What staff may do with money.

use base::{Permission, Role};

/// Collect, void and refund in one's own shift, count it, hand it over, pay it in.
pub static COLLECT: Permission = Permission {
    name: "payment.collect",
    label: "Thu phí, lệ phí, lập biên lai và kết ca",
    held_by: &[Role::Reception],
};

/// Keep the books and the account of the body, see every shift, pay in, close somebody else's shift.
pub static KEEP: Permission = Permission {
    name: "payment.keep",
    label: "Quản lý quyển biên lai, tài khoản thu và các ca thu của cơ quan",
    held_by: &[Role::Accountant],
};

/// See shifts, receipts and deposits of the body.
pub static SEE: Permission = Permission {
    name: "payment.see",
    label: "Xem ca thu, biên lai và giấy nộp tiền của cơ quan",
    held_by: &[Role::Accountant, Role::Leader, Role::Controller],
};

/// All of them.
pub(crate) static ALL: &[&Permission] = &[&COLLECT, &KEEP, &SEE];
