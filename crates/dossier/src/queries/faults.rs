//! The errors of bodies in a month, for who oversees them: a count for each body, down to the dossiers.

use std::collections::BTreeMap;

use base::Ctx;
use base::id::UnitId;
use db::Query;
use jiff::civil::Date;

use super::counts::{period, whose};
use crate::error::Error;
use crate::store::fault::{self, Fault};

/// The most errors of a month that are read.
const MOST: i64 = 500;

/// The errors of one body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyFaults {
    /// The body, by name.
    pub body: String,
    /// Its errors, the newest first.
    pub faults: Vec<Fault>,
}

impl BodyFaults {
    /// How many came to a correction (`correction`) or a recall (`recall`).
    #[must_use]
    pub fn count(&self, what: &str) -> usize {
        self.faults.iter().filter(|fault| fault.what == what).count()
    }
}

/// The errors of the month that `day` lies in, over everything the actor oversees; the body with most first.
///
/// # Errors
/// [`Error::Denied`] for everybody but leaders and controllers.
pub fn faults(q: &mut impl Query, ctx: &Ctx, day: Date) -> Result<Vec<BodyFaults>, Error> {
    let mut by_body: BTreeMap<UnitId, Vec<Fault>> = BTreeMap::new();
    for whose in whose(q, ctx)? {
        for one in fault::of(q, whose, period(ctx, day), MOST)? {
            by_body.entry(one.body).or_default().push(one);
        }
    }
    let mut out = Vec::new();
    for (body, faults) in by_body {
        out.push(BodyFaults { body: super::parts::name(q, body, ctx.now.date())?, faults });
    }
    out.sort_by(|a, b| (b.faults.len(), &a.body).cmp(&(a.faults.len(), &b.body)));
    Ok(out)
}
