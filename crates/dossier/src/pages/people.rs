//! The fields about the people of a dossier, online and at the counter: what is asked of each kind, and reading it back.

use base::Locale;
use catalogue::ProcedureVersion;
use web::{Choice, Form};

use crate::model::{
    Acting, Applicant, PEOPLE_LIMIT, Party, PartyKind, PartyRole, Sex, TypedApplicant, TypedParty,
};
use crate::rules;

/// What stands before the fields of the people in a form.
const AT: &str = "applicant.people.";
/// The button that asks for one person more, and what begins the one that takes a person away.
const ADD: &str = "add-person";
const DROP: &str = "drop-person-";

/// One owner or beneficiary as a form asks for them. The fields are the names in the form.
pub(crate) struct Slot {
    pub(crate) number_in_list: usize,
    pub(crate) kind: Option<PartyKind>,
    pub(crate) kinds: Vec<Choice>,
    /// The roles to choose from; empty where there is nothing to choose.
    pub(crate) roles: Vec<Choice>,
    pub(crate) names: Names,
    pub(crate) drop: String,
}

/// The names of the fields of a slot.
pub(crate) struct Names {
    pub(crate) role: String,
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) number: String,
    pub(crate) born: String,
    pub(crate) died: String,
    pub(crate) sex: String,
    pub(crate) nationality: String,
    pub(crate) address: String,
    pub(crate) head: String,
}

/// The people as a form asks for them: those typed, or an empty place where somebody must be named.
pub(crate) fn slots(
    version: &ProcedureVersion,
    acting: Acting,
    people: &[TypedParty],
    locale: Locale,
) -> Vec<Slot> {
    let none = [TypedParty::default()];
    let people = if people.is_empty() && acting != Acting::Own { &none[..] } else { people };
    people.iter().enumerate().map(|(n, party)| slot(version, acting, (n, party), locale)).collect()
}

fn slot(
    version: &ProcedureVersion,
    acting: Acting,
    (n, party): (usize, &TypedParty),
    locale: Locale,
) -> Slot {
    let name = |field: &str| format!("{AT}{n}.{field}");
    let admitted = rules::admitted(version);
    let beneficiary = PartyRole::parse(&party.role) == Some(PartyRole::Beneficiary);
    let fits = |kind: &PartyKind| {
        if beneficiary {
            kind.is_person()
        } else {
            rules::may_file_for(acting, *kind) && admitted.contains(kind)
        }
    };
    let fitting: Vec<_> = PartyKind::ALL.iter().copied().filter(fits).collect();
    let kind =
        PartyKind::parse(&party.kind).or(if fitting.len() == 1 { fitting.first().copied() } else { None });
    let choice = |role: &PartyRole| Choice::new(role.code(), role.called(locale));
    Slot {
        number_in_list: n + 1,
        kind,
        kinds: fitting.iter().map(|kind| Choice::new(kind.code(), kind.called(locale))).collect(),
        roles: if n == 0 && acting != Acting::Own {
            Vec::new()
        } else {
            PartyRole::ALL.iter().map(choice).collect()
        },
        names: Names {
            role: name("role"),
            kind: name("kind"),
            name: name("name"),
            number: name("number"),
            born: name("born"),
            died: name("died"),
            sex: name("sex"),
            nationality: name("nationality"),
            address: name("address"),
            head: name("head"),
        },
        drop: format!("{DROP}{n}"),
    }
}

/// A line about a party: its label, the text, and whether the text is as somebody typed it.
pub(crate) type PartyText = (&'static str, String, bool);

/// What is known of a party; what is not known is left out.
pub(crate) fn lines(party: &Party, locale: Locale) -> Vec<PartyText> {
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |day| locale.date(day));
    let number = party.identifier.as_ref().map_or_else(String::new, |it| it.text().to_owned());
    let mut out = vec![
        (party.kind.name_label(locale), party.name.clone(), true),
        (locale.t("Đối tượng", "Kind"), party.kind.called(locale).to_owned(), false),
        (party.kind.number_label(locale).unwrap_or_default(), number, true),
        (locale.t("Ngày sinh", "Date of birth"), day(party.born), false),
        (locale.t("Ngày mất", "Date of death"), day(party.died), false),
        (locale.t("Giới tính", "Sex"), party.sex.map_or("", |sex| sex.called(locale)).to_owned(), false),
        (locale.t("Quốc tịch", "Nationality"), party.nationality.clone(), true),
        (party.kind.head_label(locale), party.head.clone(), true),
        (party.kind.address_label(locale), party.address.clone(), true),
    ];
    out.retain(|(_, text, _)| !text.is_empty());
    out
}

/// The people of a dossier beside whoever filed it, each under what they are to it, to an officer.
pub(crate) fn groups(applicant: &Applicant) -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let plain = |party: &Party| lines(party, Locale::Vi).into_iter().map(|(label, text, _)| (label, text));
    applicant.people.iter().map(|party| (party.role.label(), plain(party).collect())).collect()
}

/// The two words for sex.
pub(crate) fn sexes(locale: Locale) -> Vec<Choice> {
    Sex::ALL.iter().map(|sex| Choice::new(sex.code(), sex.called(locale))).collect()
}

/// The people as they were posted, with what the button that was pressed does to their list.
pub(crate) fn read(form: &Form) -> Vec<TypedParty> {
    let mut people: Vec<_> = (0..=PEOPLE_LIMIT).map_while(|n| party(form, n)).collect();
    let act = form.value("act");
    if act == ADD && people.len() < PEOPLE_LIMIT {
        people.push(TypedParty::default());
    }
    if let Some(n) =
        act.strip_prefix(DROP).and_then(|n| n.parse::<usize>().ok()).filter(|n| *n < people.len())
    {
        people.remove(n);
    }
    people
}

fn party(form: &Form, n: usize) -> Option<TypedParty> {
    let at = format!("{AT}{n}.");
    if !form.pairs().any(|(name, _)| name.starts_with(&at)) {
        return None;
    }
    let text = |field: &str| form.value(&format!("{at}{field}")).to_owned();
    Some(TypedParty {
        role: text("role"),
        kind: text("kind"),
        name: text("name"),
        number: text("number"),
        born: day(form, &format!("{at}born")),
        died: day(form, &format!("{at}died")),
        sex: text("sex"),
        nationality: text("nationality"),
        address: text("address"),
        head: text("head"),
    })
}

/// Whether a button was pressed that only changes what is asked.
pub(crate) fn only_asks(form: &Form) -> bool {
    let act = form.value("act");
    act == ADD || act.starts_with(DROP)
}

/// The applicant's own fields as they were posted.
pub(crate) fn applicant(form: &Form) -> TypedApplicant {
    let value = |name: &str| form.value(&format!("applicant.{name}")).to_owned();
    TypedApplicant {
        name: value("name"),
        number: value("number"),
        address: value("address"),
        phone: value("phone"),
        email: value("email"),
        born: day(form, "applicant.born"),
        sex: value("sex"),
        passport: value("passport"),
        nationality: value("nationality"),
        acting: value("acting"),
        identified: value("identified"),
        card: value("card"),
        helped_by: value("helped_by"),
        return_at: value("return_at"),
        people: read(form),
    }
}

/// The form with everything typed about an applicant and the people beside them.
pub(crate) fn filled(form: Form, typed: &TypedApplicant) -> Form {
    let acting = typed.acting().map_or("", Acting::code);
    let mut out = form
        .with("applicant.name", &typed.name)
        .with("applicant.number", &typed.number)
        .with("applicant.address", &typed.address)
        .with("applicant.phone", &typed.phone)
        .with("applicant.email", &typed.email)
        .with("applicant.sex", &typed.sex)
        .with("applicant.passport", &typed.passport)
        .with("applicant.nationality", &typed.nationality)
        .with("applicant.acting", acting)
        .with("applicant.identified", &typed.identified)
        .with("applicant.card", &typed.card)
        .with("applicant.helped_by", &typed.helped_by)
        .with("applicant.return_at", &typed.return_at);
    out = with_day(out, "applicant.born", &typed.born);
    for (n, party) in typed.people.iter().enumerate() {
        let at = format!("{AT}{n}.");
        for (field, text) in [
            ("role", &party.role),
            ("kind", &party.kind),
            ("name", &party.name),
            ("number", &party.number),
            ("sex", &party.sex),
            ("nationality", &party.nationality),
            ("address", &party.address),
            ("head", &party.head),
        ] {
            out = out.with(format!("{at}{field}"), text);
        }
        out = with_day(out, &format!("{at}born"), &party.born);
        out = with_day(out, &format!("{at}died"), &party.died);
    }
    out
}

/// A day typed into three fields, as `YYYY-MM-DD`; whatever cannot be one stays as typed.
fn day(form: &Form, name: &str) -> String {
    let parts = [form.year(name), form.month(name), form.day(name)].map(str::trim);
    match parts {
        ["", "", ""] => String::new(),
        [year, month, day] => format!("{year:0>4}-{month:0>2}-{day:0>2}"),
    }
}

/// The three fields of a day, from `YYYY-MM-DD`.
fn with_day(form: Form, name: &str, day: &str) -> Form {
    let mut parts = day.splitn(3, '-');
    let mut part = |end: &str| {
        (format!("{name}-{end}"), parts.next().unwrap_or_default().trim_start_matches('0').to_owned())
    };
    let [year, month, day] = [part("nam"), part("thang"), part("ngay")];
    form.with(year.0, year.1).with(month.0, month.1).with(day.0, day.1)
}
