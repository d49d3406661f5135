//! The words by which a name is found: folded, apart from punctuation, each once.

use base::fold;

/// The most letters of a word that are kept: an indexed text must be short, and nobody types more.
const LETTERS: usize = 40;

/// The words of a text in their order, folded, each as often as it stands there: `Đặng Thị Ánh (Bảo)` is `dang thi anh bao`.
pub fn words_of(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| word.chars().take(LETTERS).collect()).collect()
}

/// Whether each of these words begins a word of the name: what a search means, in any order.
#[must_use]
pub fn is_found(name: &str, asked: &[String]) -> bool {
    let words = words_of(name);
    asked.iter().all(|begin| words.iter().any(|word| word.starts_with(begin.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn punctuation_parts_words_and_accents_fall_away() {
        assert_eq!(words_of("Đặng Thị  Ánh (Bảo)"), ["dang", "thi", "anh", "bao"]);
        assert_eq!(words_of("TM-DV A&B"), ["tm", "dv", "a", "b"]);
        assert!(words_of(" - ").is_empty());
    }

    #[test]
    fn beginnings_of_words_are_found_in_any_order() {
        for asked in ["dang anh", "anh dang", "Đ Th", "ánh", "an"] {
            assert!(is_found("Đặng Thị Ánh", &words_of(asked)), "{asked}");
        }
        assert!(!is_found("Đặng Thị Ánh", &words_of("nh")), "the middle of a word");
    }

    proptest! {
        #[test]
        fn a_name_is_found_by_each_of_its_words(name in "\\PC{0,40}") {
            for word in words_of(&name) {
                prop_assert!(is_found(&name, &[word]));
            }
        }
    }
}
