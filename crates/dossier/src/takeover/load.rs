//! Many histories at once: made and hashed on one thread, written on another.

use std::collections::BTreeMap;

use base::code::{AgencyCode, DossierNumber};
use base::{Ctx, Instant, Rng};
use db::{Query, Rows, Tx};
use jiff::civil::Date;

use super::{History, Words};
use crate::error::Error;
use crate::events::stream;
use crate::model::Dossier;
use crate::store;

/// The last number given by each agency on each day, so that numbers go on where they stood.
#[derive(Clone, Debug, Default)]
pub struct Sequences(BTreeMap<AgencyCode, BTreeMap<Date, i64>>);

impl Sequences {
    /// The next number of an agency's day.
    pub fn next(&mut self, agency: &AgencyCode, day: Date) -> DossierNumber {
        let last = self.0.entry(agency.clone()).or_default().entry(day).or_insert(0);
        *last += 1;
        DossierNumber::compose(agency, day, *last)
    }

    /// What is to be written of them.
    #[must_use]
    pub fn rows(&self) -> Rows {
        let mut rows = Rows::default();
        for (agency, days) in &self.0 {
            rows.extend(days.iter().map(|(day, last)| store::number::row(agency, *day, *last)));
        }
        rows
    }
}

/// The last numbers given so far.
///
/// # Errors
/// Those of the database.
pub fn sequences(q: &mut impl Query) -> Result<Sequences, Error> {
    let mut sequences = Sequences::default();
    for ((agency, day), last) in store::number::all(q)? {
        sequences.0.entry(agency).or_default().insert(day, last);
    }
    Ok(sequences)
}

/// Histories as rows, ready to be written in one transaction.
#[derive(Clone, Debug, Default)]
pub struct Load {
    dossiers: Rows,
    papers: Rows,
    branches: Rows,
    asked: Rows,
    outside: Rows,
    words: Rows,
    sequences: Rows,
    past: ledger::Past,
}

impl Load {
    /// Adds a history, taken over at `recorded_at`; the words it is found by wait in `words`.
    ///
    /// # Errors
    /// If a part of it is no JSON.
    pub fn add(
        &mut self,
        rng: &Rng,
        recorded_at: Instant,
        mut history: History<'_>,
        words: &mut Words,
    ) -> Result<(), Error> {
        history.settle();
        let asked = history.asked();
        let History { dossier, sent, papers, events, outside, .. } = history;
        self.dossiers.push(&store::dossier::whole_row(&dossier, &sent)?);
        self.papers.extend(store::paper::rows(dossier.id, &papers));
        self.branches.extend(store::dossier::branches(&dossier));
        self.asked.extend(store::asked::rows(&dossier, &asked));
        for (at, staff, items) in outside {
            self.outside.extend(store::outside::rows(&dossier, &items, staff, at));
        }
        words.add(&dossier);
        self.past.add(rng, &stream(dossier.id), recorded_at, events);
        Ok(())
    }

    /// Takes everything out and keeps the memory for the next.
    pub fn clear(&mut self) {
        let tables =
            [&mut self.dossiers, &mut self.papers, &mut self.branches, &mut self.asked, &mut self.outside];
        tables.into_iter().chain([&mut self.words, &mut self.sequences]).for_each(Rows::clear);
        self.past.clear();
    }

    /// Gives its events their places already: see [`ledger::Past::place_after`].
    ///
    /// # Errors
    /// [`Error::Ledger`] for an event without its parts.
    pub fn place_after(&mut self, end: ledger::End) -> Result<ledger::End, Error> {
        Ok(self.past.place_after(end)?)
    }

    /// Adds the last numbers: rows of [`Sequences::rows`].
    pub fn number(&mut self, rows: Rows) {
        self.sequences = rows;
    }

    /// Adds words: rows of [`Words::take`].
    pub fn words(&mut self, rows: Rows) {
        self.words = rows;
    }

    /// How many dossiers it holds.
    #[must_use]
    pub fn dossiers(&self) -> usize {
        self.dossiers.len()
    }

    /// How many events it holds.
    #[must_use]
    pub fn events(&self) -> usize {
        self.past.len()
    }
}

/// Writes a load. The histories were decided elsewhere; the system takes them over.
///
/// # Errors
/// [`Error::Denied`] for people; those of the database and of the ledger, among them that a dossier is there already.
pub fn take_over(tx: &mut Tx, ctx: &Ctx, load: &Load) -> Result<(), Error> {
    ctx.authorise_system()?;
    tx.load(&store::dossier::INSERT_WHOLE, &load.dossiers)?;
    tx.load(&store::paper::INSERT, &load.papers)?;
    tx.load(&store::branch::INSERT, &load.branches)?;
    tx.load(&store::asked::INSERT, &load.asked)?;
    tx.load(&store::outside::INSERT, &load.outside)?;
    tx.load(&store::word::INSERT, &load.words)?;
    tx.load(&store::number::SET, &load.sequences)?;
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
