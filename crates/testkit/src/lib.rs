//! The whole program in a test, through its front door: a client per person, a database per test, a clock that stands.

pub mod client;
pub mod html;
pub mod reply;

pub use client::{Client, Upload};
pub use html::Html;
pub use reply::Reply;
