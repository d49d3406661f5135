//! Why an act of steering was refused.

use base::{Denied, Fault, FieldError, Kind};

/// What can go wrong with a figure or an inquiry.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The actor may not, or must not know.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// What was sent cannot be taken.
    #[error("refused: {0:?}")]
    Invalid(Vec<FieldError>),
    /// The inquiry has an answer.
    #[error("answered before")]
    Answered,
    /// The table could not be written as a workbook.
    #[error("the workbook was not written")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// What is stored cannot be read back.
    #[error("stored inquiry unreadable")]
    Stored(#[from] serde_json::Error),
    /// Below.
    #[error(transparent)]
    Dossier(#[from] dossier::Error),
    /// Below.
    #[error(transparent)]
    Organisation(#[from] organisation::Error),
    /// Below.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// Below.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl Error {
    /// A refusal of one field.
    pub(crate) fn field(field: &str, message: impl Into<base::Said>) -> Self {
        Self::Invalid(vec![FieldError::new(field, message)])
    }
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
            Self::Answered => Kind::Conflict,
            Self::Workbook(_) | Self::Stored(_) => Kind::Internal,
            Self::Dossier(e) => e.kind(),
            Self::Organisation(e) => e.kind(),
            Self::Ledger(e) => e.kind(),
            Self::Db(e) => e.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Denied(e) => e.code(),
            Self::Invalid(_) => "steering.invalid",
            Self::Answered => "steering.answered",
            Self::Workbook(_) => "steering.workbook",
            Self::Stored(_) => "steering.stored",
            Self::Dossier(e) => e.code(),
            Self::Organisation(e) => e.code(),
            Self::Ledger(e) => e.code(),
            Self::Db(e) => e.code(),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Denied(e) => e.sentence(),
            Self::Dossier(e) => e.sentence(),
            Self::Organisation(e) => e.sentence(),
            Self::Ledger(e) => e.sentence(),
            Self::Db(e) => e.sentence(),
            Self::Invalid(_) => "Có nội dung chưa đúng. Xin xem lại từng mục được nêu.".to_owned(),
            Self::Answered => {
                "Câu hỏi này đã có người trả lời. Mời tải lại trang để xem câu trả lời.".to_owned()
            }
            Self::Workbook(_) => {
                "Chưa lập được tệp Excel. Xin thử lại sau ít phút hoặc xem bảng trên màn hình.".to_owned()
            }
            Self::Stored(_) => "Có lỗi khi đọc câu hỏi đã lưu. Xin thử lại sau ít phút.".to_owned(),
        }
    }

    fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::Invalid(fields) => fields.clone(),
            Self::Dossier(e) => e.fields(),
            Self::Organisation(e) => e.fields(),
            Self::Ledger(e) => e.fields(),
            Self::Db(e) => e.fields(),
            _ => Vec::new(),
        }
    }
}
