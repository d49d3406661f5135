//! Decisions about money, pure.

mod count;
mod doubt;
mod numbers;
mod refund;
mod vietqr;
mod void;

pub(crate) use count::difference;
pub(crate) use doubt::doubt;
pub(crate) use numbers::{overlap, range};
pub(crate) use refund::refundable;
pub(crate) use vietqr::vietqr;
pub use void::NotVoidable;
pub(crate) use void::may_void;
