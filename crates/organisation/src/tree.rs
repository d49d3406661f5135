//! Units in the order of a table of contents: each followed by those under it.

use std::collections::BTreeMap;

use base::id::UnitId;

use crate::model::{Unit, UnitKind};

/// A unit with its depth, from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// How deep it stands below the first.
    pub depth: usize,
    /// The unit.
    pub unit: Unit,
}

/// Orders units as a tree; a unit whose parent is not among them stands at the top. Inside one parent the
/// parts of a body come before the bodies under it, each by name.
#[must_use]
pub fn tree(units: Vec<Unit>) -> Vec<Branch> {
    let known: std::collections::BTreeSet<UnitId> = units.iter().map(|unit| unit.id).collect();
    let mut under: BTreeMap<Option<UnitId>, Vec<Unit>> = BTreeMap::new();
    for unit in units {
        under.entry(unit.parent.filter(|parent| known.contains(parent))).or_default().push(unit);
    }
    for siblings in under.values_mut() {
        siblings.sort_by_cached_key(|unit| (rank(unit.kind), base::fold(unit.name.as_str()), unit.id));
    }
    let mut out = Vec::new();
    let mut open: Vec<(usize, Unit)> = take(&mut under, None, 0);
    while let Some((depth, unit)) = open.pop() {
        open.extend(take(&mut under, Some(unit.id), depth + 1));
        out.push(Branch { depth, unit });
    }
    out
}

/// The units under one, last first, so that the first is popped next.
fn take(
    under: &mut BTreeMap<Option<UnitId>, Vec<Unit>>,
    parent: Option<UnitId>,
    depth: usize,
) -> Vec<(usize, Unit)> {
    under.remove(&parent).unwrap_or_default().into_iter().rev().map(|unit| (depth, unit)).collect()
}

/// Inside a body its own parts come before the bodies under it.
const fn rank(kind: UnitKind) -> u8 {
    match kind {
        UnitKind::OneStop => 0,
        UnitKind::Division => 1,
        UnitKind::LineAgency => 2,
        UnitKind::Department => 3,
        UnitKind::Ministry
        | UnitKind::Province
        | UnitKind::Ward
        | UnitKind::Commune
        | UnitKind::SpecialZone => 4,
    }
}
