//! The types of this context: no SQL, no HTTP.

mod account;
mod factor;
mod holder;
mod identity;
mod login;
mod password;
mod session;

pub use account::{Account, Email, Phone};
pub use factor::Way;
pub(crate) use factor::{FactorRule, Factors, TotpSecret};
pub use holder::Holder;
pub use identity::{Identity, OldCardNumber, PassportNumber};
pub use login::Login;
pub use password::Password;
pub(crate) use session::Parked;
pub use session::{Device, Session, SessionId, SessionKey, Token};
