//! What can go wrong below an action, and how it is said to a person.

use std::error::Error as StdError;
use std::time::Duration;

use base::{Fault, Kind};

use crate::value::BadValue;

/// The error of the driver, kept as the source.
pub type Cause = Box<dyn StdError + Send + Sync>;

/// What can go wrong below an action. A transaction that saw one changes nothing.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Too much work waits; nothing was done.
    #[error("the queue of the database is full")]
    Busy,
    /// The database was closed; nothing was done.
    #[error("the database is closed")]
    Closed,
    /// The closure panicked and was rolled back.
    #[error("the transaction panicked: {0}")]
    Panicked(String),
    /// An earlier statement of the transaction failed, so nothing of it is kept.
    #[error("the transaction was given up after {0} failed")]
    Poisoned(&'static str),
    /// A row would break a constraint. Expected ones are `ON CONFLICT DO NOTHING` or [`crate::Tx::attempt`].
    #[error("{statement} breaks a {constraint} constraint")]
    Constraint {
        /// The statement.
        statement: &'static str,
        /// What was broken.
        constraint: Constraint,
        /// What the engine said.
        source: Cause,
    },
    /// The engine refused a statement.
    #[error("{statement} failed")]
    Statement {
        /// The statement.
        statement: &'static str,
        /// What the engine said.
        source: Cause,
    },
    /// A statement got another number of parameters than it names.
    #[error("{statement} takes {takes} parameters and got {got}")]
    Params {
        /// The statement.
        statement: &'static str,
        /// How many it names.
        takes: usize,
        /// How many it got.
        got: usize,
    },
    /// A parameter that the two engines do not keep alike: a text with a zero byte, or a number that is none.
    #[error("{statement}: parameter {parameter} holds {what}")]
    Param {
        /// The statement.
        statement: &'static str,
        /// Which one, from 1.
        parameter: usize,
        /// What cannot be kept.
        what: &'static str,
    },
    /// A statement that must find one row found none.
    #[error("{0} found no row")]
    NoRow(&'static str),
    /// A statement that must find at most one row found more.
    #[error("{0} found more than one row")]
    ManyRows(&'static str),
    /// A column does not hold what the code expects.
    #[error(transparent)]
    Value(#[from] BadValue),
    /// A reader was cut.
    #[error("reading took longer than {0:?} and was cut")]
    Slow(Duration),
    /// Others changed the same rows at the same time, or a COMMIT failed; tried again without success.
    #[error("the transaction could not be committed")]
    Retry(#[source] Cause),
    /// The connection was lost before COMMIT, and could not be made again in time; nothing was done.
    #[error("the database cannot be reached")]
    Lost(#[source] Cause),
    /// The connection was lost during COMMIT: whether it was done is not known.
    #[error("the connection was lost during COMMIT; the outcome is not known")]
    Unknown(#[source] Cause),
    /// Another process owns the folder.
    #[error("{folder} is in use by {owner}; one process owns a data folder")]
    Locked {
        /// The folder.
        folder: String,
        /// What the lock file says about the owner.
        owner: String,
    },
    /// The database could not be opened.
    #[error("{what} could not be opened")]
    Open {
        /// The folder or server.
        what: String,
        /// Why.
        source: Cause,
    },
    /// A database that should be empty is not.
    #[error("{place} is not empty: it holds {what}")]
    Occupied {
        /// The folder or server.
        place: String,
        /// What is there.
        what: String,
    },
    /// The schema does not fit this program.
    #[error("{0}")]
    Schema(String),
}

/// The kinds of constraint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// UNIQUE or PRIMARY KEY.
    Unique,
    /// REFERENCES.
    Reference,
    /// CHECK.
    Check,
    /// NOT NULL.
    NotNull,
}

impl std::fmt::Display for Constraint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Unique => "UNIQUE",
            Self::Reference => "REFERENCES",
            Self::Check => "CHECK",
            Self::NotNull => "NOT NULL",
        })
    }
}

impl Error {
    /// A UNIQUE or PRIMARY KEY constraint was broken.
    #[must_use]
    pub const fn is_duplicate(&self) -> bool {
        matches!(self, Self::Constraint { constraint: Constraint::Unique, .. })
    }

    /// A statement of the closure was refused, not its COMMIT: to run it again would end the same way.
    pub(crate) fn is_refusal(&self) -> bool {
        match self {
            Self::Statement { statement, .. } | Self::Constraint { statement, .. } => *statement != "COMMIT",
            _ => matches!(self, Self::Busy),
        }
    }

    /// The whole closure is worth running again (rule 4).
    pub(crate) const fn is_passing(&self) -> bool {
        matches!(self, Self::Retry(_) | Self::Lost(_))
    }
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        // Nothing was done, and trying again in a moment is the thing to do.
        match self {
            Self::Busy | Self::Closed | Self::Lost(_) | Self::Retry(_) => Kind::Busy,
            _ => Kind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Busy => "db.busy",
            Self::Closed => "db.closed",
            Self::Slow(_) => "db.slow",
            Self::Retry(_) => "db.retry",
            Self::Lost(_) => "db.lost",
            Self::Unknown(_) => "db.unknown",
            Self::Locked { .. } => "db.locked",
            Self::Schema(_) => "db.schema",
            _ => "db.internal",
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Busy => "Hệ thống đang có nhiều người dùng. Mời ông, bà thử lại sau ít phút; nội dung vừa gửi chưa được ghi nhận.",
            Self::Slow(_) => "Việc tra cứu mất quá nhiều thời gian nên đã dừng. Mời ông, bà thu hẹp điều kiện tìm rồi thử lại.",
            Self::Unknown(_) => "Kết nối bị gián đoạn đúng lúc ghi nhận. Xin kiểm tra lại xem nội dung đã được ghi chưa trước khi gửi lần nữa.",
            _ => "Hệ thống gặp trục trặc, chưa có gì thay đổi. Mời ông, bà thử lại sau ít phút.",
        }
        .to_owned()
    }
}
