//! The count at the end of a shift: a difference has a reason.

use base::{Dong, FieldError};

use crate::model::Counted;

/// Counted less expected.
///
/// # Errors
/// A difference without a reason.
pub(crate) fn difference(expected: Dong, counted: &Counted, reason: &str) -> Result<Dong, FieldError> {
    let difference = Dong(counted.sum().0 - expected.0);
    if difference.0 == 0 || !reason.trim().is_empty() {
        return Ok(difference);
    }
    let (side, size) = if difference.0 < 0 { ("thiếu", -difference.0) } else { ("thừa", difference.0) };
    let message = format!(
        "Đếm được {}, sổ ghi {expected}: {side} {}. Xin đếm lại, hoặc ghi lý do chênh lệch.",
        counted.sum(),
        Dong(size)
    );
    Err(FieldError::new("reason", message))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::model::NOTES;

    fn notes(counts: [i64; 10]) -> Counted {
        Counted(BTreeMap::from_iter(NOTES.into_iter().zip(counts)))
    }

    proptest! {
        #[test]
        fn only_the_exact_sum_needs_no_reason(counts in prop::array::uniform10(0_i64..50), off in -5_000_i64..5_000) {
            let counted = notes(counts);
            let expected = Dong(counted.sum().0 - off);
            prop_assert_eq!(difference(expected, &counted, " ").is_ok(), off == 0);
            prop_assert_eq!(difference(expected, &counted, "trả nhầm tiền lẻ"), Ok(Dong(off)));
        }
    }

    #[test]
    fn what_is_missing_is_said_to_the_dong() {
        let error = difference(Dong(20_000), &notes([0, 0, 0, 0, 0, 1, 1, 0, 0, 0]), "").expect_err("short");
        assert!(
            error.message.contains("Đếm được 15.000 đồng, sổ ghi 20.000 đồng: thiếu 5.000 đồng"),
            "{error:?}"
        );
    }
}
