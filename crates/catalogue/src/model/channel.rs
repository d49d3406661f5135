//! The ways a dossier reaches the body that decides: three of people, one between bodies.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::model::BadCondition;

/// How a dossier reaches the State (Điều 6 NĐ 118/2025/NĐ-CP).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Trực tiếp, at a one-stop counter.
    Counter,
    /// Trực tuyến.
    Online,
    /// Dịch vụ bưu chính.
    Post,
    /// From another body of the State, in a procedure between bodies (thủ tục hành chính nội bộ).
    Internal,
}

impl Channel {
    /// Every channel, in the order screens list them.
    pub const ALL: [Self; 4] = [Self::Online, Self::Counter, Self::Post, Self::Internal];

    /// The code kept in the database and in packages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Online => "online",
            Self::Post => "post",
            Self::Internal => "internal",
        }
    }

    /// The channel as people call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Counter => "Trực tiếp tại Bộ phận Một cửa",
            Self::Online => "Trực tuyến",
            Self::Post => "Qua dịch vụ bưu chính",
            Self::Internal => "Nội bộ, giữa các cơ quan",
        }
    }

    /// What people call it in this language.
    #[must_use]
    pub const fn called(self, locale: base::Locale) -> &'static str {
        let english = match self {
            Self::Counter => "In person at the one-stop unit",
            Self::Online => "Online",
            Self::Post => "By post",
            Self::Internal => "Between bodies",
        };
        locale.t(self.label(), english)
    }

    /// Whether papers come as files with the dossier; else they are handed over.
    #[must_use]
    pub const fn is_electronic(self) -> bool {
        matches!(self, Self::Online | Self::Internal)
    }

    /// Reads a code written by [`Channel::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.code() == code)
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::str::FromStr for Channel {
    type Err = BadCondition;
    fn from_str(text: &str) -> Result<Self, BadCondition> {
        Self::parse(text).ok_or_else(|| {
            BadCondition(format!("kênh “{text}” không có; xin dùng online, counter, post hoặc internal"))
        })
    }
}
