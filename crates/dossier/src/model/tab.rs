//! The work queues of a desk, by what a dossier waits for.

use base::Role;

/// A queue of the desk. As text it is the word of [`Tab::code`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize, utoipa::ToSchema)]
pub enum Tab {
    /// In my charge.
    #[serde(rename = "cua-toi")]
    Mine,
    /// At my unit's step, nobody in charge.
    #[serde(rename = "cho-nhan-viec")]
    Unit,
    /// At a step of my unit, whoever is in charge.
    #[serde(rename = "cua-don-vi")]
    Team,
    /// Sent online, waiting to be received.
    #[serde(rename = "cho-tiep-nhan")]
    Waiting,
    /// Warned of: an answer, a step or the result lapses soon.
    #[serde(rename = "sap-qua-han")]
    Warned,
    /// Due later today.
    #[serde(rename = "den-han-hom-nay")]
    Today,
    /// Past the first appointment.
    #[serde(rename = "qua-han")]
    Late,
    /// Paused until the citizen completes or pays.
    #[serde(rename = "cho-nguoi-nop")]
    Paused,
    /// Another body was asked and has not answered.
    #[serde(rename = "cho-co-quan-khac")]
    Asked,
    /// Result ready at the counter, not collected.
    #[serde(rename = "cho-tra-ket-qua")]
    Ready,
}

impl Tab {
    /// Every queue, in the order of the tabs.
    pub const ALL: [Self; 10] = [
        Self::Mine,
        Self::Unit,
        Self::Team,
        Self::Waiting,
        Self::Warned,
        Self::Today,
        Self::Late,
        Self::Paused,
        Self::Asked,
        Self::Ready,
    ];

    /// The word in the address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mine => "cua-toi",
            Self::Unit => "cho-nhan-viec",
            Self::Waiting => "cho-tiep-nhan",
            Self::Ready => "cho-tra-ket-qua",
            Self::Warned => "sap-qua-han",
            Self::Today => "den-han-hom-nay",
            Self::Late => "qua-han",
            Self::Team => "cua-don-vi",
            Self::Paused => "cho-nguoi-nop",
            Self::Asked => "cho-co-quan-khac",
        }
    }

    /// The name on the tab.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Mine => "Việc của tôi",
            Self::Unit => "Chờ nhận việc",
            Self::Waiting => "Chờ tiếp nhận",
            Self::Ready => "Chờ trả kết quả",
            Self::Warned => "Sắp quá hạn",
            Self::Today => "Đến hạn hôm nay",
            Self::Late => "Quá hạn",
            Self::Team => "Của đơn vị tôi",
            Self::Paused => "Chờ người nộp",
            Self::Asked => "Chờ cơ quan khác",
        }
    }

    /// Reads the word of an address.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.code() == code)
    }

    /// Who has this queue.
    pub(crate) const fn held_by(self, role: Role) -> bool {
        match self {
            Self::Waiting | Self::Ready => matches!(role, Role::Reception),
            Self::Mine | Self::Unit | Self::Team | Self::Warned => {
                matches!(
                    role,
                    Role::Reception | Role::CaseOfficer | Role::Head | Role::Signatory | Role::Registrar
                )
            }
            Self::Today | Self::Late | Self::Paused | Self::Asked => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_queue_is_read_by_its_word_everywhere() {
        for tab in Tab::ALL {
            assert_eq!(Tab::parse(tab.code()), Some(tab));
            assert_eq!(serde_json::from_value::<Tab>(tab.code().into()).ok(), Some(tab));
        }
        assert_eq!(Tab::parse("khong-co"), None);
    }
}
