//! The languages of the screens: Vietnamese first, English second; dates, times and amounts as each writes them.

use jiff::civil::{Date, DateTime};

use crate::money::Dong;
use crate::words;

/// A language a person can choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Locale {
    /// The text in this language.
    #[must_use]
    pub const fn t<'t>(self, vi: &'t str, en: &'t str) -> &'t str {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }

    /// `10/12/2026`, or `10 December 2026`.
    #[must_use]
    pub fn date(self, date: Date) -> String {
        match self {
            Self::Vi => words::date(date),
            Self::En => date.strftime("%-d %B %Y").to_string(),
        }
    }

    /// `17:00 thứ Năm, 10/12/2026`, or `17:00 on Thursday, 10 December 2026`.
    #[must_use]
    pub fn moment(self, at: DateTime) -> String {
        match self {
            Self::Vi => words::moment(at),
            Self::En => at.strftime("%H:%M on %A, %-d %B %Y").to_string(),
        }
    }

    /// `10/12/2026, 17:00`, or `10 December 2026, 17:00`.
    #[must_use]
    pub fn short_moment(self, at: DateTime) -> String {
        match self {
            Self::Vi => words::short_moment(at),
            Self::En => at.strftime("%-d %B %Y, %H:%M").to_string(),
        }
    }

    /// `150.000 đồng`, or `150,000 VND`.
    #[must_use]
    pub fn amount(self, amount: Dong) -> String {
        match self {
            Self::Vi => amount.to_string(),
            Self::En => amount.to_string().replace('.', ",").replace(" đồng", " VND"),
        }
    }

    /// How many there are of something: `3 giấy tờ`, or `3 papers`, `1 paper`.
    #[must_use]
    pub fn count(self, count: usize, vi: &str, one: &str, many: &str) -> String {
        match self {
            Self::Vi => format!("{count} {vi}"),
            Self::En => format!("{count} {}", if count == 1 { one } else { many }),
        }
    }

    /// Whether it is English.
    #[must_use]
    pub const fn is_english(self) -> bool {
        matches!(self, Self::En)
    }

    /// A sentence in parts, each with whether it is Vietnamese on a page in this language: in an English sentence, what stands between
    /// “ and ” is the name of something, as units and packages call it.
    #[must_use]
    pub fn quoted(self, text: &str) -> Vec<(&str, bool)> {
        if self == Self::Vi {
            return vec![(text, false)];
        }
        let (mut out, mut rest) = (Vec::new(), text);
        while let Some((before, name, after)) = first_name(rest) {
            out.extend([(before, false), (name, true)]);
            rest = after;
        }
        out.push((rest, false));
        out
    }

    /// The language tag for `lang`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}

/// What stands before the first name with its opening mark, the name, and the rest from its closing mark on.
fn first_name(text: &str) -> Option<(&str, &str, &str)> {
    let from = text.find('“')? + '“'.len_utf8();
    let to = from + text.get(from..)?.find('”')?;
    Some((&text[..from], &text[from..to], &text[to..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil;

    #[test]
    fn names_in_a_sentence_are_told_apart() {
        let text = "Waiting for “Thuế tỉnh” and “Công an”.";
        let parts = Locale::En.quoted(text);
        assert_eq!(
            parts.iter().filter(|(_, name)| *name).map(|(text, _)| *text).collect::<Vec<_>>(),
            ["Thuế tỉnh", "Công an"]
        );
        assert_eq!(parts.iter().map(|(text, _)| *text).collect::<String>(), text);
        assert_eq!(Locale::Vi.quoted(text), [(text, false)]);
        assert_eq!(Locale::En.quoted("an open “mark"), [("an open “mark", false)]);
    }

    #[test]
    fn dates_and_amounts_read_as_each_language_writes_them() {
        let at = civil::date(2026, 11, 5).at(8, 5, 0, 0);
        assert_eq!(Locale::Vi.moment(at), "08:05 thứ Năm, 05/11/2026");
        assert_eq!(Locale::En.moment(at), "08:05 on Thursday, 5 November 2026");
        assert_eq!(
            (Locale::Vi.date(at.date()), Locale::En.date(at.date())),
            ("05/11/2026".into(), "5 November 2026".into())
        );
        assert_eq!(Locale::En.short_moment(at), "5 November 2026, 08:05");
        assert_eq!(
            (Locale::Vi.amount(Dong(1_150_000)), Locale::En.amount(Dong(1_150_000))),
            ("1.150.000 đồng".into(), "1,150,000 VND".into())
        );
        assert_eq!(
            (Locale::Vi.count(1, "tệp", "file", "files"), Locale::En.count(1, "tệp", "file", "files")),
            ("1 tệp".into(), "1 file".into())
        );
        assert_eq!(Locale::En.count(0, "tệp", "file", "files"), "0 files");
    }
}
