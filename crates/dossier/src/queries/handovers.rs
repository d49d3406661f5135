//! What the desks on both sides of a hand-over owe each other.

use std::collections::BTreeMap;

use base::Ctx;
use base::id::UnitId;
use db::Query;

use crate::error::Error;
use crate::permissions;
use crate::store::handover::{self, Owed};

/// The most lines that are shown for a body.
const MOST: i64 = 200;

/// A hand-over that somebody owes something.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The line.
    pub owed: Owed,
    /// The name of the body that hands over.
    pub from: String,
    /// The name of the body that takes over.
    pub to: String,
    /// Whether it is for the asker's own body to act.
    pub ours: bool,
    /// Whether the working day on which it should have been done is over.
    pub late: bool,
}

/// What the asker's bodies owe or wait for, what is due first first.
///
/// # Errors
/// [`Error::Denied`] for people who handle no dossiers.
pub fn handovers(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<Waiting>, Error> {
    let authority = ctx.authorise(&permissions::HANDLE)?;
    let bodies = authority.roots();
    let mut names = BTreeMap::new();
    let mut out = Vec::new();
    for body in &bodies {
        for owed in handover::of_body(q, *body, MOST)? {
            let acts = if owed.pending { owed.to } else { owed.from };
            let known =
                out.iter().any(|it: &Waiting| it.owed.dossier == owed.dossier && it.owed.way == owed.way);
            if !known {
                out.push(Waiting {
                    from: name(q, ctx, &mut names, owed.from)?,
                    to: name(q, ctx, &mut names, owed.to)?,
                    ours: bodies.contains(&acts),
                    late: owed.due < ctx.now,
                    owed,
                });
            }
        }
    }
    out.sort_by_key(|it| (!it.ours, it.owed.due));
    Ok(out)
}

/// The name of a unit today, or its last one.
fn name(
    q: &mut impl Query,
    ctx: &Ctx,
    known: &mut BTreeMap<UnitId, String>,
    unit: UnitId,
) -> Result<String, Error> {
    if let Some(name) = known.get(&unit) {
        return Ok(name.clone());
    }
    let found = match organisation::unit_at(q, unit, ctx.now.date())? {
        Some(unit) => Some(unit),
        None => organisation::unit_latest(q, unit)?,
    };
    let name = found.map_or_else(String::new, |unit| unit.name.to_string());
    known.insert(unit, name.clone());
    Ok(name)
}
