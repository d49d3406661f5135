//! A believable province: the units, staff, citizens and dossiers of some years, for trials, benches and tests. The same
//! `--rng` and clock make the same province. How it is written: `docs/decisions/0010-seed-and-lists.md`.

mod days;
mod dice;
mod people;
mod stories;
mod templates;
mod world;
mod write;

pub(crate) use world::{REARRANGED, build, build_before};
pub(crate) use write::{Made, Plan, citizens, world, write};
