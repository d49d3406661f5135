//! The cursor of a list in an address: what is due, then which dossier. Opaque to people, no secret.

use base::Instant;
use base::id::DossierId;

use crate::queries::After;

/// The cursor as text.
#[must_use]
pub(crate) fn write((due, id): (Instant, DossierId)) -> String {
    format!("{}.{id}", due.micros())
}

/// Reads a cursor; anything else begins at the first line.
#[must_use]
pub(crate) fn parse(text: &str) -> After {
    let (due, id) = text.split_once('.')?;
    Some((Instant::from_micros(due.parse().ok()?), id.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_and_nonsense_begins_at_the_start() {
        let at = (Instant::from_micros(-5), DossierId::from_uuid(base::id::Uuid::from_u128(9)));
        assert_eq!(parse(&write(at)), Some(at));
        for nonsense in ["", ".", "1.", "x.y", "99999999999999999999.a"] {
            assert_eq!(parse(nonsense), None, "{nonsense}");
        }
    }
}
