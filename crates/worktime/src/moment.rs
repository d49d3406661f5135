//! Moments as JSON: RFC 3339 with +07:00, to the second. Reading drops the offset, which is always that of Viet Nam.

use jiff::civil::DateTime;
use serde::{Deserialize, Deserializer, Serializer, de::Error};

/// `2026-12-10T17:00:00+07:00`.
pub(crate) fn text(at: DateTime) -> String {
    format!("{}+07:00", at.strftime("%Y-%m-%dT%H:%M:%S"))
}

/// Reads what [`text`] writes.
pub(crate) fn read(text: &str) -> Option<DateTime> {
    text.strip_suffix("+07:00")?.parse().ok()
}

pub(crate) fn serialize<S: Serializer>(at: &DateTime, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&text(*at))
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<DateTime, D::Error> {
    let written = String::deserialize(from)?;
    read(&written).ok_or_else(|| {
        D::Error::custom(format!("“{written}” is not a local moment like 2026-12-10T17:00:00+07:00"))
    })
}
