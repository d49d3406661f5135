//! The e-form of a procedure version: a JSON Schema (2020-12) with `x-*` hints, read into pages and fields.
//!
//! Answers are one flat object, field name to value. A field that its condition hides has no answer. Checking is
//! done field by field with compiled validators, so that every refusal is tied to a field and said in Vietnamese.

mod answers;
mod check;
mod field;
mod messages;
mod read;
mod read_field;
mod read_limits;
mod read_rows;
mod rows;
mod sample;
mod show;

pub use answers::Posted;
pub(crate) use answers::number;
pub use check::Scope;
pub use field::{Choice, Field, Form, Limits, Page, ValueKind, Widget};
pub use read::{BadForm, FormFlaw};
