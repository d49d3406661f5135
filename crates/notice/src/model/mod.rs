//! Messages, channels, texts: what they are.

mod channel;
mod kind;
mod message;
mod slot;
mod text;

pub use channel::{Channel, Choice, Contact};
pub use kind::Kind;
pub(crate) use message::{Delivery, Failed, Inbox, State, Trouble};
pub use message::{MessageId, Reason, Recipient};
pub use slot::{Slot, Words};
pub(crate) use text::Version;
pub use text::{Template, TextId};
