//! The pages of second factors: one's own, those of staff within an administrator's reach, and the second step of signing in.

pub(super) mod app;
pub(super) mod codes;
pub(super) mod own;
pub(super) mod passkey;
pub(super) mod second_step;
pub(super) mod staff;

use base::{Fault as _, FieldError, Kind};
use http::StatusCode;
use web::{Form, Page};

use crate::error::Error;

/// The page again with what was wrong with the code that was typed, or the refusal itself.
pub(super) fn wrong_code(
    form: Form,
    field: &str,
    error: Error,
    page: impl FnOnce(&Form) -> Page,
) -> Result<Page, web::Failure> {
    let status = match error.kind() {
        Kind::Unauthenticated => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        _ => return Err(error.into()),
    };
    let form = form.with_errors([FieldError::new(field, error.said())]);
    Ok(page(&form).status(status))
}
