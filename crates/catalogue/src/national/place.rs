//! Where something stands in a description, in words: `channels[0].fees[1]` is "cách nộp 1, phí 2".

/// The keys that reviewers meet, with their words.
const WORDS: &[(&str, &str)] = &[
    ("code", "mã"),
    ("name", "tên"),
    ("field", "lĩnh vực"),
    ("levels", "cấp"),
    ("decision", "quyết định công bố"),
    ("number", "số"),
    ("date", "ngày"),
    ("promulgated_by", "cơ quan ban hành"),
    ("procedure_type", "loại thủ tục"),
    ("state", "trạng thái"),
    ("agencies", "cơ quan"),
    ("executing", "thực hiện"),
    ("authority", "có thẩm quyền"),
    ("authorized", "được ủy quyền"),
    ("coordinating", "phối hợp"),
    ("receiving_address", "địa chỉ tiếp nhận"),
    ("subjects", "đối tượng"),
    ("channels", "cách nộp"),
    ("channel", "kênh"),
    ("limit", "thời hạn"),
    ("amount", "mức"),
    ("unit", "đơn vị"),
    ("currency", "loại tiền"),
    ("text", "chữ"),
    ("fees", "phí"),
    ("note", "ghi chú"),
    ("cases", "trường hợp"),
    ("service_cases", "trường hợp có thời hạn riêng"),
    ("components", "giấy tờ"),
    ("originals", "số bản chính"),
    ("copies", "số bản sao"),
    ("required", "bắt buộc"),
    ("forms", "mẫu"),
    ("results", "kết quả"),
    ("legal_basis", "căn cứ pháp lý"),
    ("conditions", "yêu cầu, điều kiện"),
    ("steps", "bước"),
    ("online_level", "mức trực tuyến"),
    ("jurisdiction_independent", "không phụ thuộc địa giới"),
    ("keywords", "từ khóa"),
];

/// `path` in words; a key that has none stays as it is.
pub(crate) fn in_words(path: &str) -> String {
    path.split('.').map(part).collect::<Vec<_>>().join(", ")
}

fn part(part: &str) -> String {
    let (key, number) =
        part.split_once('[').map_or((part, None), |(key, rest)| (key, rest.strip_suffix(']')));
    let word = WORDS.iter().find(|(one, _)| *one == key).map_or(key, |(_, word)| word);
    match number.and_then(|number| number.parse::<usize>().ok()) {
        Some(number) => format!("{word} {}", number.saturating_add(1)),
        None => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn a_path_becomes_words() {
        assert_eq!(in_words("channels[0].fees[1].amount"), "cách nộp 1, phí 2, mức");
        assert_eq!(in_words("agencies.executing"), "cơ quan, thực hiện");
        assert_eq!(in_words("unknown[x]"), "unknown");
    }
}
