//! A citizen's account.

use base::id::AccountId;
use base::{Assurance, Instant, Pair, ruled_text};
use organisation::PersonName;

use super::Identity;

/// A citizen's account. Nothing but a name is needed to have one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Which account.
    pub id: AccountId,
    /// The name as the person writes it.
    pub name: PersonName,
    /// The paper or number the person is known by.
    pub identity: Identity,
    /// Where to write, if the person said so.
    pub email: Option<Email>,
    /// Where to call, if the person said so.
    pub phone: Option<Phone>,
    /// How well the identity is known.
    pub assurance: Assurance,
    /// Since when.
    pub created_at: Instant,
}

impl Account {
    /// The telephone number, or an empty text.
    #[must_use]
    pub fn phone_text(&self) -> &str {
        self.phone.as_ref().map_or("", Phone::as_str)
    }

    /// The mail address, or an empty text.
    #[must_use]
    pub fn email_text(&self) -> &str {
        self.email.as_ref().map_or("", Email::as_str)
    }
}

ruled_text!(
    /// A mail address of 3 to 254 characters; only its form is checked. Kept in lower case.
    Email,
    read_email
);
ruled_text!(
    /// A telephone number of Vietnam: 10 or 11 digits from 0. Spaces, points, hyphens and `+84` are taken.
    Phone,
    read_phone
);

fn read_email(text: &str) -> Result<String, Pair> {
    let mail = text.trim().to_lowercase();
    if mail.is_empty() {
        return Err(("Xin nhập địa chỉ thư điện tử.", "Please enter the e-mail address."));
    }
    let formed = mail.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && !host.contains('@')
            && host.split('.').all(|part| !part.is_empty())
    });
    let plain = mail.len() <= 254 && !mail.chars().any(|c| c.is_whitespace() || c.is_control());
    if formed && plain {
        Ok(mail)
    } else {
        Err((
            "Địa chỉ thư điện tử có dạng ten@noi.vn. Xin nhập lại.",
            "An e-mail address looks like name@place.vn. Please enter it again.",
        ))
    }
}

fn read_phone(text: &str) -> Result<String, Pair> {
    let typed: String = text.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '\u{a0}')).collect();
    let number = typed.strip_prefix("+84").map_or_else(|| typed.clone(), |rest| format!("0{rest}"));
    if number.is_empty() {
        return Err(("Xin nhập số điện thoại.", "Please enter the telephone number."));
    }
    let digits = number.bytes().all(|b| b.is_ascii_digit());
    if digits && number.starts_with('0') && (10..=11).contains(&number.len()) {
        Ok(number)
    } else {
        Err((
            "Số điện thoại gồm 10 chữ số, bắt đầu bằng số 0, ví dụ 0912 345 678.",
            "A telephone number has 10 digits and begins with 0, for example 0912 345 678.",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn phones_and_mail_addresses_are_taken_as_people_write_them() {
        for typed in ["0912 345 678", "0912.345.678", "+84912345678", "0912-345-678"] {
            assert_eq!(typed.parse::<Phone>().map(String::from), Ok("0912345678".to_owned()), "{typed}");
        }
        assert!("0210 3846 123".parse::<Phone>().is_ok(), "a landline has eleven digits");
        for bad in ["", "912345678", "091234567", "0912345678901", "09123x5678"] {
            assert!(bad.parse::<Phone>().is_err(), "{bad}");
        }
        assert_eq!(" Lan@Gmail.com ".parse::<Email>().map(String::from), Ok("lan@gmail.com".to_owned()));
        for bad in [
            "",
            "lan",
            "lan@",
            "@gmail.com",
            "lan@gmail",
            "lan@.com",
            "lan@a..vn",
            "la n@gmail.com",
            "a@b@c.vn",
        ] {
            assert!(bad.parse::<Email>().is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_was_taken_reads_back_unchanged(text in "\\PC{0,40}|[+0-9 .-]{8,14}|[a-zA-Z.@]{3,20}") {
            if let Ok(phone) = text.parse::<Phone>() {
                prop_assert_eq!(phone.as_str().parse::<Phone>(), Ok(phone.clone()));
            }
            if let Ok(email) = text.parse::<Email>() {
                prop_assert_eq!(email.as_str().parse::<Email>(), Ok(email.clone()));
            }
        }
    }
}
