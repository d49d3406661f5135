//! What stands beside the state of a dossier: supplements asked for and given, an extension, a withdrawal asked for, why it
//! was stopped, where its result is, what was put right in it.

use base::Instant;
use base::id::UnitId;
use catalogue::Charge;
use serde::{Deserialize, Serialize};

use super::{Applicant, Handover, MovedIn, Part, PartOf, Pickup, Recall, Result, State, Wait};

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
    /// The times its due date was counted again because the calendar changed, first to last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recounts: Vec<Recount>,
    /// The one re-appointment (form 04).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension: Option<Extension>,
    /// The citizen wants it back: the last request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawal: Option<Withdrawal>,
    /// Why its handling was stopped (form 05).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop: Option<Stopping>,
    /// Where the result is, once it left the body that decided; none while it is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result_at: Option<ResultAt>,
    /// What was put right in its reception, first to last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub receptions: Vec<ReceptionBefore>,
    /// The times it was opened again to put its result right, first to last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// The parts of a linked dossier, in the order of its procedure; empty for every other.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// The linked dossier that this one is a part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<PartOf>,
    /// Hand-overs between the receiving and the competent body, first to last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub handovers: Vec<Handover>,
    /// What happens to the result until somebody has it.
    #[serde(skip_serializing_if = "Pickup::is_empty")]
    pub pickup: Pickup,
    /// The times its result was recalled, first to last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recalls: Vec<Recall>,
    /// The body that filed it with another, in a procedure between bodies; none where people file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filed_by: Option<UnitId>,
    /// That it moved in from an older system; none of what was always here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved: Option<MovedIn>,
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

    /// The correction of the result that is under way.
    #[must_use]
    pub fn open_correction(&self) -> Option<&Correction> {
        self.corrections.last().filter(|it| it.done_at.is_none())
    }

    /// The recall that holds: nothing was begun in place of the recalled result.
    #[must_use]
    pub fn open_recall(&self) -> Option<&Recall> {
        self.recalls.last().filter(|it| it.reissue_began.is_none())
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

/// A due date counted again on a calendar that was changed by decision. It uses up no re-appointment, and lateness is counted against
/// what it makes of the first appointment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recount {
    /// When it was counted again.
    pub at: Instant,
    /// What the change is called: `Nghỉ phòng chống bão số 12`.
    pub name: String,
    /// The decision behind it.
    pub source: String,
    /// Whether it is the answer to a submission that is due; else the result.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub answer: bool,
    /// What was promised before.
    pub before: Instant,
    /// What is promised now.
    pub after: Instant,
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

/// Where a result is on its way from the body that decided to the citizen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Sent by the body that decided, not at the counter yet.
    OnItsWay,
    /// At the counter of the one-stop unit that received the dossier.
    AtCounter,
    /// On the shelf of the one-stop unit, in a box with a number.
    OnShelf,
    /// Sent to the citizen by post.
    ByPost,
    /// In the archive, since nobody came for it.
    InArchive,
}

impl Place {
    /// The code kept in the database and shown to programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OnItsWay => "on-its-way",
            Self::AtCounter => "at-counter",
            Self::OnShelf => "on-shelf",
            Self::ByPost => "by-post",
            Self::InArchive => "in-archive",
        }
    }

    /// The place of this code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let all = [Self::OnItsWay, Self::AtCounter, Self::OnShelf, Self::ByPost, Self::InArchive];
        all.into_iter().find(|place| place.code() == code)
    }
}

/// Where the result is, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultAt {
    /// Where.
    pub place: Place,
    /// Since when.
    pub since: Instant,
}

/// What a reception said before it was put right; what was not touched is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceptionBefore {
    /// When it was put right.
    pub at: Instant,
    /// Why.
    pub reason: String,
    /// In whose name it had been taken down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applicant: Option<Applicant>,
    /// The case it had been received under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// The body it had been sent to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub competent: Option<UnitId>,
}

/// One time a decided dossier was opened again to put its result right (đính chính). The first appointment and whether it
/// was kept stay as they were; the correction has a day of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// When it was opened again.
    pub at: Instant,
    /// The state it was in.
    pub from: State,
    /// What is wrong with the result, as the citizen reads it.
    pub reason: String,
    /// By when the right result is promised.
    pub due: Instant,
    /// The result that is put right.
    pub result: Result,
    /// When that result had been recorded.
    pub closed_at: Instant,
    /// When it had been handed over, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned_at: Option<Instant>,
    /// When the right result was recorded; none while it is owed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_at: Option<Instant>,
    /// True when a new result is issued in place of a recalled one, without fee (cấp lại do lỗi của cơ quan).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reissue: bool,
}
