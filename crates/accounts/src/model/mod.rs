//! The types of this context: no SQL, no HTTP.

mod account;
mod client;
mod holder;
mod identity;
mod login;
mod password;
mod session;

pub use account::{Account, Email, Phone};
pub(crate) use client::{Call, CallId, ClientSystem, ClientToken, Secret, SecretKey};
pub use holder::Holder;
pub use identity::{Identity, OldCardNumber, PassportNumber};
pub use login::Login;
pub use password::Password;
pub(crate) use session::Parked;
pub use session::{Device, Session, SessionId, SessionKey, Token};
