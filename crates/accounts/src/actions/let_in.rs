//! A client system comes in by its token.

use std::sync::Arc;

use base::{Actor, Ctx, Instant, Warrant};
use db::{Memo, Query};
use jiff::civil::Date;

use crate::error::{Error, TokenRefused};
use crate::model::{ClientToken, Holder, SecretKey};
use crate::rules::token::{Standing, standing};
use crate::{look, store};

/// A token with who comes in by it today.
#[derive(Clone, Debug)]
pub(crate) struct LetIn {
    /// The token.
    pub(crate) token: ClientToken,
    /// Who acts, under which warrant.
    pub(crate) actor: Actor,
}

/// Who came in by which secret on which day, as long as nobody has written what that follows from.
static KNOWN: Memo<(SecretKey, Date), Arc<LetIn>> =
    Memo::new(&[store::client::TABLE, "staff", "post", "unit_version"], 1024);

/// Lets it in.
///
/// # Errors
/// [`Error::Token`] for a secret that nobody has, or whose token has ended.
pub(crate) fn let_in(q: &mut impl Query, ctx: &Ctx, key: SecretKey) -> Result<Arc<LetIn>, Error> {
    let _ = ctx.authorise_anyone();
    let known = KNOWN.get(q, (key, ctx.now.date()), |q, (key, _)| find(q, key, ctx.now))?;
    match standing(&known.token, ctx.now) {
        Standing::InForce => Ok(known),
        Standing::Expired => Err(Error::Token(TokenRefused::Expired)),
        Standing::Revoked => Err(Error::Token(TokenRefused::Revoked)),
    }
}

fn find(q: &mut impl Query, key: &SecretKey, now: Instant) -> Result<Arc<LetIn>, Error> {
    let unknown = || Error::Token(TokenRefused::Unknown);
    let token = store::client::by_key(q, key)?.ok_or_else(unknown)?;
    let mut actor = look::actor(q, Holder::Staff(token.staff), now)?.ok_or_else(unknown)?;
    if let Actor::Staff(staff) = &mut actor {
        staff.warrant = Some(Warrant { id: token.id, scopes: token.scopes.clone().into() });
    }
    Ok(Arc::new(LetIn { token, actor }))
}
