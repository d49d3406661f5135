//! Why an act of moving in was refused.

use base::{Denied, Fault, FieldError, Kind};

use crate::model::Report;

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The actor may not, or must not know.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// What was sent cannot be taken.
    #[error("refused: {0:?}")]
    Invalid(Vec<FieldError>),
    /// It was to be tried only: everything is undone, and this is what would be.
    #[error("rehearsed")]
    Rehearsed(Box<Report>),
    /// The batch does not stand so that this can be done; the sentence says why.
    #[error("{0}")]
    State(&'static str),
    /// Somebody has done something with dossiers of the batch: their numbers.
    #[error("dossiers have gone on: {0:?}")]
    GoneOn(Vec<String>),
    /// What is stored cannot be read back, or not written.
    #[error("batch unreadable")]
    Stored(#[from] serde_json::Error),
    /// The rows could not be written as CSV.
    #[error("rows not written")]
    Csv(#[from] csv::Error),
    /// Below.
    #[error(transparent)]
    Files(#[from] files::Error),
    /// Below.
    #[error(transparent)]
    Dossier(#[from] dossier::Error),
    /// Below.
    #[error(transparent)]
    Catalogue(#[from] catalogue::Error),
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
            Self::Invalid(_) | Self::Rehearsed(_) => Kind::Invalid,
            Self::State(_) | Self::GoneOn(_) => Kind::Conflict,
            Self::Stored(_) | Self::Csv(_) => Kind::Internal,
            Self::Files(e) => e.kind(),
            Self::Dossier(e) => e.kind(),
            Self::Catalogue(e) => e.kind(),
            Self::Organisation(e) => e.kind(),
            Self::Ledger(e) => e.kind(),
            Self::Db(e) => e.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Denied(e) => e.code(),
            Self::Invalid(_) => "moving.invalid",
            Self::Rehearsed(_) => "moving.rehearsed",
            Self::State(_) => "moving.state",
            Self::GoneOn(_) => "moving.gone-on",
            Self::Stored(_) => "moving.stored",
            Self::Csv(_) => "moving.csv",
            Self::Files(e) => e.code(),
            Self::Dossier(e) => e.code(),
            Self::Catalogue(e) => e.code(),
            Self::Organisation(e) => e.code(),
            Self::Ledger(e) => e.code(),
            Self::Db(e) => e.code(),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Denied(e) => e.sentence(),
            Self::Invalid(_) => "Có nội dung chưa đúng. Xin xem lại từng mục được nêu.".to_owned(),
            Self::Rehearsed(_) => "Đây là lần chạy thử; chưa có gì được chuyển.".to_owned(),
            Self::State(sentence) => (*sentence).to_owned(),
            Self::GoneOn(numbers) => format!(
                "Đã có người xử lý {} hồ sơ sau khi chuyển nên không hoàn lại được: {}. Chưa có gì bị hoàn lại.",
                numbers.len(),
                numbers.iter().take(20).cloned().collect::<Vec<_>>().join(", ")
            ),
            Self::Stored(_) => "Có lỗi khi đọc đợt chuyển đã lưu. Xin thử lại sau ít phút.".to_owned(),
            Self::Csv(_) => "Chưa lập được tệp CSV. Xin thử lại sau ít phút.".to_owned(),
            Self::Files(e) => e.sentence(),
            Self::Dossier(e) => e.sentence(),
            Self::Catalogue(e) => e.sentence(),
            Self::Organisation(e) => e.sentence(),
            Self::Ledger(e) => e.sentence(),
            Self::Db(e) => e.sentence(),
        }
    }

    fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::Invalid(fields) => fields.clone(),
            Self::Dossier(e) => e.fields(),
            Self::Catalogue(e) => e.fields(),
            Self::Organisation(e) => e.fields(),
            Self::Ledger(e) => e.fields(),
            Self::Db(e) => e.fields(),
            _ => Vec::new(),
        }
    }
}
