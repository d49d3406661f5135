//! The level a procedure is decided at, as a filter of searches: the three of packages, and the rest.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::model::Level;

/// A level of government, as people filter by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Cấp xã.
    Commune,
    /// Cấp tỉnh.
    Province,
    /// Cấp bộ.
    Ministry,
    /// Elsewhere: embassies, banks, courts.
    Other,
}

impl Tier {
    /// Every level, the nearest first.
    pub const ALL: [Self; 4] = [Self::Commune, Self::Province, Self::Ministry, Self::Other];

    /// The code in the national database and in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Commune => "xa",
            Self::Province => "tinh",
            Self::Ministry => "bo",
            Self::Other => "khac",
        }
    }

    /// Reads a code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tier| tier.code() == code)
    }

    /// The level as people call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Commune => Level::Commune.label(),
            Self::Province => Level::Province.label(),
            Self::Ministry => Level::Ministry.label(),
            Self::Other => "Cơ quan khác",
        }
    }
}

impl From<Level> for Tier {
    fn from(level: Level) -> Self {
        match level {
            Level::Commune => Self::Commune,
            Level::Province => Self::Province,
            Level::Ministry => Self::Ministry,
        }
    }
}
