//! What people and jobs do with notices, one file each.

mod choose;
mod hold_all;
mod record;
mod resend;
mod see;
mod texts;
mod turn;

pub use choose::{Choose, choose};
pub(crate) use hold_all::hold_all;
pub(crate) use record::{Outcome, record, skip};
pub use resend::{Resend, Which, resend};
pub use see::{mark_all_read, mark_read};
pub use texts::{EndText, SetText, end_text, set_text};
pub(crate) use turn::take_turn;
