//! Descriptions of procedures as the national database gives them (Cơ sở dữ liệu quốc gia về thủ tục hành chính;
//! Nghị định 63/2010/NĐ-CP): what they say, what is doubtful about it, what changed between two of them.
//!
//! A description is no package: it has no form, no process and no place where it is decided, so nothing is filed under
//! it. It tells people what a procedure is. Nothing here knows the database or the web, but for [`read`], which reads a
//! file.

mod cut_off;
mod difference;
mod doubt;
mod doubts;
mod fees;
mod life;
mod place;
mod prepare;
mod read;
mod record;
mod replaced;
#[cfg(test)]
pub(crate) mod tests;
mod tier;

pub use difference::{Difference, difference};
pub use doubt::{Doubt, DoubtKind, Weight};
pub use doubts::doubts;
pub(crate) use fees::of_price as doubts_of_price;
pub use life::life_events;
pub(crate) use place::in_words;
pub use prepare::{Prepared, Rejected, prepare};
pub use read::{Batch, Batches, open_file};
pub use record::{Agencies, Decision, Group, Label, Limit, Piece, Price, Record, ServiceCase, State, Way};
pub use replaced::{Successor, successor};
pub use tier::Tier;
