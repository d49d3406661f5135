//! Whether a sentence was cut off at source: it ends in a word or a mark after which something must follow.

/// Words that no sentence ends with.
const JOINING: &[&str] = &[
    "và", "hoặc", "của", "theo", "tại", "các", "cho", "với", "từ", "là", "được", "để", "bằng", "trong",
    "những", "một", "nếu", "thì", "như", "nhằm", "gồm", "bởi", "giữa", "sẽ", "phải", "mà", "tới", "vào",
];
/// Pairs of words that no sentence ends with.
const PAIRS: &[&str] = &["không quá", "theo quy", "quy định tại", "kể từ", "đối với", "trường hợp", "căn cứ"];
/// Endings that look like them and are none.
const WHOLE: &[&str] = &["tồn tại", "hiện tại", "tại chỗ"];
/// Lengths, in letters, at which forms of the source cut.
const LIMITS: &[usize] = &[255, 1000, 2000, 4000, 5000];

/// Whether `text` stops in the middle.
#[must_use]
pub(super) fn is_cut_off(text: &str) -> bool {
    let text = text.trim();
    let Some(last) = text.chars().next_back() else { return false };
    if matches!(last, '(' | '“' | '/' | '–') {
        return true;
    }
    if !last.is_alphanumeric() {
        return false;
    }
    if LIMITS.contains(&text.chars().count()) {
        return true;
    }
    let end = tail(text).to_lowercase();
    let ends =
        |word: &&str| end.strip_suffix(*word).is_some_and(|before| before.ends_with(char::is_whitespace));
    if WHOLE.iter().any(|whole| end.ends_with(whole)) {
        return false;
    }
    JOINING.iter().chain(PAIRS).any(ends)
}

/// The last forty letters or so: what is said before them does not matter.
fn tail(text: &str) -> &str {
    let start = text.char_indices().rev().nth(40).map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_must_go_on_is_found() {
        for text in
            ["Người nộp gửi hồ sơ đến cơ quan và", "Nộp bản sao (", "Thời hạn không quá", "Gửi kèm theo quy"]
        {
            assert!(is_cut_off(text), "{text}");
        }
        assert!(is_cut_off(&"a".repeat(255)));
    }

    #[test]
    fn what_has_an_end_is_not() {
        for text in [
            "",
            "   ",
            "Người nộp hồ sơ",
            "Hồ sơ gồm:",
            "Trả kết quả.",
            "Số lượng: 01 bộ",
            "nêu rõ lý do",
            "công nghệ số",
            "còn tồn tại",
            "Đơn (theo mẫu),",
            "Sở Tư pháp",
            "và",
            "(nếu có)",
        ] {
            assert!(!is_cut_off(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_full_stop_ends_every_sentence(text in "\\PC{0,80}") {
            let text = format!("{text}.");
            prop_assert!(!is_cut_off(&text));
        }

        #[test]
        fn a_joining_word_never_does(text in "[a-z]{1,20}", n in 0..JOINING.len()) {
            let text = format!("{text} {}", JOINING[n]);
            prop_assert!(is_cut_off(&text));
        }
    }
}
