//! A fuzz target without a nightly compiler: arbitrary bytes, and cards with damage, into what reads the text of a citizen card. Never
//! a panic, always an answer, and what is taken is what the card said.
//!
//! `MOTCUA_FUZZ_CASES=1000000 cargo test -p dossier --test fuzz` runs longer; the default is small.

use dossier::model::{Card, Sex};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::test_runner::Config;

fn cases() -> Config {
    let cases = std::env::var("MOTCUA_FUZZ_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(500);
    Config::with_cases(cases)
}

/// A card as its holder knows it.
#[derive(Clone, Debug)]
struct Holder {
    number: String,
    old: String,
    name: String,
    born: Date,
    sex: &'static str,
    address: String,
    issued: Option<Date>,
    /// The parts that the card of 2024 has beyond the seven.
    more: Vec<String>,
}

fn compact(day: Date) -> String {
    day.strftime("%d%m%Y").to_string()
}

impl Holder {
    /// As a scanner types it.
    fn text(&self) -> String {
        let (born, issued) = (compact(self.born), self.issued.map_or_else(String::new, compact));
        let first = [&self.number, &self.old, &self.name, &born, self.sex, &self.address, &issued];
        let more = self.more.iter().map(String::as_str);
        first.into_iter().map(AsRef::as_ref).chain(more).collect::<Vec<&str>>().join("|")
    }
}

fn day() -> impl Strategy<Value = Date> {
    (0_i64..47_000).prop_map(|days| date(1900, 1, 1).saturating_add(jiff::Span::new().days(days)))
}

fn holder() -> impl Strategy<Value = Holder> {
    let word = "[A-ZĐÁÀẢÃẠĂẮÂẤÊẾÔỐƠỚƯỨÝỲ][a-zđáàảãạăắâấêếôốơớưứýỳ]{0,6}";
    let name = prop::collection::vec(word, 1..7).prop_map(|words| words.join(" "));
    let more = prop::collection::vec("[^|\r\n]{0,30}", 0..5);
    let sex = prop::sample::select(vec!["Nam", "Nữ"]);
    let address = "([A-Za-zĐđạườỳ0-9,]{1,40}( [A-Za-zđạườỳ0-9,]{1,20}){0,4})?";
    ("[0-9]{12}", "([0-9]{9})?", name, day(), sex, address, prop::option::of(0_i64..20_000), more).prop_map(
        |(number, old, name, born, sex, address, lived, more)| {
            let issued = lived.map(|days| born.saturating_add(jiff::Span::new().days(days)));
            Holder { number, old, name, born, sex, address, issued, more }
        },
    )
}

/// A true card with some signs replaced, dropped, doubled or swallowed at the end, as a bad scan leaves it.
fn damaged() -> impl Strategy<Value = String> {
    let sign = prop_oneof![
        any::<char>(),
        prop::sample::select(vec![
            '|', '\0', '\r', '\n', '\t', '\u{202e}', '\u{200b}', '\u{feff}', '\u{301}', '0'
        ]),
    ];
    let changes = prop::collection::vec((any::<prop::sample::Index>(), 0_u8..4, sign), 0..5);
    (holder(), changes).prop_map(|(holder, changes)| {
        let mut signs: Vec<char> = holder.text().chars().collect();
        for (at, how, sign) in changes {
            let at = at.index(signs.len().max(1)).min(signs.len().saturating_sub(1));
            match how {
                _ if signs.is_empty() => signs.push(sign),
                0 => signs[at] = sign,
                1 => drop(signs.remove(at)),
                2 => signs.insert(at, sign),
                _ => signs.truncate(at),
            }
        }
        signs.into_iter().collect()
    })
}

fn bytes() -> impl Strategy<Value = String> {
    prop::collection::vec(any::<u8>(), 0..1200).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// What nobody sees on a screen, or what turns the order of the rest around.
fn is_unseen(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}')
}

proptest! {
    #![proptest_config(cases())]

    /// Whatever a scanner types, the officer reads an answer that fits a line or two.
    #[test]
    fn anything(text in prop_oneof![1 => bytes(), 3 => damaged(), 1 => any::<String>()]) {
        match Card::read(&text) {
            Ok(card) => {
                prop_assert!(card.number.as_str().len() == 12 && text.contains(card.number.as_str()));
                prop_assert!(!card.name.is_empty() && !card.name.contains('|') && !card.name.chars().any(is_unseen), "{:?}", card.name);
                prop_assert!(!card.address.contains('|') && !card.address.chars().any(is_unseen), "{:?}", card.address);
                prop_assert!(card.issued.is_none_or(|issued| issued >= card.born));
                prop_assert!(card.old_number.is_none_or(|old| old.len() == 9 && text.contains(&old)));
            }
            Err(why) => prop_assert!((20..250).contains(&why.sentence().chars().count()), "{}", why.sentence()),
        }
    }

    /// What a true card says is what is read, of 2021 as of 2024, whatever white space the scanner adds.
    #[test]
    fn a_true_card_is_read_as_it_is(holder in holder(), before in "[ \t]{0,3}", after in "[ \r\n\t]{0,3}") {
        let card = Card::read(&format!("{before}{}{after}", holder.text()));
        let card = card.map_err(|why| TestCaseError::fail(format!("{why:?}: {}", holder.text())))?;
        prop_assert_eq!(card.number.as_str(), &holder.number);
        prop_assert_eq!(card.old_number.unwrap_or_default(), holder.old);
        prop_assert_eq!((card.name, card.address), (holder.name, holder.address));
        prop_assert_eq!((card.born, card.issued), (holder.born, holder.issued));
        prop_assert_eq!(card.sex, if holder.sex == "Nam" { Sex::Male } else { Sex::Female });
    }
}
