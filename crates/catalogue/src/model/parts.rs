//! The parts of a version: cases, terms, fees, components, results.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::{Channel, Condition, Situation};

/// A code with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// The code at source.
    pub code: String,
    /// The name in Vietnamese.
    pub name: String,
}

/// The level of government that decides (two levels of local government since 1/7/2025).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Cấp xã.
    Commune,
    /// Cấp tỉnh.
    Province,
    /// Cấp bộ.
    Ministry,
}

impl Level {
    /// The code in packages.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "commune" => Some(Self::Commune),
            "province" => Some(Self::Province),
            "ministry" => Some(Self::Ministry),
            _ => None,
        }
    }

    /// The level as people call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Commune => "Cấp xã",
            Self::Province => "Cấp tỉnh",
            Self::Ministry => "Cấp bộ",
        }
    }
}

/// The decision that published the procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Its number, `1077/QĐ-BXD`.
    pub number: String,
    /// Its date; none where the source does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Who issued it.
    pub issued_by: String,
}

/// How much can be done online (Điều 14-19 NĐ 224/2026/NĐ-CP).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnlineLevel {
    /// Toàn trình.
    Full,
    /// Một phần; a published reason is due.
    Part,
    /// Not online.
    None,
}

impl OnlineLevel {
    /// The code in packages, in the table and in the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Part => "part",
            Self::None => "none",
        }
    }

    /// Reads a code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Full, Self::Part, Self::None].into_iter().find(|level| level.code() == code)
    }
}

/// A case of the procedure (trường hợp): what terms, fees and components depend on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The code, unique in the procedure.
    pub code: String,
    /// The name.
    pub name: String,
    /// What helps a person choose it.
    pub hint: Option<String>,
}

/// The time the law gives, for a case, a channel and what was answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// The cases it is for; empty is every case.
    pub cases: Vec<String>,
    /// The channels it is for; empty is every channel.
    pub channels: Vec<Channel>,
    /// When it stands instead of the ordinary one (đất tại vùng khó khăn); none for the ordinary one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// The term as `worktime::Term` reads it: `7 ngày làm việc`, `trong ngày`.
    pub text: String,
    /// Where it stands in the law.
    pub citation: String,
    /// What a citizen should know beside it.
    pub note: Option<String>,
}

/// The hour after which a dossier counts as received on the next working day, where this version says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cutoff {
    /// The hour.
    pub at: Time,
    /// Where it stands in the law.
    pub citation: String,
}

/// Where a paper can come from, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The e-form of this very submission: nothing to upload online.
    Form,
    /// A register of the State.
    Register,
    /// The person's vault (kho dữ liệu).
    Vault,
    /// An earlier dossier of the same person.
    Earlier,
    /// A file uploaded or a paper handed in.
    Upload,
}

impl Source {
    /// The code in packages.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "form" => Some(Self::Form),
            "register" => Some(Self::Register),
            "vault" => Some(Self::Vault),
            "earlier" => Some(Self::Earlier),
            "upload" => Some(Self::Upload),
            _ => None,
        }
    }
}

/// A component of the dossier (thành phần hồ sơ).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Component {
    /// The code at source, unique in the procedure.
    pub code: String,
    /// The name, in our own short words.
    pub name: String,
    /// What helps a person prepare it.
    pub hint: Option<String>,
    /// Papers of which any one will do; empty if there is only the one of `name`.
    pub one_of: Vec<String>,
    /// How many originals, 0 to 20.
    pub originals: u8,
    /// How many copies, 0 to 20.
    pub copies: u8,
    /// Must it be there, when its condition holds.
    pub required: bool,
    /// Only shown to the officer and given back (xuất trình), not kept.
    pub shown_only: bool,
    /// When it applies; none is always.
    pub when: Option<Condition>,
    /// The file types taken, by extension without the dot.
    pub file_types: Vec<String>,
    /// The largest file, in megabytes.
    pub max_megabytes: u16,
    /// How many files, 1 to 20.
    pub max_files: u8,
    /// Where it can come from, the best first.
    pub sources: Vec<Source>,
    /// Which register, where `sources` names one.
    pub register: Option<String>,
    /// The channels beside online in which the e-form stands for it too: printed from the answers, signed at the counter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub form_channels: Vec<Channel>,
}

impl Component {
    /// Whether it belongs to a dossier with these answers in this situation.
    #[must_use]
    pub fn applies(&self, answers: &Value, situation: &Situation<'_>) -> bool {
        self.when.as_ref().is_none_or(|when| when.holds(answers, situation))
    }

    /// Whether it belongs to every dossier of this situation, to none, or (none) to some, by what will be answered.
    #[must_use]
    pub fn applies_whatever(&self, situation: &Situation<'_>) -> Option<bool> {
        self.when.as_ref().map_or(Some(true), |when| when.holds_whatever(situation))
    }

    /// Whether the e-form stands for it in this channel, so that nothing else is handed in: online always, in another
    /// channel where the procedure says so.
    #[must_use]
    pub fn is_the_form(&self, channel: Channel) -> bool {
        let here = channel.is_electronic() || self.form_channels.contains(&channel);
        here && self.sources.contains(&Source::Form)
    }

    /// Whether the State may hold it already, so that it need not be handed in again.
    #[must_use]
    pub fn may_be_held(&self) -> bool {
        self.sources.iter().any(|s| matches!(s, Source::Register | Source::Vault | Source::Earlier))
    }
}

/// A result the procedure may end with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcedureResult {
    /// The code in the national catalogue of results.
    pub code: String,
    /// The name.
    pub name: String,
    /// The kind of template it is made from: `permit`, `certificate`, `confirmation`, `refusal`.
    pub template: String,
    /// Whether it grants what was asked for.
    pub grants: bool,
}

/// A text of law the procedure rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalText {
    /// The number, `175/2024/NĐ-CP`.
    pub number: String,
    /// What it is about.
    pub name: String,
}

/// Who is competent, and whether another body may receive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jurisdiction {
    /// The kind of unit that decides, as `organisation` codes it; `commune` stands for ward and special zone too.
    pub unit_kind: String,
    /// The duty of that body where its kind does not tell it: `cong-an` for a line agency.
    pub body_duty: Option<String>,
    /// The duty (`organisation::Unit::duty`) of the division of that body which handles it: `kinh-te`,
    /// `van-phong`, `cu-tru`. Steps whose unit is the division go there.
    pub division: String,
    /// The field of the form that says where, if the place decides.
    pub place_field: Option<String>,
    /// Whether it may be handled whatever the place (không phụ thuộc địa giới hành chính).
    pub off_territory: bool,
}

impl Jurisdiction {
    /// Whether this unit is of the kind, and has the duty, that decides.
    #[must_use]
    pub fn decided_by(&self, unit: &organisation::Unit) -> bool {
        let kind = match self.unit_kind.as_str() {
            "commune" => unit.kind.is_commune_level(),
            kind => unit.kind.code() == kind,
        };
        let duty = unit.duty.as_ref().map(|duty| duty.as_str());
        kind && self.body_duty.as_deref().is_none_or(|wanted| duty == Some(wanted))
    }
}

/// What a supplement does to the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SupplementClock {
    /// It pauses and goes on.
    Pause,
    /// It starts again from the beginning.
    Restart,
}

/// How long the dossier is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retention {
    /// Years after it was closed; none is for ever.
    pub years: Option<u16>,
    /// Where it stands in the law.
    pub citation: String,
}
