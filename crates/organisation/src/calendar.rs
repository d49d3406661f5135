//! The working calendar of a unit: its own, or that of the nearest unit above, or the built-in one.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use base::id::UnitId;
use db::{Memo, Query};
use jiff::civil::Date;
use worktime::Calendar;

use crate::error::Error;
use crate::store;

/// How many calendars are kept parsed; a province has a handful.
const KEPT: usize = 256;

/// The calendar in force by unit and day.
static IN_FORCE: Memo<(UnitId, Date), Arc<Calendar>> = Memo::new(&["unit_version", "unit_calendar"], 4096);

/// Calendars by their stored text: a text always parses to the same calendar, so nothing here can be stale.
static PARSED: LazyLock<Mutex<HashMap<String, Arc<Calendar>>>> = LazyLock::new(Mutex::default);

/// Monday to Friday in office hours, with the holidays of the whole country.
static BUILTIN: LazyLock<Arc<Calendar>> = LazyLock::new(|| Arc::new(worktime::hanh_chinh().clone()));

/// The calendar that `unit` works by on a day; terms of its dossiers are counted on it.
///
/// # Errors
/// [`Error::Calendar`] if a stored calendar cannot be read; those of the database.
pub fn calendar(q: &mut impl Query, unit: UnitId, on: Date) -> Result<Arc<Calendar>, Error> {
    IN_FORCE.get(q, (unit, on), |q, _| match store::calendar::in_force(q, unit, on)? {
        Some(text) => parsed(text),
        None => Ok(Arc::clone(&BUILTIN)),
    })
}

fn parsed(text: String) -> Result<Arc<Calendar>, Error> {
    let mut kept = PARSED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(calendar) = kept.get(&text) {
        return Ok(Arc::clone(calendar));
    }
    let calendar: Arc<Calendar> = Arc::new(serde_json::from_str(&text).map_err(Error::Calendar)?);
    if kept.len() >= KEPT {
        kept.clear();
    }
    kept.insert(text, Arc::clone(&calendar));
    Ok(calendar)
}
