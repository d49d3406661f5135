//! The whole program in a test, through its front door: a client per person, a database per test, a clock that stands.

pub mod app;
pub mod authenticator;
pub mod client;
pub mod filing;
pub mod guard;
pub mod html;
pub mod machine;
pub mod passkey;
pub mod program;
pub mod reply;
pub mod till;
pub mod walk;

pub use app::{FIRST_PASSWORD, PASSWORD, TestApp};
pub use authenticator::{Authenticator, Owner};
pub use client::{Client, Upload};
pub use db::testing::Kind;
pub use filing::Filing;
pub use html::Html;
pub use machine::Machine;
pub use passkey::SoftPasskey;
pub use program::Program;
pub use reply::Reply;
