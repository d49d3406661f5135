//! An administrator gives a client system a token.

use base::id::{StaffId, WarrantId};
use base::{Ctx, Permission};
use db::Tx;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::see_client::reached;
use crate::error::Error;
use crate::events::TokenGiven;
use crate::model::{ClientToken, Holder, SecretKey};
use crate::permissions::CONNECT;
use crate::rules::token;
use crate::store;

/// A token to give.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NewToken {
    /// To which system.
    pub(crate) staff: StaffId,
    /// What the administrator calls it.
    pub(crate) label: String,
    /// What it is to carry.
    #[serde(serialize_with = "names")]
    pub(crate) scopes: Vec<&'static Permission>,
    /// Its last day.
    pub(crate) last: Date,
    /// The hash of its secret. Not part of what makes a repeat the same: the secret differs each time.
    #[serde(skip)]
    pub(crate) key: SecretKey,
}

fn names<S: Serializer>(scopes: &[&'static Permission], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(scopes.iter().map(|scope| scope.name))
}

/// Gives it; true beside it if it is the one of this very try: a repeat has no secret to show.
///
/// # Errors
/// [`Error::Denied`] without the permission and for a system out of reach; [`Error::Invalid`] for a last day that cannot
/// be, without a scope, and for a scope that no position of the system holds today.
pub(crate) fn give_token(tx: &mut Tx, ctx: &Ctx, input: &NewToken) -> Result<(WarrantId, bool), Error> {
    let admin = ctx.authorise(&CONNECT)?;
    let id = ledger::once(tx, ctx, "accounts.give-token", input, |tx| {
        let stream = Holder::Staff(input.staff).stream();
        ledger::open(tx, std::slice::from_ref(&stream))?;
        reached(tx, &admin, input.staff, ctx.now.date())?;
        let expires_at = token::ends(input.last, ctx.now.date()).map_err(|why| Error::field("last", why))?;
        held(tx, input, ctx.now.date())?;
        let scopes: Vec<String> = input.scopes.iter().map(|scope| scope.name.to_owned()).collect();
        let token = ClientToken {
            id: WarrantId::new(&ctx.rng, ctx.now),
            staff: input.staff,
            label: input.label.clone(),
            scopes: scopes.clone(),
            given_at: ctx.now,
            expires_at,
            revoked_at: None,
        };
        store::client::insert_token(tx, &token, &input.key)?;
        ledger::grant_warrant(tx, token.id)?;
        let event = TokenGiven { staff: input.staff, token: token.id, scopes, expires_at };
        ledger::append(tx, ctx, &stream, None, ctx.now, &event)?;
        Ok::<_, Error>(token.id)
    })?;
    Ok((id, store::client::key_of(tx, id)? == Some(input.key)))
}

/// A token that carries what no position holds would only seem to.
fn held(tx: &mut Tx, input: &NewToken, today: Date) -> Result<(), Error> {
    if input.scopes.is_empty() {
        return Err(Error::field("scope", "Chọn ít nhất một phạm vi."));
    }
    let posts = organisation::posts_of(tx, input.staff, today)?;
    let lacking = |scope: &&&Permission| !posts.iter().any(|post| scope.held_by.contains(&post.role));
    let lacking: Vec<_> = input.scopes.iter().filter(lacking).map(|scope| scope.label).collect();
    if lacking.is_empty() {
        return Ok(());
    }
    let message = format!(
        "Các vị trí của hệ thống hôm nay không được giao việc: {}. Xin giao vị trí trước, hoặc bỏ chọn.",
        lacking.join("; ")
    );
    Err(Error::field("scope", message))
}
