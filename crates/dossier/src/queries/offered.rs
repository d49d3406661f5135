//! The version in force, if it is taken in by the channel at hand: asked before anybody types.

use std::sync::Arc;

use base::code::ProcedureCode;
use catalogue::ProcedureVersion;
use db::Query;
use jiff::civil::Date;

use crate::error::Error;
use crate::model::Channel;

/// The version of a procedure in force on a day, for somebody who comes by `channel`.
///
/// # Errors
/// [`Error::NoProcedure`] when none is in force, [`Error::NotThisWay`] when it is not taken by this channel.
pub(crate) fn offered(
    q: &mut impl Query,
    code: &ProcedureCode,
    channel: Channel,
    on: Date,
) -> Result<Arc<ProcedureVersion>, Error> {
    let version = catalogue::published(q, code, on)?.ok_or(Error::NoProcedure)?;
    if version.channels.contains(&channel) { Ok(version) } else { Err(Error::NotThisWay(channel)) }
}
