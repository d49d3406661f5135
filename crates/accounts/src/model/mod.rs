//! The types of this context: no SQL, no HTTP.

mod account;
mod client;
mod factor;
mod holder;
mod identity;
mod login;
mod passkey;
mod password;
mod session;

pub use account::{Account, Email, Phone};
pub(crate) use client::{Call, CallId, ClientSystem, ClientToken, Secret, SecretKey};
pub use factor::Way;
pub(crate) use factor::{FactorRule, Factors, TotpSecret};
pub use holder::Holder;
pub use identity::{Identity, OldCardNumber, PassportNumber};
pub use login::Login;
pub use passkey::{PasskeyId, PasskeyName};
pub(crate) use passkey::{PasskeyLine, Purpose};
pub use password::Password;
pub(crate) use session::Parked;
pub use session::{Device, Session, SessionId, SessionKey, Token};
