//! Why an act with notices was refused.

use base::{Denied, Fault, FieldError, Kind};

/// What can go wrong with notices.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The actor may not, or must not know.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// What was sent cannot be taken.
    #[error("refused: {0:?}")]
    Invalid(Vec<FieldError>),
    /// No such message or text for this actor.
    #[error("not found")]
    NotFound,
    /// Nothing on the failed list fits.
    #[error("nothing to send again")]
    NothingFailed,
    /// What is stored cannot be read back.
    #[error("stored notice unreadable: {0}")]
    Stored(String),
    /// Below.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// Below.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl From<db::BadValue> for Error {
    fn from(bad: db::BadValue) -> Self {
        Self::Db(bad.into())
    }
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Denied(e) => e.kind(),
            Self::Invalid(_) => Kind::Invalid,
            Self::NotFound => Kind::NotFound,
            Self::NothingFailed => Kind::Conflict,
            Self::Stored(_) => Kind::Internal,
            Self::Ledger(e) => e.kind(),
            Self::Db(e) => e.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Denied(e) => e.code(),
            Self::Invalid(_) => "notice.invalid",
            Self::NotFound => "notice.not-found",
            Self::NothingFailed => "notice.nothing-failed",
            Self::Stored(_) => "notice.stored",
            Self::Ledger(e) => e.code(),
            Self::Db(e) => e.code(),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Denied(e) => e.sentence(),
            Self::Ledger(e) => e.sentence(),
            Self::Db(e) => e.sentence(),
            Self::Invalid(_) => "Có nội dung chưa đúng. Xin xem lại từng mục được nêu.".to_owned(),
            Self::NotFound => "Không tìm thấy thông báo này. Xin mở lại từ danh sách.".to_owned(),
            Self::NothingFailed => {
                "Thông báo này đã được gửi hoặc đang chờ gửi, nên không cần gửi lại. Xin tải lại danh sách."
                    .to_owned()
            }
            Self::Stored(_) => "Có lỗi khi đọc thông báo. Xin thử lại sau ít phút.".to_owned(),
        }
    }

    fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::Invalid(fields) => fields.clone(),
            Self::Ledger(e) => e.fields(),
            Self::Db(e) => e.fields(),
            _ => Vec::new(),
        }
    }
}
