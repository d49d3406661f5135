//! Procedures (thủ tục hành chính): their versions, cases, components, fees, terms, e-forms and internal
//! processes; the packages they come in.
//!
//! A version is immutable once stored: a dossier keeps the version it was received under, and everything here
//! that decides about it ([`model`], [`form`], [`process`]) is pure.

pub mod form;
pub mod model;
pub mod process;
