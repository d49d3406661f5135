//! The last refusals of this process, for a support bundle: by which route, code and cause; never the address, never who, nothing that
//! was typed.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use base::id::RequestId;
use base::{Actor, Instant, Kind};
use serde::Serialize;

/// How many refusals are kept, and how many of our own faults beside them, so that a flood of the former takes none of the latter away.
const KEPT: usize = 1_000;

/// One refusal, without anything of the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failed {
    /// The number that the page named.
    pub request: RequestId,
    /// When, in RFC 3339.
    pub at: String,
    /// How it was asked.
    pub method: String,
    /// The pattern of the path; `(unknown)` where none fits.
    pub route: String,
    /// With what it was answered.
    pub status: u16,
    /// The stable name of the refusal.
    pub code: &'static str,
    /// Who asked, by role only.
    pub role: String,
    /// Whether it is our fault.
    pub internal: bool,
    /// What caused it, in the words of the program, masked by [`mask`]; empty where nothing did.
    pub cause: String,
}

/// What [`Failures`] is told of a refusal where it is said; the rest is known around it.
#[derive(Clone, Debug)]
pub(crate) struct Noted {
    pub(crate) code: &'static str,
    pub(crate) kind: Kind,
    pub(crate) role: String,
    pub(crate) cause: String,
}

/// The refusals of this process. Clones are the same.
#[derive(Clone, Default)]
pub struct Failures(Arc<Mutex<Rings>>);

#[derive(Default)]
struct Rings {
    refused: VecDeque<Failed>,
    internal: VecDeque<Failed>,
}

impl Failures {
    /// The refusal of this request, while it is kept.
    #[must_use]
    pub fn find(&self, request: RequestId) -> Option<Failed> {
        let rings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        rings.internal.iter().chain(&rings.refused).rev().find(|it| it.request == request).cloned()
    }

    /// The last of our own faults, the newest first.
    #[must_use]
    pub fn internal(&self, most: usize) -> Vec<Failed> {
        let rings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        rings.internal.iter().rev().take(most).cloned().collect()
    }

    pub(crate) fn note(&self, failed: Failed) {
        let mut rings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let ring = if failed.internal { &mut rings.internal } else { &mut rings.refused };
        if ring.len() == KEPT {
            ring.pop_front();
        }
        ring.push_back(failed);
    }
}

impl fmt::Debug for Failures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Failures")
    }
}

/// A refusal with what is known around it.
pub(crate) fn failed(
    said: Noted,
    request: RequestId,
    at: Instant,
    method: &str,
    route: &str,
    status: u16,
) -> Failed {
    Failed {
        request,
        at: at.rfc3339(),
        method: method.to_owned(),
        route: route.to_owned(),
        status,
        code: said.code,
        role: said.role,
        internal: said.kind == Kind::Internal,
        cause: mask(&said.cause),
    }
}

/// Who an actor is, by role only.
pub(crate) fn role(actor: &Actor) -> String {
    match actor {
        Actor::Nobody => "nobody".to_owned(),
        Actor::Citizen(_) => "citizen".to_owned(),
        Actor::System(name) => format!("system {name}"),
        Actor::Staff(staff) => {
            let mut roles: Vec<&str> = staff.posts.iter().map(|post| post.role.code()).collect();
            roles.sort_unstable();
            roles.dedup();
            format!("staff {}", roles.join(", "))
        }
    }
}

/// The words of the program without what may be of a person: quoted text, words with other letters than English ones, numbers of four
/// digits and more, addresses of mail.
#[must_use]
pub fn mask(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut closing: Option<char> = None;
    let mut word = String::new();
    for letter in text.chars() {
        match closing {
            Some(close) if letter == close => {
                closing = None;
                out.push('…');
                out.push(letter);
            }
            Some(_) => {}
            None if is_part(letter) => word.push(letter),
            None => {
                masked(&mut word, &mut out);
                out.push(letter);
                closing = CLOSING.iter().find(|(open, _)| *open == letter).map(|(_, close)| *close);
            }
        }
    }
    masked(&mut word, &mut out);
    out
}

/// What begins a quotation, and what ends it.
const CLOSING: [(char, char); 6] = [('"', '"'), ('\'', '\''), ('`', '`'), ('“', '”'), ('«', '»'), ('(', ')')];

/// Whether a letter belongs to a word that is masked or kept as a whole.
fn is_part(letter: char) -> bool {
    letter.is_alphanumeric() || "@.-_/+%".contains(letter)
}

/// Moves a word to `out`, or a mark in its place.
fn masked(word: &mut String, out: &mut String) {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let foreign = !word.is_ascii() || word.contains('@');
    out.push_str(if digits > 3 || foreign { "…" } else { word });
    word.clear();
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_words_of_the_program_stay_and_those_of_people_go() {
        for (said, kept) in [
            (
                "UNIQUE constraint failed: accounts_citizen.login",
                "UNIQUE constraint failed: accounts_citizen.login",
            ),
            ("Key (identifier)=(001190012345) already exists: step 2", "Key (…)=(…) already exists: step 2"),
            (
                "invalid type: string \"Nguyễn Văn An\", expected u64",
                "invalid type: string \"…\", expected u64",
            ),
            ("no row for 0912345678 of lan@example.vn", "no row for … of …"),
            ("ông Bình không có", "… … … …"),
            ("an open \"quotation 123456", "an open \""),
        ] {
            assert_eq!(mask(said), kept);
        }
    }

    proptest! {
        #[test]
        fn no_number_and_no_name_gets_through(before in "[a-z ]{0,20}", number in "[0-9]{4,14}", name in "[A-Z][ăâđêôơư][a-z]{1,6}") {
            let masked = mask(&format!("{before} {number} {name}"));
            prop_assert!(!masked.contains(&number) && !masked.contains(&name), "{masked}");
        }

        #[test]
        fn whatever_is_said_can_be_masked(text in ".{0,200}") {
            let masked = mask(&text);
            prop_assert!(!masked.contains('@') || text.contains('@'));
            prop_assert_eq!(masked.chars().filter(|letter| letter.is_alphabetic() && !letter.is_ascii()).count(), 0);
        }
    }

    #[test]
    fn a_flood_of_refusals_takes_no_fault_away() {
        let failures = Failures::default();
        let rng = base::Rng::seeded(1);
        let note = |kind| {
            let request = RequestId::new(&rng, Instant::from_micros(0));
            let said = Noted { code: "x", kind, role: role(&Actor::Nobody), cause: String::new() };
            failures.note(failed(said, request, Instant::from_micros(0), "GET", "/", 500));
            request
        };
        let fault = note(Kind::Internal);
        let first = note(Kind::NotFound);
        for _ in 0..KEPT {
            note(Kind::NotFound);
        }
        assert!(failures.find(fault).is_some_and(|it| it.internal));
        assert_eq!(failures.find(first), None);
        assert_eq!(failures.internal(10).len(), 1);
    }
}
