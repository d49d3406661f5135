//! The acts of this context.

mod describe;
mod import;
mod set_fees;

pub use describe::{Progress, describe};
pub use import::{Change, Import, import};
pub use set_fees::set_fees;
