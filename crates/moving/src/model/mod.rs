//! What is moved in: a batch, what was wrong with it, and the report of what came.

mod batch;
mod mistake;
mod report;

pub use batch::{Batch, BatchId, BatchState};
pub(crate) use batch::{OldAccount, OldBook};
pub use mistake::{Mistake, MistakeKind, Refused};
pub use report::{By, Compared, Report};
