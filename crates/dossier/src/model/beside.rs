//! What stands beside the state of a dossier: supplements asked for and given, an extension, a withdrawal asked for, why it
//! was stopped.

use base::Instant;
use catalogue::Charge;
use serde::{Deserialize, Serialize};

use super::{State, Wait};

/// All of it. A dossier that went straight has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Beside {
    /// Requests for papers, first to last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub supplements: Vec<Supplement>,
    /// The times in which a step waited with the clock standing still, first to last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waits: Vec<Wait>,
    /// What it owed when it was received, fee by fee.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<Charge>,
    /// The one re-appointment (form 04).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension: Option<Extension>,
    /// The citizen wants it back: the last request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawal: Option<Withdrawal>,
    /// Why its handling was stopped (form 05).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop: Option<Stopping>,
}

impl Beside {
    /// The request that waits for the citizen.
    #[must_use]
    pub fn open_supplement(&self) -> Option<&Supplement> {
        self.supplements.last().filter(|it| it.answered_at.is_none())
    }

    /// The time in which a step waits now.
    #[must_use]
    pub fn open_wait(&self) -> Option<&Wait> {
        self.waits.last().filter(|it| it.until.is_none())
    }

    /// The wish to withdraw that waits for an answer.
    #[must_use]
    pub fn open_withdrawal(&self) -> Option<&Withdrawal> {
        self.withdrawal.as_ref().filter(|it| it.answer.is_none())
    }
}

/// One request for supplement or correction (form 02).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplement {
    /// When it was asked for.
    pub asked_at: Instant,
    /// The state to which the dossier goes back afterwards.
    pub from: State,
    /// What is asked for; at least one.
    pub items: Vec<Item>,
    /// Why it is asked for once more, in the words of the head who approved it; none the first time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<String>,
    /// When it was given; none while the citizen is awaited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Instant>,
}

/// One paper asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The code of the published component, or `ngoai-danh-muc-1`, `-2`… for another paper.
    pub component: String,
    /// What the paper is called.
    pub name: String,
    /// What is missing or wrong, as the citizen reads it.
    pub what: String,
    /// The article that lets the body ask for a paper outside the published list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citation: Option<String>,
}

/// The re-appointment, with an apology (form 04). There is one at most, and lateness is counted as if there were none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// When it was decided.
    pub at: Instant,
    /// What had been promised.
    pub from: Instant,
    /// What is promised now.
    pub to: Instant,
    /// Why, as the citizen reads it.
    pub reason: String,
}

/// The citizen wants the dossier back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// When it was asked for.
    pub asked_at: Instant,
    /// Why; may be empty.
    pub reason: String,
    /// What the body said; none while it is owed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<WithdrawalAnswer>,
}

/// What the body said to a withdrawal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawalAnswer {
    /// When.
    pub at: Instant,
    /// Whether the dossier was given back.
    pub granted: bool,
    /// Why not, or what is said with it.
    pub words: String,
}

/// Why the body stopped (form 05).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stopping {
    /// When.
    pub at: Instant,
    /// The reason, as the citizen reads it.
    pub reason: String,
    /// The article it rests on.
    pub citation: String,
}
