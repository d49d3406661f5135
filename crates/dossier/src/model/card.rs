//! The QR text of a citizen card, as a scanner types it.
//!
//! `number|number of the old card|name|ddmmyyyy|sex|address|ddmmyyyy of issue`: seven parts on the card of 2021 (căn cước công dân). The
//! card of 2024 (căn cước; Luật Căn cước 26/2023/QH15) begins alike and has further parts, which nobody needs here: they are not
//! read. No published text fixes the form; it is known from cards in use, so whatever does not fit is said and nothing guessed.

use base::code::CitizenNumber;
use jiff::civil::Date;

use super::Sex;
use super::applicant::{ADDRESS_LIMIT, NAME_LIMIT};

/// The longest text that is read at all, in characters.
const LIMIT: usize = 1000;
/// Parts of the card of 2021; the card of 2024 has more.
const PARTS: usize = 7;

/// What a card says of its holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Số định danh cá nhân.
    pub number: CitizenNumber,
    /// Số chứng minh nhân dân before, if the card tells it.
    pub old_number: Option<String>,
    /// Full name.
    pub name: String,
    /// Day of birth.
    pub born: Date,
    /// Sex.
    pub sex: Sex,
    /// Where the person lives.
    pub address: String,
    /// When the card was issued, if it tells.
    pub issued: Option<Date>,
}

/// Why a text is not that of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadCard {
    /// Nothing was scanned.
    Empty,
    /// Far longer than any card.
    TooLong,
    /// So many parts instead of seven or more.
    Parts(usize),
    /// The first part is not twelve digits.
    Number,
    /// The third part is no name.
    Name,
    /// The fourth part is no day.
    Born,
    /// The fifth part is neither Nam nor Nữ.
    Sex,
    /// The sixth part is longer than an address, or has signs that nobody sees.
    Address,
    /// The seventh part is no day, or one before the birth.
    Issued,
}

impl BadCard {
    /// What is wrong and what to do, for the officer with the scanner.
    #[must_use]
    pub fn sentence(self) -> String {
        let part = match self {
            Self::Empty => return "Chưa có nội dung quét. Đặt con trỏ vào ô này rồi quét mã QR trên thẻ căn cước.".to_owned(),
            Self::TooLong => return "Nội dung quét quá dài, không phải mã của thẻ căn cước. Xóa ô này rồi quét lại một lần.".to_owned(),
            Self::Parts(1) => return "Nội dung quét không phải mã của thẻ căn cước: không có dấu | ngăn các phần. Quét mã QR ở góc trên bên phải mặt trước (thẻ cấp từ 7/2024: mặt sau).".to_owned(),
            Self::Parts(found) => return format!("Mã quét được có {found} phần, thẻ căn cước có ít nhất {PARTS} phần ngăn bằng dấu |. Xóa ô này rồi quét lại cả mã."),
            Self::Number => "phần 1 (số định danh) phải gồm 12 chữ số",
            Self::Name => "phần 3 (họ tên) đang trống hoặc không đọc được",
            Self::Born => "phần 4 (ngày sinh) không phải ngày viết liền kiểu 12041990",
            Self::Sex => "phần 5 (giới tính) phải là Nam hoặc Nữ",
            Self::Address => "phần 6 (nơi cư trú) dài quá 250 ký tự hoặc có ký tự không đọc được",
            Self::Issued => "phần 7 (ngày cấp) không phải ngày viết liền kiểu 01072024, hoặc sớm hơn ngày sinh",
        };
        format!("Mã quét được bị sai: {part}. Quét lại; nếu vẫn sai, nhập tay theo thẻ.")
    }
}

impl Card {
    /// Reads what a scanner typed. White space around the parts and a line end are taken.
    ///
    /// # Errors
    /// [`BadCard`] names the first part that cannot be read.
    pub fn read(text: &str) -> Result<Self, BadCard> {
        let text = text.trim();
        if text.is_empty() {
            return Err(BadCard::Empty);
        }
        if text.chars().count() > LIMIT {
            return Err(BadCard::TooLong);
        }
        let parts: Vec<_> = text.split('|').map(str::trim).collect();
        let &[number, old, name, born, sex, address, issued, ..] = parts.as_slice() else {
            return Err(BadCard::Parts(parts.len()));
        };
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = plain(name);
        let letters = name.chars().all(|c| !is_unseen(c) && !c.is_ascii_digit());
        let number = number.parse().map_err(|_| BadCard::Number)?;
        if name.is_empty() || !letters || name.chars().count() > NAME_LIMIT {
            return Err(BadCard::Name);
        }
        let born = day(born).ok_or(BadCard::Born)?;
        let sex = Sex::read(sex).ok_or(BadCard::Sex)?;
        let address = plain(address);
        if address.chars().count() > ADDRESS_LIMIT || address.chars().any(is_unseen) {
            return Err(BadCard::Address);
        }
        let issued = match issued {
            "" => None,
            text => Some(day(text).filter(|issued| *issued >= born).ok_or(BadCard::Issued)?),
        };
        let old_number = Some(old).filter(|old| old.len() == 9 && old.bytes().all(|b| b.is_ascii_digit()));
        Ok(Self { number, old_number: old_number.map(str::to_owned), name, born, sex, address, issued })
    }
}

/// Signs that nobody sees on a screen, or that turn the order of the others around: no card bears them.
fn is_unseen(sign: char) -> bool {
    let hidden = matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    hidden || sign.is_control()
}

/// A day written `ddmmyyyy`, from 1900 on.
fn day(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let year: i16 = text[4..].parse().ok()?;
    Date::new(year, text[2..4].parse().ok()?, text[..2].parse().ok()?).ok().filter(|_| year >= 1900)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const OLD: &str =
        "025190001234|131234567|Nguyễn Thị Hồng Ánh|12041990|Nữ|Tổ 5, phường Việt Trì, tỉnh Phú Thọ|10052021";

    #[test]
    fn both_forms_of_the_card_are_read_alike() {
        let card = Card::read(OLD).expect("the card of 2021");
        assert_eq!((card.name.as_str(), card.number.as_str()), ("Nguyễn Thị Hồng Ánh", "025190001234"));
        assert_eq!(
            (card.born, card.sex, card.issued),
            (date(1990, 4, 12), Sex::Female, Some(date(2021, 5, 10)))
        );
        assert_eq!(card.old_number.as_deref(), Some("131234567"));
        let new = format!("{}||Trần Thị Tư|Nguyễn Văn Ba\r\n", OLD.replace("131234567", ""));
        let new = Card::read(&new).expect("the card of 2024");
        assert_eq!(new, Card { old_number: None, ..card });
    }

    #[test]
    fn each_part_that_cannot_be_read_is_named() {
        for (text, why) in [
            ("", BadCard::Empty),
            ("  \n", BadCard::Empty),
            ("https://dichvucong.gov.vn", BadCard::Parts(1)),
            ("025190001234|131234567|Nguyễn Thị Hồng Ánh", BadCard::Parts(3)),
            (&OLD.replace("025190001234", "02519000123"), BadCard::Number),
            (&OLD.replace("Nguyễn Thị Hồng Ánh", ""), BadCard::Name),
            (&OLD.replace("Hồng", "\u{202e}gnồH"), BadCard::Name),
            (&OLD.replace("Tổ 5", "Tổ\u{200b}5"), BadCard::Address),
            (&OLD.replace("12041990", "31021990"), BadCard::Born),
            (&OLD.replace("12041990", "1990-04-12"), BadCard::Born),
            (&OLD.replace("|Nữ|", "|X|"), BadCard::Sex),
            (&OLD.replace("Tổ 5", &"x".repeat(260)), BadCard::Address),
            (&OLD.replace("10052021", "10051980"), BadCard::Issued),
            (&"|".repeat(1001), BadCard::TooLong),
        ] {
            assert_eq!(Card::read(text), Err(why), "{text}");
            assert!(why.sentence().ends_with('.') || why.sentence().ends_with(')'), "{}", why.sentence());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        /// Whatever a scanner types is answered, and what is taken is well formed.
        #[test]
        fn any_text_is_answered(text in "\\PC{0,300}|([0-9]{12}|[0-9]{0,13})\\|[0-9]{0,9}\\|\\PC{0,20}\\|[0-9]{0,9}\\|(Nam|Nữ|\\PC{0,3})\\|\\PC{0,20}\\|[0-9]{0,9}(\\|\\PC{0,9}){0,5}") {
            match Card::read(&text) {
                Ok(card) => {
                    prop_assert!(!card.name.is_empty() && card.name.chars().count() <= NAME_LIMIT);
                    prop_assert!(card.address.chars().count() <= ADDRESS_LIMIT);
                    prop_assert!(card.issued.is_none_or(|issued| issued >= card.born));
                }
                Err(why) => prop_assert!(!why.sentence().is_empty()),
            }
        }

        /// A true text with one sign changed never breaks the reader, and never gives another number without saying so.
        #[test]
        fn one_wrong_sign_is_answered(at in 0_usize..90, sign in any::<char>()) {
            let mut signs: Vec<char> = OLD.chars().collect();
            let at = at % signs.len();
            signs[at] = sign;
            let text: String = signs.into_iter().collect();
            if let Ok(card) = Card::read(&text) {
                prop_assert!(at < 12 || card.number.as_str() == "025190001234");
            }
        }
    }
}
