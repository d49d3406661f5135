//! When each table was last written, known to the writer and all readers of one folder: what [`crate::Memo`] rests on.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock};

use crate::memo::Age;

/// Stands for every table, where the schema itself is changed.
pub(crate) const EVERY: &str = "*";

/// The record of one open database.
pub(crate) struct Tables {
    database: u64,
    state: RwLock<State>,
}

#[derive(Default)]
struct State {
    /// Counts the transactions that wrote something and have ended.
    ended: u64,
    /// The last of them that wrote each table.
    last: HashMap<&'static str, u64>,
    /// The tables the present transaction has written.
    under_way: Vec<&'static str>,
}

impl Tables {
    pub(crate) fn new() -> Self {
        static OPENED: AtomicU64 = AtomicU64::new(0);
        Self { database: OPENED.fetch_add(1, Ordering::Relaxed), state: RwLock::default() }
    }

    /// The writer is about to write these.
    pub(crate) fn write(&self, tables: &[&'static str]) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        state.under_way.extend_from_slice(tables);
    }

    /// The writer's transaction has ended, whichever way; what it wrote can be seen, if it can, from now on.
    pub(crate) fn end(&self) {
        let state = &mut *self.state.write().unwrap_or_else(PoisonError::into_inner);
        state.ended += 1;
        for table in state.under_way.drain(..) {
            state.last.insert(table, state.ended);
        }
    }

    /// How many transactions have ended: to be asked before a snapshot begins.
    pub(crate) fn ended(&self) -> u64 {
        self.state.read().unwrap_or_else(PoisonError::into_inner).ended
    }

    /// The age of `tables` as a snapshot sees them that was begun when `seen` transactions had ended; none if one of them
    /// was written since, or is being written.
    pub(crate) fn age(&self, tables: &[&'static str], seen: u64) -> Option<Age> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        let tables = tables.iter().chain([&EVERY]);
        if tables.clone().any(|table| state.under_way.contains(table)) {
            return None;
        }
        let written = tables.filter_map(|table| state.last.get(table).copied()).max().unwrap_or(0);
        (written <= seen).then_some(Age { database: self.database, written })
    }
}
