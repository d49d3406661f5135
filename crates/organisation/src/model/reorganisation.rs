//! A reorganisation (sắp xếp đơn vị): a plan of operations with its decision, from draft to effect.

use std::collections::BTreeMap;

use base::Instant;
use base::code::AgencyCode;
use base::id::{StaffId, UnitId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AreaCode, UnitKind, UnitName};

base::identifier!(
    /// One reorganisation.
    ReorganisationId
);

/// A body that does not stand yet and begins with the reorganisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewBody {
    /// Its identifier, given when the plan is made.
    pub id: UnitId,
    /// Its name.
    pub name: UnitName,
    /// Its kind.
    pub kind: UnitKind,
    /// The unit above it.
    pub parent: UnitId,
    /// Its electronic identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<AgencyCode>,
    /// The area it governs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaCode>,
    /// The unit whose working calendar it takes over; none inherits that of the unit above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar_of: Option<UnitId>,
}

/// Who takes over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Receiver {
    /// A unit that stands.
    Standing(UnitId),
    /// A body that begins.
    New(NewBody),
}

impl Receiver {
    /// Which unit that is.
    #[must_use]
    pub const fn id(&self) -> UnitId {
        match self {
            Self::Standing(id) => *id,
            Self::New(body) => body.id,
        }
    }

    /// Every unit it names.
    fn ids(&mut self) -> Vec<&mut UnitId> {
        match self {
            Self::Standing(id) => vec![id],
            Self::New(NewBody { id, parent, calendar_of, .. }) => {
                [id, parent].into_iter().chain(calendar_of).collect()
            }
        }
    }
}

/// What one of several bodies takes over when a unit is split.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Who takes over.
    pub into: Receiver,
    /// The units directly under the one that is split which go there, with their staff.
    pub units: Vec<UnitId>,
}

/// One change of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Operation {
    /// Sáp nhập, hợp nhất: units end and another one takes over everything.
    Merge {
        /// The units that end.
        units: Vec<UnitId>,
        /// Who takes over.
        into: Receiver,
    },
    /// Chia, tách: a unit ends and several take over; the first one what is not said of any.
    Split {
        /// The unit that ends.
        unit: UnitId,
        /// Who takes over what.
        shares: Vec<Share>,
    },
    /// Đổi tên, đổi mã.
    Rename {
        /// Which unit.
        unit: UnitId,
        /// Its name from then on.
        name: UnitName,
        /// Its electronic identifier from then on.
        code: Option<AgencyCode>,
    },
    /// Chuyển sang trực thuộc đơn vị khác.
    Move {
        /// Which unit, with all that stands under it.
        unit: UnitId,
        /// The unit above it from then on.
        parent: UnitId,
    },
    /// Giải thể: a unit ends; what is left open goes to its heir.
    Dissolve {
        /// The unit that ends.
        unit: UnitId,
        /// Who takes over what is open.
        heir: UnitId,
    },
}

impl Operation {
    /// What people call it.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Merge { .. } => "Sáp nhập",
            Self::Split { .. } => "Chia, tách",
            Self::Rename { .. } => "Đổi tên, đổi mã",
            Self::Move { .. } => "Chuyển trực thuộc",
            Self::Dissolve { .. } => "Giải thể",
        }
    }

    /// Who takes over, in the order of the operation; nobody where a unit only changes, or leaves what is open to its heir.
    #[must_use]
    pub fn receivers(&self) -> Vec<&Receiver> {
        match self {
            Self::Merge { into, .. } => vec![into],
            Self::Split { shares, .. } => shares.iter().map(|it| &it.into).collect(),
            Self::Rename { .. } | Self::Move { .. } | Self::Dissolve { .. } => Vec::new(),
        }
    }

    /// These operations with identifiers from `new_id` for the bodies that begin, in place of those by which they were written down.
    pub(crate) fn begun(mut all: Vec<Self>, new_id: &mut dyn FnMut() -> UnitId) -> Vec<Self> {
        let written = all.iter().flat_map(Self::receivers).filter_map(|it| match it {
            Receiver::New(body) => Some(body.id),
            Receiver::Standing(_) => None,
        });
        let given: BTreeMap<UnitId, UnitId> = written.map(|id| (id, new_id())).collect();
        for id in all.iter_mut().flat_map(Self::ids) {
            if let Some(new) = given.get(id) {
                *id = *new;
            }
        }
        all
    }

    /// Every unit it names.
    fn ids(&mut self) -> Vec<&mut UnitId> {
        match self {
            Self::Merge { units, into } => units.iter_mut().chain(into.ids()).collect(),
            Self::Split { unit, shares } => {
                let shared = shares.iter_mut().flat_map(|it| it.units.iter_mut().chain(it.into.ids()));
                std::iter::once(unit).chain(shared).collect()
            }
            Self::Rename { unit, .. } => vec![unit],
            Self::Move { unit, parent: other } | Self::Dissolve { unit, heir: other } => vec![unit, other],
        }
    }

    /// The units that stand before it and which it names.
    #[must_use]
    pub fn standing(&self) -> Vec<UnitId> {
        let receiver = |it: &Receiver| match it {
            Receiver::Standing(id) => *id,
            Receiver::New(body) => body.parent,
        };
        match self {
            Self::Merge { units, into } => units.iter().copied().chain([receiver(into)]).collect(),
            Self::Split { unit, shares } => {
                let shared =
                    shares.iter().flat_map(|it| it.units.iter().copied().chain([receiver(&it.into)]));
                std::iter::once(*unit).chain(shared).collect()
            }
            Self::Rename { unit, .. } => vec![*unit],
            Self::Move { unit, parent } => vec![*unit, *parent],
            Self::Dissolve { unit, heir } => vec![*unit, *heir],
        }
    }
}

/// How far a reorganisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Being written.
    Draft,
    /// With the bodies that take over, for their acceptance.
    Proposed,
    /// Approved: takes effect on its first day.
    Approved,
    /// In effect.
    InEffect,
    /// Given up before its first day.
    Cancelled,
}

impl Stage {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Proposed, Self::Approved, Self::InEffect, Self::Cancelled];

    /// The code kept in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::Approved => "approved",
            Self::InEffect => "in-effect",
            Self::Cancelled => "cancelled",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "Đang soạn",
            Self::Proposed => "Chờ cơ quan tiếp nhận đồng ý",
            Self::Approved => "Chờ đến ngày hiệu lực",
            Self::InEffect => "Đã có hiệu lực",
            Self::Cancelled => "Đã hủy",
        }
    }
}

impl std::fmt::Display for Stage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::str::FromStr for Stage {
    type Err = base::code::BadCode;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let expected = "draft, proposed, approved, in-effect or cancelled";
        Self::ALL.into_iter().find(|it| it.code() == text).ok_or(base::code::BadCode { expected })
    }
}

/// A reorganisation as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reorganisation {
    /// Which one.
    pub id: ReorganisationId,
    /// The body whose administrator leads it.
    pub root: UnitId,
    /// The number of the decision, for example `1665/NQ-UBTVQH15`.
    pub decision: String,
    /// The date on it.
    pub decided_on: Date,
    /// The first day on which it holds.
    pub first_day: Date,
    /// How far it is.
    pub stage: Stage,
    /// Counts its changes.
    pub revision: i64,
    /// What it changes, in order.
    pub operations: Vec<Operation>,
    /// Why it could not take effect on its first day; empty otherwise.
    pub problem: String,
    /// The announcement by which the contexts above follow; none before it is in effect.
    pub change: Option<String>,
    /// Who made it.
    pub made_by: StaffId,
    /// When.
    pub made_at: Instant,
    /// When it took effect.
    pub effect_at: Option<Instant>,
}

/// What a body that takes over said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The body.
    pub body: UnitId,
    /// Its name.
    pub name: String,
    /// What it said, who and when; none while it is awaited.
    pub said: Option<Said>,
}

impl Acceptance {
    /// Whether it said yes.
    #[must_use]
    pub fn accepts(&self) -> bool {
        self.said.as_ref().is_some_and(|said| said.refusal.is_empty())
    }
}

/// An answer of a body that takes over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Who.
    pub staff: StaffId,
    /// The name.
    pub name: String,
    /// When.
    pub at: Instant,
    /// Why not; empty where it accepts.
    pub refusal: String,
}

/// Where what belonged to a unit belongs after a reorganisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rehoming {
    /// The unit.
    pub unit: UnitId,
    /// The body it belonged to.
    pub root: UnitId,
    /// The unit that does its work from then on; itself where it only stands elsewhere.
    pub heir: UnitId,
    /// The body of that one.
    pub heir_root: UnitId,
    /// The province or ministry above that one.
    pub heir_top: UnitId,
}

/// What is wrong with an operation of a plan, or worth knowing about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Which operation, from 0.
    pub operation: usize,
    /// What, and what to do.
    pub message: String,
}
