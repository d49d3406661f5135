//! Texts with rules: names of people and units, numbers, short words, codes of areas. A value is well formed.

use base::{Pair, ruled_text};

ruled_text!(
    /// The name of a person: 2 to 100 characters, letters of any script with spaces, `'`, `.` and `-` between them.
    PersonName,
    read_person
);
ruled_text!(
    /// The name of a unit: 2 to 200 characters in one line.
    UnitName,
    read_unit
);
ruled_text!(
    /// The number under which a body keeps a member of staff: 2 to 32 letters, digits, `-`, `.` and `/`.
    StaffNumber,
    read_number
);
ruled_text!(
    /// A short word for programs: 1 to 32 lower-case letters without accents, digits and `-`.
    Word,
    read_word
);
ruled_text!(
    /// The code of an administrative area: two digits for a province, five for a commune, ward or special zone.
    AreaCode,
    read_area
);

ruled_text!(
    /// What a counter is called: 1 to 60 characters in one line.
    CounterName,
    read_counter
);

/// White space made single, ends trimmed.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn read_person(text: &str) -> Result<String, Pair> {
    let name = tidy(text);
    let length = name.chars().count();
    if length == 0 {
        return Err(("Xin nhập họ và tên.", "Please enter the full name."));
    }
    if !(2..=100).contains(&length) {
        return Err((
            "Họ và tên dài từ 2 đến 100 ký tự. Xin nhập lại.",
            "A full name has 2 to 100 characters. Please enter it again.",
        ));
    }
    let mark = |c: char| matches!(c, ' ' | '\'' | '’' | '.' | '-' | '\u{300}'..='\u{36f}');
    let fit = name.chars().all(|c| c.is_alphabetic() || mark(c)) && name.chars().any(char::is_alphabetic);
    if fit {
        Ok(name)
    } else {
        Err((
            "Họ và tên chỉ gồm chữ cái, dấu cách, dấu chấm, dấu nháy và dấu gạch nối.",
            "A full name has only letters, spaces, points, apostrophes and hyphens.",
        ))
    }
}

fn read_unit(text: &str) -> Result<String, &'static str> {
    let name = tidy(text);
    if name.is_empty() {
        return Err("Xin nhập tên đơn vị.");
    }
    if !(2..=200).contains(&name.chars().count()) {
        return Err("Tên đơn vị dài từ 2 đến 200 ký tự. Xin nhập lại.");
    }
    if name.chars().any(char::is_control) {
        Err("Tên đơn vị có ký tự không dùng được. Xin nhập lại.")
    } else {
        Ok(name)
    }
}

fn read_counter(text: &str) -> Result<String, &'static str> {
    let name = tidy(text);
    if name.is_empty() {
        return Err("Xin nhập tên quầy.");
    }
    if name.chars().count() > 60 || name.chars().any(char::is_control) {
        return Err("Tên quầy dài nhất 60 ký tự, trên một dòng. Xin nhập lại.");
    }
    Ok(name)
}

fn read_number(text: &str) -> Result<String, &'static str> {
    let number = text.trim().to_uppercase();
    if number.is_empty() {
        return Err("Xin nhập số hiệu cán bộ.");
    }
    let fit = number.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'/'));
    if fit && (2..=32).contains(&number.len()) {
        Ok(number)
    } else {
        Err("Số hiệu gồm 2 đến 32 chữ cái không dấu, chữ số, dấu gạch nối, dấu chấm hoặc gạch chéo.")
    }
}

fn read_word(text: &str) -> Result<String, &'static str> {
    let fit = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if fit && (1..=32).contains(&text.len()) {
        Ok(text.to_owned())
    } else {
        Err("Mã việc gồm 1 đến 32 chữ thường không dấu, chữ số và dấu gạch nối, ví dụ: mot-cua.")
    }
}

fn read_area(text: &str) -> Result<String, &'static str> {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    if digits && matches!(text.len(), 2 | 5) {
        Ok(text.to_owned())
    } else {
        Err("Mã đơn vị hành chính gồm 2 chữ số (tỉnh) hoặc 5 chữ số (xã, phường, đặc khu).")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_of_people_are_taken_as_people_write_them() {
        for (typed, kept) in [
            ("  Nguyễn   Thị Lan ", "Nguyễn Thị Lan"),
            ("H’Hen Niê", "H’Hen Niê"),
            ("Jean-Paul O'Neill Jr.", "Jean-Paul O'Neill Jr."),
            ("李 小龙", "李 小龙"),
            ("Nguye\u{302}\u{303}n An", "Nguye\u{302}\u{303}n An"),
        ] {
            assert_eq!(typed.parse::<PersonName>().map(String::from), Ok(kept.to_owned()));
        }
        for bad in ["", " ", "A", "Lan 2", "<b>Lan</b>", "lan@phutho.vn", "...", &"a".repeat(101)] {
            assert!(bad.parse::<PersonName>().is_err(), "{bad}");
        }
    }

    #[test]
    fn numbers_words_and_areas_have_their_form() {
        assert_eq!("pt-001".parse::<StaffNumber>().map(String::from), Ok("PT-001".to_owned()));
        assert!("Số 1".parse::<StaffNumber>().is_err());
        assert!("mot-cua".parse::<Word>().is_ok());
        assert!("Một cửa".parse::<Word>().is_err());
        assert!("07900".parse::<AreaCode>().is_ok() && "25".parse::<AreaCode>().is_ok());
        assert!("079".parse::<AreaCode>().is_err());
    }

    proptest! {
        #[test]
        fn what_was_taken_reads_back_unchanged(text in "\\PC{0,120}") {
            if let Ok(name) = text.parse::<PersonName>() {
                prop_assert_eq!(name.as_str().parse::<PersonName>(), Ok(name.clone()));
                prop_assert!((2..=100).contains(&name.as_str().chars().count()));
            }
            if let Ok(name) = text.parse::<UnitName>() {
                prop_assert_eq!(name.as_str().parse::<UnitName>(), Ok(name.clone()));
            }
            if let Ok(number) = text.parse::<StaffNumber>() {
                prop_assert_eq!(number.as_str().parse::<StaffNumber>(), Ok(number.clone()));
            }
        }
    }
}
