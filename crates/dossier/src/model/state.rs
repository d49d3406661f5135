//! The states of a dossier, the national code each maps to, and the acts that lead from one to the next.

use std::fmt;
use std::str::FromStr;

/// Where a dossier stands. Payment, delivery and synchronisation have states of their own beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Sent by the citizen, not looked at yet.
    Submitted,
    /// The one-stop unit refused it, with reasons (form 03).
    Refused,
    /// Received: the clock runs, the receipt is printed (form 01).
    Received,
    /// In its internal process.
    Processing,
    /// Waits for papers of the citizen (form 02).
    AwaitingSupplement,
    /// Waits for the citizen's payment.
    AwaitingPayment,
    /// The citizen took it back.
    Withdrawn,
    /// The body stopped it, with reasons (form 05).
    Stopped,
    /// The result is there.
    Completed,
    /// The result is in the citizen's hands.
    Returned,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 10] = [
        Self::Submitted,
        Self::Refused,
        Self::Received,
        Self::Processing,
        Self::AwaitingSupplement,
        Self::AwaitingPayment,
        Self::Withdrawn,
        Self::Stopped,
        Self::Completed,
        Self::Returned,
    ];

    /// The code kept in the database and shown to programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Refused => "refused",
            Self::Received => "received",
            Self::Processing => "processing",
            Self::AwaitingSupplement => "awaiting-supplement",
            Self::AwaitingPayment => "awaiting-payment",
            Self::Withdrawn => "withdrawn",
            Self::Stopped => "stopped",
            Self::Completed => "completed",
            Self::Returned => "returned",
        }
    }

    /// The status code of the national portal (TrangThaiHoSo, 1 to 10).
    #[must_use]
    pub const fn national(self) -> u8 {
        match self {
            Self::Submitted => 1,
            Self::Received => 2,
            Self::Refused => 3,
            Self::Processing => 4,
            Self::AwaitingSupplement => 5,
            Self::AwaitingPayment => 6,
            Self::Withdrawn => 7,
            Self::Stopped => 8,
            Self::Completed => 9,
            Self::Returned => 10,
        }
    }

    /// The state as citizens and officers read it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Submitted => "Chờ tiếp nhận",
            Self::Refused => "Không được tiếp nhận",
            Self::Received => "Đã tiếp nhận",
            Self::Processing => "Đang giải quyết",
            Self::AwaitingSupplement => "Chờ bổ sung giấy tờ",
            Self::AwaitingPayment => "Chờ thực hiện nghĩa vụ tài chính",
            Self::Withdrawn => "Người nộp đã rút",
            Self::Stopped => "Dừng giải quyết",
            Self::Completed => "Đã có kết quả",
            Self::Returned => "Đã trả kết quả",
        }
    }

    /// The state as a page in this language calls it.
    #[must_use]
    pub const fn called(self, locale: base::Locale) -> &'static str {
        let english = match self {
            Self::Submitted => "Waiting to be received",
            Self::Refused => "Not received",
            Self::Received => "Received",
            Self::Processing => "In work",
            Self::AwaitingSupplement => "Waiting for papers",
            Self::AwaitingPayment => "Waiting for payment",
            Self::Withdrawn => "Withdrawn",
            Self::Stopped => "Stopped",
            Self::Completed => "Result ready",
            Self::Returned => "Result handed over",
        };
        locale.t(self.label(), english)
    }

    /// True when nothing more is to be decided: the deadline no longer runs.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Refused | Self::Withdrawn | Self::Stopped | Self::Completed | Self::Returned)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A text that is no code of a state or channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a known code")]
pub struct UnknownCode;

impl FromStr for State {
    type Err = UnknownCode;
    fn from_str(code: &str) -> Result<Self, UnknownCode> {
        Self::ALL.into_iter().find(|state| state.code() == code).ok_or(UnknownCode)
    }
}

db::text_value!(State);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn national_codes_are_the_ten_and_codes_read_back() {
        let mut national: Vec<u8> = State::ALL.iter().map(|state| state.national()).collect();
        national.sort_unstable();
        assert_eq!(national, (1..=10).collect::<Vec<u8>>());
        for state in State::ALL {
            assert_eq!(state.code().parse(), Ok(state));
        }
    }
}
