//! What the leader's desk is made of: figures, inquiries, the time of a table.

mod figure;
mod inquiry;
mod span;

pub use figure::{Column, Figure, Typed};
pub use inquiry::{Inquiry, InquiryId, Named};
pub use span::Span;
