//! A description of the national database as words: terms, fees, papers. What is doubtful is said, never mended.

use base::Dong;

use crate::national::{DoubtKind, Group, Limit, Price, Record, Way, doubts_of_price};

/// The longest note shown at once, in letters; a longer one is folded.
const SHORT: usize = 400;

/// A text that may be long.
pub(crate) struct Note {
    pub(crate) text: String,
    pub(crate) long: bool,
}

impl Note {
    fn of(text: Option<&str>) -> Option<Self> {
        let text = text.unwrap_or_default().trim();
        (!text.is_empty()).then(|| Self { text: text.to_owned(), long: text.chars().count() > SHORT })
    }
}

/// A way to file.
pub(crate) struct WayLine {
    pub(crate) label: String,
    /// Not `term`: a parameter of the macro `fact` is called that.
    pub(crate) lasts: String,
    pub(crate) fees: Vec<FeeTold>,
    pub(crate) note: Option<Note>,
}

/// A fee of a way.
pub(crate) struct FeeTold {
    pub(crate) amount: String,
    pub(crate) note: Option<Note>,
    /// What to beware of; empty if nothing.
    pub(crate) beware: &'static str,
}

/// The papers of a case.
pub(crate) struct CaseTold {
    pub(crate) name: String,
    pub(crate) papers: Vec<PaperTold>,
    /// What stands among the papers and is none.
    pub(crate) notes: Vec<String>,
}

/// A paper.
pub(crate) struct PaperTold {
    pub(crate) name: String,
    pub(crate) count: String,
}

/// The ways to file, those by network first.
pub(crate) fn ways(record: &Record) -> Vec<WayLine> {
    let order = ["truc_tuyen", "truc_tiep", "buu_chinh"];
    let mut ways: Vec<&Way> = record.channels.iter().collect();
    ways.sort_by_key(|way| order.iter().position(|one| *one == way.channel).unwrap_or(order.len()));
    ways.into_iter().map(way).collect()
}

fn way(way: &Way) -> WayLine {
    WayLine {
        label: channel(&way.channel).to_owned(),
        lasts: term(way.limit.as_ref(), way.note.is_some()),
        fees: way.fees.iter().map(fee).collect(),
        note: Note::of(way.note.as_deref()),
    }
}

/// A channel as people call it.
pub(crate) fn channel(code: &str) -> &str {
    match code {
        "truc_tuyen" => "Trực tuyến",
        "truc_tiep" => "Trực tiếp",
        "buu_chinh" => "Qua dịch vụ bưu chính",
        other => other,
    }
}

/// A term in words: `6,25 ngày làm việc`. `noted`: a note stands beside it.
pub(crate) fn term(limit: Option<&Limit>, noted: bool) -> String {
    let by_note = || {
        let text = limit.and_then(|it| it.text.as_deref()).unwrap_or_default().replace("OTHER", "");
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '-' || c == '*');
        match (text.is_empty(), noted) {
            (false, _) => text.to_owned(),
            (true, true) => "Xem ghi chú".to_owned(),
            (true, false) => "Nguồn không ghi rõ; có thể giải quyết ngay trong ngày".to_owned(),
        }
    };
    let Some(limit) = limit else { return by_note() };
    let unit = match limit.unit.as_str() {
        "ngay_lam_viec" => "ngày làm việc",
        "ngay" => "ngày",
        "gio" => "giờ",
        "thang" => "tháng",
        "nam" => "năm",
        _ => return by_note(),
    };
    match limit.amount {
        Some(amount) if amount > 0.0 => format!("{} {unit}", amount.to_string().replace('.', ",")),
        _ => by_note(),
    }
}

fn fee(price: &Price) -> FeeTold {
    let doubts = doubts_of_price(price);
    let beware = if doubts.contains(&DoubtKind::FeeInDollars) {
        "Ghi chú ở nguồn nói đô la Mỹ. Xin hỏi lại cơ quan thực hiện trước khi nộp."
    } else if doubts.contains(&DoubtKind::FeeTooSmall) {
        "Mức này có thể ghi thiếu ở nguồn. Xin hỏi lại cơ quan thực hiện trước khi nộp."
    } else {
        ""
    };
    let noted = price.note.as_deref().is_some_and(|note| !note.trim().is_empty());
    let amount = match price.amount {
        _ if doubts.contains(&DoubtKind::FeeByNote) => "Theo ghi chú".to_owned(),
        Some(0) => "Không thu".to_owned(),
        Some(amount) if doubts.contains(&DoubtKind::FeeInDollars) => format!("{amount}, xem ghi chú"),
        Some(amount) => Dong(amount).to_string(),
        None if noted => "Theo ghi chú".to_owned(),
        None => "Nguồn không ghi".to_owned(),
    };
    FeeTold { amount, note: Note::of(price.note.as_deref()), beware }
}

/// The papers by case, notes apart from them.
pub(crate) fn cases(record: &Record) -> Vec<CaseTold> {
    record.cases.iter().filter(|case| !case.components.is_empty()).map(case).collect()
}

fn case(case: &Group) -> CaseTold {
    let named = case.components.iter().filter(|one| !one.name.trim().is_empty());
    let (papers, notes): (Vec<_>, Vec<_>) = named.partition(|one| one.is_paper());
    let paper = |one: &crate::national::Piece| {
        let counts = [(one.originals, "bản chính"), (one.copies, "bản sao")];
        let count: Vec<String> =
            counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n:02} {what}")).collect();
        PaperTold { name: one.name.trim().to_owned(), count: count.join(", ") }
    };
    CaseTold {
        name: case.name.as_deref().unwrap_or_default().trim().to_owned(),
        papers: papers.into_iter().map(paper).collect(),
        notes: notes.into_iter().map(|one| one.name.trim().to_owned()).collect(),
    }
}

/// Names that are not empty, as one text.
pub(crate) fn joined<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().map(str::trim).filter(|name| !name.is_empty()).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(amount: Option<f64>, unit: &str, text: Option<&str>) -> Limit {
        Limit { amount, unit: unit.to_owned(), text: text.map(str::to_owned) }
    }

    #[test]
    fn terms_are_said_as_people_say_them() {
        for (it, noted, said) in [
            (limit(Some(6.25), "ngay_lam_viec", None), false, "6,25 ngày làm việc"),
            (limit(Some(30.0), "ngay", None), false, "30 ngày"),
            (limit(Some(1.0), "khac", None), true, "Xem ghi chú"),
            (limit(None, "khac", Some("- OTHER")), true, "Xem ghi chú"),
            (limit(None, "khac", Some("theo lịch OTHER")), true, "theo lịch"),
            (limit(Some(0.0), "khac", None), false, "Nguồn không ghi rõ; có thể giải quyết ngay trong ngày"),
        ] {
            assert_eq!(term(Some(&it), noted), said);
        }
        assert_eq!(term(None, true), "Xem ghi chú");
    }

    #[test]
    fn a_doubtful_fee_is_never_said_to_be_free() {
        let price = |amount, note: &str| Price { amount, note: Some(note.to_owned()), ..Price::default() };
        assert_eq!(fee(&price(Some(0), "theo nghị quyết")).amount, "Theo ghi chú");
        assert_eq!(fee(&price(Some(0), "Không")).amount, "Không thu");
        assert_eq!(fee(&price(None, "")).amount, "Nguồn không ghi");
        assert!(!fee(&price(Some(100), "")).beware.is_empty());
        let dollars = fee(&price(Some(10), "10 USD"));
        assert!(dollars.amount == "10, xem ghi chú" && dollars.beware.contains("đô la"));
    }
}
