//! What every request asks for and hardly anybody writes (units, calendars, versions in force), kept in memory as long as
//! nobody has written the tables it comes from.
//!
//! Only an engine that sees every write can vouch for that: SQLite, whose folder one process owns. On PostgreSQL another
//! node may have written, so there each call reads.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::Query;

/// Answers by key, for one question. Keep it in a `static`.
pub struct Memo<K, V> {
    tables: &'static [&'static str],
    most: usize,
    kept: Mutex<BTreeMap<(u64, K), (Age, V)>>,
}

/// A moment in the life of some tables: equal ages mean that nothing was written between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    /// Which database of this process.
    pub(crate) database: u64,
    /// The last transaction that wrote one of the tables.
    pub(crate) written: u64,
}

impl<K: Ord, V: Clone> Memo<K, V> {
    /// Keeps up to `most` answers that follow from `tables` and the key alone; beyond it all are forgotten.
    #[must_use]
    pub const fn new(tables: &'static [&'static str], most: usize) -> Self {
        Self { tables, most, kept: Mutex::new(BTreeMap::new()) }
    }

    /// The answer for `key`: a kept one, or what `read` finds.
    ///
    /// # Errors
    /// Those of `read`; an error is not kept.
    pub fn get<Q: Query, E>(
        &self,
        q: &mut Q,
        key: K,
        read: impl FnOnce(&mut Q, &K) -> Result<V, E>,
    ) -> Result<V, E> {
        let Some(age) = q.age(self.tables) else { return read(q, &key) };
        let key = (age.database, key);
        if let Some((kept, value)) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(&key)
            && *kept == age
        {
            return Ok(value.clone());
        }
        let value = read(q, &key.1)?;
        // A write that came while it was read may or may not be in it.
        if q.age(self.tables) == Some(age) {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            if kept.len() >= self.most {
                kept.clear();
            }
            kept.insert(key, (age, value.clone()));
        }
        Ok(value)
    }
}
