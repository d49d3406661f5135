//! Reserve numbers: dossier numbers of the coming days are set aside for one machine, out of the same sequence that the
//! counter with a network draws from, so that no two can give the same.

use base::{Ctx, FieldError};
use db::Tx;
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::events::{self, counter_stream};
use crate::model::{NumberRange, OfflineCounterId};
use crate::rules::offline::{MOST_DAYS, MOST_NUMBERS, OfflineRefused};
use crate::{permissions, queries, store};

/// For which machine, which days, how many.
#[derive(Clone, Debug, Serialize)]
pub struct ReserveNumbers {
    /// The machine.
    pub counter: OfflineCounterId,
    /// The first day, today or later.
    pub from: Date,
    /// So many days, from 1.
    pub days: i64,
    /// So many numbers a day for each agency, 1 to 500.
    pub count: i64,
}

/// What was reserved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reserved {
    /// One range for each agency and day.
    pub ranges: Vec<NumberRange>,
}

/// Reserves them.
///
/// # Errors
/// [`Error::NotFound`] for a machine of another body; [`Error::Invalid`] for a day that is over or too far, and too many numbers;
/// [`Error::Offline`] for a machine that was given up.
pub fn reserve_numbers(tx: &mut Tx, ctx: &Ctx, input: &ReserveNumbers) -> Result<Reserved, Error> {
    let authority = ctx.authorise(&permissions::RECEIVE)?;
    ledger::once(tx, ctx, "dossier.reserve-numbers", input, |tx| {
        ledger::open(tx, &[counter_stream(input.counter)])?;
        let counter = queries::offline_counter(tx, ctx, input.counter)?;
        let unit = authority.at_root(&counter.root)?.unit;
        if counter.retired_at.is_some() {
            return Err(OfflineRefused::Retired.into());
        }
        let days = days(ctx.now.date(), input)?;
        let agencies = queries::offline_agencies(tx, &counter, ctx.now.date())?;
        let mut ranges = Vec::new();
        for day in days {
            for agency in &agencies {
                let by = (ctx.now, authority.staff().staff);
                let range = store::offline::reserve(tx, counter.id, (agency, day, input.count), by)?;
                let NumberRange { agency, day, first, last, .. } = range.clone();
                let event = events::NumbersReserved { agency, day, first, last };
                ledger::append(tx, ctx, &counter_stream(counter.id), Some(unit), ctx.now, &event)?;
                ranges.push(range);
            }
        }
        Ok(Reserved { ranges })
    })
}

/// The days asked for.
fn days(today: Date, input: &ReserveNumbers) -> Result<Vec<Date>, Error> {
    let wrong = |field: &str, message: String| Err(Error::Invalid(vec![FieldError::new(field, message)]));
    if !(1..=MOST_NUMBERS).contains(&input.count) {
        return wrong("count", format!("Mỗi ngày lấy từ 1 đến {MOST_NUMBERS} số."));
    }
    let last = today.saturating_add((MOST_DAYS - 1).days());
    let asked = (0..input.days.clamp(0, MOST_DAYS + 1)).map(|n| input.from.saturating_add(n.days()));
    let days: Vec<Date> = asked.collect();
    if days.is_empty() || days.iter().any(|day| *day < today || *day > last) {
        let (from, to) = (base::words::date(today), base::words::date(last));
        return wrong("days", format!("Chỉ lấy số cho các ngày từ {from} đến {to}."));
    }
    Ok(days)
}
