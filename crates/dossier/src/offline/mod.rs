//! Receiving without a network (quầy ngoại tuyến): what a machine carries along ([`kit`]), and how what it took down comes in
//! ([`receive`]). The machine keeps the very pairs its form would have posted, so the same code reads them as at the counter.

mod intake;
mod kit;

pub use intake::{Kept, Typed, receive};
pub use kit::{Kit, KitBody, KitDue, KitProcedure, KitRange, KitTerm, kit};
