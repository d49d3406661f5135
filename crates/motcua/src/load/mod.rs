//! Loading our own server from outside, as people do: a child process, real HTTP over TCP. Shared by the benches and
//! the kill drill.

pub(crate) mod citizens;
pub(crate) mod clerks;
pub(crate) mod drive;
pub(crate) mod http;
pub(crate) mod scratch;
pub(crate) mod server;

pub(crate) use citizens::{Citizens, verify};
pub(crate) use clerks::Clerks;
pub(crate) use http::Client;
pub(crate) use scratch::Scratch;
pub(crate) use server::Server;
