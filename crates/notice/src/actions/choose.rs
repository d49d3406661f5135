//! Choose: a citizen says over which channels they want to be told beside the inbox.

use base::{Ctx, FieldError};
use db::Tx;
use serde::Serialize;

use crate::error::Error;
use crate::events::{ChannelsChosen, choice_stream};
use crate::model::{Channel, Choice};
use crate::store;

/// The choice, and the channels that exist in this installation.
#[derive(Clone, Debug, Serialize)]
pub struct Choose {
    /// What is wanted.
    pub choice: Choice,
    /// What exists.
    #[serde(skip)]
    pub open: Vec<Channel>,
}

/// Keeps it; what is told from now on goes there.
///
/// # Errors
/// [`Error::Denied`] for everyone but a citizen; [`Error::Invalid`] for a channel that does not exist here.
pub fn choose(tx: &mut Tx, ctx: &Ctx, input: &Choose) -> Result<(), Error> {
    let citizen = ctx.authorise_citizen()?;
    ledger::once(tx, ctx, "notice.choose", input, |tx| {
        let stream = choice_stream(citizen.account);
        ledger::open(tx, std::slice::from_ref(&stream))?;
        let channels = input.choice.channels();
        let missing: Vec<_> = channels.iter().filter(|it| !input.open.contains(it)).collect();
        if !missing.is_empty() {
            let no = |channel: &&Channel| {
                let sentence = format!(
                    "Hệ thống này chưa gửi được thông báo qua {}. Xin chọn cách khác; hộp thông báo luôn có.",
                    channel.label()
                );
                FieldError::new(channel.code(), sentence)
            };
            return Err(Error::Invalid(missing.iter().map(no).collect()));
        }
        store::choice::set(tx, citizen.account, &input.choice, ctx.now)?;
        ledger::append(tx, ctx, &stream, None, ctx.now, &ChannelsChosen { channels })?;
        Ok(())
    })
}
