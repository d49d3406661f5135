//! Why something about a procedure was refused.

use base::code::ProcedureCode;
use base::{Denied, Fault, FieldError, Kind};

use crate::model::ProcedureKey;
use crate::package::PackageError;

/// A refusal of this context.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such procedure in force.
    #[error("no such procedure")]
    NoProcedure,
    /// The package ends being in force before it begins, or begins before the version it follows.
    #[error("the version begins before the one it follows")]
    Backwards,
    /// Somebody stored a version at the same moment.
    #[error("another version was stored at the same moment")]
    Taken,
    /// A procedure that should be new is here already.
    #[error("procedure {0} is known")]
    Known(ProcedureCode),
    /// Nothing is prepared for this procedure: it was published or given up.
    #[error("no edition")]
    NoEdition,
    /// Somebody else has saved it meanwhile.
    #[error("the edition was saved by somebody else")]
    Edited,
    /// What was prepared cannot be published: everything that is wrong.
    #[error("{}", crate::package::report(.0))]
    Unsound(Vec<PackageError>),
    /// The days of a version do not fit.
    #[error("{message}")]
    Dates {
        /// The field of the form.
        field: &'static str,
        /// What to do.
        message: &'static str,
    },
    /// An amount for a procedure, fee or case that is not here.
    #[error("{0}")]
    UnknownFee(String),
    /// A linked procedure and the procedures it names do not fit; each sentence begins with a field of `procedure.toml`.
    #[error("{}", .0.join("\n"))]
    Parts(Vec<String>),
    /// A version that was found is gone.
    #[error("version {0} is gone")]
    Missing(ProcedureKey),
    /// What is stored is no procedure.
    #[error("version {key} cannot be read")]
    Unreadable {
        /// Which.
        key: ProcedureKey,
        /// Why.
        source: serde_json::Error,
    },
    /// What is stored of the national database cannot be read, or what is to be stored cannot be written.
    #[error("the description {code} cannot be read or written")]
    Description {
        /// Which.
        code: String,
        /// Why.
        source: serde_json::Error,
    },
    /// What it needs of the organisation could not be read.
    #[error(transparent)]
    Organisation(#[from] organisation::Error),
    /// The ledger refused or failed.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// The database failed.
    #[error("the database could not be used")]
    Db(#[from] db::Error),
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Denied(denied) => denied.kind(),
            Self::NoProcedure => Kind::NotFound,
            Self::Backwards
            | Self::UnknownFee(_)
            | Self::Parts(_)
            | Self::Known(_)
            | Self::Unsound(_)
            | Self::Dates { .. } => Kind::Invalid,
            Self::Taken | Self::Edited => Kind::Conflict,
            Self::NoEdition => Kind::NotFound,
            Self::Missing(_) | Self::Unreadable { .. } | Self::Description { .. } => Kind::Internal,
            Self::Organisation(error) => error.kind(),
            Self::Ledger(error) => error.kind(),
            Self::Db(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Denied(denied) => denied.code(),
            Self::NoProcedure => "catalogue.no-procedure",
            Self::Backwards => "catalogue.backwards",
            Self::UnknownFee(_) => "catalogue.unknown-fee",
            Self::Taken => "catalogue.taken",
            Self::Known(_) => "catalogue.known",
            Self::NoEdition => "catalogue.no-edition",
            Self::Edited => "catalogue.edited",
            Self::Unsound(_) => "catalogue.unsound",
            Self::Dates { .. } => "catalogue.dates",
            Self::Parts(_) => "catalogue.parts",
            Self::Missing(_) | Self::Unreadable { .. } | Self::Description { .. } => "catalogue.internal",
            Self::Organisation(error) => error.code(),
            Self::Ledger(error) => error.code(),
            Self::Db(error) => error.code(),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Denied(denied) => denied.sentence(),
            Self::NoProcedure => {
                "Không có thủ tục này, hoặc thủ tục đã hết hiệu lực. Mời ông, bà tìm lại trong danh sách thủ tục.".to_owned()
            }
            Self::Backwards => {
                "Ngày có hiệu lực đứng trước phiên bản đang có. Xin sửa `valid_from` trong gói rồi nhập lại.".to_owned()
            }
            Self::UnknownFee(what) => format!("{what} Xin xem lại mã trong gói thủ tục rồi nhập lại."),
            Self::Parts(flaws) => {
                format!("Các phần của thủ tục liên thông chưa khớp. Xin sửa gói rồi nhập lại: {}.", flaws.join("; "))
            }
            Self::Known(code) => format!("Thủ tục {code} đã có ở đây. Mời mở thủ tục đó để soạn phiên bản mới."),
            Self::NoEdition => {
                "Không còn bản soạn của thủ tục này: đã ban hành hoặc đã bỏ. Mời mở lại trang thủ tục.".to_owned()
            }
            Self::Edited => {
                "Người khác vừa lưu bản soạn này. Nội dung ông, bà đã nhập vẫn còn trên trang; mời xem bản mới rồi nhập lại phần của mình.".to_owned()
            }
            Self::Unsound(errors) => format!(
                "Bản soạn còn {} điểm chưa đúng nên chưa ban hành được. Mời sửa theo danh sách.",
                errors.len()
            ),
            Self::Dates { message, .. } => (*message).to_owned(),
            Self::Taken => "Vừa có phiên bản khác được nhập. Xin xem lại rồi nhập lần nữa.".to_owned(),
            Self::Missing(_) | Self::Unreadable { .. } | Self::Description { .. } => {
                "Thông tin thủ tục đang lỗi; chúng tôi đã được báo. Xin thử lại sau.".to_owned()
            }
            Self::Organisation(error) => error.sentence(),
            Self::Ledger(error) => error.sentence(),
            Self::Db(error) => error.sentence(),
        }
    }

    fn english(&self) -> Option<String> {
        match self {
            Self::Denied(denied) => denied.english(),
            Self::NoProcedure => Some(
                "There is no such procedure, or it is no longer in force. Please look for it in the list of procedures."
                    .to_owned(),
            ),
            Self::Organisation(error) => error.english(),
            Self::Ledger(error) => error.english(),
            Self::Db(error) => error.english(),
            _ => None,
        }
    }

    fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::Backwards => vec![FieldError::new("valid_from", self.sentence())],
            Self::Dates { field, message } => vec![FieldError::new(*field, *message)],
            Self::Known(_) => vec![FieldError::new("code", self.sentence())],
            Self::Ledger(error) => error.fields(),
            _ => Vec::new(),
        }
    }
}
