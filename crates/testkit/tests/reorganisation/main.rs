//! Reorganisations: planned, accepted, in effect; what hangs on the units follows with number and appointment kept.

mod changed;
mod merge;
mod parts;
mod plan;

/// Permission to build, decided by the division of the economy.
const PERMIT: &str = "1.013225";
/// Registration of a birth, by the division of culture and society.
const BIRTH: &str = "1.001193";
