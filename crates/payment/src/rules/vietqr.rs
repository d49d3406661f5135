//! The text of a VietQR code for a transfer to an account: EMVCo merchant-presented QR as NAPAS uses it (TCVN 13774-1:2023; QĐ
//! 1928/QĐ-NHNN of 2018). No bank is asked: the code only fills in the payer's form, so it works without a network.

use base::{Dong, fold};

use crate::model::Account;

/// What NAPAS calls its transfers by QR.
const NAPAS: &str = "A000000727";
/// To an account.
const TO_ACCOUNT: &str = "QRIBFTTA";
/// The longest purpose that every bank takes.
const LONGEST_PURPOSE: usize = 25;

/// The text of the code. Without an amount it is the static code for the counter's board.
pub(crate) fn vietqr(account: &Account, amount: Option<Dong>, purpose: &str) -> String {
    let to = field("00", &account.bank) + &field("01", &account.number);
    let merchant = field("00", NAPAS) + &field("01", &to) + &field("02", TO_ACCOUNT);
    let initiation = if amount.is_some() { "12" } else { "11" };
    let mut text =
        field("00", "01") + &field("01", initiation) + &field("38", &merchant) + &field("53", "704");
    if let Some(amount) = amount {
        text += &field("54", &amount.0.to_string());
    }
    text += &field("58", "VN");
    let purpose = plain(purpose);
    if !purpose.is_empty() {
        text += &field("62", &field("08", &purpose));
    }
    text += "6304";
    let sum = crc(text.as_bytes());
    text + &format!("{sum:04X}")
}

/// A field: its number, its length in two digits, its text.
fn field(id: &str, text: &str) -> String {
    format!("{id}{:02}{text}", text.len())
}

/// What every bank prints: capitals without accents, digits, spaces and hyphens.
fn plain(text: &str) -> String {
    let folded = fold(text).to_uppercase();
    let kept = folded.chars().filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, ' ' | '-'));
    kept.take(LONGEST_PURPOSE).collect::<String>().trim().to_owned()
}

/// CRC-16/CCITT-FALSE, as EMVCo asks for it.
fn crc(bytes: &[u8]) -> u16 {
    let mut sum = 0xFFFF_u16;
    for byte in bytes {
        sum ^= u16::from(*byte) << 8;
        for _ in 0..8 {
            sum = if sum & 0x8000 == 0 { sum << 1 } else { (sum << 1) ^ 0x1021 };
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use base::Instant;
    use proptest::prelude::*;

    use super::*;

    fn account() -> Account {
        Account {
            bank: "970436".to_owned(),
            number: "1017595600".to_owned(),
            holder: "UBND PHUONG VIET TRI".to_owned(),
            changed_at: Instant::from_micros(0),
        }
    }

    #[test]
    fn the_checksum_is_the_published_one() {
        assert_eq!(crc(b"123456789"), 0x29B1);
    }

    #[test]
    fn an_amount_and_its_purpose_stand_in_the_code() {
        let text = vietqr(&account(), Some(Dong(8_000)), "H44.101-261118-0001 phí chứng thực");
        assert!(
            text.starts_with("00020101021238540010A00000072701240006970436011010175956000208QRIBFTTA5303704")
        );
        assert!(text.contains("54048000") && text.contains("5802VN"), "{text}");
        assert!(text.contains("0825H44101-261118-0001 PHI CH"), "{text}");
    }

    /// Takes a code apart as a bank's program does.
    fn parts(mut text: &str) -> Vec<(String, String)> {
        let mut out = Vec::new();
        while !text.is_empty() {
            let length: usize = text[2..4].parse().expect("a length");
            out.push((text[..2].to_owned(), text[4..4 + length].to_owned()));
            text = &text[4 + length..];
        }
        out
    }

    proptest! {
        #[test]
        fn every_code_takes_apart_and_its_sum_is_right(amount in prop::option::of(1_i64..10_000_000_000), purpose in "\\PC{0,60}") {
            let text = vietqr(&account(), amount.map(Dong), &purpose);
            let (body, sum) = text.split_at(text.len() - 4);
            prop_assert_eq!(format!("{:04X}", crc(body.as_bytes())), sum);
            let fields = parts(&text);
            prop_assert_eq!(fields.iter().find(|(id, _)| id == "54").map(|(_, it)| it.clone()), amount.map(|it| it.to_string()));
            prop_assert_eq!(&fields[1].1, if amount.is_some() { "12" } else { "11" });
        }
    }
}
