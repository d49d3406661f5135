//! What a procedure is, as data: one immutable version with everything a dossier needs for its whole life.

mod channel;
mod condition;
mod condition_read;
mod fee;
mod lane;
mod linked;
mod local_fee;
mod parts;
mod version;

pub use channel::Channel;
pub use condition::{BadCondition, Condition, Situation};
pub use fee::{AppliedRelief, Bracket, Charge, Fee, Rate, Relief};
pub use lane::{Lane, LaneAsked};
pub use linked::{Carried, Filled, Linked, LinkedTerm, Origin, PaperOrigin, looped};
pub use local_fee::LocalFee;
pub use parts::{
    Case, Component, Cutoff, Decision, Jurisdiction, LegalText, Level, Named, OnlineLevel, ProcedureResult,
    Retention, Source, SupplementClock, Term,
};
pub(crate) use version::local_for;
pub use version::{ProcedureKey, ProcedureVersion};
