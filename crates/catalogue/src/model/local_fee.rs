//! Amounts that are set locally: where the law leaves a fee to the provincial council (HĐND cấp tỉnh; Điều 19 Luật Phí và lệ
//! phí 97/2015/QH13), its resolution is data beside the procedure, not a version of it.

use base::Dong;
use serde::{Deserialize, Serialize};

use crate::model::{Bracket, Channel, Rate, Situation};

/// What a council set for one fee of one procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalFee {
    /// The code of the fee in the procedure.
    pub fee: String,
    /// The cases it is for; empty is every case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<String>,
    /// The channels it is for; empty is every channel.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Channel>,
    /// The amount, if it is fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Dong>,
    /// The prices by the unit, where the procedure counts by the unit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub brackets: Vec<Bracket>,
    /// The most that is owed each time, beside `brackets`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Dong>,
    /// The resolution: `Điều 3 Nghị quyết 12/2026/NQ-HĐND ngày 10/7/2026`.
    pub citation: String,
}

impl LocalFee {
    /// How well it fits a fee and a situation, the least first: what names case and channel before what names neither. None
    /// if it is not meant.
    pub(crate) fn rank(&self, fee: &str, situation: &Situation<'_>) -> Option<(bool, bool)> {
        let meant = self.fee == fee
            && (self.cases.is_empty() || self.cases.iter().any(|case| case == situation.case))
            && (self.channels.is_empty() || self.channels.contains(&situation.channel));
        meant.then_some((self.cases.is_empty(), self.channels.is_empty()))
    }

    /// The price by the unit with what was set locally.
    pub(crate) fn instead_of(&self, rate: &Rate) -> Rate {
        if self.brackets.is_empty() {
            return rate.clone();
        }
        Rate { brackets: self.brackets.clone(), cap: self.cap, ..rate.clone() }
    }
}
