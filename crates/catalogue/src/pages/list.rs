//! `/thu-tuc`: find a procedure by words or by life event.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use serde::Deserialize;
use web::{Answer, App, Form, Query, Who, page};

use crate::error::Error;
use crate::look::{self, Listed};
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
    let view = View {
        heading: heading(rows.len(), words.trim(), event),
        more: rows.len() > SHOWN,
        groups: if asked { flat(&rows) } else { by_field(&rows) },
        events: if asked { Vec::new() } else { events(&all) },
        form: Form::empty(&ctx).with("tim", &words),
        asked,
    };
    page("Thủ tục hành chính", &view).answer()
}

fn heading(count: usize, words: &str, event: &str) -> String {
    match (words.is_empty(), event.is_empty()) {
        (true, true) => "Tất cả thủ tục".to_owned(),
        (true, false) => format!("{event}: {count} thủ tục"),
        (false, _) => format!("Tìm thấy {count} thủ tục với “{words}”"),
    }
}

fn line(one: &Listed) -> Line {
    let (tag, online) = online_tag(one.online);
    Line {
        href: address(&one.key.code),
        name: one.short_name.clone(),
        code: one.key.code.to_string(),
        tag,
        online,
    }
}

/// Found ones in the order of the search.
fn flat(rows: &[&Listed]) -> Vec<Group> {
    if rows.is_empty() {
        return Vec::new();
    }
    vec![Group { name: String::new(), rows: rows.iter().take(SHOWN).map(|one| line(one)).collect() }]
}

fn by_field(rows: &[&Listed]) -> Vec<Group> {
    let fields: BTreeSet<(&str, &str)> =
        rows.iter().take(SHOWN).map(|one| (one.field_name.as_str(), one.field_code.as_str())).collect();
    let of = |code: &str| {
        rows.iter().take(SHOWN).filter(|one| one.field_code == code).map(|one| line(one)).collect()
    };
    fields.into_iter().map(|(name, code)| Group { name: name.to_owned(), rows: of(code) }).collect()
}

fn events(all: &[Listed]) -> Vec<Event> {
    let names: BTreeSet<&String> = all.iter().flat_map(|one| &one.life_events).collect();
    let count = |name: &String| all.iter().filter(|one| one.life_events.contains(name)).count();
    let href = |name: &String| format!("/thu-tuc?{}", query(&[("su-kien", name.as_str())]));
    names
        .into_iter()
        .map(|name| Event {
            href: href(name), name: name.clone(), count: format!("{} thủ tục", count(name))
        })
        .collect()
}
