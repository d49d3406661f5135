//! A passkey, as its owner sees it and as it is kept.

use base::{Instant, ruled_text};

base::identifier!(
    /// A passkey in the list of its owner.
    PasskeyId
);

ruled_text!(
    /// What an officer calls a passkey: 1 to 60 characters.
    PasskeyName,
    read_name
);

/// A passkey in the list of its owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PasskeyLine {
    pub(crate) id: PasskeyId,
    pub(crate) name: PasskeyName,
    pub(crate) added_at: Instant,
    pub(crate) used_at: Option<Instant>,
}

/// What a passkey is asked for. A challenge for one thing is no answer to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To be registered.
    Register,
    /// To sign in alone.
    SignIn,
    /// To sign in after the password.
    SecondStep,
    /// To confirm who works in a session.
    Confirm,
}

impl Purpose {
    /// The code kept in the database.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::SignIn => "sign-in",
            Self::SecondStep => "second-step",
            Self::Confirm => "confirm",
        }
    }
}

fn read_name(text: &str) -> Result<String, &'static str> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err("Đặt tên để sau này nhận ra khóa, ví dụ: Điện thoại của tôi.");
    }
    if name.chars().count() > 60 || name.chars().any(char::is_control) {
        return Err("Tên khóa dài tối đa 60 ký tự. Xin rút ngắn.");
    }
    Ok(name)
}
