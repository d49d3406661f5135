//! The acts of this context.

mod import;

pub use import::{Change, Import, import};
