//! Failures of consumers, jobs and effects, turned into one line for the administrator. A panic is a failure.

use std::any::Any;
use std::error::Error;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Why a consumer, job or effect could not go on.
pub type Cause = Box<dyn Error + Send + Sync>;

/// The most characters kept of a failure.
const KEPT: usize = 2000;

/// The error and what lies under it, as a column takes it.
pub(crate) fn text(error: &(dyn Error + 'static)) -> String {
    // PostgreSQL takes no zero byte in a text.
    base::chain(error).chars().filter(|it| *it != '\0').take(KEPT).collect()
}

/// What a panic said.
pub(crate) fn panic_text(panic: &(dyn Any + Send)) -> String {
    format!("panicked: {}", base::panic_words(panic))
}

/// Runs `part`; a panic becomes an error. Only around work inside a savepoint that an error undoes.
pub(crate) fn catching<T>(part: impl FnOnce() -> Result<T, Cause>) -> Result<T, Cause> {
    catch_unwind(AssertUnwindSafe(part)).unwrap_or_else(|panic| Err(panic_text(&*panic).into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_tells_its_chain_and_a_panic_its_words() {
        let error = crate::Error::File {
            what: "x could not be read".to_owned(),
            source: std::io::Error::other("gone\0"),
        };
        assert_eq!(text(&error), "x could not be read: gone");
        let caught = catching::<()>(|| panic!("poisoned {}", 7)).expect_err("a panic is a failure");
        assert_eq!(caught.to_string(), "panicked: poisoned 7");
    }
}
