//! Administrative units as they are in one period, and what followed them.

use std::fmt;
use std::str::FromStr;

use base::code::AgencyCode;
use base::id::UnitId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AreaCode, Period, UnitName, Word};

/// What sort of unit it is. Two levels of local government since 1/7/2025 (Luật Tổ chức chính quyền địa
/// phương 72/2025/QH15); one-stop units by NĐ 118/2025/NĐ-CP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitKind {
    /// Bộ, cơ quan ngang bộ.
    Ministry,
    /// Tỉnh, thành phố trực thuộc trung ương.
    Province,
    /// Xã.
    Commune,
    /// Phường.
    Ward,
    /// Đặc khu.
    SpecialZone,
    /// Sở, ban, ngành of a province; cục, tổng cục of a ministry.
    Department,
    /// Ngành dọc: a central agency's body at a place, for example the police of a ward.
    LineAgency,
    /// Phòng chuyên môn, văn phòng.
    Division,
    /// Trung tâm Phục vụ hành chính công, Bộ phận Một cửa.
    OneStop,
}

impl UnitKind {
    /// Every kind, from the widest down.
    pub const ALL: [Self; 9] = [
        Self::Ministry,
        Self::Province,
        Self::Commune,
        Self::Ward,
        Self::SpecialZone,
        Self::Department,
        Self::LineAgency,
        Self::Division,
        Self::OneStop,
    ];

    /// The code kept in the database and in import files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ministry => "ministry",
            Self::Province => "province",
            Self::Commune => "commune",
            Self::Ward => "ward",
            Self::SpecialZone => "special-zone",
            Self::Department => "department",
            Self::LineAgency => "line-agency",
            Self::Division => "division",
            Self::OneStop => "one-stop",
        }
    }

    /// The kind as people call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Ministry => "Bộ, cơ quan ngang bộ",
            Self::Province => "Tỉnh, thành phố",
            Self::Commune => "Xã",
            Self::Ward => "Phường",
            Self::SpecialZone => "Đặc khu",
            Self::Department => "Sở, ban, ngành",
            Self::LineAgency => "Cơ quan ngành dọc",
            Self::Division => "Phòng chuyên môn",
            Self::OneStop => "Bộ phận Một cửa",
        }
    }

    /// Whether such a unit is a body of its own: dossiers are kept under it and its own units belong to it.
    #[must_use]
    pub const fn is_body(self) -> bool {
        !matches!(self, Self::Division | Self::OneStop)
    }

    /// Whether such a unit stands at the top, with everything below it in its reach.
    #[must_use]
    pub const fn is_top(self) -> bool {
        matches!(self, Self::Ministry | Self::Province)
    }

    /// Whether such a unit is a local government at the lower level (cấp xã).
    #[must_use]
    pub const fn is_commune_level(self) -> bool {
        matches!(self, Self::Commune | Self::Ward | Self::SpecialZone)
    }
}

impl fmt::Display for UnitKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for UnitKind {
    type Err = base::code::BadCode;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let expected =
            "ministry, province, commune, ward, special-zone, department, line-agency, division or one-stop";
        Self::ALL.into_iter().find(|kind| kind.code() == text).ok_or(base::code::BadCode { expected })
    }
}

/// A unit as it is in one period. The identifier stays through renames and changes of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Which unit.
    pub id: UnitId,
    /// Its electronic identifier in this period (QĐ 20/2020/QĐ-TTg); a division may have none.
    pub code: Option<AgencyCode>,
    /// Its name in this period.
    pub name: UnitName,
    /// What sort of unit it is.
    pub kind: UnitKind,
    /// What it does inside its body, as an internal process names it: `mot-cua`, `kinh-te`, `cong-an`.
    pub duty: Option<Word>,
    /// The administrative area it governs: the code of a province (`25`) or of a commune (`07900`) in the list of
    /// administrative units. Only a province and bodies at commune level have one.
    pub area: Option<AreaCode>,
    /// The unit above it.
    pub parent: Option<UnitId>,
    /// The body it belongs to; itself if it is a body.
    pub root: UnitId,
    /// The province or ministry at the top; itself for one.
    pub top: UnitId,
    /// When this holds.
    pub period: Period,
}

impl Unit {
    /// The three levels a list can be limited to.
    #[must_use]
    pub const fn place(&self) -> Place {
        Place { unit: self.id, root: self.root, top: self.top }
    }
}

/// Where something stands: what a hot table carries so that each [`super::Scope`] finds it by an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The unit itself.
    pub unit: UnitId,
    /// The body.
    pub root: UnitId,
    /// The province or ministry.
    pub top: UnitId,
}

/// One line of what followed a unit that ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Succession {
    /// The unit that ended.
    pub unit: UnitId,
    /// The unit that took over, wholly or in part.
    pub successor: UnitId,
    /// How.
    pub kind: SuccessionKind,
    /// From which day.
    pub from: Date,
}

/// How one unit followed another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SuccessionKind {
    /// Sáp nhập, hợp nhất: the whole unit went into the successor.
    Merge,
    /// Chia, tách: a part of the unit went to the successor.
    Split,
}

impl fmt::Display for SuccessionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Merge => "merge",
            Self::Split => "split",
        })
    }
}

impl FromStr for SuccessionKind {
    type Err = base::code::BadCode;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "merge" => Ok(Self::Merge),
            "split" => Ok(Self::Split),
            _ => Err(base::code::BadCode { expected: "merge or split" }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back_and_only_parts_of_a_body_are_no_body() {
        for kind in UnitKind::ALL {
            assert_eq!(kind.to_string().parse(), Ok(kind));
            assert!(!kind.is_top() || kind.is_body());
        }
        assert!("quan".parse::<UnitKind>().is_err(), "there are no districts any more");
        assert!(!UnitKind::OneStop.is_body());
    }
}
