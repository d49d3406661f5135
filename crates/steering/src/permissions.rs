//! What staff may do with figures.

use base::{Permission, Role};

/// Ask a unit about a figure.
pub static ASK: Permission = Permission {
    name: "steering.ask",
    label: "Hỏi đơn vị về một số liệu",
    held_by: &[Role::Leader, Role::Controller],
};

/// Answer what one's unit was asked; who speaks for it is a rule, see `rules/speaks.rs`.
pub static ANSWER: Permission = Permission {
    name: "steering.answer",
    label: "Trả lời câu hỏi về số liệu của đơn vị mình",
    held_by: &[Role::Head, Role::Leader, Role::Reception],
};

/// See what one's body asked and what one's unit was asked.
pub static SEE: Permission = Permission {
    name: "steering.see",
    label: "Xem câu hỏi về số liệu và câu trả lời",
    held_by: &[Role::Leader, Role::Controller, Role::Head, Role::Reception],
};

/// All of them.
pub(crate) static ALL: &[&Permission] = &[&ASK, &ANSWER, &SEE];
