//! What a number of another system looks like. The systems agree on nothing but this.

/// The number in capitals and without spaces: 4 to 60 letters without accents, digits, `-`, `.`, `/`, `_`, one digit at least.
///
/// # Errors
/// A sentence in Vietnamese with what is wrong.
pub fn tidy(typed: &str) -> Result<String, &'static str> {
    let number: String = typed.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
    let fit = number.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'/' | b'_'));
    if fit && (4..=60).contains(&number.len()) && number.bytes().any(|b| b.is_ascii_digit()) {
        Ok(number)
    } else {
        Err(
            "Số gồm 4 đến 60 chữ cái không dấu, chữ số, dấu chấm, gạch nối, gạch chéo; có ít nhất một chữ số.",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_taken_as_people_copy_them() {
        assert_eq!(tidy(" g01.44 - 261118/0007 ").as_deref(), Ok("G01.44-261118/0007"));
        for bad in ["", "123", "ABCDEF", "số 1234", &"1".repeat(61)] {
            assert!(tidy(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_was_taken_stays_as_it_is(text in "\\PC{0,70}") {
            if let Ok(number) = tidy(&text) {
                prop_assert_eq!(tidy(&number), Ok(number.clone()));
            }
        }
    }
}
