//! What went wrong, as one line for whoever keeps the machine running: an error with everything under it, a panic's words.

use std::any::Any;
use std::error::Error;

/// The error and what it rests on, joined by colons.
#[must_use]
pub fn chain(error: &dyn Error) -> String {
    let mut line = error.to_string();
    let mut under = error.source();
    while let Some(cause) = under {
        line.push_str(": ");
        line.push_str(&cause.to_string());
        under = cause.source();
    }
    line
}

/// What a panic said; empty when it was given something else than a text.
#[must_use]
pub fn panic_words(panic: &(dyn Any + Send)) -> &str {
    let whole = panic.downcast_ref::<String>().map(String::as_str);
    whole.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("above")]
    struct Above(#[source] std::io::Error);

    #[test]
    fn an_error_tells_what_it_rests_on_and_a_panic_its_words() {
        assert_eq!(chain(&Above(std::io::Error::other("below"))), "above: below");
        for panic in
            [std::panic::catch_unwind(|| panic!("words")), std::panic::catch_unwind(|| panic!("wor{}", "ds"))]
        {
            assert_eq!(panic.map_err(|it| panic_words(&*it).to_owned()), Err("words".to_owned()));
        }
        assert_eq!(panic_words(&7_i32), "");
    }
}
