//! One dossier looked at on another calendar: what its due date would be. The preview of a changed calendar and the act that follows
//! it ask the same.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use base::Instant;
use base::id::{DossierId, UnitId};
use catalogue::{ProcedureKey, ProcedureVersion, Situation};
use db::Query;
use jiff::civil::Date;
use organisation::CalendarChange;
use serde_json::Value;
use worktime::{Calendar, Due};

use crate::error::Error;
use crate::legs::legs;
use crate::rules::linked::{plan, whole};
use crate::rules::{self, Promise};
use crate::store;
use crate::store::recount::Counting;

/// What moves in a dossier.
#[derive(Debug)]
pub(crate) enum Moved {
    /// The answer to a submission.
    Answer(Instant),
    /// The result of an open dossier: the promise before and after, and the new due date with its derivation.
    Result {
        /// Before.
        old: Promise,
        /// After.
        new: Promise,
        /// The term, counted anew.
        due: Box<Due>,
    },
    /// What was done late is no longer late.
    Excused(Box<Due>),
}

/// The calendars of one change, and the versions of procedures, asked for once each.
#[derive(Debug)]
pub(crate) struct Looking<'a> {
    /// The bodies it concerns, in order.
    bodies: &'a [UnitId],
    /// The change itself while it is only proposed; none once it is in force.
    foreseen: Option<&'a CalendarChange>,
    now: Instant,
    /// The last date that differs: what begins after it stays.
    last: Option<Date>,
    calendars: HashMap<UnitId, Arc<Calendar>>,
    versions: HashMap<ProcedureKey, Option<Arc<ProcedureVersion>>>,
    /// The linked dossiers that were looked at for one of their parts.
    wholes: HashSet<DossierId>,
}

impl<'a> Looking<'a> {
    pub(crate) fn new(
        bodies: &'a [UnitId],
        foreseen: Option<&'a CalendarChange>,
        now: Instant,
        last: Option<Date>,
    ) -> Self {
        Self {
            bodies,
            foreseen,
            now,
            last,
            calendars: HashMap::new(),
            versions: HashMap::new(),
            wholes: HashSet::new(),
        }
    }

    /// What moves when a dossier under the unit whose calendar changes is looked at: itself, and the linked dossier that it is a part of
    /// where that is led by a body the change does not concern, so that nobody comes by it otherwise.
    pub(crate) fn look_around(
        &mut self,
        q: &mut impl Query,
        one: Counting,
    ) -> Result<Vec<(Counting, Moved)>, Error> {
        let mut out = Vec::new();
        if let Some(of) = &one.beside.part_of
            && self.wholes.insert(of.whole)
            && let Some(whole) = store::recount::open(q, of.whole)?
            && self.bodies.binary_search(&whole.competent).is_err()
            && let Some(moved) = self.look(q, &whole)?
        {
            out.push((whole, moved));
        }
        if let Some(moved) = self.look(q, &one)? {
            out.push((one, moved));
        }
        Ok(out)
    }

    /// What moves in a dossier; nothing in one that the change does not concern.
    fn look(&mut self, q: &mut impl Query, one: &Counting) -> Result<Option<Moved>, Error> {
        let begun = one.received_at.unwrap_or(one.submitted_at);
        if self.last.is_some_and(|last| begun.date() > last) || !self.concerns(one) {
            return Ok(None);
        }
        let Some(received) = one.received_at else {
            let calendar = self.calendar(q, one.competent)?;
            return Ok(self.answer(&calendar, one)?.map(Moved::Answer));
        };
        let Some(due) = self.counted(q, one, received)? else { return Ok(None) };
        Ok(self.moved(one, due))
    }

    /// Whether anything can move: what is done only if it was late.
    fn concerns(&self, one: &Counting) -> bool {
        // What ended in an older system was late or in time by what was promised there.
        if one.closed_at.is_some() && one.beside.moved.is_some() {
            return false;
        }
        one.closed_at.is_none_or(|done| one.due_original.is_some_and(|due| rules::is_late(due, done)))
    }

    /// The answer to what was sent, or sent again after a request for papers.
    fn answer(&self, calendar: &Calendar, one: &Counting) -> Result<Option<Instant>, Error> {
        let sent =
            one.beside.supplements.iter().filter_map(|it| it.answered_at).max().unwrap_or(one.submitted_at);
        let counted = rules::answer_due(calendar, sent)?.local();
        let old = Promise { first: one.answer_due.local(), current: one.answer_due.local(), extended: false };
        Ok(rules::promised(old, counted, self.now.local()).map(|new| Instant::from_local(new.first)))
    }

    /// The term, counted anew; of a linked dossier over all its parts.
    fn counted(
        &mut self,
        q: &mut impl Query,
        one: &Counting,
        received: Instant,
    ) -> Result<Option<Due>, Error> {
        let Some(version) = self.version(q, &one.procedure)? else { return Ok(None) };
        if !one.beside.parts.is_empty() {
            let Some(dossier) = store::dossier::find(q, one.id)? else { return Ok(None) };
            let (today, foreseen) = (self.now.date(), self.foreseen);
            let on = |q: &mut _, unit| calendar_of(q, unit, today, foreseen);
            let legs = legs(q, today, &version, &dossier, on)?;
            let planned = plan(&legs, received.local())?;
            return Ok(whole(&legs, &planned, received.local()));
        }
        let calendar = self.calendar(q, one.competent)?;
        let answers: Value = serde_json::from_str(&one.answers)?;
        let situation = Situation { case: &one.case, channel: one.channel };
        Ok(Some(rules::after_pauses(&version, &situation, &answers, &calendar, received, &one.beside)?))
    }

    fn moved(&self, one: &Counting, due: Due) -> Option<Moved> {
        let first = one.due_original.unwrap_or(one.due_current).local();
        if let Some(done) = one.closed_at {
            let late = rules::stays_late(first, due.due, done.local());
            return (!late).then(|| Moved::Excused(Box::new(due)));
        }
        let extended = one.beside.extension.is_some();
        let current = if extended { one.due_current.local() } else { first };
        let old = Promise { first, current, extended };
        let new = rules::promised(old, due.due, self.now.local())?;
        Some(Moved::Result { old, new, due: Box::new(due) })
    }

    /// The calendar of a body, as it is or as it would be.
    fn calendar(&mut self, q: &mut impl Query, body: UnitId) -> Result<Arc<Calendar>, Error> {
        if let Some(known) = self.calendars.get(&body) {
            return Ok(Arc::clone(known));
        }
        let found = calendar_of(q, body, self.now.date(), self.foreseen)?;
        self.calendars.insert(body, Arc::clone(&found));
        Ok(found)
    }

    fn version(
        &mut self,
        q: &mut impl Query,
        key: &ProcedureKey,
    ) -> Result<Option<Arc<ProcedureVersion>>, Error> {
        if let Some(known) = self.versions.get(key) {
            return Ok(known.clone());
        }
        let found = catalogue::version(q, key)?;
        self.versions.insert(key.clone(), found.clone());
        Ok(found)
    }
}

fn calendar_of(
    q: &mut impl Query,
    unit: UnitId,
    today: Date,
    foreseen: Option<&CalendarChange>,
) -> Result<Arc<Calendar>, Error> {
    Ok(match foreseen {
        Some(change) => organisation::calendar_with(q, unit, today, change)?,
        None => organisation::calendar(q, unit, today)?,
    })
}
