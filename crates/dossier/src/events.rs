//! What happens to a dossier, as the ledger keeps it for ever. Each kind is versioned; a golden JSON of each
//! version must parse for ever (`tests/golden`). Names and answers of people stay out of payloads where a
//! digest will do: the answers' digest ties the row to the ledger.

mod after;
mod desk;
mod moved;
mod offline;

use base::Instant;
use base::code::DossierNumber;
use base::id::{AccountId, DossierId, StaffId, UnitId};
use catalogue::Charge;
use catalogue::process::Awaits;
use ledger::Stream;
use serde::{Deserialize, Serialize};

use crate::model::{
    Acting, Authorised, Channel, Duty, HandedPaper, HandoverWay, Identified, Item, Lapse, LookUpId,
    LookUpReason, Obligation, OtherSystem, Paid, Paper, Part, Place, Refusal, Result,
};

pub(crate) use after::handed;
pub use after::{
    ArchiveProposed, FaultNoted, PickupReminded, PickupTermsSet, PostReturned, Recounted, ReissueBegan,
    ResultArchived, ResultPosted, ResultRecalled, ResultReplaced, ResultShelved, ResultSignedFor,
    SlipReprinted,
};
pub use desk::{BulkEnded, BulkOrdered, NoteAdded, Opened, PaperOpened, bulk_stream};
pub use moved::{MovedBack, MovedClaimed, MovedIn};
pub use offline::{
    CounterRegistered, CounterRetired, NumbersReserved, ReceivedOffline, StoreKeyGiven, counter_stream,
};

/// The stream of a dossier in the ledger.
#[must_use]
pub fn stream(id: DossierId) -> Stream {
    Stream::new("dossier", id.uuid())
}

/// The stream of what a body does about results that wait.
#[must_use]
pub fn of_terms(body: UnitId) -> Stream {
    Stream::new("pickup-terms", body.uuid())
}

/// The stream of a batch.
#[must_use]
pub fn batch_stream(id: crate::model::BatchId) -> Stream {
    Stream::new("batch", id.uuid())
}

/// Many dossiers of one person were received together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BatchReceived {
    /// Code of the procedure.
    pub procedure: String,
    /// The dossiers, in the order of the rows.
    pub dossiers: Vec<DossierId>,
}

/// A citizen sent a dossier, or an officer took one down at the counter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Submitted {
    /// Code of the procedure.
    pub procedure: String,
    /// Its version.
    pub version: i64,
    /// The case.
    pub case: String,
    /// How it came in.
    pub channel: Channel,
    /// The citizen's account, when there is one.
    pub account: Option<AccountId>,
    /// The body that decides.
    pub competent: UnitId,
    /// SHA-256 of applicant and answers as stored, in hexadecimal.
    pub content: String,
    /// The papers, with the hashes of their bytes.
    pub papers: Vec<Paper>,
    /// By what right somebody filed for others; none is for themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting: Option<Acting>,
    /// How whoever filed was identified, where it was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identified: Option<Identified>,
    /// The body that filed it with another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed_by: Option<UnitId>,
}

/// The one-stop unit received it; the clock started.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Received {
    /// The number given.
    pub number: DossierNumber,
    /// The body that received it.
    pub unit: UnitId,
    /// When the result is due.
    pub due: Instant,
    /// The calendar version the date was computed with.
    pub calendar: String,
    /// True when a day counted in it is only proposed yet.
    pub proposed: bool,
    /// What it owes, fee by fee, as the receipt says it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fees: Vec<Charge>,
}

/// The one-stop unit refused it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Refused {
    /// Why.
    #[serde(flatten)]
    pub refusal: Refusal,
}

/// Somebody was put in charge of its step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assigned {
    /// The step.
    pub step: String,
    /// Who is in charge now.
    pub to: StaffId,
}

/// A step of its internal process was taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepTaken {
    /// The step it was in.
    pub from: String,
    /// The action taken.
    pub action: String,
    /// The step it is in now.
    pub to: String,
    /// What the officer noted for the next one.
    pub note: String,
}

/// A step was left because what it would find out is held already.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepSkipped {
    /// The step.
    pub step: String,
    /// What is held.
    pub evidence: crate::rules::Evidence,
    /// Whole working days that were left of it.
    pub days: i64,
    /// Working minutes that were left of it, days included.
    pub minutes: i64,
}

/// A paper was certified in the lane and numbered in the year's book.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Certified {
    /// The sign of the book.
    pub book: String,
    /// The year.
    pub year: i16,
    /// The number in it.
    pub number: i64,
    /// How many pages.
    pub pages: i64,
    /// How many copies.
    pub copies: i64,
    /// Who signed.
    pub signer: StaffId,
}

/// Its result was recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Completed {
    /// The result.
    #[serde(flatten)]
    pub result: Result,
    /// True when it came after the first due date.
    pub late: bool,
}

/// Its result was handed over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Returned {
    /// Who took it, as written at the counter.
    pub to: String,
    /// By what right, where it was not the applicant; none for the applicant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorised: Option<Authorised>,
}

/// The citizen was asked for papers (form 02).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SupplementAsked {
    /// What for.
    pub items: Vec<Item>,
    /// Why once more, in the words of the head; none the first time.
    pub approval: Option<String>,
}

/// The citizen sent them, or handed them in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Supplemented {
    /// The papers, with the hashes of their bytes.
    pub papers: Vec<Paper>,
    /// When the result is due now, once received.
    pub due: Option<Instant>,
}

/// The clock stands still while a step waits: for payment, for the citizen, for a notice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Paused {
    /// The step that waits.
    pub step: String,
    /// What for.
    pub awaits: Awaits,
    /// What the citizen owes, where payment is waited for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obligation: Option<Obligation>,
}

/// The clock goes on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Resumed {
    /// The step that waited.
    pub step: String,
    /// What for.
    pub awaits: Awaits,
    /// How it was paid, as an officer took it down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<Paid>,
    /// When the result is due now.
    pub due: Instant,
}

/// The result was promised for a later day, with an apology (form 04).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Extended {
    /// What had been promised.
    pub from: Instant,
    /// What is promised now.
    pub to: Instant,
    /// Why.
    pub reason: String,
}

/// The citizen asked to have it back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WithdrawalAsked {
    /// Why; may be empty.
    pub reason: String,
}

/// The body did not give it back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WithdrawalDeclined {
    /// Why not.
    pub reason: String,
}

/// It went back to the citizen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// What was said with it; may be empty.
    pub words: String,
}

/// The body stopped handling it (form 05).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stopped {
    /// Why.
    pub reason: String,
    /// The article it rests on.
    pub citation: String,
}

/// Its result left for the counter, or is there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResultMoved {
    /// Where it is now.
    pub to: Place,
}

/// It was opened again, to put its result right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reopened {
    /// The number of the result that is put right.
    pub result: String,
    /// What is wrong with it.
    pub reason: String,
    /// The step it is in now.
    pub to: String,
    /// By when the right result is promised.
    pub due: Instant,
}

/// What was taken down wrongly at reception was put right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReceptionCorrected {
    /// What was changed: `applicant`, `case`, `competent`.
    pub changed: Vec<String>,
    /// Why.
    pub reason: String,
    /// The case now.
    pub case: String,
    /// The body that decides now.
    pub competent: UnitId,
    /// SHA-256 of applicant and answers as stored now, in hexadecimal.
    pub content: String,
    /// When the result is due now.
    pub due: Instant,
}

/// Whoever has it was warned that something is about to lapse.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Warned {
    /// What.
    pub of: Lapse,
    /// When it lapses.
    pub due: Instant,
    /// The unit that has to act.
    pub unit: UnitId,
    /// The person in charge there, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<StaffId>,
}

/// Which parts a linked dossier has, fixed when it was sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartsPlanned {
    /// The parts, in the order of the procedure.
    pub parts: Vec<PlannedPart>,
}

impl PartsPlanned {
    /// What is planned of these parts.
    pub(crate) fn of(parts: &[Part]) -> Self {
        let one = |part: &Part| PlannedPart {
            part: part.code.clone(),
            procedure: part.procedure.code.to_string(),
            version: part.procedure.version,
            body: part.competent,
        };
        Self { parts: parts.iter().map(one).collect() }
    }
}

/// One part as it was planned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlannedPart {
    /// Its code.
    pub part: String,
    /// The code of its procedure.
    pub procedure: String,
    /// The version.
    pub version: i64,
    /// The body that settles it.
    pub body: UnitId,
}

/// A part of this linked dossier was opened as a dossier of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartOpened {
    /// The part.
    pub part: String,
    /// Its dossier.
    pub dossier: DossierId,
    /// The number of its dossier.
    pub number: DossierNumber,
    /// The body that settles it.
    pub body: UnitId,
    /// When it is due by its own clock.
    pub due: Instant,
}

/// This dossier was opened as a part of a linked one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BecamePart {
    /// The linked dossier.
    pub whole: DossierId,
    /// Which part of it.
    pub part: String,
}

/// A part of this linked dossier ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartEnded {
    /// The part.
    pub part: String,
    /// Its dossier.
    pub dossier: DossierId,
    /// True when what was asked for was granted.
    pub granted: bool,
    /// True when it came after its own first due date.
    pub late: bool,
    /// The parts that will never begin because of it.
    pub dropped: Vec<String>,
}

/// The body of a part of this linked dossier waits for the citizen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartAwaits {
    /// The part.
    pub part: String,
    /// Its dossier.
    pub dossier: DossierId,
}

/// The citizen answered in a part of this linked dossier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartResumed {
    /// The part.
    pub part: String,
    /// Its dossier.
    pub dossier: DossierId,
    /// When the whole is due now.
    pub due: Option<Instant>,
}

/// The receiving body handed it over to the competent one, or the competent one its result back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandedOver {
    /// In which direction.
    pub way: HandoverWay,
    /// The body that handed over.
    pub from: UnitId,
    /// The body that takes over.
    pub to: UnitId,
    /// What goes along: electronic papers with their hashes, originals that travel without.
    pub papers: Vec<HandedPaper>,
    /// What was said with it; may be empty.
    pub note: String,
    /// By when it should be acknowledged.
    pub due: Instant,
}

/// The body that takes over answered: it has everything, or something is missing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandoverAnswered {
    /// In which direction it was handed over.
    pub way: HandoverWay,
    /// What is missing; empty acknowledges everything.
    pub missing: String,
}

/// Units that held it have ended; their successors hold it now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Followed {
    /// Each unit that ended with whoever took over; at least one.
    pub moves: Vec<Move>,
}

/// From a unit to its successor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// The unit that ended.
    pub from: UnitId,
    /// The one that took over.
    pub to: UnitId,
}

/// Whoever took a step had done other duties on this dossier before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DutiesJoined {
    /// The step that was taken.
    pub step: String,
    /// Its duty.
    pub duty: Duty,
    /// What the same person had done before.
    pub earlier: Vec<Duty>,
}

/// An officer of the province looked up where the dossier is, for somebody who asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Located {
    /// The look-up.
    pub look_up: LookUpId,
    /// Why; none where the receipt was shown.
    pub reason: Option<LookUpReason>,
    /// More words on why.
    pub words: String,
}

/// A look-up was drawn for the controller's sample.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LookUpSampled {
    /// The look-up.
    pub look_up: LookUpId,
}

/// The controller looked at a look-up of the sample.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LookUpJudged {
    /// The look-up.
    pub look_up: LookUpId,
    /// Whether it was fine; else the officer was asked to explain.
    pub fine: bool,
    /// What was asked.
    pub words: String,
}

/// The officer explained a look-up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LookUpExplained {
    /// The look-up.
    pub look_up: LookUpId,
    /// The officer's words.
    pub words: String,
}

/// The number under which another system keeps the dossier was noted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumberRecorded {
    /// The system.
    pub system: OtherSystem,
    /// The number.
    pub number: String,
}

/// A number of another system was taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumberRemoved {
    /// The system.
    pub system: OtherSystem,
    /// The number.
    pub number: String,
}

macro_rules! kinds {
    ($($event:ty = $kind:literal;)*) => {
        $(impl ledger::Event for $event {
            const KIND: &'static str = $kind;
        })*
    };
}

kinds! {
    Submitted = "dossier.submitted.1";
    Received = "dossier.received.1";
    Refused = "dossier.refused.1";
    Assigned = "dossier.assigned.1";
    StepSkipped = "dossier.step-skipped.1";
    StepTaken = "dossier.step-taken.1";
    Certified = "dossier.certified.1";
    Completed = "dossier.completed.1";
    Returned = "dossier.returned.1";
    SupplementAsked = "dossier.supplement-asked.1";
    Supplemented = "dossier.supplemented.1";
    Paused = "dossier.paused.1";
    Resumed = "dossier.resumed.1";
    Extended = "dossier.extended.1";
    WithdrawalAsked = "dossier.withdrawal-asked.1";
    WithdrawalDeclined = "dossier.withdrawal-declined.1";
    Withdrawn = "dossier.withdrawn.1";
    Stopped = "dossier.stopped.1";
    ResultMoved = "dossier.result-moved.1";
    Reopened = "dossier.reopened.1";
    ReceptionCorrected = "dossier.reception-corrected.1";
    Warned = "dossier.warned.1";
    PartsPlanned = "dossier.parts-planned.1";
    PartOpened = "dossier.part-opened.1";
    BatchReceived = "dossier.batch-received.1";
    BecamePart = "dossier.became-part.1";
    PartEnded = "dossier.part-ended.1";
    PartAwaits = "dossier.part-awaits.1";
    PartResumed = "dossier.part-resumed.1";
    HandedOver = "dossier.handed-over.1";
    HandoverAnswered = "dossier.handover-answered.1";
    Followed = "dossier.followed.1";
    DutiesJoined = "dossier.duties-joined.1";
    Located = "dossier.located.1";
    LookUpSampled = "dossier.look-up-sampled.1";
    LookUpJudged = "dossier.look-up-judged.1";
    LookUpExplained = "dossier.look-up-explained.1";
    NumberRecorded = "dossier.number-recorded.1";
    NumberRemoved = "dossier.number-removed.1";
    Opened = "dossier.opened.1";
    PaperOpened = "dossier.paper-opened.1";
    ResultShelved = "dossier.result-shelved.1";
    PickupReminded = "dossier.pickup-reminded.1";
    ResultPosted = "dossier.result-posted.1";
    PostReturned = "dossier.post-returned.1";
    ArchiveProposed = "dossier.archive-proposed.1";
    ResultArchived = "dossier.result-archived.1";
    ResultSignedFor = "dossier.result-signed-for.1";
    Recounted = "dossier.recounted.1";
    SlipReprinted = "dossier.slip-reprinted.1";
    ResultRecalled = "dossier.result-recalled.1";
    ReissueBegan = "dossier.reissue-began.1";
    ResultReplaced = "dossier.result-replaced.1";
    FaultNoted = "dossier.fault-noted.1";
    PickupTermsSet = "dossier.pickup-terms-set.1";
    CounterRegistered = "offline-counter.registered.1";
    NumbersReserved = "offline-counter.numbers-reserved.1";
    StoreKeyGiven = "offline-counter.store-key-given.1";
    CounterRetired = "offline-counter.retired.1";
    ReceivedOffline = "dossier.received-offline.1";
}
