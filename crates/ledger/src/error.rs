//! What can go wrong in the ledger, said once.

use base::{Fault, Kind};

use crate::Stream;

/// An error of the ledger.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database refused or failed.
    #[error("the ledger could not use the database")]
    Db(#[from] db::Error),
    /// A column held something else than the schema says.
    #[error("the ledger read a column it does not understand")]
    Value(#[from] db::BadValue),
    /// The request id was used before, by another actor, for another act or with another input.
    #[error("the request id was already used for something else")]
    Reused,
    /// What the program acts under was withdrawn while it acted.
    #[error("the warrant was withdrawn")]
    Withdrawn,
    /// Something could not be turned into JSON.
    #[error("{what} could not be written as JSON")]
    Unwritable {
        /// The kind of event, act or job.
        what: &'static str,
        /// Why.
        source: serde_json::Error,
    },
    /// A first answer could not be read back: the answer's type has changed since.
    #[error("the first answer of {act} could not be read back")]
    Answer {
        /// The act.
        act: &'static str,
        /// Why.
        source: serde_json::Error,
    },
    /// A payload does not parse as its kind.
    #[error("event {number} of {stream} could not be read")]
    Unreadable {
        /// The stream.
        stream: Stream,
        /// The number within it.
        number: i64,
        /// Why.
        source: serde_json::Error,
    },
    /// There is no such event, parked event, job or effect.
    #[error("there is no such {0}")]
    Missing(&'static str),
    /// A preview failed.
    #[error("a change could not be foreseen: {0}")]
    Foresight(String),
    /// A file or stream of a bundle or of signed roots could not be read or written.
    #[error("{what}")]
    File {
        /// What was attempted on which file.
        what: String,
        /// Why.
        source: std::io::Error,
    },
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Db(error) => error.kind(),
            Self::Reused => Kind::Conflict,
            Self::Withdrawn => Kind::Unauthenticated,
            Self::Missing(_) => Kind::NotFound,
            Self::Value(_)
            | Self::Unwritable { .. }
            | Self::Answer { .. }
            | Self::Unreadable { .. }
            | Self::Foresight(_)
            | Self::File { .. } => Kind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Db(error) => error.code(),
            Self::Reused => "ledger.reused",
            Self::Withdrawn => "ledger.withdrawn",
            Self::Missing(_) => "ledger.missing",
            Self::Value(_) => "ledger.value",
            Self::Unwritable { .. } => "ledger.unwritable",
            Self::Answer { .. } => "ledger.answer",
            Self::Unreadable { .. } => "ledger.unreadable",
            Self::Foresight(_) => "ledger.foresight",
            Self::File { .. } => "ledger.file",
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Db(error) => error.sentence(),
            Self::Reused => "Yêu cầu này đã được gửi trước đó với nội dung khác. \
                 Mời ông, bà tải lại trang, kiểm tra kết quả rồi gửi lại nếu cần."
                .to_owned(),
            Self::Withdrawn => "Mã truy cập đã bị thu hồi trong khi yêu cầu này đang được xử lý. Chưa có gì thay đổi. \
                 Xin đề nghị người quản trị cấp mã khác."
                .to_owned(),
            Self::Missing(_) => "Không tìm thấy mục này. Có thể mục đã được xử lý xong; mời ông, bà tải lại trang.".to_owned(),
            Self::Value(_)
            | Self::Unwritable { .. }
            | Self::Answer { .. }
            | Self::Unreadable { .. }
            | Self::Foresight(_)
            | Self::File { .. } => {
                "Hệ thống gặp lỗi và chưa thay đổi gì. Xin ông, bà thử lại sau; nếu vẫn lỗi, xin báo cho người quản trị."
                    .to_owned()
            }
        }
    }
}
