//! How long a process takes at most: along the longest way that a dossier of one case, one channel and one term can go.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Condition, Situation};
use crate::process::{Process, Step, StepTerm};

/// What is taken for granted of a dossier while its steps are added up.
#[derive(Clone, Debug)]
pub struct Assumed<'a> {
    /// Its case and channel.
    pub situation: Situation<'a>,
    /// Conditions that hold or do not, whatever else was answered: that of the term it has.
    pub holds: Vec<(&'a Condition, bool)>,
}

/// Steps that take longer than there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlong {
    /// The steps of the longest way, in order.
    pub way: Vec<String>,
    /// The one of them that takes longest, by index.
    pub longest: usize,
    /// What they take together, in words: `8,5 ngày làm việc`.
    pub sum: String,
}

/// A way: how long it takes, and its steps.
type Way<'a> = (i64, Vec<&'a str>);

impl Assumed<'_> {
    /// Whether a condition holds; none if it may and may not.
    #[must_use]
    pub fn known(&self, condition: &Condition) -> Option<bool> {
        if let Some((_, holds)) = self.holds.iter().find(|(one, _)| *one == condition) {
            return Some(*holds);
        }
        match condition {
            Condition::Not(part) => self.known(part).map(|holds| !holds),
            Condition::All(parts) => self.settled(parts, false),
            Condition::Any(parts) => self.settled(parts, true),
            other => other.holds_whatever(&self.situation),
        }
    }

    /// `settles` if one part is that already, else its opposite if all parts are known.
    fn settled(&self, parts: &[Condition], settles: bool) -> Option<bool> {
        let known: Vec<_> = parts.iter().map(|part| self.known(part)).collect();
        if known.contains(&Some(settles)) {
            return Some(settles);
        }
        if known.contains(&None) { None } else { Some(!settles) }
    }
}

impl Step {
    /// The terms it may have, the longest of which counts.
    fn may_take<'a>(&'a self, assumed: &Assumed<'_>) -> Vec<&'a StepTerm> {
        let mut out = Vec::new();
        for other in &self.terms {
            match assumed.known(&other.when) {
                Some(false) => {}
                None => out.push(&other.term),
                Some(true) => {
                    out.push(&other.term);
                    return out;
                }
            }
        }
        out.push(&self.term);
        out
    }
}

impl Process {
    /// Why the steps take longer than `whole`, if they do: shares and terms in working days are added along the longest
    /// way that this dossier can go. A step that waits with the clock standing still takes none of it, nor does a body that is asked beside the way. Terms in other
    /// units are not comparable with working days and are left out.
    #[must_use]
    pub fn too_long_for(&self, whole: worktime::Term, assumed: &Assumed<'_>) -> Option<Overlong> {
        let most = i64::from(whole.thousandths()?);
        let of = |term: &StepTerm| match term {
            StepTerm::Share(share) => i64::from(*share) * most / 1000,
            StepTerm::Own(text) => {
                text.parse::<worktime::Term>().ok().and_then(worktime::Term::thousandths).map_or(0, i64::from)
            }
        };
        let length = |step: &Step| {
            if step.pauses() || self.is_beside(step) {
                0
            } else {
                step.may_take(assumed).into_iter().map(of).max().unwrap_or(0)
            }
        };
        let open =
            |guard: &Option<Condition>| guard.as_ref().is_none_or(|it| assumed.known(it) != Some(false));
        let (sum, way) = self.longest(&length, &open).ok().filter(|(sum, _)| *sum > most)?;
        let index = |code: &&str| self.steps.iter().position(|step| step.code == **code);
        let longest = way.iter().filter_map(index).max_by_key(|i| self.steps.get(*i).map_or(0, length));
        let sum = u32::try_from(sum).ok().and_then(|sum| worktime::Term::working_day_thousandths(sum).ok());
        Some(Overlong {
            way: way.into_iter().map(str::to_owned).collect(),
            longest: longest.unwrap_or(0),
            sum: sum.map_or_else(|| "quá dài".to_owned(), |sum| sum.to_string()),
        })
    }

    /// The largest sum of lengths on a way from the start on, over edges that are `open`; the step where it turns in
    /// circles.
    pub(super) fn longest<'a>(
        &'a self,
        length: &dyn Fn(&Step) -> i64,
        open: &dyn Fn(&Option<Condition>) -> bool,
    ) -> Result<Way<'a>, &'a str> {
        self.longest_from(&self.start, length, open, &mut BTreeMap::new(), &mut BTreeSet::new())
    }

    fn longest_from<'a>(
        &'a self,
        step: &'a str,
        length: &dyn Fn(&Step) -> i64,
        open: &dyn Fn(&Option<Condition>) -> bool,
        known: &mut BTreeMap<&'a str, Way<'a>>,
        under_way: &mut BTreeSet<&'a str>,
    ) -> Result<Way<'a>, &'a str> {
        if let Some(way) = known.get(step) {
            return Ok(way.clone());
        }
        if !under_way.insert(step) {
            return Err(step);
        }
        let mut most: Way<'a> = (0, Vec::new());
        for edge in self.from(step).filter(|edge| !edge.back && open(&edge.guard)) {
            for next in edge.enters() {
                let way = self.longest_from(next, length, open, known, under_way)?;
                if way.0 > most.0 || most.1.is_empty() {
                    most = way;
                }
            }
        }
        under_way.remove(step);
        most.0 = most.0.saturating_add(self.step(step).map_or(0, length));
        most.1.insert(0, step);
        known.insert(step, most.clone());
        Ok(most)
    }
}
