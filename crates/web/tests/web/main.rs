//! The crate through its front door: one program, so it links once.

#![expect(clippy::disallowed_methods, reason = "each test has a runtime of its own")]

mod checks;
mod front_door;
mod house;
mod shell;
