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

/// Stores a new session of `holder`, who just showed in this way that it is them; none where that was not enough for an act of weight.
pub(super) fn open(
    tx: &mut Tx,
    ctx: &Ctx,
    holder: Holder,
    device: &Device,
    way: Option<Way>,
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
        place: place(tx, ctx, holder)?,
        acting: None,
        confirmed: way.map(|way| (ctx.now, way)),
    };
    store::session::insert(tx, &session)?;
    Ok(SignedIn { token, session })
}

/// The body of the first position that a member of staff holds today.
fn place(tx: &mut Tx, ctx: &Ctx, holder: Holder) -> Result<String, db::Error> {
    let Holder::Staff(staff) = holder else { return Ok(String::new()) };
    match organisation::posts_of(tx, staff, ctx.now.date())?.first() {
        Some(post) => organisation::name_of(tx, post.root),
        None => Ok(String::new()),
    }
}
