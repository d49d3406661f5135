//! `/thu-tuc`: find a procedure by words or by life event.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use base::Locale;
use serde::Deserialize;
use web::{Answer, App, Form, Query, Who, page};

use crate::error::Error;
use crate::look::{self, Listed};
use crate::model::OnlineLevel;
use crate::pages::view::{address, online_tag, query};

/// How many are shown; beyond it a search must be narrowed.
const SHOWN: usize = 100;
/// The longest search.
const LONGEST: usize = 200;

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    /// Words.
    tim: String,
    /// A life event.
    #[serde(rename = "su-kien")]
    life_event: String,
}

#[derive(Template)]
#[template(path = "list.html")]
struct View {
    form: Form,
    asked: bool,
    heading: String,
    more: bool,
    groups: Vec<Group>,
    events: Vec<Event>,
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
    let words: String = wanted.tim.chars().take(LONGEST).collect();
    let (text, today) = (words.clone(), ctx.now.date());
    let (all, found) = app
        .db
        .read(move |rx| Ok::<_, Error>((look::search(rx, "", today)?, look::search(rx, &text, today)?)))
        .await?;
    let event = wanted.life_event.trim();
    let rows: Vec<&Listed> =
        found.iter().filter(|one| event.is_empty() || one.life_events.iter().any(|it| it == event)).collect();
    let asked = !words.trim().is_empty() || !event.is_empty();
    let form = Form::empty(&ctx).spoken(ctx.locale).with("tim", &words);
    let view = View {
        heading: heading(&form, rows.len(), words.trim(), event),
        more: rows.len() > SHOWN,
        groups: if asked { flat(&form, &rows) } else { by_field(&form, &rows) },
        events: if asked { Vec::new() } else { events(&form, &all) },
        form,
        asked,
    };
    page(view.form.t("Thủ tục hành chính", "Administrative procedures"), &view).form(&view.form).answer()
}

fn heading(form: &Form, count: usize, words: &str, event: &str) -> String {
    let count = counted(form, count);
    match (words.is_empty(), event.is_empty()) {
        (true, true) => form.t("Tất cả thủ tục", "All procedures").to_owned(),
        (true, false) => format!("{event}: {count}"),
        (false, _) => match form.locale() {
            Locale::Vi => format!("Tìm thấy {count} với “{words}”"),
            Locale::En => format!("{count} found with “{words}”"),
        },
    }
}

/// So many procedures.
fn counted(form: &Form, count: usize) -> String {
    format!("{count} {}", form.t("thủ tục", if count == 1 { "procedure" } else { "procedures" }))
}

fn line(form: &Form, one: &Listed) -> Line {
    let (tag, online) = online_tag(one.online);
    let english = match one.online {
        OnlineLevel::Full => "Wholly online",
        OnlineLevel::Part => "Partly online",
        OnlineLevel::None => "In person",
    };
    Line {
        href: address(&one.key.code),
        name: one.short_name.clone(),
        code: one.key.code.to_string(),
        tag,
        online: form.t(online, english),
    }
}

/// Found ones in the order of the search.
fn flat(form: &Form, rows: &[&Listed]) -> Vec<Group> {
    if rows.is_empty() {
        return Vec::new();
    }
    vec![Group { name: String::new(), rows: rows.iter().take(SHOWN).map(|one| line(form, one)).collect() }]
}

fn by_field(form: &Form, rows: &[&Listed]) -> Vec<Group> {
    let fields: BTreeSet<(&str, &str)> =
        rows.iter().take(SHOWN).map(|one| (one.field_name.as_str(), one.field_code.as_str())).collect();
    let of = |code: &str| {
        rows.iter().take(SHOWN).filter(|one| one.field_code == code).map(|one| line(form, one)).collect()
    };
    fields.into_iter().map(|(name, code)| Group { name: name.to_owned(), rows: of(code) }).collect()
}

fn events(form: &Form, all: &[Listed]) -> Vec<Event> {
    let names: BTreeSet<&String> = all.iter().flat_map(|one| &one.life_events).collect();
    let count = |name: &String| all.iter().filter(|one| one.life_events.contains(name)).count();
    let href = |name: &String| format!("/thu-tuc?{}", query(&[("su-kien", name.as_str())]));
    names
        .into_iter()
        .map(|name| Event { href: href(name), name: name.clone(), count: counted(form, count(name)) })
        .collect()
}
