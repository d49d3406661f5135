//! How a file names a unit: by its electronic identifier, or by its name under one that has one.

use std::collections::BTreeMap;

use base::code::AgencyCode;
use base::id::UnitId;
use db::Query;
use jiff::civil::Date;

use crate::error::Error;
use crate::model::Unit;
use crate::{look, store};

/// Between the parts of a name.
const UNDER: &str = " > ";

/// `H44.101`, or `H44.101 > Phòng Kinh tế` for a unit without an identifier.
pub(super) fn write(q: &mut impl Query, unit: &Unit, on: Date) -> Result<String, Error> {
    let mut parts = Vec::new();
    let mut at = Some(unit.clone());
    while let Some(unit) = at {
        if let Some(code) = &unit.code {
            parts.push(code.to_string());
            break;
        }
        parts.push(unit.name.to_string());
        at = match unit.parent {
            Some(parent) => look::unit_at(q, parent, on)?,
            None => None,
        };
    }
    parts.reverse();
    Ok(parts.join(UNDER))
}

/// The unit that a file names so, if there is one on a day.
pub(super) fn find(q: &mut impl Query, text: &str, on: Date) -> Result<Option<Unit>, Error> {
    let mut parts = text.split(UNDER).map(str::trim);
    let first = parts.next().unwrap_or_default();
    let mut unit = match first.parse::<AgencyCode>() {
        Ok(code) => store::unit::by_code(q, &code, on)?,
        Err(_) => store::unit::by_name(q, first, None, on)?,
    };
    for part in parts {
        let Some(above) = unit else { return Ok(None) };
        unit = store::unit::by_name(q, part, Some(above.id), on)?;
    }
    Ok(unit)
}

/// Why nothing is done for a unit that is not here.
pub(super) fn missing(text: &str) -> String {
    format!("Ở đây chưa có đơn vị “{text}”. Xin nhập đơn vị trước, hoặc sửa tên trong tệp.")
}

/// Names for units inside one file, from their places in a list.
pub(super) fn keys(units: &[Unit]) -> BTreeMap<UnitId, String> {
    units.iter().enumerate().map(|(at, unit)| (unit.id, format!("d{}", at + 1))).collect()
}
