//! What a procedure is, as data: one immutable version with everything a dossier needs for its whole life.

mod channel;
mod condition;
mod condition_read;
mod parts;
mod version;

pub use channel::Channel;
pub use condition::{BadCondition, Condition, Situation};
pub use parts::{
    Case, Component, Cutoff, Decision, Fee, Jurisdiction, LegalText, Level, Named, OnlineLevel,
    ProcedureResult, Retention, Source, SupplementClock, Term,
};
pub use version::{ProcedureKey, ProcedureVersion};
