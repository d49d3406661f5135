//! Add a note: officers of a dossier's bodies tell each other what its papers do not say. It changes nothing of the dossier, and its citizen
//! never sees it.

use base::id::DossierId;
use base::{Ctx, Denied};
use db::Tx;
use serde::Serialize;

use crate::error::Error;
use crate::events::{NoteAdded, stream};
use crate::permissions::post_at;
use crate::{permissions, rules, store};

/// Longest note, in characters.
const LIMIT: usize = 2000;

/// Which dossier, what.
#[derive(Clone, Debug, Serialize)]
pub struct AddNote {
    /// The dossier.
    pub dossier: DossierId,
    /// The note.
    pub text: String,
}

/// Adds it.
///
/// # Errors
/// [`Denied::NotFound`] outside the bodies of the dossier; [`Error::Invalid`] for no words or too many.
pub fn add_note(tx: &mut Tx, ctx: &Ctx, input: &AddNote) -> Result<(), Error> {
    let authority = ctx.authorise(&permissions::READ)?;
    ledger::once(tx, ctx, "dossier.add-note", input, |tx| {
        ledger::open(tx, &[stream(input.dossier)])?;
        let dossier = store::dossier::find(tx, input.dossier)?.ok_or(Denied::NotFound)?;
        let unit = post_at(&authority, &dossier)?.unit;
        let text = rules::words_up_to("note_text", &input.text, LIMIT).map_err(Error::Invalid)?;
        if text.is_empty() {
            return Err(Error::field("note_text", "Nhập nội dung ghi chú."));
        }
        ledger::append(tx, ctx, &stream(dossier.id), Some(unit), ctx.now, &NoteAdded { text })?;
        Ok(())
    })
}
