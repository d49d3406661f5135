//! The words of names that wait to be written in the order of their key: as they come they cost several times as much.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use base::id::{DossierId, UnitId};
use db::Rows;

use crate::model::Dossier;
use crate::store::word;

/// The dossiers of a word, each with its whole name.
type Named = Vec<(DossierId, Arc<str>)>;

/// Words by the scope in which they are looked for.
#[derive(Clone, Debug, Default)]
pub struct Words {
    scopes: BTreeMap<UnitId, HashMap<String, Named>>,
    /// What is left of the scope that is being taken, word after word.
    begun: Option<(UnitId, std::vec::IntoIter<(String, Named)>)>,
    dossiers: usize,
}

impl Words {
    /// Adds the words of a dossier, as [`word::rows`] has them.
    pub(super) fn add(&mut self, dossier: &Dossier) {
        let name = word::names(dossier);
        let (words, name) = (word::distinct(&name), Arc::<str>::from(word::text_of(&name)));
        for scope in word::scopes_of(dossier.root, dossier.competent, dossier.top) {
            let scope = self.scopes.entry(scope).or_default();
            for word in &words {
                let row = (dossier.id, Arc::clone(&name));
                match scope.get_mut(word.as_str()) {
                    Some(named) => named.push(row),
                    None => drop(scope.insert(word.clone(), vec![row])),
                }
            }
        }
        self.dossiers += 1;
    }

    /// Of how many dossiers words wait.
    #[must_use]
    pub const fn dossiers(&self) -> usize {
        self.dossiers
    }

    /// Takes the next words in the order of their key, at least `about` rows while there are; none when all were taken. To be taken
    /// whole before more is added.
    pub fn take(&mut self, about: usize) -> Rows {
        let mut rows = Rows::default();
        while rows.len() < about
            && let Some((scope, word, named)) = self.next_word()
        {
            for (dossier, name) in named {
                rows.row().text(scope).str(&word).text(dossier).str(&name);
            }
        }
        if rows.is_empty() {
            self.dossiers = 0;
        }
        rows
    }

    fn next_word(&mut self) -> Option<(UnitId, String, Named)> {
        loop {
            if let Some((scope, words)) = &mut self.begun
                && let Some((word, named)) = words.next()
            {
                return Some((*scope, word, named));
            }
            let (scope, words) = self.scopes.pop_first()?;
            let mut words: Vec<_> = words.into_iter().collect();
            words.sort_unstable_by(|a, b| a.0.cmp(&b.0));
            self.begun = Some((scope, words.into_iter()));
        }
    }
}
