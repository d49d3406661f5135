//! Exercises: one file each under `practice/`, written by hand, read once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::texts::{self, Text, Written, texts};

/// A story with steps, for one role.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exercise {
    /// The name of its file; its address is `/luyen-tap/<name>`.
    #[serde(skip)]
    pub name: &'static str,
    /// What it is called.
    pub title: String,
    /// For whom, in words: `Cán bộ Một cửa`.
    pub role: String,
    /// With which account of the invented people it is done.
    pub login: String,
    /// About how long it takes.
    pub minutes: u32,
    /// What has happened.
    pub story: String,
    /// What is to be done, in order.
    pub steps: Vec<Step>,
    /// What somebody who did it knows now.
    pub learned: String,
}

/// One step: what to do, and what the ledger holds once it is done.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What to do.
    pub text: String,
    /// The page to do it on, if it has one address.
    #[serde(default)]
    pub page: String,
    /// The kind of the event.
    pub event: String,
    /// Values of the event that count: `action = "trinh-cap"`.
    #[serde(default)]
    pub with: BTreeMap<String, String>,
    /// Whether it is about the same dossier as the step before.
    #[serde(default)]
    pub same: bool,
}

impl Written for Exercise {
    fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }
}

/// Every file under `practice/`, in the order in which somebody who is new does them.
#[rustfmt::skip]
static TEXTS: &[Text] = texts![
    "practice":
    "tiep-nhan", "phan-cong", "tham-dinh", "yeu-cau-bo-sung", "ky-duyet", "phat-hanh", "tra-ket-qua",
    "quyen-bien-lai", "ho-so-cham", "kiem-soat", "them-can-bo", "doi-lich", "soan-thu-tuc", "nop-ho-so",
];

/// Every exercise.
#[must_use]
pub fn exercises() -> &'static [Exercise] {
    static EXERCISES: LazyLock<Vec<Exercise>> = LazyLock::new(|| texts::all(TEXTS));
    &EXERCISES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_an_exercise() {
        for exercise in texts::whole::<Exercise>("practice", TEXTS) {
            assert!(!exercise.steps.is_empty(), "{} has no steps", exercise.name);
            assert!(!exercise.steps[0].same, "{}: there is no step before the first", exercise.name);
        }
    }
}
