//! Makes a session: what signing in, signing up and a new password share.

use base::Ctx;
use db::Tx;

use crate::model::{Device, Holder, Session, SessionId, Token, Way};
use crate::rules::lifetime;
use crate::store;

/// A session that was just made, with the secret for the browser.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn {
    pub(crate) token: Token,
    pub(crate) session: Session,
}

/// Stores a new session of `holder`, who just showed in this way that it is them.
pub(super) fn open(
    tx: &mut Tx,
    ctx: &Ctx,
    holder: Holder,
    device: &Device,
    way: Way,
) -> Result<SignedIn, db::Error> {
    let token = Token::new(&ctx.rng);
    let session = Session {
        key: token.key(),
        id: SessionId::new(&ctx.rng, ctx.now),
        holder,
        created_at: ctx.now,
        seen_at: ctx.now,
        expires_at: ctx.now.plus_seconds(lifetime::longest_seconds(holder)),
        device: device.clone(),
        acting: None,
        confirmed: Some((ctx.now, way)),
    };
    store::session::insert(tx, &session)?;
    Ok(SignedIn { token, session })
}
