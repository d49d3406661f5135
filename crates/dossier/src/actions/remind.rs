//! Remind: the citizen is told that a result waits. An officer records it, or a schedule does it after days on the shelf; the same
//! schedule proposes the archive after months.

use base::Ctx;
use base::id::DossierId;
use db::Tx;
use serde::{Deserialize, Serialize};

use super::waiting;
use crate::error::Error;
use crate::events::stream;
use crate::model::Reminder;
use crate::{events, permissions, rules, store};

/// Longest note taken, in characters.
const NOTE_LIMIT: usize = 500;

/// Which dossier, and how the citizen was reminded.
#[derive(Clone, Debug, Serialize)]
pub struct Remind {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
    /// How: by telephone, through the head of the village; may be empty.
    pub note: String,
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminded {
    /// The dossier.
    pub id: DossierId,
    /// How often by now.
    pub times: usize,
}

/// Records that the citizen was reminded.
///
/// # Errors
/// [`Error::NotFound`] outside the bodies of the dossier, [`Error::Illegal`] where no result waits, [`Error::Recall`] for a recalled
/// one, [`Error::Invalid`] for a note that is too long.
pub fn remind(tx: &mut Tx, ctx: &Ctx, input: &Remind) -> Result<Reminded, Error> {
    let authority = ctx.authorise(&permissions::KEEP_RESULT)?;
    ledger::once(tx, ctx, "dossier.remind", input, |tx| {
        let (mut dossier, unit) = waiting::open(tx, &authority, input.dossier, input.revision)?;
        let note = rules::words_up_to("note", &input.note, NOTE_LIMIT).map_err(Error::Invalid)?;
        let reminders = &mut dossier.beside.pickup.reminders;
        reminders.push(Reminder { at: ctx.now, by_itself: false, note: note.clone() });
        let times = reminders.len();
        waiting::done(tx, ctx, &mut dossier, Some(unit), &events::PickupReminded { times, note })?;
        Ok(Reminded { id: dossier.id, times })
    })
}

/// Does by itself what is owed now of a result that waits: reminds its citizen, proposes the archive. Whether anything was.
///
/// # Errors
/// [`Error::Denied`] for people; [`Error::NotFound`] for no dossier; those of database and ledger.
pub fn look_after_result(tx: &mut Tx, ctx: &Ctx, dossier: DossierId) -> Result<bool, Error> {
    ctx.authorise_system()?;
    ledger::open(tx, &[stream(dossier)])?;
    let mut dossier = store::dossier::find(tx, dossier)?.ok_or(Error::NotFound)?;
    let terms = store::pickup::terms(tx, dossier.root)?;
    let unit = Some(dossier.root);
    if let (true, Some(since)) =
        (rules::propose_archive_now(&dossier, terms, ctx.now), rules::waits_since(&dossier))
    {
        dossier.beside.pickup.archive_proposed = Some(ctx.now);
        let event = events::ArchiveProposed { since, months: terms.archive_months };
        waiting::done(tx, ctx, &mut dossier, unit, &event)?;
        return Ok(true);
    }
    if rules::remind_now(&dossier, terms, ctx.now) {
        let reminders = &mut dossier.beside.pickup.reminders;
        reminders.push(Reminder { at: ctx.now, by_itself: true, note: String::new() });
        let times = reminders.len();
        let event = events::PickupReminded { times, note: String::new() };
        waiting::done(tx, ctx, &mut dossier, unit, &event)?;
        return Ok(true);
    }
    Ok(false)
}
