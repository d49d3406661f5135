//! Fees (phí, lệ phí; Luật Phí và lệ phí 97/2015/QH13): a fixed amount or a price by the unit, who is exempt, and what
//! one dossier owes, with how it was counted. Pure.

use base::{Dong, words};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::{Channel, Condition, LocalFee, Situation};

/// A fee, for a case, a channel and what was answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fee {
    /// The code, unique in the procedure: what a local amount names. None in versions that had no codes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What it is called: `Lệ phí cấp giấy phép xây dựng`.
    pub name: String,
    /// The cases it is for; empty is every case.
    pub cases: Vec<String>,
    /// The channels it is for; empty is every channel.
    pub channels: Vec<Channel>,
    /// When it is owed; none is always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// The amount; none where it is counted by the unit, or where the provincial council (HĐND cấp tỉnh) sets it.
    pub amount: Option<Dong>,
    /// The price by the unit, instead of an amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rate>,
    /// Who pays nothing, or less.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reliefs: Vec<Relief>,
    /// What the amount leaves out; required where nothing says the amount.
    pub note: Option<String>,
    /// Where it stands in the law.
    pub citation: String,
}

/// A price by the unit (đơn giá): so much for each page, of each copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// The field of the form with the number of units, a whole number.
    pub count: String,
    /// What a unit is: `trang`, `người`.
    pub per: String,
    /// The field with how many times that is owed, a whole number; none is once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<String>,
    /// What one time is: `bản`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times_per: Option<String>,
    /// The prices, the first units first; the last one has no end.
    pub brackets: Vec<Bracket>,
    /// The most that is owed each time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Dong>,
}

/// The price of some of the units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bracket {
    /// Up to this unit, counted from 1; none is without end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upto: Option<u32>,
    /// The price of one unit.
    pub amount: Dong,
}

/// An exemption or a reduction (miễn, giảm; Điều 10 Luật Phí và lệ phí 97/2015/QH13).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Relief {
    /// Who it is for, as people read it: `Người thuộc hộ nghèo`.
    pub name: String,
    /// When it applies.
    pub when: Condition,
    /// How much is taken off, in per cent, 1 to 100; 100 is an exemption.
    pub percent: u8,
    /// Where it stands in the law.
    pub citation: String,
}

/// What one dossier owes of one fee. Stored with the dossier that was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// What the fee is called.
    pub name: String,
    /// What is owed; none while it cannot be told, as the note says.
    pub amount: Option<Dong>,
    /// How it was counted, one line for each step; empty for a fixed amount.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub how: Vec<String>,
    /// What the amount leaves out, or who sets it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where it stands in the law: of the local amount where there is one.
    pub citation: String,
    /// The relief that was applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relief: Option<AppliedRelief>,
}

/// The relief that made a charge what it is; whoever collects asks for the paper that proves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppliedRelief {
    /// Who it is for.
    pub name: String,
    /// How much is taken off, in per cent.
    pub percent: u8,
    /// Where it stands in the law.
    pub citation: String,
}

/// The largest count and the largest number of times taken: far above what a form lets through.
const MOST: u64 = 1_000_000;

impl Fee {
    /// Whether it is for this case and channel, whatever was answered.
    #[must_use]
    pub fn is_for(&self, situation: &Situation<'_>) -> bool {
        let may = self.when.as_ref().is_none_or(|when| when.holds_whatever(situation) != Some(false));
        may && (self.cases.is_empty() || self.cases.iter().any(|case| case == situation.case))
            && (self.channels.is_empty() || self.channels.contains(&situation.channel))
    }

    /// Whether a dossier with these answers owes it.
    #[must_use]
    pub fn applies(&self, answers: &Value, situation: &Situation<'_>) -> bool {
        self.is_for(situation) && self.when.as_ref().is_none_or(|when| when.holds(answers, situation))
    }

    /// What a dossier with these answers owes of it, with the amount set locally where there is one.
    #[must_use]
    pub fn charge(&self, answers: &Value, situation: &Situation<'_>, local: Option<&LocalFee>) -> Charge {
        let rate =
            self.rate.as_ref().map(|rate| local.map_or_else(|| rate.clone(), |it| it.instead_of(rate)));
        let fixed = local.and_then(|it| it.amount).or(self.amount);
        let mut how = Vec::new();
        let whole = match (&rate, fixed) {
            (_, Some(amount)) if local.is_some_and(|it| it.amount.is_some()) || rate.is_none() => {
                Some(amount)
            }
            (Some(rate), _) => rate.total(answers, &mut how),
            (None, _) => None,
        };
        let relief = self.relief(answers, situation);
        let amount = match (whole, relief) {
            (_, Some(relief)) if relief.percent >= 100 => Some(Dong(0)),
            (Some(whole), Some(relief)) => Some(relief.of(whole)),
            (whole, _) => whole,
        };
        if let Some(relief) = relief {
            how.push(relief.line(whole, amount));
        }
        Charge {
            name: self.name.clone(),
            amount,
            how,
            note: if amount.is_some() && local.is_some() { None } else { self.note.clone() },
            citation: local.map_or_else(|| self.citation.clone(), |it| it.citation.clone()),
            relief: relief.map(Relief::applied),
        }
    }

    /// The relief that takes most off, if one applies.
    fn relief(&self, answers: &Value, situation: &Situation<'_>) -> Option<&Relief> {
        let applies = self.reliefs.iter().filter(|relief| relief.when.holds(answers, situation));
        // Of two that take as much off, the first: what people read follows the order of the package.
        applies.rev().max_by_key(|relief| relief.percent)
    }
}

impl Relief {
    fn applied(&self) -> AppliedRelief {
        AppliedRelief { name: self.name.clone(), percent: self.percent, citation: self.citation.clone() }
    }

    /// What is left of an amount: the part taken off is rounded down to whole đồng, so nobody pays too little or too much.
    fn of(&self, whole: Dong) -> Dong {
        let off = i128::from(whole.0) * i128::from(self.percent.min(100)) / 100;
        Dong(whole.0 - i64::try_from(off).unwrap_or(whole.0))
    }

    fn line(&self, whole: Option<Dong>, left: Option<Dong>) -> String {
        let what =
            if self.percent >= 100 { "Miễn".to_owned() } else { format!("Giảm {} %", self.percent) };
        let name = words::lower_first(&self.name);
        match (whole, left) {
            (Some(whole), Some(left)) if self.percent < 100 => {
                format!("{what} cho {name}: {whole} còn {left} ({})", self.citation)
            }
            _ => format!("{what} cho {name} ({})", self.citation),
        }
    }

    /// How people read it before they file: `Miễn cho người thuộc hộ nghèo`.
    #[must_use]
    pub fn said(&self) -> String {
        let what =
            if self.percent >= 100 { "Miễn".to_owned() } else { format!("Giảm {} %", self.percent) };
        format!("{what} cho {} ({}).", words::lower_first(&self.name), self.citation)
    }
}

impl Rate {
    /// What so many units cost once.
    #[must_use]
    pub fn of(&self, count: u64) -> Dong {
        let mut sum: i64 = 0;
        for (from, to, bracket) in self.spans(count) {
            let units = i64::try_from(to - from + 1).unwrap_or(i64::MAX);
            sum = sum.saturating_add(bracket.amount.0.saturating_mul(units));
        }
        Dong(self.cap.map_or(sum, |cap| sum.min(cap.0)))
    }

    /// The units of each bracket among the first `count`: from, to, its price.
    fn spans(&self, count: u64) -> impl Iterator<Item = (u64, u64, &Bracket)> {
        let mut from = 1;
        self.brackets.iter().filter_map(move |bracket| {
            let to = bracket.upto.map_or(count, |upto| count.min(u64::from(upto)));
            let span = (from <= to).then_some((from, to, bracket));
            from = from.max(to + 1);
            span
        })
    }

    /// What is owed in all, with how it was counted; none until the numbers are there.
    fn total(&self, answers: &Value, how: &mut Vec<String>) -> Option<Dong> {
        let number = |field: &str| answers.get(field).and_then(Value::as_u64).filter(|n| *n <= MOST);
        let count = number(&self.count)?;
        let times = match &self.times {
            Some(field) => number(field)?,
            None => 1,
        };
        let once = self.of(count);
        for (from, to, bracket) in self.spans(count) {
            how.push(format!("{} {} × {}", to - from + 1, self.per, bracket.amount));
        }
        if let Some(cap) = self.cap.filter(|cap| *cap == once) {
            let each = self.times_per.as_deref().unwrap_or("lần");
            how.push(format!("mức tối đa mỗi {each}: {cap}"));
        }
        if let Some(per) = self.times_per.as_deref().filter(|_| self.times.is_some()) {
            how.push(format!("{times} {per} × {once}"));
        }
        Some(Dong(once.0.saturating_mul(i64::try_from(times).unwrap_or(i64::MAX))))
    }

    /// The price as people read it before they count: `Trang 1-2: 2.000 đồng mỗi trang; từ trang thứ 3: 1.000 đồng mỗi
    /// trang; tối đa 200.000 đồng mỗi bản.`
    #[must_use]
    pub fn said(&self) -> String {
        let per = self.per.as_str();
        let mut parts = Vec::new();
        let mut from = 1;
        for bracket in &self.brackets {
            let price = format!("{} mỗi {per}", bracket.amount);
            parts.push(match bracket.upto {
                None if from == 1 => price,
                None => format!("từ {per} thứ {from}: {price}"),
                Some(upto) if upto == from => format!("{per} thứ {from}: {price}"),
                Some(upto) => format!("{per} {from}-{upto}: {price}"),
            });
            from = bracket.upto.map_or(from, |upto| upto + 1);
        }
        if let Some(cap) = self.cap {
            let each = self.times_per.as_deref().map_or_else(String::new, |each| format!(" mỗi {each}"));
            parts.push(format!("tối đa {cap}{each}"));
        }
        words::upper_first(&parts.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    const COUNTER: Situation<'static> = Situation { case: "a", channel: Channel::Counter };

    /// Certified copies: 2.000 đồng for the first two pages, 1.000 from the third, 200.000 at most a copy.
    fn copies() -> Fee {
        let brackets =
            vec![Bracket { upto: Some(2), amount: Dong(2000) }, Bracket { upto: None, amount: Dong(1000) }];
        Fee {
            code: Some("phi".to_owned()),
            name: "Phí chứng thực".to_owned(),
            cases: Vec::new(),
            channels: Vec::new(),
            when: None,
            amount: None,
            rate: Some(Rate {
                count: "so_trang".to_owned(),
                per: "trang".to_owned(),
                times: Some("so_ban".to_owned()),
                times_per: Some("bản".to_owned()),
                brackets,
                cap: Some(Dong(200_000)),
            }),
            reliefs: Vec::new(),
            note: None,
            citation: "TT 226/2016/TT-BTC".to_owned(),
        }
    }

    fn relief(percent: u8) -> Relief {
        let when = Condition::read(&json!({ "field": "ho_ngheo", "is": true })).expect("a condition");
        Relief {
            name: "Người thuộc hộ nghèo".to_owned(), when, percent, citation: "Điều 1".to_owned()
        }
    }

    fn owed(fee: &Fee, answers: &Value) -> Option<i64> {
        fee.charge(answers, &COUNTER, None).amount.map(|amount| amount.0)
    }

    #[test]
    fn pages_are_counted_by_tier_up_to_the_most_for_each_copy() {
        for (pages, copies_of, expected) in
            [(1, 1, 2000), (2, 1, 4000), (3, 1, 5000), (5, 3, 21_000), (198, 1, 200_000), (500, 2, 400_000)]
        {
            let answers = json!({ "so_trang": pages, "so_ban": copies_of });
            assert_eq!(owed(&copies(), &answers), Some(expected), "{pages} × {copies_of}");
        }
        assert_eq!(owed(&copies(), &json!({ "so_trang": 3 })), None, "not yet");
        let charge = copies().charge(&json!({ "so_trang": 5, "so_ban": 3 }), &COUNTER, None);
        assert_eq!(charge.how, ["2 trang × 2.000 đồng", "3 trang × 1.000 đồng", "3 bản × 7.000 đồng"]);
        let said = copies().rate.expect("there").said();
        assert_eq!(
            said,
            "Trang 1-2: 2.000 đồng mỗi trang; từ trang thứ 3: 1.000 đồng mỗi trang; tối đa 200.000 đồng mỗi bản"
        );
    }

    #[test]
    fn an_exemption_needs_no_amount_and_the_larger_relief_counts() {
        let poor = json!({ "ho_ngheo": true, "so_trang": 2, "so_ban": 1 });
        let fee = Fee { reliefs: vec![relief(50), relief(100)], ..copies() };
        let charge = fee.charge(&poor, &COUNTER, None);
        assert_eq!(charge.amount, Some(Dong(0)));
        assert!(
            charge.how.iter().any(|line| line == "Miễn cho người thuộc hộ nghèo (Điều 1)"),
            "{:?}",
            charge.how
        );
        let by_council =
            Fee { rate: None, note: Some("HĐND".to_owned()), reliefs: vec![relief(100)], ..copies() };
        assert_eq!(owed(&by_council, &json!({ "ho_ngheo": true })), Some(0));
        assert_eq!(owed(&by_council, &json!({})), None);
        let half = Fee { reliefs: vec![relief(50)], ..copies() };
        assert_eq!(owed(&half, &poor), Some(2000));
    }

    #[test]
    fn what_the_council_set_stands_instead() {
        let local = |amount, brackets| LocalFee {
            fee: "phi".to_owned(),
            cases: Vec::new(),
            channels: Vec::new(),
            amount,
            brackets,
            cap: None,
            citation: "NQ 12/2026/NQ-HĐND".to_owned(),
        };
        let open =
            Fee { rate: None, note: Some("Do HĐND cấp tỉnh quy định.".to_owned()), ..copies() };
        let charge = open.charge(&json!({}), &COUNTER, Some(&local(Some(Dong(75_000)), Vec::new())));
        assert_eq!(
            (charge.amount, charge.citation.as_str(), charge.note),
            (Some(Dong(75_000)), "NQ 12/2026/NQ-HĐND", None)
        );
        let cheaper = local(None, vec![Bracket { upto: None, amount: Dong(500) }]);
        let charge = copies().charge(&json!({ "so_trang": 4, "so_ban": 1 }), &COUNTER, Some(&cheaper));
        assert_eq!(charge.amount, Some(Dong(2000)));
    }

    proptest! {
        /// More pages or copies never cost less, no copy costs more than the most, and the lines add up to the amount.
        #[test]
        fn counting_is_monotonic_capped_and_says_what_it_does(pages in 1_u64..600, times in 1_u64..60) {
            let rate = copies().rate.expect("there");
            let once = rate.of(pages);
            prop_assert!(once <= rate.of(pages + 1) && once <= Dong(200_000));
            let amount = owed(&copies(), &json!({ "so_trang": pages, "so_ban": times })).expect("counted");
            prop_assert_eq!(amount, once.0 * i64::try_from(times).expect("small"));
            let units: u64 = rate.spans(pages).map(|(from, to, _)| to - from + 1).sum();
            prop_assert_eq!(units, pages);
        }

        /// A relief leaves between nothing and everything, and exactly its share up to one đồng.
        #[test]
        fn a_relief_takes_its_share(whole in 0_i64..1_000_000_000_000, percent in 1_u8..=100) {
            let left = relief(percent).of(Dong(whole)).0;
            prop_assert!((0..=whole).contains(&left));
            let exact = whole * i64::from(100 - percent) / 100;
            prop_assert!(left == exact || left == exact + 1);
        }

        /// Any brackets at all are counted without overflow.
        #[test]
        fn no_price_overflows(amounts in prop::collection::vec(0_i64..=i64::MAX, 1..5), count in 0..=MOST) {
            let mut brackets: Vec<Bracket> = amounts.iter().zip(1_u32..).map(|(a, n)| Bracket { upto: Some(n * 10), amount: Dong(*a) }).collect();
            if let Some(last) = brackets.last_mut() { last.upto = None; }
            let rate = Rate { brackets, cap: None, ..copies().rate.expect("there") };
            prop_assert!(rate.of(count).0 >= 0);
        }
    }
}
