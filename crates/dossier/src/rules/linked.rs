//! Linked procedures: when each part begins and ends, which may begin now, which never will. Pure.
//!
//! Source: NĐ 118/2025/NĐ-CP (one appointment for linked procedures); NĐ 63/2024/NĐ-CP for those around birth and death.
//! The appointment of the whole is the end of the longest way over the parts: those that wait for another begin when
//! that one is due, the others at reception, each on the calendar of its own body.

use std::sync::Arc;

use catalogue::SupplementClock;
use jiff::civil::DateTime;
use worktime::{Calendar, Clock, Cutoff, Due, DueError, Entry, Kind, Point, Term};

use crate::model::{Awaited, Dossier, Part, PartState};

/// What the appointment needs to know of a part.
#[derive(Clone, Debug)]
pub struct Leg {
    /// Its code.
    pub code: String,
    /// The part, as another one that waits for it names it.
    pub part: String,
    /// The part with its body, as the derivation names it.
    pub name: String,
    /// The parts it waits for.
    pub after: Vec<String>,
    /// Its term.
    pub term: Term,
    /// Its cut-off, where its procedure has one.
    pub cutoff: Option<Cutoff>,
    /// What a request for papers does to its clock.
    pub clock: SupplementClock,
    /// The calendar of its body.
    pub calendar: Arc<Calendar>,
    /// When the citizen was awaited in it.
    pub awaited: Vec<Awaited>,
}

/// When a part begins and ends by the appointment of the whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// When it begins.
    pub start: DateTime,
    /// When it is due, and why.
    pub due: Due,
}

/// When each part begins and ends, in the order of `legs`.
///
/// # Errors
/// [`DueError`] if a calendar cannot carry a term.
pub fn plan(legs: &[Leg], received: DateTime) -> Result<Vec<Planned>, DueError> {
    let mut out: Vec<Option<Planned>> = vec![None; legs.len()];
    // Each round settles at least one part, since no part waits for itself; what waits for a part that is not there does not.
    for _ in 0..legs.len() {
        for (i, leg) in legs.iter().enumerate() {
            if out.get(i).is_some_and(Option::is_some) {
                continue;
            }
            let before = legs.iter().zip(&out).filter(|(other, _)| leg.after.contains(&other.code));
            let ends: Option<Vec<_>> =
                before.map(|(_, planned)| planned.as_ref().map(|it| it.due.due)).collect();
            let Some(ends) = ends else { continue };
            let start = ends.into_iter().max().unwrap_or(received);
            let due = due(leg, start)?;
            if let Some(place) = out.get_mut(i) {
                *place = Some(Planned { start, due });
            }
        }
    }
    debug_assert!(
        out.iter().all(Option::is_some),
        "no part waits for itself: that was looked at when the package was read"
    );
    Ok(out.into_iter().flatten().collect())
}

/// The due moment of one part that begins at `start`. Time in which the citizen was awaited before its planned beginning
/// costs nothing: the part was ahead of the plan by then.
fn due(leg: &Leg, start: DateTime) -> Result<Due, DueError> {
    let mut clock = Clock::start(start, leg.term, leg.cutoff.clone());
    for wait in &leg.awaited {
        let Some(to) = wait.to.map(|to| to.local().max(start)) else { continue };
        let from = wait.from.local().max(start);
        if to == start {
            continue;
        }
        let moved = match leg.clock {
            SupplementClock::Pause => {
                clock.pause(from, "Chờ người nộp bổ sung giấy tờ").and_then(|()| clock.resume(to))
            }
            SupplementClock::Restart => clock.restart(to, "Người nộp đã bổ sung giấy tờ"),
        };
        // Questions and answers are events of one stream, in which time never goes back.
        debug_assert!(moved.is_ok(), "{moved:?}");
    }
    clock.due(&leg.calendar)
}

/// The appointment of the whole: that of the part that ends last, with the lines of every part.
#[must_use]
pub fn whole(legs: &[Leg], planned: &[Planned], received: DateTime) -> Option<Due> {
    let last = planned.iter().max_by_key(|it| it.due.due)?;
    let mut lines = Vec::new();
    for (leg, it) in legs.iter().zip(planned) {
        let waits: Vec<_> = legs
            .iter()
            .filter(|other| leg.after.contains(&other.code))
            .map(|other| other.part.as_str())
            .collect();
        lines.push(Entry {
            kind: Kind::Part,
            from: Point::Moment(it.start),
            to: Point::Moment(it.due.due),
            amount: None,
            reached: None,
            name: leg.name.clone(),
            source: waits.join(", "),
            proposed: it.due.proposed,
        });
        lines.extend(it.due.derivation.iter().cloned());
    }
    Some(Due {
        received,
        start: received,
        original: planned.iter().map(|it| it.due.original).max()?,
        covers_until: planned.iter().map(|it| it.due.covers_until).min()?,
        proposed: planned.iter().any(|it| it.due.proposed),
        derivation: lines,
        ..last.due.clone()
    })
}

/// The parts that may begin now: waiting, and everything before them was granted.
#[must_use]
pub fn ready(parts: &[Part]) -> Vec<usize> {
    let granted =
        |code: &String| parts.iter().any(|part| part.code == *code && part.state == PartState::Granted);
    let may = |(i, part): (usize, &Part)| {
        (part.state == PartState::Waiting && part.after.iter().all(granted)).then_some(i)
    };
    parts.iter().enumerate().filter_map(may).collect()
}

/// Gives up the parts that can never begin, because something before them ended without a result; their codes.
pub fn give_up(parts: &mut [Part]) -> Vec<String> {
    let mut out = Vec::new();
    loop {
        let lost: Vec<_> = parts
            .iter()
            .filter(|part| matches!(part.state, PartState::Failed | PartState::Dropped))
            .map(|part| part.code.clone())
            .collect();
        let next = parts.iter_mut().find(|part| {
            part.state == PartState::Waiting && part.after.iter().any(|code| lost.contains(code))
        });
        let Some(part) = next else { return out };
        part.state = PartState::Dropped;
        out.push(part.code.clone());
    }
}

/// Of a linked dossier this is done with its parts, or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("done with the parts of the linked dossier")]
pub struct OfParts;

/// Refuses what is done with the parts of a linked dossier once the whole was received: asking for papers, putting a
/// result right.
///
/// # Errors
/// [`OfParts`] for the whole.
pub fn not_of_parts(dossier: &Dossier) -> Result<(), OfParts> {
    let whole = dossier.received_at.is_some() && !dossier.beside.parts.is_empty();
    if whole { Err(OfParts) } else { Ok(()) }
}

/// Refuses to change what the whole and its parts share: what was taken down at reception.
///
/// # Errors
/// [`OfParts`] for the whole and for a part.
pub fn not_linked(dossier: &Dossier) -> Result<(), OfParts> {
    if dossier.beside.part_of.is_some() { Err(OfParts) } else { not_of_parts(dossier) }
}

/// Whether every part was granted: the whole goes on to the return of its result by itself.
#[must_use]
pub fn all_granted(parts: &[Part]) -> bool {
    !parts.is_empty() && parts.iter().all(|part| part.state == PartState::Granted)
}

/// Whether the body that leads may hand over what is there: something was granted and the rest is not, or nothing more
/// comes and not everything was granted.
#[must_use]
pub fn may_hand_over(parts: &[Part]) -> bool {
    let some = parts.iter().any(|part| part.state == PartState::Granted);
    let over = parts.iter().all(|part| part.state.is_over());
    !all_granted(parts) && !parts.is_empty() && (some || over)
}

/// Whether the body that leads has to decide: nothing more comes and not everything was granted.
#[must_use]
pub fn must_decide(parts: &[Part]) -> bool {
    !parts.is_empty() && parts.iter().all(|part| part.state.is_over()) && !all_granted(parts)
}
