//! A PIN: six digits that open nothing but a locked session in the very browser in which it waits. The easy ones are refused.

use std::collections::BTreeSet;

/// How many digits.
pub(crate) const LENGTH: usize = 6;

/// How many wrong ones end the session that waits.
pub(crate) const MOST_WRONG: i64 = 5;

/// Patterns on the keys, and words in digits, that people try first.
const COMMON: [&str; 10] =
    ["147258", "258369", "147369", "159357", "159753", "789456", "456123", "123654", "520520", "686868"];

/// Whether these are six digits that are not easy to guess.
///
/// # Errors
/// A sentence in Vietnamese with what is wrong.
pub(crate) fn choose(text: &str) -> Result<(), &'static str> {
    let digits: Vec<u8> = text.bytes().collect();
    if digits.len() != LENGTH || !digits.iter().all(u8::is_ascii_digit) {
        return Err("Mã PIN gồm đúng 6 chữ số. Xin nhập lại.");
    }
    let easy = is_repeated(&digits) || is_run(&digits) || has_few(&digits) || COMMON.contains(&text);
    if easy { Err("Mã PIN này rất dễ đoán. Xin chọn sáu chữ số khác.") } else { Ok(()) }
}

/// One block again and again: `777777`, `121212`, `123123`.
fn is_repeated(digits: &[u8]) -> bool {
    [1, 2, 3].iter().any(|block| digits.iter().zip(digits.iter().skip(*block)).all(|(a, b)| a == b))
}

/// Each digit one more, or one less, than the one before: `345678`, `987654`, `890123`.
fn is_run(digits: &[u8]) -> bool {
    let steps: BTreeSet<_> =
        digits.windows(2).map(|two| (two[1].wrapping_sub(two[0]).wrapping_add(10)) % 10).collect();
    steps.len() == 1 && (steps.contains(&1) || steps.contains(&9))
}

/// One or two different digits only: `112211`; or three pairs: `112233`.
fn has_few(digits: &[u8]) -> bool {
    let different: BTreeSet<_> = digits.iter().collect();
    different.len() < 3 || digits.chunks(2).all(|two| two.first() == two.last())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn easy_ones_are_refused_and_others_taken() {
        for easy in [
            "",
            "12345",
            "1234567",
            "12345a",
            "١٢٣٤٥٦",
            "000000",
            "777777",
            "121212",
            "123123",
            "123456",
            "987654",
            "890123",
            "210987",
            "112211",
            "112233",
            "147258",
            "686868",
        ] {
            assert!(choose(easy).is_err(), "{easy}");
        }
        for good in ["402917", "830415", "195038", "271828"] {
            assert_eq!(choose(good), Ok(()), "{good}");
        }
    }

    proptest! {
        #[test]
        fn only_six_digits_pass_and_most_of_them_do(text in "\\PC{0,8}", digits in "[0-9]{6}") {
            if choose(&text).is_ok() {
                prop_assert!(text.len() == LENGTH && text.bytes().all(|b| b.is_ascii_digit()));
            }
            let different: BTreeSet<_> = digits.bytes().collect();
            if different.len() == 6 && !COMMON.contains(&digits.as_str()) {
                prop_assert_eq!(choose(&digits).is_ok(), !is_run(digits.as_bytes()));
            }
        }
    }
}
