//! What a dossier is: types without SQL and without HTTP.

mod applicant;
mod authorised;
mod batch;
mod beside;
mod bulk;
mod card;
mod certified;
mod dossier;
mod draft;
mod duty;
mod handover;
mod lapse;
mod look_up;
mod moved;
mod name_words;
mod offline;
mod other_number;
mod paper;
mod part;
mod party;
mod party_words;
mod pickup;
mod recall;
mod saved_queue;
mod standing;
mod state;
mod tab;
mod tally;
mod wait;

pub use applicant::{Applicant, Typed as TypedApplicant};
pub(crate) use applicant::{CHOOSE_WHOM, PEOPLE_LIMIT};
pub use authorised::{Authorised, IdPaper};
pub use batch::{Batch, BatchId};
pub use beside::{
    Beside, Correction, Extension, Item, Place, ReceptionBefore, Recount, ResultAt, Stopping, Supplement,
    Withdrawal, WithdrawalAnswer,
};
pub use bulk::{BulkAct, BulkId, BulkOrder, Outcome, Picked, SkippedOne};
pub use card::{BadCard, Card};
pub use catalogue::Channel;
pub use certified::Certified;
pub use dossier::{Deadline, Dossier, Now, Refusal, Result, StepNow};
pub use draft::Draft;
pub use duty::Duty;
pub use handover::{HandedPaper, Handover, HandoverAnswer, HandoverWay, ReturnAt};
pub use lapse::{Lapse, Lapsing};
pub use look_up::{Located, LookUpId, LookUpReason, SampleState, Sampled};
pub use moved::{Formerly, MovedAs, MovedIn, Moving, OldLine};
pub use name_words::{is_found, words_of};
pub use offline::{Intake, NumberRange, OfflineCounter, OfflineCounterId};
pub use other_number::{OtherNumber, OtherSystem};
pub use paper::{Paper, Source};
pub use part::{Awaited, Part, PartOf, PartState};
pub use party::{Acting, Identified, Identifier, Party, PartyKind, PartyRole, Sex, TypedParty};
pub use pickup::{Archived, Handed, Pickup, PostReturn, Posted, Reminder, Reprint, SIGNATURE, Signed};
pub use recall::Recall;
pub use saved_queue::{Column, DeskView, SavedQueue, SavedQueueId, Wanted};
pub use standing::Standing;
pub use state::{State, UnknownCode};
pub use tab::Tab;
pub use tally::{Came, Concern, ConcernBy, Stands, TallyBy};
pub use wait::{Obligation, Paid, Wait};
