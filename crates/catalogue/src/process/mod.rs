//! The internal process of a procedure version (quy trình nội bộ), and the pure interpreter that runs it.
//!
//! Steps are joined by edges; an edge is an action somebody takes. An edge with several targets forks into
//! branches that meet again at its `join` step; there is no fork inside a branch. No clock, no database: who may
//! act is handed in as [`Facts`], where the dossier stands is a [`Position`] that the caller keeps.

mod check;
mod length;
mod model;
mod run;
#[cfg(test)]
mod tests;

pub use check::{Flaw, Place};
pub use length::{Assumed, Overlong};
pub use model::{
    Act, Assignment, Awaits, Drafted, Edge, End, OtherBody, OtherTerm, Outcome, Process, Stage, Step,
    StepTerm, Target, UnitSelector,
};
pub use run::{Facts, Offer, Position, Reason, Transition};
