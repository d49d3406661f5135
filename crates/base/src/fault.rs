//! How a refusal is said. Each context has one error enum; it says its kind here and nowhere else, and `web`
//! alone turns a kind into a status, a page or a problem+json.

use crate::locale::Locale;
use crate::said::Said;

/// What kind of refusal an error is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What was sent cannot be taken; the fields say why (422).
    Invalid,
    /// Nobody has signed in, and somebody must (401; a page leads to signing in).
    Unauthenticated,
    /// The person may not do this (403).
    Forbidden,
    /// The person may, and must first confirm who they are (403; a page leads to confirming).
    Unconfirmed,
    /// There is no such thing, or not for this person (404).
    NotFound,
    /// The state of things does not allow it, or has changed meanwhile (409).
    Conflict,
    /// What the person saw has changed meanwhile (409; 412 to a program that named what it saw by `If-Match`).
    Stale,
    /// More was sent than is taken (413).
    TooLarge,
    /// This type of content is not taken (415).
    WrongType,
    /// Too many tries; wait (429).
    TooMany,
    /// The server has more work than it can queue; try again soon (503).
    Busy,
    /// Our fault; nothing was changed (500).
    Internal,
}

/// A refusal tied to one field of a form.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FieldError {
    /// The name of the field as it was sent.
    pub field: String,
    /// What is wrong and what to do, in Vietnamese.
    pub message: String,
    /// The same in English; empty where only staff read it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub english: String,
}

impl FieldError {
    /// A refusal of `field`, in Vietnamese or in both languages.
    pub fn new(field: impl Into<String>, message: impl Into<Said>) -> Self {
        let Said { vietnamese, english } = message.into();
        Self { field: field.into(), message: vietnamese, english }
    }

    /// What is wrong, in both languages: for the same refusal of another field.
    #[must_use]
    pub fn said(self) -> Said {
        Said { vietnamese: self.message, english: self.english }
    }

    /// Whether it can be said in this language.
    #[must_use]
    pub const fn speaks(&self, locale: Locale) -> bool {
        matches!(locale, Locale::Vi) || !self.english.is_empty()
    }

    /// What is wrong, in this language; Vietnamese where there is no other.
    #[must_use]
    pub fn spoken(&self, locale: Locale) -> &str {
        if locale == Locale::En && self.speaks(locale) { &self.english } else { &self.message }
    }
}

/// An error that can be shown to a person.
pub trait Fault: std::error::Error + Send + Sync + 'static {
    /// The kind of refusal.
    fn kind(&self) -> Kind;

    /// A stable name for programs, `context.reason`.
    fn code(&self) -> &'static str;

    /// What happened and what to do now, one or two sentences in Vietnamese. Nothing internal.
    fn sentence(&self) -> String;

    /// The same in English, where a citizen reads it; else the page explains the kind of refusal.
    fn english(&self) -> Option<String> {
        None
    }

    /// The fields that were refused; empty unless the kind is [`Kind::Invalid`].
    fn fields(&self) -> Vec<FieldError> {
        Vec::new()
    }
}

/// Why the actor may not go on. Every context's error carries it by `#[from]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Nobody has signed in.
    #[error("not signed in")]
    Unauthenticated,
    /// Signed in, without the permission.
    #[error("not permitted")]
    Forbidden,
    /// Permitted, but it is too long since the person confirmed who they are.
    #[error("not confirmed lately")]
    Unconfirmed,
    /// A program's warrant does not carry the permission, though its positions hold it.
    #[error("the warrant does not carry {name}")]
    NoScope {
        /// The name of the permission.
        name: &'static str,
        /// What it lets a person do, in Vietnamese.
        label: &'static str,
    },
    /// Not the actor's to see.
    #[error("not found")]
    NotFound,
}

impl Fault for Denied {
    fn kind(&self) -> Kind {
        match self {
            Self::Unauthenticated => Kind::Unauthenticated,
            Self::Forbidden | Self::NoScope { .. } => Kind::Forbidden,
            Self::Unconfirmed => Kind::Unconfirmed,
            Self::NotFound => Kind::NotFound,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Unauthenticated => "denied.unauthenticated",
            Self::Forbidden => "denied.forbidden",
            Self::Unconfirmed => "denied.unconfirmed",
            Self::NoScope { .. } => "denied.no-scope",
            Self::NotFound => "denied.not-found",
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Unauthenticated => "Mời ông, bà đăng nhập để tiếp tục.".to_owned(),
            Self::Forbidden => {
                "Tài khoản này không được giao việc đó. Nếu cần, xin liên hệ người quản trị của đơn vị."
                    .to_owned()
            }
            Self::Unconfirmed => {
                "Việc này cần xác nhận lại là ông, bà trong vòng 10 phút trước đó. Xin xác nhận rồi thực hiện lại; chưa có gì thay đổi.".to_owned()
            }
            Self::NoScope { name, label } => {
                format!(
                    "Mã truy cập này không có phạm vi “{name}” ({label}). Xin đề nghị người quản trị cấp mã có phạm vi đó."
                )
            }
            Self::NotFound => "Không tìm thấy nội dung này. Xin kiểm tra lại địa chỉ hoặc mã số.".to_owned(),
        }
    }

    fn english(&self) -> Option<String> {
        let sentence = match self {
            Self::Unauthenticated => "Please sign in to go on.",
            Self::Forbidden => "This account has not been given that task.",
            Self::Unconfirmed => {
                "This needs your confirmation, not more than 10 minutes old, that it is you. Please confirm and do it again; nothing has changed."
            }
            Self::NoScope { .. } => "This token does not carry the scope that is needed.",
            Self::NotFound => return None,
        };
        Some(sentence.to_owned())
    }
}
