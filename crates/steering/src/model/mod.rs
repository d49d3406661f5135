//! What the leader's desk is made of: inquiries, the time of a table.

mod inquiry;
mod span;

pub use inquiry::{Inquiry, InquiryId, Named};
pub use span::Span;
