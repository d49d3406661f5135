//! How a change below reaches the crates above: a merged unit, a late holiday, a changed procedure previews and
//! applies itself to what they keep.

use base::Ctx;
use db::{Read, Tx};
use serde::{Deserialize, Serialize};

use crate::Cause;

/// What one context does when something below it changes. Previewed before anybody decides, applied in batches
/// that can be interrupted at any moment and go on where they stopped.
#[derive(Clone, Debug)]
pub struct Effect {
    /// Unique, `context.what`, for example `dossier.rehome`.
    pub name: &'static str,
    /// The change it answers, for example `organisation.unit-merged`; its input is JSON of that change's type.
    pub on: &'static str,
    /// Says what would happen, without changing anything.
    pub preview: fn(&mut Read, input: &str) -> Result<Preview, Cause>,
    /// Applies one batch of at most a few hundred rows, in the order of some key, beginning after `after`.
    pub apply: fn(&mut Tx, &Ctx, input: &str, after: Option<&str>) -> Result<Progress, Cause>,
}

/// What an effect would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// How many rows it would change.
    pub rows: i64,
    /// What a person should know before deciding, in Vietnamese, the most important first.
    pub lines: Vec<String>,
}

/// How far a batch came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// There is more after this key.
    More {
        /// The key of the last row done.
        after: String,
        /// The rows this batch changed.
        rows: i64,
    },
    /// Nothing is left.
    Done {
        /// The rows this batch changed.
        rows: i64,
    },
}
