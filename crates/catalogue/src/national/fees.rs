//! What is doubtful about fees: how amounts were typed in. Everything is kept as it was written.

use base::fold;

use super::doubt::DoubtKind;
use super::record::{Price, Way};

/// Nothing costs less than this (đồng): what is below was written in thousands.
const SMALLEST: i64 = 1000;
/// Notes that say there is no fee, folded, without their marks.
const FREE: &[&str] = &[
    "khong",
    "khong co",
    "khong quy dinh",
    "khong thu",
    "khong thu phi",
    "khong thu le phi",
    "khong phai nop",
    "mien phi",
    "mien le phi",
    "mien",
    "chua quy dinh",
    "0",
    "0 dong",
    "khong mat phi",
    "khong co phi",
    "khong co le phi",
];

/// The doubts about one fee.
pub(crate) fn of_price(price: &Price) -> Vec<DoubtKind> {
    let note = fold(price.note.as_deref().unwrap_or_default());
    let mut found = Vec::new();
    let amount = price.amount.unwrap_or_default();
    let dollars =
        says_dollars(&note) && price.currency.as_deref().is_none_or(|it| it.eq_ignore_ascii_case("VND"));
    if amount < 0 {
        found.push(DoubtKind::FeeBelowZero);
    } else if amount == 0 && !note.is_empty() && !says_free(&note) {
        found.push(DoubtKind::FeeByNote);
    } else if price.amount.is_none() && note.is_empty() {
        found.push(DoubtKind::NoFee);
    } else if dollars && amount > 0 {
        found.push(DoubtKind::FeeInDollars);
    } else if (1..SMALLEST).contains(&amount) {
        found.push(DoubtKind::FeeTooSmall);
    }
    if note.contains(" vnd (") && note.contains('|') {
        found.push(DoubtKind::FeesRunTogether);
    }
    found
}

fn says_dollars(note: &str) -> bool {
    note.contains("usd")
        || note.contains("do la my")
        || note.contains("do la") && note.contains("my")
        || note.contains('$')
}

fn says_free(note: &str) -> bool {
    let plain = note.trim_matches(|c: char| !c.is_alphanumeric());
    FREE.contains(&plain)
}

/// The places where a channel stands again with other fees than the first time.
pub(super) fn told_differently(ways: &[Way]) -> Vec<usize> {
    let again = |at: &usize| {
        let way = &ways[*at];
        let first = ways.iter().find(|one| one.channel == way.channel);
        first.is_some_and(|first| first.fees != way.fees)
    };
    (0..ways.len()).filter(again).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn price(amount: Option<i64>, note: &str) -> Price {
        Price { kind: None, amount, currency: Some("VND".to_owned()), note: Some(note.to_owned()) }
    }

    #[test]
    fn each_trap_of_the_source_is_told() {
        use DoubtKind::{FeeBelowZero, FeeByNote, FeeInDollars, FeeTooSmall, FeesRunTogether, NoFee};
        for (amount, note, found) in [
            (Some(0), "Theo nghị quyết của Hội đồng nhân dân tỉnh", vec![FeeByNote]),
            (None, "Theo quy định", vec![FeeByNote]),
            (None, "", vec![NoFee]),
            (Some(100), "", vec![FeeTooSmall]),
            (Some(10), "10 USD mỗi giấy", vec![FeeInDollars]),
            (Some(2_000_000), "tương đương 80 đô la Mỹ", vec![FeeInDollars]),
            (Some(-5), "", vec![FeeBelowZero]),
            (Some(50_000), "Cấp mới) | 25000 VNĐ (Cấp lại", vec![FeesRunTogether]),
            (Some(0), "Không có.", vec![]),
            (Some(0), "", vec![]),
            (Some(20_000), "mỗi tờ khai", vec![]),
        ] {
            assert_eq!(of_price(&price(amount, note)), found, "{amount:?} {note}");
        }
    }

    proptest! {
        #[test]
        fn a_usual_amount_without_a_note_is_never_doubtful(amount in 1000_i64..1_000_000_000) {
            prop_assert_eq!(of_price(&price(Some(amount), "")), vec![]);
        }

        #[test]
        fn a_channel_told_twice_the_same_way_is_one(amount in 0_i64..100_000, times in 1_usize..4) {
            let way = Way { channel: "truc_tiep".to_owned(), fees: vec![price(Some(amount), "")], ..Way::default() };
            prop_assert_eq!(told_differently(&vec![way; times]), Vec::<usize>::new());
        }
    }
}
