//! What happened to units and staff, as the ledger keeps it. A version never changes; a new form gets a new one.

use base::code::AgencyCode;
use base::id::{StaffId, UnitId, Uuid};
use jiff::civil::Date;
use ledger::{Event, Stream};
use serde::{Deserialize, Serialize};

use crate::model::{
    AreaCode, CalendarChangeId, CalendarContent, CounterId, CounterName, DeputyId, Operation, Period,
    PersonName, Place, PostId, ReorganisationId, StaffNumber, Succession, UnitKind, UnitName, Word,
};

/// The stream of a unit.
#[must_use]
pub fn unit_stream(unit: UnitId) -> Stream {
    Stream::new("unit", unit.uuid())
}

/// The stream of a member of staff.
#[must_use]
pub fn staff_stream(staff: StaffId) -> Stream {
    Stream::new("staff", staff.uuid())
}

/// The streams of several units.
pub(crate) fn unit_streams(units: impl IntoIterator<Item = UnitId>) -> Vec<Stream> {
    units.into_iter().map(unit_stream).collect()
}

/// A unit began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitCreated {
    /// Where it stands.
    pub place: Place,
    /// The unit above it.
    pub parent: Option<UnitId>,
    /// Its kind.
    pub kind: UnitKind,
    /// Its name.
    pub name: UnitName,
    /// Its electronic identifier.
    pub code: Option<AgencyCode>,
    /// What it does inside its body.
    pub duty: Option<Word>,
    /// The area it governs.
    pub area: Option<AreaCode>,
    /// Its first day.
    pub from: Date,
}

impl Event for UnitCreated {
    const KIND: &'static str = "organisation.unit-created.1";
}

/// A unit has another name, code or duty from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitChanged {
    /// Which unit.
    pub unit: UnitId,
    /// Its name from then on.
    pub name: UnitName,
    /// Its electronic identifier from then on.
    pub code: Option<AgencyCode>,
    /// What it does inside its body from then on.
    pub duty: Option<Word>,
    /// The first day of the change.
    pub from: Date,
}

impl Event for UnitChanged {
    const KIND: &'static str = "organisation.unit-changed.1";
}

/// A unit ended; others took over what it did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitEnded {
    /// Which unit.
    pub unit: UnitId,
    /// Who took over; empty if the unit was dissolved.
    pub successors: Vec<Succession>,
    /// The first day on which the unit is no more.
    pub on: Date,
}

impl Event for UnitEnded {
    const KIND: &'static str = "organisation.unit-ended.1";
}

/// A unit has a working calendar of its own from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarSet {
    /// Which unit.
    pub unit: UnitId,
    /// The first day.
    pub from: Date,
    /// The calendar in force from then on.
    pub calendar: serde_json::Value,
}

impl Event for CalendarSet {
    const KIND: &'static str = "organisation.calendar-set.1";
}

/// A change of a calendar was proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarProposed {
    /// The change.
    pub change: CalendarChangeId,
    /// Whose calendar.
    pub unit: UnitId,
    /// What people call it.
    pub name: String,
    /// The decision it rests on.
    pub source: String,
    /// What it does.
    pub content: CalendarContent,
}

impl Event for CalendarProposed {
    const KIND: &'static str = "organisation.calendar-proposed.1";
}

/// A change of a calendar was approved, or declined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarDecided {
    /// The change.
    pub change: CalendarChangeId,
    /// Whose calendar.
    pub unit: UnitId,
    /// Its number among all approved changes; none if it was declined.
    pub number: Option<i64>,
    /// What was said with it.
    pub note: String,
}

impl Event for CalendarDecided {
    const KIND: &'static str = "organisation.calendar-decided.1";
}

/// A member of staff was entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffCreated {
    /// The person.
    pub staff: StaffId,
    /// The number.
    pub number: StaffNumber,
    /// The name.
    pub name: PersonName,
}

impl Event for StaffCreated {
    const KIND: &'static str = "organisation.staff-created.1";
}

/// A person was appointed to a position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointed {
    /// The position.
    pub post: PostId,
    /// The person.
    pub staff: StaffId,
    /// Where the position stands.
    pub place: Place,
    /// The code of the role.
    pub role: String,
    /// When it is held.
    pub period: Period,
    /// The agency that sent the person, for somebody who sits in another body's unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted_from: Option<UnitId>,
}

impl Event for Appointed {
    const KIND: &'static str = "organisation.appointed.1";
}

/// A position ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostEnded {
    /// The position.
    pub post: PostId,
    /// The person.
    pub staff: StaffId,
    /// The first day on which it is no longer held.
    pub on: Date,
}

impl Event for PostEnded {
    const KIND: &'static str = "organisation.post-ended.1";
}

/// Somebody was named to stand in for the holder of a position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeputyNamed {
    /// The naming.
    pub naming: DeputyId,
    /// The position.
    pub post: PostId,
    /// Who holds it.
    pub principal: StaffId,
    /// Who stands in.
    pub deputy: StaffId,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// Why.
    pub reason: String,
}

impl Event for DeputyNamed {
    const KIND: &'static str = "organisation.deputy-named.1";
}

/// A deputy's time ended before its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeputyEnded {
    /// The naming.
    pub naming: DeputyId,
    /// Who holds the position.
    pub principal: StaffId,
    /// Who stood in.
    pub deputy: StaffId,
}

impl Event for DeputyEnded {
    const KIND: &'static str = "organisation.deputy-ended.1";
}

/// A one-stop unit has one more counter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CounterAdded {
    /// The counter.
    pub counter: CounterId,
    /// The one-stop unit.
    pub unit: UnitId,
    /// What it is called.
    pub name: CounterName,
}

impl Event for CounterAdded {
    const KIND: &'static str = "organisation.counter-added.1";
}

/// A counter has another name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CounterRenamed {
    /// The counter.
    pub counter: CounterId,
    /// What it was called.
    pub before: CounterName,
    /// What it is called.
    pub name: CounterName,
}

impl Event for CounterRenamed {
    const KIND: &'static str = "organisation.counter-renamed.1";
}

/// A counter was closed for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CounterClosed {
    /// The counter.
    pub counter: CounterId,
    /// What it was called.
    pub name: CounterName,
}

impl Event for CounterClosed {
    const KIND: &'static str = "organisation.counter-closed.1";
}

/// The identifier of an import's own stream: one import is told as one event beside those of what it made.
pub const IMPORTS: Uuid = Uuid::nil();

/// A file of units and staff was imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// How many units it added.
    pub units: usize,
    /// How many people it added.
    pub staff: usize,
    /// How many positions it added.
    pub posts: usize,
}

impl Event for Imported {
    const KIND: &'static str = "organisation.imported.1";
}

/// The stream of a reorganisation.
#[must_use]
pub fn reorganisation_stream(id: ReorganisationId) -> Stream {
    Stream::new("reorganisation", id.uuid())
}

/// A unit stands elsewhere, and perhaps under another name, from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitPlaced {
    /// Where it stands from then on.
    pub place: Place,
    /// The unit above it.
    pub parent: Option<UnitId>,
    /// Its name.
    pub name: UnitName,
    /// Its electronic identifier.
    pub code: Option<AgencyCode>,
    /// The first day of the change.
    pub from: Date,
}

/// A plan of reorganisation was written; the whole of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReorganisationPlanned {
    /// The number of the decision.
    pub decision: String,
    /// The date on it.
    pub decided_on: Date,
    /// The first day on which it is to hold.
    pub first_day: Date,
    /// What it changes.
    pub operations: Vec<Operation>,
}

/// It was put to the bodies that take over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReorganisationProposed {
    /// The bodies.
    pub receivers: Vec<UnitId>,
}

/// A body that takes over said yes or no.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReorganisationAnswered {
    /// The body.
    pub body: UnitId,
    /// Why not; empty where it accepts.
    pub refusal: String,
}

/// It was approved and takes effect on its first day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReorganisationApproved {
    /// The first day on which it holds.
    pub first_day: Date,
}

/// It was given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReorganisationCancelled {
    /// Why.
    pub reason: String,
}

/// It could not take effect: what it rests on has changed since it was approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReorganisationHeldUp {
    /// What is wrong, in Vietnamese.
    pub problems: Vec<String>,
}

/// It is in effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReorganisationTookEffect {
    /// How many units ended.
    pub ended: usize,
    /// How many began.
    pub begun: usize,
    /// How many have another name, code or place.
    pub changed: usize,
    /// How many positions moved along.
    pub posts: usize,
}

macro_rules! kinds {
    ($($event:ty = $kind:literal;)*) => {
        $(impl Event for $event {
            const KIND: &'static str = $kind;
        })*
    };
}

kinds! {
    UnitPlaced = "organisation.unit-placed.1";
    ReorganisationPlanned = "organisation.reorganisation-planned.1";
    ReorganisationProposed = "organisation.reorganisation-proposed.1";
    ReorganisationAnswered = "organisation.reorganisation-answered.1";
    ReorganisationApproved = "organisation.reorganisation-approved.1";
    ReorganisationCancelled = "organisation.reorganisation-cancelled.1";
    ReorganisationHeldUp = "organisation.reorganisation-held-up.1";
    ReorganisationTookEffect = "organisation.reorganisation-took-effect.1";
}

/// The change that the contexts above answer with their effects.
pub const REORGANISED: &str = "organisation.reorganised";

/// What is announced as [`REORGANISED`]: where each unit's work goes is asked of [`crate::rehomings`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reorganised {
    /// The reorganisation.
    pub reorganisation: ReorganisationId,
}
