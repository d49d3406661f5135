//! Move the clock: in practice, time is let pass so that terms run out, warnings come and results wait.

use base::{Actor, Ctx, Denied, FieldError};
use db::Tx;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::events::{ClockMoved, clock_stream};
use crate::store;

/// How far the clock may stand before the machine's: two years, within what calendars know.
const FARTHEST: i64 = 2 * 365 * 86_400;

/// How much time passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Move {
    /// One hour.
    Hour,
    /// One day.
    Day,
    /// Three days.
    ThreeDays,
    /// A week.
    Week,
    /// Thirty days.
    Month,
}

impl Move {
    /// All of them, in their order.
    pub const ALL: [Self; 5] = [Self::Hour, Self::Day, Self::ThreeDays, Self::Week, Self::Month];

    /// In seconds.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        match self {
            Self::Hour => 3_600,
            Self::Day => 86_400,
            Self::ThreeDays => 3 * 86_400,
            Self::Week => 7 * 86_400,
            Self::Month => 30 * 86_400,
        }
    }

    /// As a form says it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Hour => "1-gio",
            Self::Day => "1-ngay",
            Self::ThreeDays => "3-ngay",
            Self::Week => "7-ngay",
            Self::Month => "30-ngay",
        }
    }

    /// As people say it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Hour => "1 giờ",
            Self::Day => "1 ngày",
            Self::ThreeDays => "3 ngày",
            Self::Week => "7 ngày",
            Self::Month => "30 ngày",
        }
    }
}

/// Moves it forward; how far it stands before the machine's clock then, in seconds.
///
/// # Errors
/// [`Error::Denied`] for nobody and where this data is no practice; [`Error::Invalid`] when it would stand too far ahead.
pub fn move_clock(tx: &mut Tx, ctx: &Ctx, by: Move) -> Result<i64, Error> {
    if *ctx.authorise_anyone() == Actor::Nobody {
        return Err(Denied::Unauthenticated.into());
    }
    ledger::once(tx, ctx, "learning.move-clock", &by, |tx| {
        ledger::open(tx, &[clock_stream()])?;
        let before = store::clock::shift(tx)?.ok_or(Denied::NotFound)?;
        let shift = before + by.seconds();
        if shift > FARTHEST {
            let message = "Đồng hồ luyện tập đã đi trước hai năm, không chuyển thêm được. Xin làm mới dữ liệu luyện tập.";
            return Err(Error::Invalid(vec![FieldError::new("by", message)]));
        }
        store::clock::set(tx, shift)?;
        ledger::append(tx, ctx, &clock_stream(), None, ctx.now, &ClockMoved { shift })?;
        Ok(shift)
    })
}
