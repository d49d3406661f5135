//! `/thu-tuc`: find a procedure by words, level, field, subject or life event.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use base::{Actor, Locale};
use serde::Deserialize;
use web::{Answer, App, Choice, Form, Query, Who, page};

use crate::error::Error;
use crate::find::{self, Choices, Found, Wanted as Asked};
use crate::index::{Entry, Origin};
use crate::look::{self, Listed};
use crate::model::OnlineLevel;
use crate::national::{Tier, successor};
use crate::pages::view::{online_tag, query};

/// How many packages are shown before somebody searches.
const SHOWN: usize = 100;
/// The longest name in a list, in characters.
const LONGEST_NAME: usize = 160;
/// The longest search and the longest filter.
const LONGEST: (usize, usize) = (200, 400);

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    /// Words.
    tim: String,
    /// A life event.
    #[serde(rename = "su-kien")]
    life_event: String,
    /// A level.
    cap: String,
    /// A field.
    #[serde(rename = "linh-vuc")]
    field: String,
    /// Who asks.
    #[serde(rename = "doi-tuong")]
    subject: String,
    /// `co`: only descriptions with notes for review; for staff.
    #[serde(rename = "ra-soat")]
    review: String,
    /// After which code the page begins.
    sau: String,
}

#[derive(Template)]
#[template(path = "list.html")]
struct View {
    form: Form,
    asked: bool,
    /// The filters stand open.
    narrowed: bool,
    heading: String,
    groups: Vec<Group>,
    events: Vec<Event>,
    levels: Vec<Choice>,
    fields: Vec<Choice>,
    subjects: Vec<Choice>,
    described: String,
    /// How many are to be reviewed; for staff.
    for_review: String,
    /// The address of the next page.
    next: Option<String>,
    /// The page of the replaced code that was searched for.
    replaced: Option<String>,
}

struct Group {
    name: String,
    rows: Vec<Line>,
}

struct Line {
    href: String,
    name: String,
    code: String,
    tag: &'static str,
    online: &'static str,
}

struct Event {
    href: String,
    name: String,
    count: String,
}

/// Shows the page.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Query(wanted): Query<Wanted>) -> Answer {
    let (today, asked) = (ctx.now.date(), wanted.asked());
    let nothing = asked == Asked::default();
    let staff = matches!(ctx.actor, Actor::Staff(_));
    let (choices, here, found) = app
        .db
        .read(move |rx| {
            let here = if nothing { look::search(rx, "", today)? } else { Vec::new() };
            let found = if nothing { Found::default() } else { find::find(rx, &asked, today)? };
            Ok::<_, Error>((find::choices(rx, today)?, here, found))
        })
        .await?;
    let form = Form::empty(&ctx)
        .spoken(ctx.locale)
        .with("tim", &wanted.tim)
        .with("su-kien", &wanted.life_event)
        .with("cap", &wanted.cap)
        .with("linh-vuc", &wanted.field)
        .with("doi-tuong", &wanted.subject);
    let view = view(form, staff, &wanted, &choices, &here, &found);
    page(view.form.t("Thủ tục hành chính", "Administrative procedures"), &view).form(&view.form).answer()
}

impl Wanted {
    fn asked(&self) -> Asked {
        let short = |text: &str, most: usize| text.trim().chars().take(most).collect::<String>();
        Asked {
            words: short(&self.tim, LONGEST.0),
            level: Tier::parse(&self.cap),
            field: short(&self.field, LONGEST.1),
            subject: short(&self.subject, LONGEST.1),
            life_event: short(&self.life_event, LONGEST.1),
            for_review: self.review == "co",
            after: short(&self.sau, LONGEST.1),
        }
    }

    /// The address of the page after `code`.
    fn next(&self, code: &str) -> String {
        let all = [
            ("tim", self.tim.as_str()),
            ("su-kien", &self.life_event),
            ("cap", &self.cap),
            ("linh-vuc", &self.field),
            ("doi-tuong", &self.subject),
            ("ra-soat", &self.review),
            ("sau", code),
        ];
        let said: Vec<(&str, &str)> = all.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        format!("/thu-tuc?{}", query(&said))
    }
}

fn view(form: Form, staff: bool, wanted: &Wanted, choices: &Choices, here: &[Listed], found: &Found) -> View {
    let named = |names: &[String]| names.iter().map(|name| Choice::new(name, name).vietnamese()).collect();
    let (words, nothing) = (wanted.tim.trim(), wanted.asked() == Asked::default());
    View {
        asked: !nothing,
        narrowed: ![&wanted.cap, &wanted.field, &wanted.subject].into_iter().all(String::is_empty),
        heading: if nothing { title(&form, choices) } else { heading(&form, found.total, wanted) },
        groups: if nothing { by_field(&form, here) } else { flat(&form, found) },
        events: if nothing { events(&form, choices) } else { Vec::new() },
        levels: Tier::ALL
            .into_iter()
            .map(|tier| Choice::new(tier.code(), tier.label()).vietnamese())
            .collect(),
        fields: named(&choices.fields),
        subjects: named(&choices.subjects),
        described: some(choices.described),
        for_review: if staff { some(choices.for_review) } else { String::new() },
        next: found.next.as_deref().map(|code| wanted.next(code)),
        replaced: successor(words).map(|_| format!("/thu-tuc/{words}")),
        form,
    }
}

/// How many, empty for none.
fn some(count: usize) -> String {
    if count == 0 { String::new() } else { written(count) }
}

/// `1.250`.
fn written(count: usize) -> String {
    web::Count::new(i64::try_from(count).unwrap_or(i64::MAX)).to_string()
}

fn title(form: &Form, choices: &Choices) -> String {
    let all = choices.described == 0;
    let (vi, en) = if all {
        ("Tất cả thủ tục", "All procedures")
    } else {
        ("Thủ tục nhận hồ sơ tại đây", "Procedures that can be filed here")
    };
    form.t(vi, en).to_owned()
}

fn heading(form: &Form, count: usize, wanted: &Wanted) -> String {
    let (count, words, event) = (counted(form, count), wanted.tim.trim(), wanted.life_event.trim());
    match (words.is_empty(), event.is_empty()) {
        (true, true) => format!("{}: {count}", form.t("Tìm thấy", "Found")),
        (true, false) => match form.locale() {
            Locale::Vi => format!("{event}: {count}"),
            Locale::En => format!("“{event}”: {count}"),
        },
        (false, _) => match form.locale() {
            Locale::Vi => format!("Tìm thấy {count} với “{words}”"),
            Locale::En => format!("{count} found with “{words}”"),
        },
    }
}

/// So many procedures.
fn counted(form: &Form, count: usize) -> String {
    format!("{} {}", written(count), form.t("thủ tục", if count == 1 { "procedure" } else { "procedures" }))
}

/// A name that fits into few lines of a phone; some of the national database are as long as a page. The procedure's own
/// page has all of it.
fn in_few_lines(name: &str) -> String {
    let Some((end, _)) = name.char_indices().nth(LONGEST_NAME) else { return name.to_owned() };
    let whole = name[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{}…", name[..whole].trim_end_matches([',', ';', ' ']))
}

fn line(form: &Form, code: &str, name: &str, online: OnlineLevel) -> Line {
    let (tag, online) = online_tag(online, form.locale());
    Line { href: format!("/thu-tuc/{code}"), name: in_few_lines(name), code: code.to_owned(), tag, online }
}

fn found_line(form: &Form, one: &Entry) -> Line {
    let mut line = line(form, &one.code, &one.name, one.online);
    if !one.field.name.is_empty() {
        line.code = format!("{}, {}", one.code, one.field.name);
    }
    match (one.successor, one.origin) {
        (Some(_), _) => (line.tag, line.online) = ("warn", form.t("Đã được thay thế", "Replaced")),
        (None, Origin::National) => {
            (line.tag, line.online) = ("plain", form.t("Chỉ giới thiệu", "Described only"))
        }
        (None, Origin::Package) => {}
    }
    line
}

/// Found ones in the order of the search.
fn flat(form: &Form, found: &Found) -> Vec<Group> {
    if found.rows.is_empty() {
        return Vec::new();
    }
    vec![Group { name: String::new(), rows: found.rows.iter().map(|one| found_line(form, one)).collect() }]
}

fn by_field(form: &Form, rows: &[Listed]) -> Vec<Group> {
    let fields: BTreeSet<(&str, &str)> =
        rows.iter().take(SHOWN).map(|one| (one.field_name.as_str(), one.field_code.as_str())).collect();
    let of = |code: &str| {
        let rows = rows.iter().take(SHOWN).filter(|one| one.field_code == code);
        rows.map(|one| line(form, one.key.code.as_str(), &one.short_name, one.online)).collect()
    };
    fields.into_iter().map(|(name, code)| Group { name: name.to_owned(), rows: of(code) }).collect()
}

fn events(form: &Form, choices: &Choices) -> Vec<Event> {
    let event = |(name, count): &(String, usize)| Event {
        href: format!("/thu-tuc?{}", query(&[("su-kien", name.as_str())])),
        name: name.clone(),
        count: counted(form, *count),
    };
    choices.life_events.iter().map(event).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_ends_between_words_and_a_short_one_stays() {
        assert_eq!(in_few_lines("Đăng ký khai sinh"), "Đăng ký khai sinh");
        let long = "Cấp giấy, ".repeat(60);
        let short = in_few_lines(&long);
        assert!(short.ends_with("giấy…") || short.ends_with("Cấp…"), "{short}");
        assert!(short.chars().count() <= LONGEST_NAME + 1);
        assert!(
            in_few_lines(&"đ".repeat(500)).chars().count() == LONGEST_NAME + 1,
            "a word without end is cut"
        );
    }
}
