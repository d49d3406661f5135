//! Content-addressed bytes in a folder: what was received is kept under its SHA-256, exactly as received.
//!
//! Bytes come here *before* the transaction that refers to them (DESIGN rule 10): written to a temporary file,
//! synced, and renamed into place, so that a row never points at half a file. Bytes that no row refers to are
//! [swept](Files::sweep) after a day. The real type is told by [content](Kind), never by name.
//!
//! Not here: who may read what, names of files, encryption at rest (the folder is to be on an encrypted disk
//! until it comes), and S3, which will take the place of the folder behind the same functions.

mod bulk;
mod error;
mod folder;
mod kind;
mod sniff;
mod store;
mod upload;
mod zip;

pub use base::code::FileHash;
pub use bulk::{Filling, Hold};
pub use error::Error;
pub use kind::Kind;
pub use store::{Files, Opened, Stored, hash};
pub use upload::Upload;
