//! Why an act of practice was refused.

use base::{Denied, Fault, FieldError, Kind};

/// What can go wrong in practice.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The actor may not, or there is no such exercise, or this is no practice.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// What was sent cannot be taken.
    #[error("refused: {0:?}")]
    Invalid(Vec<FieldError>),
    /// An event of the ledger cannot be read back.
    #[error("an event is unreadable")]
    Stored(#[from] serde_json::Error),
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
            Self::Stored(_) => Kind::Internal,
            Self::Ledger(e) => e.kind(),
            Self::Db(e) => e.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Denied(e) => e.code(),
            Self::Invalid(_) => "learning.invalid",
            Self::Stored(_) => "learning.stored",
            Self::Ledger(e) => e.code(),
            Self::Db(e) => e.code(),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Denied(e) => e.sentence(),
            Self::Invalid(_) => "Có nội dung chưa đúng. Xin xem lại từng mục được nêu.".to_owned(),
            Self::Stored(_) => "Có lỗi khi đọc nhật ký luyện tập. Xin thử lại sau ít phút.".to_owned(),
            Self::Ledger(e) => e.sentence(),
            Self::Db(e) => e.sentence(),
        }
    }

    fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::Denied(_) | Self::Stored(_) => Vec::new(),
            Self::Invalid(fields) => fields.clone(),
            Self::Ledger(e) => e.fields(),
            Self::Db(e) => e.fields(),
        }
    }
}
