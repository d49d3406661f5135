//! What can be done to a dossier, one act a file: authorise, open the streams, load, apply the rule, store,
//! append. Page, REST operation, job and import call the same function.

mod add_note;
mod answer_withdrawal;
mod archive_result;
mod ask_supplement;
mod assign;
mod by_network;
mod certify;
mod clock;
mod complete_search;
mod correct_reception;
mod disclose;
mod draft;
mod draft_people;
mod explain_look_up;
mod extend;
mod fault;
mod file_batch;
mod file_for_body;
mod follow_units;
mod forget_uploads;
mod give_store_key;
mod hand_over;
mod judge_look_up;
mod keep_upload;
mod linked;
mod linked_end;
mod linked_open;
mod linked_plan;
mod linked_wait;
mod locate;
mod look_into;
mod look_up;
mod move_result;
mod order_bulk;
mod other_number;
mod owe;
mod post_result;
mod recall;
mod receive;
mod receive_offline;
mod recount;
mod refuse;
mod register_offline_counter;
mod rehome_counters;
mod reissue;
mod remind;
mod renew_draft;
mod reopen;
mod reprint_slip;
mod reserve_numbers;
mod retire_offline_counter;
mod run_bulk;
mod sample_look_ups;
mod save_queue;
mod set_pickup_terms;
mod shelve;
mod sign_for;
mod skip_step;
mod stop;
mod submit;
mod supplement;
mod take_step;
mod waiting;
mod warn;
mod withdraw;

pub use add_note::{AddNote, add_note};
pub use answer_withdrawal::{AnswerWithdrawal, WithdrawalAnswered, answer_withdrawal};
pub use archive_result::{ArchiveResult, ResultArchived, archive_result};
pub use ask_supplement::{AskSupplement, SupplementAsked, ask_supplement};
pub use assign::{Assign, Assigned, assign};
pub use certify::{CERTIFY, CertifiedAll, CertifiedOne, Certify, Pay, certify};
pub use complete_search::complete_search;
pub use correct_reception::{CorrectReception, ReceptionCorrected, correct_reception};
pub use disclose::{Disclose, disclose};
pub use draft::{
    APPLICANT_PAGE, Attach, Begin, Detach, SaveApplicant, SavePage, attach, begin_draft, detach,
    discard_draft, save_applicant, save_page,
};
pub use draft_people::{PEOPLE_PAGE, SHARED, SavePeople, SaveWhom, WHOM_PAGE, save_people, save_whom};
pub use explain_look_up::{ExplainLookUp, explain_look_up};
pub use extend::{Extend, Extended, extend};
pub use file_batch::{BatchReceived, FILE_BATCH, FileBatch, file_batch};
pub use file_for_body::{FILE_FOR_BODY, file_for_body};
pub use follow_units::follow_units;
pub(crate) use follow_units::rehome;
pub use forget_uploads::forget_uploads;
pub use give_store_key::{GiveStoreKey, StoreKey, give_store_key};
pub use hand_over::{AnswerHandover, HandOver, HandedOver, answer_handover, hand_over};
pub use judge_look_up::{JudgeLookUp, judge_look_up};
pub use keep_upload::keep_upload;
pub use locate::{Locate, locate};
pub use look_into::look_into;
pub use look_up::{LookUp, look_up};
pub use move_result::{MoveResult, ResultMoved, move_result};
pub(crate) use order_bulk::{OrderBulk, order_bulk};
pub use other_number::{NumberOf, record_number, remove_number};
pub use post_result::{ByPost, PostResult, ReturnByPost, post_result, return_by_post};
pub use recall::{RecallResult, Recalled, recall};
pub use receive::{FILE_AT_COUNTER, Receipt, Receive, file_at_counter, receive};
pub(crate) use receive_offline::brought_in;
pub use receive_offline::{ReceiveOffline, ReceivedOffline, receive_offline};
pub(crate) use recount::recount;
pub use refuse::{Refuse, Refused, refuse};
pub use register_offline_counter::{CounterRegistered, RegisterOfflineCounter, register_offline_counter};
pub(crate) use rehome_counters::rehome_counters;
pub use reissue::{Reissue, ReissueBegan, reissue};
pub use remind::{Remind, Reminded, look_after_result, remind};
pub use renew_draft::renew_draft;
pub use reopen::{Reopen, Reopened, reopen};
pub use reprint_slip::{ReprintSlip, SlipReprinted, reprint_slip};
pub use reserve_numbers::{ReserveNumbers, Reserved, reserve_numbers};
pub use retire_offline_counter::{CounterRetired, RetireOfflineCounter, retire_offline_counter};
pub(crate) use run_bulk::run_bulk;
pub use sample_look_ups::sample_look_ups;
pub(crate) use save_queue::{delete_queue, keep_view, rename_queue, save_queue};
pub use set_pickup_terms::{PickupTermsSet, SetPickupTerms, set_pickup_terms};
pub use shelve::{Shelve, Shelved, shelve};
pub use sign_for::{SignFor, SignedFor, sign_for};
pub use skip_step::{SkipStep, Skipped, skip_step};
pub use stop::{Stop, Stopped, stop};
pub use submit::{SUBMIT, Submitted, submit};
pub use supplement::{Supplement, Supplemented, supplement};
pub use take_step::{Details, TakeStep, Taken, step_taken_before, take_step};
pub use warn::warn;
pub use withdraw::{Withdraw, WithdrawalAsked, withdraw};

use crate::error::Error;
use crate::model::Dossier;

/// Refuses an act on a page that shows the dossier as it no longer is.
fn fresh(dossier: &Dossier, read: i64) -> Result<(), Error> {
    if dossier.revision == read { Ok(()) } else { Err(Error::Stale { read, now: dossier.revision }) }
}
