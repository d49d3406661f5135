//! A password on its way to be hashed. Never kept, never printed.

use std::fmt;

use base::{Pair, fold};

/// A password as typed.
#[derive(Clone)]
pub struct Password(String);

/// Passwords that guessing programs try first; folded, without spaces.
const COMMON: [&str; 40] = [
    "12345678",
    "123456789",
    "1234567890",
    "87654321",
    "11111111",
    "00000000",
    "88888888",
    "66666666",
    "99999999",
    "12341234",
    "11223344",
    "123123123",
    "123456aa",
    "12345678a",
    "123456abc",
    "abc12345",
    "abcd1234",
    "a1234567",
    "a12345678",
    "aa123456",
    "password",
    "password1",
    "password123",
    "passw0rd",
    "qwertyui",
    "qwertyuiop",
    "qwerty123",
    "1q2w3e4r",
    "1qaz2wsx",
    "asdfghjkl",
    "iloveyou",
    "anhyeuem",
    "emyeuanh",
    "yeuemnhieu",
    "matkhau1",
    "matkhau123",
    "vietnam1",
    "vietnam123",
    "dichvucong",
    "admin123",
];

impl Password {
    /// What was typed when signing in; the rules of choosing are not asked here.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// A password somebody chooses: 8 to 128 characters, none of those tried first, and not made of `said` (the
    /// person's login or name). Nothing is asked about kinds of characters (NIST SP 800-63B, 3.1.1.2).
    ///
    /// # Errors
    /// A sentence in both languages with what is wrong.
    pub fn choose(text: &str, said: &[&str]) -> Result<Self, Pair> {
        let length = text.chars().count();
        if length == 0 {
            return Err(("Xin nhập mật khẩu.", "Please enter a password."));
        }
        if length < 8 {
            return Err((
                "Mật khẩu cần ít nhất 8 ký tự. Một câu ngắn dễ nhớ là mật khẩu tốt.",
                "A password needs at least 8 characters. A short sentence that you remember is a good one.",
            ));
        }
        if length > 128 {
            return Err((
                "Mật khẩu dài tối đa 128 ký tự. Xin rút ngắn.",
                "A password may have 128 characters at most. Please shorten it.",
            ));
        }
        let plain: String = fold(text).chars().filter(|c| *c != ' ').collect();
        let repeated = plain.chars().next().is_some_and(|first| plain.chars().all(|c| c == first));
        if repeated || COMMON.contains(&plain.as_str()) {
            return Err((
                "Mật khẩu này rất dễ đoán. Xin chọn mật khẩu khác.",
                "This password is very easy to guess. Please choose another.",
            ));
        }
        let echoes = |word: &&&str| {
            let word: String = fold(word).chars().filter(|c| *c != ' ').collect();
            word.chars().count() >= 4
                && plain.contains(&word)
                && plain.chars().count() < word.chars().count() + 4
        };
        if said.iter().any(|word| echoes(&word)) {
            return Err((
                "Mật khẩu gần giống tên hoặc tên đăng nhập nên dễ đoán. Xin chọn mật khẩu khác.",
                "The password is close to the name or user name and easy to guess. Please choose another.",
            ));
        }
        Ok(Self(text.to_owned()))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_refused_and_a_short_sentence_is_taken() {
        let said = ["lan.nguyen", "Nguyễn Thị Lan"];
        for weak in [
            "",
            "ngắn",
            "12345678",
            "Matkhau123",
            "aaaaaaaaaaa",
            "lan.nguyen",
            "lan.nguyen1",
            "NguyenThiLan",
            &"x".repeat(129),
        ] {
            assert!(Password::choose(weak, &said).is_err(), "{weak}");
        }
        for good in ["con mèo nhà bác", "sáng nay trời mưa to", "T4m-N0ng!2026", "lan thích ăn bánh cuốn"]
        {
            assert!(Password::choose(good, &said).is_ok(), "{good}");
        }
        assert_eq!(format!("{:?}", Password::typed("bí mật")), "Password");
    }
}
