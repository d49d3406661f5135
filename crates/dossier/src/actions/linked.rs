//! What an act on one dossier does to the linked dossier around it: part of the same act, in the same transaction.
//!
//! A dossier is a whole, a part of one, or neither; no part has parts. Whoever needs both streams opens the whole first,
//! then the parts: one order for everybody, so that nobody waits in a circle.

pub(super) use super::linked_end::{End, end_all, ended};
pub(super) use super::linked_open::open_ready;
pub(super) use super::linked_plan::{appointment, appointment_again};
pub(super) use super::linked_wait::{asked, given};

use base::id::DossierId;
use db::Tx;

use crate::error::Error;
use crate::events::stream;
use crate::store;

/// Opens the stream of a dossier and, before it, that of the linked dossier it is a part of.
pub(super) fn open(tx: &mut Tx, dossier: DossierId) -> Result<(), Error> {
    if let Some(whole) = store::part::whole_of(tx, dossier)? {
        ledger::open(tx, &[stream(whole)])?;
    }
    Ok(ledger::open(tx, &[stream(dossier)])?)
}
