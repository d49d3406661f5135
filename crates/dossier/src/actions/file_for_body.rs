//! File for a body: staff send a dossier to another body of the State (thủ tục hành chính nội bộ).

use base::Ctx;
use db::Tx;

use super::Submitted;
use crate::error::Error;
use crate::model::Channel;
use crate::permissions;
use crate::submission::{Submission, Way};

/// The way of what one body files with another.
pub const FILE_FOR_BODY: Way<Submitted> =
    Way { name: "dossier.file-for-body", channel: Channel::Internal, act: file_for_body };

/// Makes what staff send for their body a dossier of the body that decides.
///
/// # Errors
/// [`Error::Denied`] for everyone but staff of the body; [`Error::StaleProcedure`] if another version came into force since the
/// submission was prepared; those of database and ledger.
pub fn file_for_body(tx: &mut Tx, ctx: &Ctx, submission: &Submission) -> Result<Submitted, Error> {
    let authority = ctx.authorise(&permissions::FILE_FOR_BODY)?;
    authority.at_root(&submission.filed_by.ok_or(Error::NotFound)?)?;
    ledger::once(tx, ctx, FILE_FOR_BODY.name, &submission.digest, |tx| {
        let dossier = submission.dossier(ctx)?;
        submission.insert(tx, ctx, &dossier)?;
        Ok(Submitted { id: dossier.id })
    })
}
