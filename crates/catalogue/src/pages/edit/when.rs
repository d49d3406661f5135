//! A condition on a page: its lines, each with what it can look at and be compared with.

use base::Ctx;
use web::{Choice, Form};

use crate::outline::Typed;
use crate::outline::composed::{Subject, count, marked, part_of};
use crate::outline::known::{Answer, Known};

/// A condition as a page asks for it.
pub(super) struct Lines {
    pub(super) key: String,
    pub(super) label: &'static str,
    pub(super) hint: &'static str,
    pub(super) mark: String,
    pub(super) join: String,
    pub(super) joins: Vec<Choice>,
    /// Too rich for lines: it stays a text.
    pub(super) rich: bool,
    pub(super) lines: Vec<Shown>,
}

/// A line.
pub(super) struct Shown {
    pub(super) n: usize,
    /// The names of its fields.
    pub(super) subject: String,
    pub(super) compare: String,
    pub(super) value: String,
    /// Its part that follows from what it looks at.
    pub(super) part: String,
    pub(super) subjects: Vec<Choice>,
    pub(super) compares: Vec<Choice>,
    pub(super) options: Vec<Choice>,
    /// How a value is typed where none is chosen.
    pub(super) typed: &'static str,
}

/// What was sent.
pub(super) fn sent(form: &Form) -> Typed {
    form.pairs().map(|(name, text)| (name.to_owned(), text.replace("\r\n", "\n"))).collect()
}

/// A form filled in with this.
pub(super) fn filled(ctx: &Ctx, typed: Typed) -> Form {
    typed.into_iter().fold(Form::empty(ctx), |form, (name, text)| form.with(name, text))
}

impl Lines {
    /// The lines of the condition under `key` as the form has them.
    pub(super) fn of(form: &Form, key: &str, label: &'static str, hint: &'static str, known: &Known) -> Self {
        let mark = marked(key);
        let lines = 1..=count(&sent(form), key);
        Self {
            key: key.to_owned(),
            label,
            hint,
            join: format!("{key}.noi"),
            joins: vec![
                Choice::new("tat-ca", "Tất cả các dòng đều đúng"),
                Choice::new("mot", "Ít nhất một dòng đúng"),
            ],
            rich: form.value(&mark).is_empty() && !form.value(key).is_empty(),
            mark,
            lines: lines.map(|n| Shown::of(form, key, n, known)).collect(),
        }
    }
}

impl Shown {
    fn of(form: &Form, key: &str, n: usize, known: &Known) -> Self {
        let subject = part_of(key, n, "ve");
        let chosen = Subject::parse(form.value(&subject));
        let pairs = |list: Vec<(String, String)>| {
            list.into_iter().map(|(code, words)| Choice::new(code, words)).collect()
        };
        Self {
            n,
            compare: part_of(key, n, "so"),
            value: part_of(key, n, "la"),
            part: format!("{key}-{n}"),
            subjects: subjects(known, form.value(&subject)),
            compares: chosen.as_ref().map_or_else(Vec::new, |it| {
                it.compares(known).into_iter().map(|(code, words)| Choice::new(code, words)).collect()
            }),
            options: chosen.as_ref().map_or_else(Vec::new, |it| pairs(it.options(known))),
            typed: match chosen.map(|it| it.answer(known)) {
                Some(Answer::Number) => "number",
                Some(Answer::Text) => "text",
                _ => "",
            },
            subject,
        }
    }
}

/// What a line can look at; what it looks at and is not there any more, too.
fn subjects(known: &Known, chosen: &str) -> Vec<Choice> {
    let facts = [(Subject::Case, "Trường hợp"), (Subject::Channel, "Kênh nộp hồ sơ")];
    let facts = facts.map(|(it, words)| Choice::new(it.code(), words));
    let questions = known.questions.iter().map(|it| Choice::new(&it.name, format!("Câu hỏi: {}", it.label)));
    let mut out: Vec<Choice> = facts.into_iter().chain(questions).collect();
    if !chosen.is_empty() && out.iter().all(|it| it.value != chosen) {
        out.push(Choice::new(chosen, format!("{chosen} (không có ở đây)")));
    }
    out
}
