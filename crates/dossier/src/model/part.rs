//! The parts of a linked dossier (hồ sơ liên thông): planned when it is submitted, each a dossier of its own once opened.

use base::Instant;
use base::code::DossierNumber;
use base::id::{DossierId, UnitId};
use catalogue::ProcedureKey;
use serde::{Deserialize, Serialize};

/// One part, as the whole keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its code among the parts of the procedure.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// The procedure and the version it is settled under, fixed at submission.
    pub procedure: ProcedureKey,
    /// The body that settles it.
    pub competent: UnitId,
    /// The root body under which its dossier is kept.
    pub root: UnitId,
    /// The parts of this dossier that must have been granted first.
    pub after: Vec<String>,
    /// Where it stands.
    pub state: PartState,
    /// When it was to begin, by the appointment of the whole; from reception on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Instant>,
    /// When it was to end, by the appointment of the whole; from reception on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Instant>,
    /// Its dossier, once opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dossier: Option<DossierId>,
    /// The number of its dossier, once opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<DossierNumber>,
    /// When its body asked the citizen for papers, and when they came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub awaited: Vec<Awaited>,
    /// The name and number of its result, once granted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// Why it ended without, as the citizen reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A time in which the citizen is awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Awaited {
    /// Since when.
    pub from: Instant,
    /// Until when; none while the citizen is awaited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Instant>,
}

/// Where a part stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartState {
    /// Waits for the parts before it.
    Waiting,
    /// Its dossier is being settled.
    Open,
    /// What was asked for was granted.
    Granted,
    /// It ended without: not granted, stopped, or taken back.
    Failed,
    /// It never began, because a part before it ended without a result or the whole ended.
    Dropped,
}

impl PartState {
    /// The code shown to programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Open => "open",
            Self::Granted => "granted",
            Self::Failed => "failed",
            Self::Dropped => "dropped",
        }
    }

    /// The state as citizens and officers read it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Waiting => "Chờ phần trước",
            Self::Open => "Đang giải quyết",
            Self::Granted => "Đã có kết quả",
            Self::Failed => "Kết thúc, không có kết quả",
            Self::Dropped => "Không thực hiện",
        }
    }

    /// The state in this language.
    #[must_use]
    pub const fn called(self, locale: base::Locale) -> &'static str {
        let english = match self {
            Self::Waiting => "Waits for an earlier part",
            Self::Open => "In work",
            Self::Granted => "Result ready",
            Self::Failed => "Ended without a result",
            Self::Dropped => "Not carried out",
        };
        locale.t(self.label(), english)
    }

    /// Whether nothing more comes of it.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Granted | Self::Failed | Self::Dropped)
    }
}

impl Part {
    /// Since when the citizen is awaited; none while nobody waits for them.
    #[must_use]
    pub fn awaits_since(&self) -> Option<Instant> {
        self.awaited.last().filter(|it| it.to.is_none() && self.state == PartState::Open).map(|it| it.from)
    }
}

/// What the dossier of a part knows of the whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartOf {
    /// The whole.
    pub whole: DossierId,
    /// The number of the whole.
    pub number: DossierNumber,
    /// The name of the linked procedure.
    pub name: String,
    /// Which part this is.
    pub part: String,
    /// The body that leads the whole.
    pub lead: UnitId,
    /// The term within the linked procedure, where it is another than the procedure's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<String>,
}
