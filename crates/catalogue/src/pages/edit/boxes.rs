//! The fields of an entry as its page asks for them, those of tables within among them.

use web::{Choice, Form};

use super::when::{Lines, sent};
use crate::outline::composed::count;
use crate::outline::known::Known;
use crate::outline::{Column, Kind, Typed};

/// A field.
pub(super) struct Asked {
    pub(super) name: String,
    pub(super) label: &'static str,
    pub(super) hint: &'static str,
    pub(super) optional: bool,
    pub(super) kind: &'static str,
    pub(super) options: Vec<Choice>,
    pub(super) when: Option<Lines>,
    /// The fields of a table within, or of each of a list.
    pub(super) groups: Vec<Vec<Asked>>,
}

/// The fields of a table.
pub(super) fn asked(prefix: &str, columns: &'static [Column], form: &Form, known: &Known) -> Vec<Asked> {
    columns.iter().map(|column| one(format!("{prefix}{}", column.key), column, form, known)).collect()
}

/// Whether a name that was sent is that of a field: `name`, `rate.count`, `relief.2.percent`.
pub(super) fn stands(columns: &[Column], name: &str) -> bool {
    columns.iter().any(|column| match (column.kind, name.strip_prefix(column.key)) {
        (_, Some("")) => true,
        (Kind::Sub(inner), Some(rest)) => rest.strip_prefix('.').is_some_and(|rest| stands(inner, rest)),
        (Kind::Subs(inner), Some(rest)) => {
            let rest = rest.strip_prefix('.').and_then(|rest| rest.split_once('.'));
            rest.is_some_and(|(n, rest)| n.parse::<usize>().is_ok() && stands(inner, rest))
        }
        _ => false,
    })
}

/// The names of the fields that are conditions, in as many tables as the form has.
pub(super) fn conditions(columns: &[Column], typed: &Typed) -> Vec<String> {
    let mut out = Vec::new();
    for column in columns {
        let inner = |columns: &[Column], prefix: &str| {
            conditions(columns, typed).into_iter().map(|key| format!("{prefix}.{key}")).collect::<Vec<_>>()
        };
        match column.kind {
            Kind::When => out.push(column.key.to_owned()),
            Kind::Sub(columns) => out.extend(inner(columns, column.key)),
            Kind::Subs(columns) => {
                let all = 1..=count(typed, column.key);
                out.extend(all.flat_map(|n| inner(columns, &format!("{}.{n}", column.key))));
            }
            _ => {}
        }
    }
    out
}

fn one(name: String, column: &'static Column, form: &Form, known: &Known) -> Asked {
    let codes =
        |all: Vec<(&str, &str)>| all.into_iter().map(|(code, words)| Choice::new(code, words)).collect();
    let picked = |pick| picked(known.picked(pick), form.all(&name).map(str::to_owned).collect());
    let mut groups = Vec::new();
    let (kind, options) = match column.kind {
        Kind::Line | Kind::Day => ("line", Vec::new()),
        Kind::Text | Kind::List | Kind::Brackets | Kind::Pairs => ("text", Vec::new()),
        Kind::Whole | Kind::Number => ("number", Vec::new()),
        Kind::When => ("when", Vec::new()),
        Kind::Flag(_) => ("flag", Vec::new()),
        Kind::Kept => ("kept", Vec::new()),
        Kind::One(all) => ("one", codes(all())),
        Kind::Some(all) => ("some", codes(all())),
        Kind::Pick(pick) => ("one", picked(pick)),
        Kind::Picks(pick) | Kind::PickOrMany(pick) => ("some", picked(pick)),
        Kind::Sub(inner) => {
            groups.push(asked(&format!("{name}."), inner, form, known));
            ("sub", Vec::new())
        }
        Kind::Subs(inner) => {
            let all = 1..=count(&sent(form), &name);
            groups.extend(all.map(|n| asked(&format!("{name}.{n}."), inner, form, known)));
            ("subs", Vec::new())
        }
    };
    let when =
        matches!(column.kind, Kind::When).then(|| Lines::of(form, &name, column.label, column.hint, known));
    let Column { label, hint, optional, .. } = *column;
    Asked { name, label, hint, optional, kind, options, when, groups }
}

/// What can be picked; what is chosen comes first, in its order, also where it is not there any more.
fn picked(all: Vec<(String, String)>, chosen: Vec<String>) -> Vec<Choice> {
    let words = |code: &str, words: &str| {
        if words.is_empty() { code.to_owned() } else { format!("{words} ({code})") }
    };
    let known = |code: &String| all.iter().find(|(one, _)| one == code);
    let first = chosen.iter().filter(|code| !code.is_empty()).map(|code| match known(code) {
        Some((code, label)) => Choice::new(code, words(code, label)),
        None => Choice::new(code, format!("{code} (không có ở đây)")),
    });
    let first: Vec<Choice> = first.collect();
    let others = all.iter().filter(|(code, _)| !chosen.contains(code));
    let others = others.map(|(code, label)| Choice::new(code, words(code, label)));
    first.into_iter().chain(others).collect()
}
