//! The way in: hashing, cookies, tokens, the middleware that finds the actor, and the acts of signing in and out as the pages
//! and the operations share them.

pub(crate) mod bearer;
pub(crate) mod cache;
mod calls;
pub(crate) mod confirm;
pub(crate) mod cookie;
pub(crate) mod door;
pub(crate) mod factor;
pub(crate) mod gate;
pub(crate) mod hashing;
pub(crate) mod identify;
pub(crate) mod passkey;
pub(crate) mod peer;

pub use calls::Calls;
pub use hashing::Hashing;
pub use identify::{Current, identify};
