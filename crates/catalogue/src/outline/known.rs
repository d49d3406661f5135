//! What an edition has that its parts can name: questions of the form, cases, steps. Read from texts that need not be sound. Pure.

use serde_json::Value;

use super::{Pick, blocks, section, shown};
use crate::package::Written;

/// A code with its words.
pub(crate) type Named = (String, String);

/// What the answer to a question is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// One or some of its options.
    Choice,
    /// Yes or no.
    YesNo,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A day or rows: only whether it was answered.
    Other,
}

/// A question of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    /// Its name in answers.
    pub(crate) name: String,
    /// The page it is asked on.
    pub(crate) page: String,
    /// As it is asked.
    pub(crate) label: String,
    /// What is answered.
    pub(crate) answer: Answer,
    /// What can be chosen.
    pub(crate) options: Vec<Named>,
}

/// What can be named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    /// The questions, in the order in which they are asked.
    pub(crate) questions: Vec<Question>,
    /// The cases.
    pub(crate) cases: Vec<Named>,
    /// The steps of the process.
    pub(crate) steps: Vec<Named>,
    /// Its ends.
    pub(crate) ends: Vec<Named>,
    /// The results.
    pub(crate) results: Vec<Named>,
    /// The components.
    pub(crate) components: Vec<Named>,
    /// The parts of a linked procedure.
    pub(crate) parts: Vec<Named>,
}

impl Known {
    /// Reads as much as can be read.
    pub(crate) fn of(texts: &Written) -> Self {
        let schema: Value = serde_json::from_str(&texts.form).unwrap_or_default();
        Self {
            cases: named(&texts.procedure, "truong-hop"),
            results: named(&texts.procedure, "ket-qua"),
            components: named(&texts.procedure, "thanh-phan"),
            parts: named(&texts.procedure, "lien-thong"),
            steps: named(&texts.process, "buoc"),
            ends: named(&texts.process, "ket-thuc"),
            ..Self::of_form(&schema)
        }
    }

    /// The questions of a form alone.
    pub(crate) fn of_form(schema: &Value) -> Self {
        Self { questions: questions(schema), ..Self::default() }
    }

    /// The same with only those questions that come before this one: what its condition may look at.
    pub(crate) fn before(mut self, name: &str) -> Self {
        let end = self.questions.iter().position(|it| it.name == name);
        self.questions.truncate(end.unwrap_or(self.questions.len()));
        self
    }

    /// The same with only the questions of the pages before this one.
    pub(crate) fn before_page(mut self, code: &str) -> Self {
        let end = self.questions.iter().position(|it| it.page == code);
        self.questions.truncate(end.unwrap_or(self.questions.len()));
        self
    }

    /// What can be picked: code and words.
    pub(crate) fn picked(&self, pick: Pick) -> Vec<Named> {
        let questions = |fits: fn(&Question) -> bool| {
            let all = self.questions.iter().filter(|it| fits(it));
            all.map(|it| (it.name.clone(), it.label.clone())).collect()
        };
        match pick {
            Pick::Case => self.cases.clone(),
            Pick::Question => questions(|_| true),
            Pick::Number => questions(|it| it.answer == Answer::Number),
            Pick::Step => self.steps.clone(),
            Pick::Target => self.steps.iter().chain(&self.ends).cloned().collect(),
            Pick::Result => self.results.clone(),
            Pick::Component => self.components.clone(),
            Pick::Part => self.parts.clone(),
        }
    }

    /// A question by its name.
    pub(crate) fn question(&self, name: &str) -> Option<&Question> {
        self.questions.iter().find(|it| it.name == name)
    }
}

/// The entries of a section by their codes.
fn named(text: &str, slug: &str) -> Vec<Named> {
    let Some(section) = section(slug) else { return Vec::new() };
    let entry = |range| {
        let typed = shown(section, &text[range]).ok()?;
        let of = |key: &str| typed.iter().find(|(name, _)| name == key).map(|(_, text)| text.clone());
        Some((of("code")?, of("name").unwrap_or_default()))
    };
    blocks(text, section).into_iter().filter_map(|block| entry(block.range)).collect()
}

fn questions(schema: &Value) -> Vec<Question> {
    let all = schema["properties"].as_object();
    let mut out = Vec::new();
    for (page, _) in super::question::pages(schema) {
        let here = all.into_iter().flatten().filter(|(_, it)| it["x-page"] == page);
        out.extend(here.map(|(name, it)| question(name, it)));
    }
    out
}

fn question(name: &str, it: &Value) -> Question {
    let text = |it: &Value, key: &str| it[key].as_str().unwrap_or_default().to_owned();
    let options = it.get("oneOf").or_else(|| it["items"].get("oneOf")).and_then(Value::as_array);
    let options: Vec<Named> =
        options.into_iter().flatten().map(|one| (text(one, "const"), text(one, "title"))).collect();
    let answer = match it["type"].as_str() {
        Some("boolean") => Answer::YesNo,
        Some("integer" | "number") => Answer::Number,
        Some("string" | "array") if !options.is_empty() => Answer::Choice,
        Some("string") if it["format"] != "date" => Answer::Text,
        _ => Answer::Other,
    };
    Question { name: name.to_owned(), page: text(it, "x-page"), label: text(it, "title"), answer, options }
}
