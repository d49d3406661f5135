//! The dossier as it stands now.

use std::borrow::Cow;
use std::sync::Arc;

use base::Instant;
use base::code::DossierNumber;
use base::id::{AccountId, DossierId, StaffId, UnitId};
use catalogue::ProcedureKey;
use serde::{Deserialize, Serialize};
use worktime::Due;

use super::{Applicant, Beside, Channel, Part, State};

/// One file of a citizen or organisation, from submission to the hand-over of the result.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// Its identifier; its stream in the ledger bears the same.
    pub id: DossierId,
    /// Its number, given at reception.
    pub number: Option<DossierNumber>,
    /// Where it stands.
    pub state: State,
    /// Counts its changes; a page that was read at another revision is stale.
    pub revision: i64,
    /// The procedure and the version it was received under; it keeps them to the end.
    pub procedure: ProcedureKey,
    /// The name of the procedure in that version.
    pub procedure_name: String,
    /// The case of the procedure.
    pub case: String,
    /// How it came in.
    pub channel: Channel,
    /// The citizen's account, when there is one.
    pub account: Option<AccountId>,
    /// In whose name it is filed.
    pub applicant: Applicant,
    /// The answers of the form, valid against the version's schema.
    pub answers: Arc<serde_json::Value>,
    /// The body that received it (nơi tiếp nhận).
    pub received_at_unit: Option<UnitId>,
    /// The body that decides (cơ quan có thẩm quyền).
    pub competent: UnitId,
    /// The root body under which it is kept and listed.
    pub root: UnitId,
    /// The province or ministry above that body; none until the job has looked it up for a dossier of before.
    pub top: Option<UnitId>,
    /// When the citizen sent it.
    pub submitted_at: Instant,
    /// By when the one-stop unit must answer an online submission: 8 working hours.
    pub answer_due: Instant,
    /// When it was received.
    pub received_at: Option<Instant>,
    /// When its result is due and why; from reception on.
    pub deadline: Option<Deadline>,
    /// Where it is in its internal process; from reception to the end.
    pub step: Option<Now>,
    /// What the receipt bears beside the number, so that whoever holds the paper can look the dossier up.
    pub lookup: Option<String>,
    /// The code of the result the signatory decided on, before it is numbered and issued.
    pub decided: Option<String>,
    /// When nothing more was left to decide.
    pub closed_at: Option<Instant>,
    /// When the result was handed over.
    pub returned_at: Option<Instant>,
    /// The result, once recorded.
    pub result: Option<Result>,
    /// Why it was refused, if it was.
    pub refusal: Option<Refusal>,
    /// What stands beside its state.
    pub beside: Beside,
}

/// The appointment: the first one and the present one, each with its derivation.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(from = "Kept")]
pub struct Deadline {
    /// What the term makes of it, with the time in which the citizen was awaited; lateness is always counted against it.
    /// What the receipt promised stays in it as `original`.
    pub original: Due,
    /// What holds now: later than the original only after the one extension.
    pub current: Due,
}

/// How a [`Deadline`] is kept: the first one only where the present one differs, which is seldom.
#[derive(Serialize, Deserialize)]
struct Kept<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    original: Option<Cow<'a, Due>>,
    current: Cow<'a, Due>,
}

impl Serialize for Deadline {
    fn serialize<S: serde::Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        let original = (self.original != self.current).then_some(Cow::Borrowed(&self.original));
        Kept { original, current: Cow::Borrowed(&self.current) }.serialize(to)
    }
}

impl From<Kept<'_>> for Deadline {
    fn from(kept: Kept<'_>) -> Self {
        let current = kept.current.into_owned();
        Self { original: kept.original.map_or_else(|| current.clone(), Cow::into_owned), current }
    }
}

impl Dossier {
    /// When its result is owed by its term; none before reception, and none while the citizen is awaited in time. While a
    /// result is put right, the day promised for that.
    #[must_use]
    pub fn due_by_term(&self) -> Option<Instant> {
        if let Some(correction) = self.beside.open_correction() {
            return Some(correction.due);
        }
        let due = Instant::from_local(self.deadline.as_ref()?.original.due);
        let in_part = self.beside.parts.iter().filter_map(Part::awaits_since).any(|since| since <= due);
        (self.still_since().is_none_or(|since| since > due) && !in_part).then_some(due)
    }

    /// True when `done` is after the first appointment.
    #[must_use]
    pub fn is_late_at(&self, done: Instant) -> bool {
        let original = self.deadline.as_ref().map(|deadline| Instant::from_local(deadline.original.due));
        original.is_some_and(|original| crate::rules::is_late(original, done))
    }

    /// Since when the clock stands still: the citizen was asked for papers, or a step waits.
    #[must_use]
    pub fn still_since(&self) -> Option<Instant> {
        let asked = self.beside.open_supplement().filter(|_| self.state == State::AwaitingSupplement);
        let waits = self.beside.open_wait().filter(|_| !self.state.is_closed());
        asked.map(|request| request.asked_at).or_else(|| waits.map(|wait| wait.since))
    }

    /// What it is to be done by now: the present appointment, or the day promised for the right result; none before
    /// reception.
    #[must_use]
    pub fn running_due(&self) -> Option<Due> {
        let mut due = self.deadline.as_ref()?.current.clone();
        if let Some(correction) = self.beside.open_correction() {
            due.due = correction.due.local();
        }
        Some(due)
    }

    /// The steps at work now, one for each open branch; none before reception and at the end.
    #[must_use]
    pub fn open_steps(&self) -> &[StepNow] {
        self.step.as_ref().map_or(&[], |now| &now.steps)
    }
}

/// Where a dossier is in its internal process.
#[derive(Clone, Debug, PartialEq)]
pub struct Now {
    /// The position in the pure process, as `catalogue::process` keeps it.
    pub position: catalogue::process::Position,
    /// The steps at work, one for each open branch, in order of code; never empty.
    pub steps: Vec<StepNow>,
}

/// A step that is at work.
#[derive(Clone, Debug, PartialEq)]
pub struct StepNow {
    /// The code of the step.
    pub code: String,
    /// The name of the step.
    pub name: String,
    /// The role that takes it.
    pub role: base::Role,
    /// The unit that has it now.
    pub unit: UnitId,
    /// Since when.
    pub since: Instant,
    /// By when the step should be done; the whole's due date is what binds.
    pub due: Option<Instant>,
    /// The person in charge, once assigned.
    pub assignee: Option<StaffId>,
}

/// The result of a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Result {
    /// The code of the result in the procedure.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The number of the decision or paper, as the registrar gave it.
    pub number: String,
    /// The date on it.
    pub date: jiff::civil::Date,
    /// True when what was asked for was granted.
    pub granted: bool,
    /// Why it was not, in the words of who drafted the refusal; empty when it was.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// Why the one-stop unit refused a dossier (form 03).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The reason, as the citizen reads it.
    pub reason: String,
    /// The article it rests on.
    pub citation: String,
}
