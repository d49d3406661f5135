//! Which dossiers a body of the State filed with another.

use base::id::{DossierId, UnitId};
use db::{Tx, params};

db::statements! {
    /// A body filed a dossier.
    INSERT = "INSERT INTO dossier_filed_by (body, dossier) VALUES ($1, $2)";
}

/// Notes that `body` filed `dossier`.
pub(crate) fn insert(tx: &mut Tx, body: UnitId, dossier: DossierId) -> Result<(), db::Error> {
    tx.put(&INSERT, params![body, dossier])
}
