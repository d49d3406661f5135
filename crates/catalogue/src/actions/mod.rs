//! The acts of this context.

mod describe;
mod import;

pub use describe::{Progress, describe};
pub use import::{Change, Import, import};
