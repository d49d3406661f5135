//! Finding a procedure among packages and descriptions: by words without accents, level, field, subject, life event. A
//! package wins over a description of the same code.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use base::fold;
use db::Query;
use jiff::civil::Date;

use crate::error::Error;
use crate::index::{self, Entry, Origin};
use crate::national::{Tier, successor};

/// The most that a page of a search holds.
pub const PAGE: usize = 50;

/// What is looked for; what is empty asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Words, with or without accents; all of them must occur.
    pub words: String,
    /// A level that decides.
    pub level: Option<Tier>,
    /// The code or the name of the field.
    pub field: String,
    /// The code or the name of who may ask.
    pub subject: String,
    /// A life event.
    pub life_event: String,
    /// Only descriptions with notes that somebody must decide on.
    pub for_review: bool,
    /// The code after which a page begins; empty for the first.
    pub after: String,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// How many in all.
    pub total: usize,
    /// A page of them, the best first: at most [`PAGE`].
    pub rows: Vec<Arc<Entry>>,
    /// The code after which the next page begins, if there is one.
    pub next: Option<String>,
}

/// What can be chosen to narrow a search.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Fields, by name.
    pub fields: Vec<String>,
    /// Who may ask, by name.
    pub subjects: Vec<String>,
    /// Life events by name, each with the number of its procedures.
    pub life_events: Vec<(String, usize)>,
    /// How many are only described.
    pub described: usize,
    /// How many of these have notes that somebody must decide on.
    pub for_review: usize,
}

/// Looks through packages in force on a day and through descriptions. Those that have a word in their name come first,
/// replaced ones last, packages before descriptions. A replaced code finds its successor, too. A cursor that names nothing found leads to an empty page.
///
/// # Errors
/// Those of the database; [`Error::Unreadable`] if a package cannot be read.
pub fn find(q: &mut impl Query, wanted: &Wanted, on: Date) -> Result<Found, Error> {
    let (packages, descriptions) = (index::packages(q, on)?, index::descriptions(q)?);
    let terms = Terms::of(wanted);
    let mut found: Vec<(Rank, usize, &Arc<Entry>)> = once_each(&packages, &descriptions.entries)
        .enumerate()
        .filter(|(_, entry)| terms.fit(entry))
        .map(|(n, entry)| (terms.rank(entry), n, entry))
        .collect();
    found.sort_unstable_by_key(|(rank, n, _)| (*rank, *n));
    let start = match wanted.after.as_str() {
        "" => 0,
        after => found.iter().position(|(_, _, it)| it.code == after).map_or(found.len(), |at| at + 1),
    };
    let rows: Vec<Arc<Entry>> = found[start..].iter().take(PAGE).map(|(_, _, it)| Arc::clone(it)).collect();
    let more = found.len() > start + rows.len();
    let next = rows.last().filter(|_| more).map(|last| last.code.clone());
    Ok(Found { total: found.len(), rows, next })
}

/// What can be chosen on a day.
///
/// # Errors
/// Those of the database; [`Error::Unreadable`] if a package cannot be read.
pub fn choices(q: &mut impl Query, on: Date) -> Result<Choices, Error> {
    let (packages, descriptions) = (index::packages(q, on)?, index::descriptions(q)?);
    let (mut fields, mut subjects) = (descriptions.fields.clone(), descriptions.subjects.clone());
    for package in packages.iter() {
        fields.entry(package.folded_field.clone()).or_insert_with(|| package.field.name.clone());
        for (key, subject) in package.folded_subjects.iter().zip(&package.subjects) {
            subjects.entry(key.clone()).or_insert_with(|| subject.name.clone());
        }
    }
    let (mut events, mut described) = (BTreeMap::<&str, usize>::new(), 0);
    let mut for_review = 0;
    for entry in once_each(&packages, &descriptions.entries) {
        described += usize::from(entry.origin == Origin::National);
        for_review += usize::from(entry.for_review);
        for event in &entry.life_events {
            *events.entry(event).or_default() += 1;
        }
    }
    let life_events = events.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
    let named = |all: BTreeMap<String, String>| all.into_values().filter(|name| !name.is_empty()).collect();
    Ok(Choices { fields: named(fields), subjects: named(subjects), life_events, described, for_review })
}

/// Packages, then the descriptions that have none.
fn once_each<'a>(
    packages: &'a [Arc<Entry>],
    descriptions: &'a [Arc<Entry>],
) -> impl Iterator<Item = &'a Arc<Entry>> {
    let own: HashSet<&str> = packages.iter().map(|one| one.code.as_str()).collect();
    packages.iter().chain(descriptions.iter().filter(move |one| !own.contains(one.code.as_str())))
}

/// The smaller, the better: whether it was replaced; whether the name lacks the phrase; how many words the name
/// lacks; whether it is only described; how long the name is.
type Rank = (bool, bool, usize, bool, usize);

/// What is looked for, folded.
struct Terms {
    phrase: String,
    words: Vec<String>,
    /// What replaced the code that was typed: it is found, too.
    successor: Option<&'static str>,
    level: Option<Tier>,
    field: String,
    subject: String,
    life_event: String,
    for_review: bool,
}

impl Terms {
    fn of(wanted: &Wanted) -> Self {
        let phrase = fold(&wanted.words);
        // Said twice is looked for once.
        let words: BTreeSet<&str> = phrase.split(' ').filter(|word| !word.is_empty()).collect();
        Self {
            successor: successor(&phrase).map(|to| to.code.as_str()),
            words: words.into_iter().map(str::to_owned).collect(),
            phrase,
            level: wanted.level,
            field: fold(&wanted.field),
            subject: fold(&wanted.subject),
            life_event: fold(&wanted.life_event),
            for_review: wanted.for_review,
        }
    }

    fn fit(&self, it: &Entry) -> bool {
        let named = |wanted: &str, code: &str, folded: &str| {
            wanted.is_empty() || folded == wanted || fold(code) == wanted
        };
        (!self.for_review || it.for_review)
            && self.level.is_none_or(|level| it.levels.contains(&level))
            && named(&self.field, &it.field.code, &it.folded_field)
            && (self.subject.is_empty()
                || it
                    .subjects
                    .iter()
                    .zip(&it.folded_subjects)
                    .any(|(one, name)| named(&self.subject, &one.code, name)))
            && (self.life_event.is_empty() || it.life_events.iter().any(|one| fold(one) == self.life_event))
            && (self.words.iter().all(|word| it.folded.contains(word.as_str()))
                || self.successor == Some(it.code.as_str()))
    }

    fn rank(&self, it: &Entry) -> Rank {
        if self.words.is_empty() {
            return (it.successor.is_some(), false, 0, false, 0);
        }
        let missed = self.words.iter().filter(|word| !it.folded_name.contains(word.as_str())).count();
        let lacks = !it.folded_name.contains(&self.phrase);
        (it.successor.is_some(), lacks, missed, it.origin == Origin::National, it.folded_name.len())
    }
}
