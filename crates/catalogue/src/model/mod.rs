//! What a procedure is, as data: one immutable version with everything a dossier needs for its whole life.

mod condition;
mod version;

pub use condition::{BadCondition, Channel, Condition, Situation};
pub use version::{
    Case, Component, Cutoff, Decision, Fee, Jurisdiction, LegalText, Level, Named, OnlineLevel, ProcedureKey,
    ProcedureResult, ProcedureVersion, Retention, Source, SupplementClock, Term,
};
