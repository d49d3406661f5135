//! The register of a one-stop unit: what a body received in a time, in the order of the numbers.

use base::Instant;
use base::id::{DossierId, UnitId};
use db::{Error, Query, Row, params};

use crate::model::State;

db::statements! {
    /// What a body received from one moment to another.
    RECEIVED = "SELECT id, number, procedure_name, applicant_name, competent_unit, received_at, due_original, closed_at, returned_at, state
        FROM dossier WHERE root = $1 AND received_at >= $2 AND received_at < $3 ORDER BY received_at, number, id LIMIT $4";
}

/// One line of the register.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The dossier.
    pub dossier: DossierId,
    /// Its number.
    pub number: String,
    /// The procedure.
    pub procedure: String,
    /// In whose name.
    pub applicant: String,
    /// The body that decides.
    pub competent: UnitId,
    /// When it was received.
    pub received: Option<Instant>,
    /// The first appointment.
    pub due: Option<Instant>,
    /// When it ended.
    pub decided: Option<Instant>,
    /// When the result was handed over.
    pub returned: Option<Instant>,
    /// Where it stands.
    pub state: State,
}

pub(crate) fn received(
    q: &mut impl Query,
    root: UnitId,
    from: Instant,
    to: Instant,
    most: i64,
) -> Result<Vec<Entry>, Error> {
    q.all(&RECEIVED, params![root, from, to, most])?.iter().map(map).collect()
}

fn map(row: &Row) -> Result<Entry, Error> {
    Ok(Entry {
        dossier: row.get(0)?,
        number: row.get::<Option<String>>(1)?.unwrap_or_default(),
        procedure: row.get(2)?,
        applicant: row.get(3)?,
        competent: row.get(4)?,
        received: row.get(5)?,
        due: row.get(6)?,
        decided: row.get(7)?,
        returned: row.get(8)?,
        state: row.get(9)?,
    })
}
