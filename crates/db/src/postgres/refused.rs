//! What PostgreSQL's refusals mean.

use std::io;
use std::time::Duration;

use tokio_postgres::error::SqlState;

use crate::Error;
use crate::error::Constraint;

/// The error of a statement.
pub(super) fn refused(statement: &'static str, error: tokio_postgres::Error) -> Error {
    if is_lost(&error) {
        return Error::Lost(error.into());
    }
    let constraint = match error.code() {
        Some(&(SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED)) => {
            return Error::Retry(error.into());
        }
        Some(&SqlState::LOCK_NOT_AVAILABLE) => return Error::Busy,
        Some(&SqlState::QUERY_CANCELED) => return Error::Slow(Duration::ZERO),
        Some(&SqlState::UNIQUE_VIOLATION) => Constraint::Unique,
        Some(&SqlState::FOREIGN_KEY_VIOLATION) => Constraint::Reference,
        Some(&SqlState::CHECK_VIOLATION) => Constraint::Check,
        Some(&SqlState::NOT_NULL_VIOLATION) => Constraint::NotNull,
        _ => return Error::Statement { statement, source: error.into() },
    };
    Error::Constraint { statement, constraint, source: error.into() }
}

/// The error of a COMMIT: either PostgreSQL says that it did not happen, or nobody knows.
pub(super) fn not_committed(error: tokio_postgres::Error) -> Error {
    match unknown_if_lost(refused("COMMIT", error)) {
        Error::Statement { source, .. } => Error::Retry(source),
        other => other,
    }
}

/// Who was lost after COMMIT had been sent does not know whether it was heard.
pub(super) fn unknown_if_lost(error: Error) -> Error {
    if let Error::Lost(source) = error { Error::Unknown(source) } else { error }
}

/// The connection is gone, or the server ends it.
fn is_lost(error: &tokio_postgres::Error) -> bool {
    if let Some(code) = error.code() {
        let code = code.code();
        return code.starts_with("08") || matches!(code, "57P01" | "57P02" | "57P03" | "53300");
    }
    error.is_closed()
        || std::error::Error::source(error).is_some_and(<dyn std::error::Error>::is::<io::Error>)
}
