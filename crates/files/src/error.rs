//! Why bytes are not taken or not given.

use std::io;

use base::{Fault, code::FileHash};

use crate::kind::{Kind, list};

/// Why bytes are not taken or not given. What was being stored is gone.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// More bytes than are taken.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// The most that is taken, in bytes.
        limit: u64,
    },
    /// No bytes at all.
    #[error("the file is empty")]
    Empty,
    /// The content is of another type.
    #[error("the content is {found}, not one of {accepted:?}")]
    WrongType {
        /// What the content looks like: a media type, or `unknown`.
        found: &'static str,
        /// What would be taken.
        accepted: Vec<Kind>,
    },
    /// The type is right and the file is cut short or broken.
    #[error("the {kind:?} is damaged: {why}")]
    Damaged {
        /// What it is meant to be.
        kind: Kind,
        /// What is missing.
        why: &'static str,
    },
    /// Nothing is stored under this hash.
    #[error("nothing is stored under {0}")]
    Missing(FileHash),
    /// The disk or its folder failed.
    #[error("the file store failed at {what}")]
    Io {
        /// What was attempted.
        what: &'static str,
        /// What the system said.
        source: io::Error,
    },
}

impl Error {
    /// For `map_err`: the system refused `what`.
    pub(crate) fn io(what: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { what, source }
    }
}

impl Fault for Error {
    fn kind(&self) -> base::Kind {
        match self {
            Self::TooLarge { .. } => base::Kind::TooLarge,
            Self::WrongType { .. } => base::Kind::WrongType,
            Self::Empty | Self::Damaged { .. } => base::Kind::Invalid,
            Self::Missing(_) => base::Kind::NotFound,
            Self::Io { .. } => base::Kind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "files.too-large",
            Self::Empty => "files.empty",
            Self::WrongType { .. } => "files.wrong-type",
            Self::Damaged { .. } => "files.damaged",
            Self::Missing(_) => "files.missing",
            Self::Io { .. } => "files.io",
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::TooLarge { limit } => format!(
                "Tệp lớn hơn {}. Mời ông, bà chọn tệp nhỏ hơn, hoặc chụp, quét lại ở chất lượng thấp hơn.",
                size(*limit)
            ),
            Self::Empty => "Tệp này không có nội dung. Mời ông, bà chọn lại tệp.".to_owned(),
            Self::WrongType { accepted, .. } => {
                format!("Nội dung tệp không phải là {}. Mời ông, bà chọn tệp đúng loại.", list(accepted))
            }
            Self::Damaged { kind, .. } => format!(
                "Tệp {} bị hỏng hoặc chưa tải lên hết. Mời ông, bà mở thử tệp trên máy rồi gửi lại.",
                kind.label()
            ),
            Self::Missing(_) => "Không tìm thấy tệp này.".to_owned(),
            Self::Io { .. } => "Hệ thống chưa lưu được tệp. Mời ông, bà thử lại sau ít phút.".to_owned(),
        }
    }

    fn english(&self) -> Option<String> {
        Some(match self {
            Self::TooLarge { limit } => {
                format!(
                    "The file is larger than {}. Please choose a smaller one, or scan it again at a lower quality.",
                    size(*limit)
                )
            }
            Self::Empty => "The file is empty. Please choose it again.".to_owned(),
            Self::WrongType { accepted, .. } => {
                let kinds: Vec<_> = accepted.iter().map(|kind| kind.english()).collect();
                format!(
                    "The content of the file is none of these: {}. Please choose a file of the right type.",
                    kinds.join(", ")
                )
            }
            Self::Damaged { kind, .. } => format!(
                "The {} file is damaged or did not arrive as a whole. Please open it on your device, then send it again.",
                kind.english()
            ),
            Self::Missing(_) => "This file was not found.".to_owned(),
            Self::Io { .. } => {
                "The system could not store the file. Please try again in a few minutes.".to_owned()
            }
        })
    }
}

/// A limit as a person reads it.
fn size(bytes: u64) -> String {
    const MEGA: u64 = 1_000_000;
    if bytes >= MEGA { format!("{} MB", bytes / MEGA) } else { format!("{} KB", bytes / 1000) }
}
