//! The working calendar of a unit: its own, or that of the nearest unit above, or the built-in one; with what decisions put over it.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use base::id::UnitId;
use db::{Memo, Query};
use jiff::civil::Date;
use worktime::Calendar;

use crate::error::Error;
use crate::model::{CalendarChange, CalendarChangeId, Layer};
use crate::{rules, store};

/// How many calendars are kept parsed; a province has a handful.
const KEPT: usize = 256;

/// The calendar in force by unit and day.
static IN_FORCE: Memo<(UnitId, Date), Arc<Calendar>> =
    Memo::new(&["unit_version", "unit_calendar", "calendar_change"], 4096);

/// Calendars by what they are made of: the same texts always make the same calendar, so nothing here can be stale.
static MADE: LazyLock<Mutex<HashMap<String, Arc<Calendar>>>> = LazyLock::new(Mutex::default);

/// Monday to Friday in office hours, with the holidays of the whole country.
static BUILTIN: LazyLock<Arc<Calendar>> = LazyLock::new(|| Arc::new(worktime::hanh_chinh().clone()));

/// The calendar that `unit` works by on a day; terms of its dossiers are counted on it.
///
/// # Errors
/// [`Error::Calendar`] if a stored calendar cannot be read; [`Error::Altered`] if what lies over it makes none; those of the
/// database.
pub fn calendar(q: &mut impl Query, unit: UnitId, on: Date) -> Result<Arc<Calendar>, Error> {
    IN_FORCE.get(q, (unit, on), |q, _| {
        let layers = store::calendar_change::layers(q, unit, on)?;
        made(store::calendar::in_force(q, unit, on)?, &layers)
    })
}

/// The same as it will be once a proposed change is approved; as it is, for a unit that the change does not concern.
///
/// # Errors
/// As [`calendar`].
pub fn calendar_with(
    q: &mut impl Query,
    unit: UnitId,
    on: Date,
    change: &CalendarChange,
) -> Result<Arc<Calendar>, Error> {
    let Some(depth) = store::calendar_change::depth(q, unit, change.unit, on)? else {
        return calendar(q, unit, on);
    };
    let mut layers = store::calendar_change::layers(q, unit, on)?;
    if layers.iter().all(|layer| layer.id != change.id) {
        let number = layers.last().map_or(1, |last| last.number + 1);
        layers.push(Layer { id: change.id, content: change.content.clone(), number, depth });
    }
    made(store::calendar::in_force(q, unit, on)?, &layers)
}

/// What a body that takes over the calendar of `unit` works by, as it is kept: the calendar below with what the unit decided for itself.
/// What was decided above it lies over the new body by itself. None where all of it comes from above.
///
/// # Errors
/// As [`calendar`].
pub(crate) fn taken_over(q: &mut impl Query, unit: UnitId, on: Date) -> Result<Option<String>, Error> {
    let mut own = store::calendar_change::layers(q, unit, on)?;
    own.retain(|layer| layer.depth == 0);
    let text = store::calendar::in_force(q, unit, on)?;
    if own.is_empty() {
        return Ok(text);
    }
    let calendar = made(text, &own)?;
    Ok(Some(serde_json::to_string(calendar.data()).map_err(Error::Calendar)?))
}

/// A change of a calendar.
///
/// # Errors
/// Those of the database.
pub fn calendar_change(
    q: &mut impl Query,
    id: CalendarChangeId,
) -> Result<Option<CalendarChange>, db::Error> {
    store::calendar_change::find(q, id)
}

fn made(text: Option<String>, layers: &[Layer]) -> Result<Arc<Calendar>, Error> {
    if text.is_none() && layers.is_empty() {
        return Ok(Arc::clone(&BUILTIN));
    }
    let over = if layers.is_empty() { String::new() } else { json(layers)? };
    let key = format!("{}\n{over}", text.as_deref().unwrap_or_default());
    let mut kept = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(calendar) = kept.get(&key) {
        return Ok(Arc::clone(calendar));
    }
    let base = match text {
        Some(text) => Arc::new(serde_json::from_str(&text).map_err(Error::Calendar)?),
        None => Arc::clone(&BUILTIN),
    };
    let calendar = if layers.is_empty() { base } else { Arc::new(rules::calendar::overlaid(&base, layers)?) };
    if kept.len() >= KEPT {
        kept.clear();
    }
    kept.insert(key, Arc::clone(&calendar));
    Ok(calendar)
}

fn json(layers: &[Layer]) -> Result<String, Error> {
    serde_json::to_string(layers).map_err(Error::Calendar)
}
