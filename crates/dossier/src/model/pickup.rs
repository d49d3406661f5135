//! What happens to a result between the decision and the hands of the citizen: the box it lies in, who was reminded, what the post
//! brought back, the archive, who took it and what they signed, and each reprint of a lost slip.

use base::Instant;
use serde::{Deserialize, Serialize};

use super::Authorised;

/// The code under which the picture of a signature stands among the papers of a dossier.
pub const SIGNATURE: &str = "ky-nhan-ket-qua";

/// All of it. A result that was handed over at once has little.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pickup {
    /// The box on the shelf, while it lies there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shelf: Option<String>,
    /// The times the citizen was reminded, first to last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reminders: Vec<Reminder>,
    /// The times it was sent by post, first to last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub posted: Vec<Posted>,
    /// When it was proposed for the archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive_proposed: Option<Instant>,
    /// That it lies in the archive, uncollected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<Archived>,
    /// What they signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed: Option<Signed>,
    /// The times a lost slip (form 01) was printed again, first to last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reprints: Vec<Reprint>,
}

impl Pickup {
    /// True when nothing of it is there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What is under way by post.
    #[must_use]
    pub fn on_the_way(&self) -> Option<&Posted> {
        self.posted.last().filter(|it| it.returned.is_none())
    }

    /// What the post brought back last, while the result is still owed.
    #[must_use]
    pub fn came_back(&self) -> Option<&PostReturn> {
        self.posted.last().and_then(|it| it.returned.as_ref())
    }

    /// Begins anew for another result; that slips were printed again stays.
    pub fn begin_anew(&mut self) {
        let reprints = std::mem::take(&mut self.reprints);
        *self = Self { reprints, ..Self::default() };
    }
}

/// The citizen was reminded of a result that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// When.
    pub at: Instant,
    /// True when the program did so by itself, after days on the shelf.
    #[serde(default)]
    pub by_itself: bool,
    /// How, as the officer put it: by telephone, through a neighbour; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A result sent by post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    /// When.
    pub at: Instant,
    /// The number under which the post follows it.
    pub tracking: String,
    /// That it came back; none while it is under way or was delivered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<PostReturn>,
}

/// A result the post could not deliver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostReturn {
    /// When it was back at the counter.
    pub at: Instant,
    /// Why, as the post wrote it.
    pub reason: String,
}

/// An uncollected result that went to the archive. It is handed over from there whenever somebody comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archived {
    /// When.
    pub at: Instant,
    /// Where it lies there; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
}

/// Who took a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handed {
    /// When.
    pub at: Instant,
    /// Their name.
    pub to: String,
    /// By what right, where it was not the applicant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorised: Option<Authorised>,
}

/// That a result was signed for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// When that was recorded.
    pub at: Instant,
    /// SHA-256 of the picture of the signed slip or of the signature; none where the paper slip alone was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
}

/// A lost slip printed again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reprint {
    /// When.
    pub at: Instant,
    /// Why.
    pub reason: String,
}
