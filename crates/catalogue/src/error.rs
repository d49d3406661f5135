//! Why something about a procedure was refused.

use base::{Denied, Fault, FieldError, Kind};

use crate::model::ProcedureKey;

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
            Self::Backwards | Self::UnknownFee(_) | Self::Parts(_) => Kind::Invalid,
            Self::Taken => Kind::Conflict,
            Self::Missing(_) | Self::Unreadable { .. } | Self::Description { .. } => Kind::Internal,
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
            Self::Parts(_) => "catalogue.parts",
            Self::Missing(_) | Self::Unreadable { .. } | Self::Description { .. } => "catalogue.internal",
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
            Self::Taken => "Vừa có phiên bản khác được nhập. Xin xem lại rồi nhập lần nữa.".to_owned(),
            Self::Missing(_) | Self::Unreadable { .. } | Self::Description { .. } => {
                "Thông tin thủ tục đang lỗi; chúng tôi đã được báo. Xin thử lại sau.".to_owned()
            }
            Self::Ledger(error) => error.sentence(),
            Self::Db(error) => error.sentence(),
        }
    }

    fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::Backwards => vec![FieldError::new("valid_from", self.sentence())],
            Self::Ledger(error) => error.fields(),
            _ => Vec::new(),
        }
    }
}
