//! Many histories at once: made and hashed on one thread, written on another.

use std::collections::BTreeMap;

use base::code::{AgencyCode, DossierNumber};
use base::{Ctx, Instant, Rng};
use db::{Query, Tx, Value};
use jiff::civil::Date;

use super::History;
use crate::error::Error;
use crate::events::stream;
use crate::model::Dossier;
use crate::store;

/// The last number given by each agency on each day, so that numbers go on where they stood.
#[derive(Clone, Debug, Default)]
pub struct Sequences(BTreeMap<(AgencyCode, Date), i64>);

impl Sequences {
    /// The next number of an agency's day.
    pub fn next(&mut self, agency: &AgencyCode, day: Date) -> DossierNumber {
        let last = self.0.entry((agency.clone(), day)).or_insert(0);
        *last += 1;
        DossierNumber::compose(agency, day, *last)
    }

    /// What is to be written of them.
    #[must_use]
    pub fn rows(&self) -> Vec<Vec<Value>> {
        self.0.iter().map(|((agency, day), last)| store::number::row(agency, *day, *last)).collect()
    }
}

/// The last numbers given so far.
///
/// # Errors
/// Those of the database.
pub fn sequences(q: &mut impl Query) -> Result<Sequences, Error> {
    Ok(Sequences(store::number::all(q)?))
}

/// Histories as rows, ready to be written in one transaction.
#[derive(Clone, Debug, Default)]
pub struct Load {
    dossiers: Vec<Vec<Value>>,
    papers: Vec<Vec<Value>>,
    branches: Vec<Vec<Value>>,
    asked: Vec<Vec<Value>>,
    outside: Vec<Vec<Value>>,
    words: Vec<Vec<Value>>,
    sequences: Vec<Vec<Value>>,
    past: ledger::Past,
}

impl Load {
    /// Adds a history, taken over at `recorded_at`.
    ///
    /// # Errors
    /// If a part of it is no JSON.
    pub fn add(&mut self, rng: &Rng, recorded_at: Instant, mut history: History<'_>) -> Result<(), Error> {
        history.settle();
        let asked = history.asked();
        let History { dossier, sent, papers, events, outside, .. } = history;
        self.dossiers.push(store::dossier::whole_row(&dossier, &sent)?);
        self.papers.extend(store::paper::rows(dossier.id, &papers));
        self.branches.extend(store::dossier::branches(&dossier));
        self.asked.extend(store::asked::rows(&dossier, &asked));
        for (at, staff, items) in outside {
            self.outside.extend(store::outside::rows(&dossier, &items, staff, at));
        }
        let scopes = store::word::scopes_of(dossier.root, dossier.competent, dossier.top);
        self.words.extend(store::word::rows(dossier.id, &scopes, &store::word::names(&dossier)));
        self.past.add(rng, &stream(dossier.id), recorded_at, events);
        Ok(())
    }

    /// Adds the last numbers: rows of [`Sequences::rows`].
    pub fn number(&mut self, rows: Vec<Vec<Value>>) {
        self.sequences.extend(rows);
    }

    /// Takes the words of the names out, to be written elsewhere: sorted, at the end of a whole load, they cost a fraction.
    pub fn take_words(&mut self) -> Vec<Vec<Value>> {
        std::mem::take(&mut self.words)
    }

    /// A load of words alone.
    #[must_use]
    pub fn of_words(words: Vec<Vec<Value>>) -> Self {
        Self { words, ..Self::default() }
    }

    /// How many dossiers it holds.
    #[must_use]
    pub const fn dossiers(&self) -> usize {
        self.dossiers.len()
    }

    /// How many events it holds.
    #[must_use]
    pub const fn events(&self) -> usize {
        self.past.len()
    }
}

/// Writes a load. The histories were decided elsewhere; the system takes them over.
///
/// # Errors
/// [`Error::Denied`] for people; those of the database and of the ledger, among them that a dossier is there already.
pub fn take_over(tx: &mut Tx, ctx: &Ctx, load: &Load) -> Result<(), Error> {
    ctx.authorise_system()?;
    tx.batch(&store::dossier::INSERT_WHOLE, &load.dossiers)?;
    tx.batch(&store::paper::INSERT, &load.papers)?;
    tx.batch(&store::branch::INSERT, &load.branches)?;
    tx.batch(&store::asked::INSERT, &load.asked)?;
    tx.batch(&store::outside::INSERT, &load.outside)?;
    tx.batch(&store::word::INSERT, &load.words)?;
    tx.batch(&store::number::SET, &load.sequences)?;
    if !load.past.is_empty() {
        ledger::take_over(tx, &load.past)?;
    }
    Ok(())
}

/// A dossier as it stands at the end of a history, for whoever compares.
impl From<History<'_>> for Dossier {
    fn from(mut history: History<'_>) -> Self {
        history.settle();
        history.dossier
    }
}
