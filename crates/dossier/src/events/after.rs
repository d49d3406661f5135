//! What happens after the decision: a result that waits, that was signed for, that was recalled or issued anew.

use base::Instant;
use base::code::DossierNumber;
use ledger::Recorded;
use organisation::CalendarChangeId;
use serde::{Deserialize, Serialize};

use crate::model::Handed;

/// Who took the result last, from the history of a dossier; none while nobody did.
pub(crate) fn handed(history: &[Recorded]) -> Option<Handed> {
    let taken = |event: &Recorded| {
        let returned = event.read::<super::Returned>().ok().flatten()?;
        Some(Handed { at: event.occurred_at, to: returned.to, authorised: returned.authorised })
    };
    history.iter().rev().find_map(taken)
}

/// Its result lies on the shelf.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResultShelved {
    /// The number of the box.
    pub shelf: String,
}

/// The citizen was reminded that a result waits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PickupReminded {
    /// How often by now.
    pub times: usize,
    /// How, as the officer put it; may be empty.
    pub note: String,
}

/// Its result was sent by post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResultPosted {
    /// The number under which the post follows it.
    pub tracking: String,
}

/// The post brought it back; it is on the shelf again and stays owed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PostReturned {
    /// The number under which the post followed it.
    pub tracking: String,
    /// Why it could not be delivered.
    pub reason: String,
    /// The number of the box.
    pub shelf: String,
}

/// Nobody came for months: the archive is proposed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArchiveProposed {
    /// Since when it waits.
    pub since: Instant,
    /// After how many months.
    pub months: i64,
}

/// The uncollected result went to the archive; it is handed over from there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResultArchived {
    /// Where it lies there; may be empty.
    pub place: String,
}

/// That its result was signed for was recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResultSignedFor {
    /// SHA-256 of the picture; none where the paper slip alone was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
}

/// A lost slip (form 01) was printed again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SlipReprinted {
    /// The how-manieth time.
    pub times: usize,
    /// Why.
    pub reason: String,
}

/// Its result was recalled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResultRecalled {
    /// The number of the result.
    pub result: String,
    /// Why.
    pub reason: String,
    /// The article it rests on.
    pub citation: String,
    /// Who had taken it; none while it was not handed on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed: Option<Handed>,
    /// What has to be brought back; may be empty.
    pub bring_back: String,
    /// The dossiers that relied on it.
    pub relied_on: Vec<DossierNumber>,
}

/// A new result was begun in place of the recalled one, without fee.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReissueBegan {
    /// The number of the recalled result.
    pub result: String,
    /// The step it is in now.
    pub to: String,
    /// By when the new result is promised.
    pub due: Instant,
}

/// A new result took the place of the recalled one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResultReplaced {
    /// The number of the recalled result.
    pub recalled: String,
    /// The number of the new one.
    pub by: String,
}

/// The leader of a body set its terms for results that wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PickupTermsSet {
    /// Days after which the citizen is reminded.
    pub remind_days: i64,
    /// Months after which the archive is proposed.
    pub archive_months: i64,
}

/// What is due was counted again on a calendar changed by decision; both moments stay readable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recounted {
    /// The change of the calendar.
    pub change: CalendarChangeId,
    /// What the change is called.
    pub name: String,
    /// The decision behind it.
    pub source: String,
    /// Whether it is the answer to a submission that is due; else the result.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub answer: bool,
    /// What was due before.
    pub before: Instant,
    /// What is due now.
    pub after: Instant,
}

/// An error of the body was put on its account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FaultNoted {
    /// What came of it: `correction` or `recall`.
    pub of: String,
    /// What the body did wrong.
    pub reason: String,
}
