//! What a person types to say who they are: a telephone number, a mail address or a name of their own.

use base::{Pair, ruled_text};

use super::{Email, Phone};

ruled_text!(
    /// A login: a mail address, a telephone number, or 3 to 50 lower-case letters without accents, digits, `.`, `-` and
    /// `_` with at least one letter. One login is one holder, whether citizen or staff.
    Login,
    read_login
);

fn read_login(text: &str) -> Result<String, Pair> {
    let typed = text.trim();
    if typed.is_empty() {
        return Err((
            "Xin nhập tên đăng nhập, số điện thoại hoặc thư điện tử.",
            "Please enter a user name, a telephone number or an e-mail address.",
        ));
    }
    if typed.contains('@') {
        return typed.parse::<Email>().map(String::from).map_err(|why| (why.0, why.1));
    }
    if let Ok(phone) = typed.parse::<Phone>() {
        return Ok(phone.into());
    }
    let name = typed.to_lowercase();
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
    let letter = name.bytes().any(|b| b.is_ascii_alphabetic());
    if plain && letter && (3..=50).contains(&name.len()) {
        Ok(name)
    } else {
        Err((
            "Tên đăng nhập gồm 3 đến 50 chữ cái không dấu, chữ số, dấu chấm, gạch nối hoặc gạch dưới; có ít nhất một chữ cái.",
            "A user name has 3 to 50 letters without accents, digits, points, hyphens or underscores, with at least one letter.",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_person_is_found_however_they_type() {
        for (typed, kept) in [
            ("0912 345 678", "0912345678"),
            ("+84 912 345 678", "0912345678"),
            ("Lan.Nguyen", "lan.nguyen"),
            (" LAN@gmail.com", "lan@gmail.com"),
        ] {
            assert_eq!(typed.parse::<Login>().map(String::from), Ok(kept.to_owned()));
        }
        for bad in ["", "ab", "nguyễn", "025190001234", "lan nguyen", &"a".repeat(51), "lan@"] {
            assert!(bad.parse::<Login>().is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_was_taken_reads_back_unchanged(text in "\\PC{0,60}|[a-z0-9._-]{1,60}") {
            if let Ok(login) = text.parse::<Login>() {
                prop_assert_eq!(login.as_str().parse::<Login>(), Ok(login.clone()));
            }
        }
    }
}
