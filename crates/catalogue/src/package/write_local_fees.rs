//! Writing fees set locally as a file that reads back as the same.

use crate::model::LocalFee;
use crate::package::local_fees::{LEAST, LocalFees};
use crate::package::toml_write::Toml;
use crate::package::write::brackets;

/// Writes a resolution.
#[must_use]
pub fn write_local_fees(fees: &LocalFees) -> String {
    let all: Vec<&LocalFee> = fees.fees.values().flatten().collect();
    let resolution = resolution(&all);
    let mut out = Toml::default();
    out.text("citation", &resolution);
    out.plain("valid_from", fees.valid_from);
    out.opt_plain("valid_to", fees.valid_to);
    for (code, set) in &fees.fees {
        for fee in set {
            out.table("[[fee]]");
            out.text("procedure", code.as_str());
            one(&mut out, fee, &resolution);
        }
    }
    out.finish()
}

fn one(out: &mut Toml, fee: &LocalFee, resolution: &str) {
    out.text("fee", &fee.fee);
    out.texts("cases", &fee.cases);
    let channels: Vec<&str> = fee.channels.iter().map(|it| it.code()).collect();
    out.texts("channels", &channels);
    if let Some(amount) = fee.amount {
        out.plain("amount", amount.0);
        out.flag("sure", (1..LEAST).contains(&amount.0), false);
    }
    if !fee.brackets.is_empty() {
        out.value("brackets", &brackets(&fee.brackets));
    }
    out.opt_plain("cap", fee.cap.map(|cap| cap.0));
    let place = fee.citation.strip_suffix(resolution).unwrap_or_default().trim_end();
    if !place.is_empty() {
        out.text("citation", place);
    }
}

/// What all fees cite at the end: the resolution, without the article of each.
fn resolution(all: &[&LocalFee]) -> String {
    let words = |fee: &LocalFee| fee.citation.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let Some((first, rest)) = all.split_first() else { return String::new() };
    let mut shared = words(first);
    for fee in rest {
        let other = words(fee);
        let same = shared.iter().rev().zip(other.iter().rev()).take_while(|(one, two)| one == two).count();
        shared.drain(..shared.len() - same);
    }
    shared.join(" ")
}

#[cfg(test)]
mod tests {
    use base::Dong;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::model::Bracket;
    use crate::package::read_local_fees;

    fn fee() -> impl Strategy<Value = LocalFee> {
        let bracket = (1_i64..500_000).prop_map(|amount| vec![Bracket { upto: None, amount: Dong(amount) }]);
        let price = prop_oneof![(0_i64..9_000_000).prop_map(Ok), bracket.prop_map(Err)];
        (
            "[a-z]{1,8}",
            prop::collection::btree_set("[a-z]{1,6}", 0..3),
            price,
            prop::option::of(1_i64..900_000),
            0_u8..3,
        )
            .prop_map(|(fee, cases, price, cap, article)| LocalFee {
                fee,
                cases: cases.into_iter().collect(),
                channels: Vec::new(),
                amount: price.as_ref().ok().map(|amount| Dong(*amount)),
                brackets: price.err().unwrap_or_default(),
                cap: cap.map(Dong),
                citation: match article {
                    0 => "Nghị quyết 12/2026/NQ-HĐND".to_owned(),
                    article => format!("Điều {article} Nghị quyết 12/2026/NQ-HĐND"),
                },
            })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(sets in prop::collection::btree_map("[12]\\.00[0-9]{4}", prop::collection::vec(fee(), 1..4), 1..4), ends in any::<bool>()) {
            let mut fees = std::collections::BTreeMap::new();
            for (code, mut set) in sets {
                set.dedup_by(|one, two| (&one.fee, &one.cases) == (&two.fee, &two.cases));
                let mut seen = std::collections::BTreeSet::new();
                set.retain(|one| seen.insert((one.fee.clone(), one.cases.clone())));
                fees.insert(code.parse().expect("a code"), set);
            }
            let one = LocalFees { valid_from: date(2026, 8, 1), valid_to: ends.then(|| date(2027, 8, 1)), fees };
            let text = write_local_fees(&one);
            prop_assert_eq!(read_local_fees(&text), Ok(one), "{}", text);
        }
    }
}
