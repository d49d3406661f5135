//! Vietnamese without accents, as an SMS carries it in a third of the parts: capitals stay.

/// The text in the letters of the basic alphabet; what has no plain letter becomes a question mark.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() {
            out.push(letter);
            continue;
        }
        let folded = base::fold(&letter.to_string());
        if letter.is_uppercase() {
            out.extend(folded.chars().map(|it| it.to_ascii_uppercase()));
        } else {
            out.push_str(&folded);
        }
    }
    out.chars().map(|it| if it.is_ascii() { it } else { '?' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn capitals_and_signs_stay() {
        assert_eq!(
            plain("UBND phường Việt Trì: Đã có kết quả (H44.101)."),
            "UBND phuong Viet Tri: Da co ket qua (H44.101)."
        );
    }

    proptest! {
        #[test]
        fn only_the_basic_alphabet_is_left(text in "\\PC{0,60}") {
            prop_assert!(plain(&text).is_ascii());
        }
    }
}
