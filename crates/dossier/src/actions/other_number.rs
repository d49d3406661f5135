//! Numbers of other systems: an officer notes under which number another system keeps the dossier, or takes back a wrong one.

use base::id::DossierId;
use base::{Authority, Ctx, FieldError, Post};
use db::Tx;
use serde::Serialize;

use crate::error::Error;
use crate::events::{self, stream};
use crate::model::{Dossier, OtherNumber, OtherSystem};
use crate::permissions::{self, post_for};
use crate::{rules, store};

/// Which dossier, which number of which system.
#[derive(Clone, Debug, Serialize)]
pub struct NumberOf {
    /// The dossier.
    pub dossier: DossierId,
    /// The system.
    pub system: OtherSystem,
    /// The number; case and spaces do not matter.
    pub number: String,
}

/// Notes the number.
///
/// # Errors
/// [`Error::NotFound`] outside the bodies of the dossier; [`Error::Invalid`] for what is no number, and for one that a dossier
/// bears already.
pub fn record_number(tx: &mut Tx, ctx: &Ctx, input: &NumberOf) -> Result<(), Error> {
    let authority = ctx.authorise(&permissions::NUMBER)?;
    ledger::once(tx, ctx, "dossier.record-number", input, |tx| {
        let (dossier, post) = opened(tx, &authority, input.dossier)?;
        let number = tidy(&input.number)?;
        let staff = authority.staff().staff;
        let line = OtherNumber { system: input.system, number: number.clone(), at: ctx.now };
        if !store::other_number::insert(tx, dossier.id, &line, staff)? {
            let holder = store::other_number::holder(tx, input.system, &number)?;
            let sentence = if holder == Some(dossier.id) {
                "Hồ sơ này đã ghi số đó của hệ thống này."
            } else {
                "Số này của hệ thống này đã ghi cho một hồ sơ khác. Xin xem lại số; nếu hồ sơ kia ghi nhầm, xin bỏ số ở hồ sơ đó trước."
            };
            return Err(Error::Invalid(vec![FieldError::new("number", sentence)]));
        }
        let event = events::NumberRecorded { system: input.system, number };
        ledger::append(tx, ctx, &stream(dossier.id), Some(post.unit), ctx.now, &event)?;
        Ok(())
    })
}

/// Takes a wrong number back.
///
/// # Errors
/// [`Error::NotFound`] outside the bodies of the dossier, and for a number that it does not bear.
pub fn remove_number(tx: &mut Tx, ctx: &Ctx, input: &NumberOf) -> Result<(), Error> {
    let authority = ctx.authorise(&permissions::NUMBER)?;
    ledger::once(tx, ctx, "dossier.remove-number", input, |tx| {
        let (dossier, post) = opened(tx, &authority, input.dossier)?;
        let number = tidy(&input.number)?;
        if !store::other_number::delete(tx, dossier.id, input.system, &number)? {
            return Err(Error::NotFound);
        }
        let event = events::NumberRemoved { system: input.system, number };
        ledger::append(tx, ctx, &stream(dossier.id), Some(post.unit), ctx.now, &event)?;
        Ok(())
    })
}

/// The dossier with its stream open, and the position with which this person acts on it.
fn opened<'a>(tx: &mut Tx, authority: &'a Authority, id: DossierId) -> Result<(Dossier, &'a Post), Error> {
    ledger::open(tx, &[stream(id)])?;
    let dossier = store::dossier::find(tx, id)?.ok_or(Error::NotFound)?;
    let post = post_for(authority, &dossier)?;
    Ok((dossier, post))
}

fn tidy(typed: &str) -> Result<String, Error> {
    rules::other_number::tidy(typed).map_err(|why| Error::Invalid(vec![FieldError::new("number", why)]))
}
