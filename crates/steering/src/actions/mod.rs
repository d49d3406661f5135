//! What is done about figures, one file each.

mod answer;
mod ask;

pub use answer::{Answer, answer};
pub use ask::{Ask, ask};

use base::FieldError;

/// The longest question and the longest answer.
const LONGEST: usize = 2000;

/// A text of 1 to [`LONGEST`] characters.
fn words(field: &str, text: &str, ask: &str) -> Result<String, FieldError> {
    let text = text.trim();
    let length = text.chars().count();
    match length {
        0 => Err(FieldError::new(field, ask)),
        _ if length > LONGEST => Err(FieldError::new(
            field,
            format!("Dài tối đa {LONGEST} ký tự, hiện có {length}. Xin rút ngắn."),
        )),
        _ => Ok(text.to_owned()),
    }
}
