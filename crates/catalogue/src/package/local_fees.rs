//! Reading a file of fees set locally: one resolution of a provincial council, for any number of procedures.

use std::collections::BTreeMap;

use base::Dong;
use base::code::ProcedureCode;
use jiff::civil::Date;

use crate::model::{Channel, LocalFee};
use crate::package::error::PackageError;
use crate::package::fees::{LARGEST, brackets};
use crate::package::reader::{Errors, Table, slug};
use crate::package::terms::CHANNELS;
use crate::package::toml_text::parse;

const FILE: &str = "fees.toml";
/// A smaller amount has probably lost its thousands: it is taken only when the file says that it is meant.
pub(super) const LEAST: i64 = 1_000;

/// One resolution, as its file says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalFees {
    /// From this day on.
    pub valid_from: Date,
    /// To the end of this day; none has no end.
    pub valid_to: Option<Date>,
    /// What it sets, by procedure.
    pub fees: BTreeMap<ProcedureCode, Vec<LocalFee>>,
}

/// Reads a file of fees set locally.
///
/// # Errors
/// Everything that is wrong with it, by line.
pub fn read_local_fees(text: &str) -> Result<LocalFees, Vec<PackageError>> {
    let errors = Errors::new(FILE, text);
    let (parsed, whole) = parse(&errors, text);
    let read = if whole { read(&Table::top(&errors, &parsed)) } else { None };
    let list = errors.into_list();
    read.filter(|_| list.is_empty()).ok_or(list)
}

fn read(top: &Table<'_, '_>) -> Option<LocalFees> {
    let resolution = top.text("citation", 400);
    let valid_from = top.date("valid_from");
    let valid_to = top.opt_date("valid_to");
    if valid_to.is_some() && valid_to < valid_from {
        top.fail("valid_to", "ngày hết hiệu lực đứng trước ngày có hiệu lực");
    }
    let mut fees: BTreeMap<ProcedureCode, Vec<LocalFee>> = BTreeMap::new();
    for table in top.tables("fee", 2000) {
        let code = table
            .code("procedure", "mã thủ tục như 1.013225", |text| text.parse::<ProcedureCode>().ok());
        let fee = fee(&table, &resolution);
        table.done();
        let Some(code) = code else { continue };
        let same =
            |one: &LocalFee| (&one.fee, &one.cases, &one.channels) == (&fee.fee, &fee.cases, &fee.channels);
        let known = fees.entry(code).or_default();
        if known.iter().any(same) {
            table.fail("fee", "khoản thu này đã có mức cho cùng trường hợp và kênh");
        }
        known.push(fee);
    }
    if fees.is_empty() {
        top.fail("fee", "chưa có mức thu nào; cần ít nhất một [[fee]]");
    }
    top.done();
    Some(LocalFees { valid_from: valid_from?, valid_to, fees })
}

fn fee(table: &Table<'_, '_>, resolution: &str) -> LocalFee {
    let amount = table.opt_int("amount", 0..=LARGEST).map(Dong);
    let brackets = if table.has("brackets") { brackets(table) } else { Vec::new() };
    if amount.is_some() != brackets.is_empty() {
        table.fail("amount", "cần `amount` (mức cố định) hoặc `brackets` (đơn giá theo bậc), một trong hai");
    }
    let sure = table.flag("sure", false);
    if let Some(small) = amount.filter(|it| (1..LEAST).contains(&it.0) && !sure) {
        let message =
            format!("{small} ít hơn 1.000 đồng, có thể thiếu ba số 0; nếu đúng, thêm `sure = true`");
        table.fail("amount", message);
    }
    let place = table.opt_text("citation", 100);
    LocalFee {
        fee: slug(table, "fee"),
        cases: table.texts("cases", 100, 60),
        channels: table.codes("channels", CHANNELS, Channel::parse),
        amount,
        cap: table.opt_int("cap", 1..=LARGEST).map(Dong),
        brackets,
        citation: place.map_or_else(|| resolution.to_owned(), |place| format!("{place} {resolution}")),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const GOOD: &str = r#"
citation = "Nghị quyết 12/2026/NQ-HĐND của Hội đồng nhân dân tỉnh"
valid_from = 2026-08-01
[[fee]]
procedure = "1.013225"
fee = "le-phi"
cases = ["nha-o"]
amount = 75_000
citation = "Điều 3"
[[fee]]
procedure = "2.000815"
fee = "phi"
brackets = [{ upto = 2, amount = 2000 }, { amount = 1000 }]
cap = 200000
"#;

    #[test]
    fn a_resolution_is_read_by_procedure() {
        let read = read_local_fees(&GOOD.replace("75_000", "75000")).expect("sound");
        assert_eq!(read.fees.len(), 2);
        let permit = &read.fees[&"1.013225".parse().expect("a code")][0];
        assert_eq!(permit.citation, "Điều 3 Nghị quyết 12/2026/NQ-HĐND của Hội đồng nhân dân tỉnh");
        assert_eq!(permit.amount, Some(Dong(75_000)));
    }

    #[test]
    fn a_small_amount_is_taken_when_it_is_meant() {
        let small = GOOD.replace("75_000", "500\nsure = true");
        let read = read_local_fees(&small).expect("meant");
        assert_eq!(read.fees[&"1.013225".parse().expect("a code")][0].amount, Some(Dong(500)));
    }

    #[test]
    fn every_mistake_is_named_with_its_line() {
        let good = GOOD.replace("75_000", "75000");
        for (from, to, line, field) in [
            ("amount = 75000", "amount = -1", 8, "fee[0].amount"),
            ("procedure = \"1.013225\"", "procedure = \"13225\"", 5, "fee[0].procedure"),
            ("valid_from = 2026-08-01", "", 1, "valid_from"),
            (
                "{ upto = 2, amount = 2000 }, { amount = 1000 }",
                "{ upto = 2, amount = 2000 }",
                13,
                "fee[1].brackets",
            ),
            ("cap = 200000", "max = 200000", 14, "fee[1].max"),
            ("amount = 75000\n", "", 4, "fee[0].amount"),
            ("amount = 75000", "amount = 75", 8, "fee[0].amount"),
        ] {
            assert!(good.contains(from), "{from}");
            let errors = read_local_fees(&good.replacen(from, to, 1)).expect_err(from);
            assert!(errors.iter().any(|it| it.line == line && it.field == field), "{from}: {errors:?}");
        }
    }

    proptest! {
        /// Whatever is cut out of a good file or put into it, it is read or refused with a line that the file has.
        #[test]
        fn no_damage_makes_the_reader_panic(at in any::<prop::sample::Index>(), cut in 0_usize..40, put in "\\PC{0,12}") {
            let good = GOOD.replace("75_000", "75000");
            let letters: Vec<char> = good.chars().collect();
            let from = at.index(letters.len());
            let rest = letters.iter().skip(from + cut);
            let text: String = letters.iter().take(from).copied().chain(put.chars()).chain(rest.copied()).collect();
            if let Err(errors) = read_local_fees(&text) {
                let lines = text.matches('\n').count() + 1;
                prop_assert!(!errors.is_empty() && errors.iter().all(|it| (1..=lines).contains(&it.line)), "{errors:?}");
            }
        }
    }
}
