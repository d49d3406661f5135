//! The parts of a linked dossier as the rule of its one appointment needs them, on whichever calendars.

use std::sync::Arc;

use base::id::UnitId;
use catalogue::{ProcedureVersion, Situation};
use db::Query;
use jiff::civil::Date;
use worktime::Calendar;

use crate::error::Error;
use crate::model::Dossier;
use crate::rules::linked::Leg;
use crate::{queries, rules};

/// What the rule needs to know of each part: its term, its clock, the calendar of its body.
pub(crate) fn legs<Q: Query>(
    q: &mut Q,
    today: Date,
    version: &ProcedureVersion,
    dossier: &Dossier,
    mut calendar: impl FnMut(&mut Q, UnitId) -> Result<Arc<Calendar>, Error>,
) -> Result<Vec<Leg>, Error> {
    let names = queries::part_bodies(q, &dossier.beside.parts, today)?;
    let mut out = Vec::new();
    for (part, body) in dossier.beside.parts.iter().zip(names) {
        let linked = version.linked.iter().find(|it| it.code == part.code).ok_or(Error::NoProcedure)?;
        let own = catalogue::version(q, &part.procedure)?.ok_or(Error::NoProcedure)?;
        let situation = Situation { case: &linked.case, channel: dossier.channel };
        let text = linked.term.as_ref().map(|term| term.text.as_str());
        out.push(Leg {
            code: part.code.clone(),
            part: part.name.clone(),
            name: format!("{} ({body})", part.name),
            after: part.after.clone(),
            term: rules::term(&own, &linked.fill(&dossier.answers), &situation, text)?,
            cutoff: rules::cutoff(&own),
            clock: own.supplement_clock,
            calendar: calendar(q, part.competent)?,
            awaited: part.awaited.clone(),
        });
    }
    Ok(out)
}
