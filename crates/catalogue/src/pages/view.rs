//! What several pages show of a procedure: papers, fees, choices, each as words.

use base::code::ProcedureCode;
use base::{Locale, words};
use serde::Deserialize;
use web::Choice;

use crate::model::{
    Channel, Component, Fee, LocalFee, OnlineLevel, ProcedureVersion, Relief, Situation, local_for,
};

/// The case and channel a page is shown for; what is not known is the procedure's first.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Chosen {
    #[serde(rename = "truong-hop")]
    case: String,
    #[serde(rename = "kenh")]
    channel: String,
}

impl Chosen {
    /// The situation meant; none for a version without cases or channels, which is never stored.
    pub(crate) fn situation<'a>(&self, version: &'a ProcedureVersion) -> Option<Situation<'a>> {
        let case = version.case(&self.case).or_else(|| version.cases.first())?;
        let known = Channel::parse(&self.channel).filter(|one| version.channels.contains(one));
        let channel = known.or_else(|| version.channels.first().copied())?;
        Some(Situation { case: &case.code, channel })
    }
}

/// A paper, in words.
pub(crate) struct Paper {
    pub(crate) name: String,
    pub(crate) hint: String,
    pub(crate) one_of: Vec<String>,
    pub(crate) count: String,
    /// Why it may not have to be handed in; the register is a name between “ and ”.
    pub(crate) held: String,
    /// The same in three words.
    pub(crate) tag: &'static str,
}

/// The papers of a situation.
#[derive(Default)]
pub(crate) struct Papers {
    /// Handed in by everybody.
    pub(crate) owed: Vec<Paper>,
    /// Handed in where it applies.
    pub(crate) maybe: Vec<Paper>,
    /// Only shown.
    pub(crate) shown: Vec<Paper>,
}

impl Papers {
    pub(crate) fn of(version: &ProcedureVersion, situation: &Situation<'_>, locale: Locale) -> Self {
        let mut out = Self::default();
        for component in &version.components {
            let applies = component.applies_whatever(situation);
            let list = match (applies, component.shown_only, component.required) {
                (Some(false), ..) => continue,
                (_, true, _) => &mut out.shown,
                (Some(true), false, true) => &mut out.owed,
                _ => &mut out.maybe,
            };
            list.push(paper(component, situation.channel, locale));
        }
        out
    }
}

fn paper(component: &Component, channel: Channel, locale: Locale) -> Paper {
    let counts = [(component.originals, "bản chính", "original"), (component.copies, "bản sao", "copy")];
    let count: Vec<String> = counts
        .iter()
        .filter(|(n, ..)| *n > 0)
        .map(|(n, vi, en)| match locale {
            Locale::Vi => format!("{n:02} {vi}"),
            Locale::En => format!("{n} {}", if *n == 1 { (*en).to_owned() } else { plural(en) }),
        })
        .collect();
    let form = component.is_the_form(channel);
    let held = match &component.register {
        _ if form && channel != Channel::Online => locale
            .t(
                "Cán bộ Một cửa in từ biểu mẫu đã khai; ông, bà chỉ ký.",
                "The officer at the counter prints it from what you stated; you only sign.",
            )
            .to_owned(),
        _ if form => locale
            .t("Khai ngay trên mạng, không phải đính kèm.", "Filled in online; nothing is attached.")
            .to_owned(),
        Some(register) if component.may_be_held() => match locale {
            Locale::Vi => format!("Không phải nộp nếu tra cứu được trong {register}."),
            Locale::En => format!("Not needed where it is found in “{register}”."),
        },
        _ if component.may_be_held() => locale
            .t(
                "Không phải nộp lại nếu đã có trong kho giấy tờ hoặc hồ sơ trước.",
                "Not needed again where the agency holds it from an earlier dossier.",
            )
            .to_owned(),
        _ => String::new(),
    };
    Paper {
        name: component.name.clone(),
        hint: if form { String::new() } else { component.hint.clone().unwrap_or_default() },
        one_of: component.one_of.clone(),
        count: if form { String::new() } else { count.join(", ") },
        tag: match (form, held.is_empty()) {
            (true, _) if channel != Channel::Online => {
                locale.t("In và ký tại quầy", "Printed and signed at the counter")
            }
            (true, _) => locale.t("Khai trên mạng", "Filled in online"),
            (false, false) => locale.t("Có thể không phải nộp", "May not be needed"),
            (false, true) => "",
        },
        held,
    }
}

/// More than one of it.
fn plural(one: &str) -> String {
    one.strip_suffix('y').map_or_else(|| format!("{one}s"), |stem| format!("{stem}ies"))
}

/// How long something takes, as a page in a language says it.
#[derive(Default)]
pub(crate) struct Lasts {
    pub(crate) text: String,
    /// The language of the text, for `lang`, where it is not that of the page; else empty.
    pub(crate) lang: &'static str,
}

impl Lasts {
    /// The term of a package: English where it can be read, else as it stands.
    pub(crate) fn of(text: &str, locale: Locale) -> Self {
        let read = if locale.is_english() { text.parse::<worktime::Term>().ok() } else { None };
        match read {
            Some(term) => Self { text: words::upper_first(&worktime::english::term(term)), lang: "" },
            None => {
                Self { text: words::upper_first(text), lang: if locale.is_english() { "vi" } else { "" } }
            }
        }
    }
}

/// A fee, in words.
pub(crate) struct FeeLine {
    pub(crate) name: String,
    pub(crate) amount: String,
    /// Whether the amount is said as the package says it, in Vietnamese.
    pub(crate) own: bool,
    /// What to know beside it: what the amount leaves out, who pays less, where the amount comes from.
    pub(crate) notes: Vec<String>,
}

impl FeeLine {
    /// A fee as it is before anything was answered, with the amount set locally where there is one.
    pub(crate) fn of(fee: &Fee, situation: &Situation<'_>, local: &[LocalFee], locale: Locale) -> Self {
        let set = local_for(fee, local, situation);
        let rate = fee.rate.as_ref().map(|rate| set.map_or_else(|| rate.clone(), |set| set.instead_of(rate)));
        let fixed = set.and_then(|set| set.amount).or(fee.amount);
        let amount = match (fixed, &rate) {
            (Some(amount), _) if amount.0 == 0 => locale.t("Không thu", "None").to_owned(),
            (Some(amount), _) => locale.amount(amount),
            (None, Some(rate)) => rate.said(),
            (None, None) => locale.t("Theo quy định", "As laid down by law").to_owned(),
        };
        let own = fixed.is_none() && rate.is_some();
        let mut notes: Vec<String> = fee.note.clone().filter(|_| set.is_none()).into_iter().collect();
        notes.extend(set.map(|set| format!("Mức thu theo {}.", set.citation)));
        notes.extend(fee.reliefs.iter().map(Relief::said));
        Self { name: fee.name.clone(), amount, own, notes }
    }
}

/// The cases to choose from.
pub(crate) fn cases(version: &ProcedureVersion) -> Vec<Choice> {
    version.cases.iter().map(|case| Choice::new(&case.code, &case.name).vietnamese()).collect()
}

/// The channels to choose from.
pub(crate) fn channels(version: &ProcedureVersion, locale: Locale) -> Vec<Choice> {
    version.channels.iter().map(|channel| Choice::new(channel.code(), channel.called(locale))).collect()
}

/// The kind and words of the tag for a level of online service.
pub(crate) const fn online_tag(level: OnlineLevel, locale: Locale) -> (&'static str, &'static str) {
    match level {
        OnlineLevel::Full => ("ok", locale.t("Trực tuyến toàn trình", "Fully online")),
        OnlineLevel::Part => ("act", locale.t("Trực tuyến một phần", "Partly online")),
        OnlineLevel::None => ("plain", locale.t("Nộp trực tiếp", "Filed in person")),
    }
}

/// The address of a procedure's page.
pub(crate) fn address(code: &ProcedureCode) -> String {
    format!("/thu-tuc/{code}")
}

/// The query of an address.
pub(crate) fn query(pairs: &[(&str, &str)]) -> String {
    serde_html_form::to_string(pairs).unwrap_or_default()
}
