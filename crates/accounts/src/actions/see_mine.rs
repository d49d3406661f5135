//! Somebody looks at their own account.

use base::{Ctx, Role};
use db::Query;

use crate::error::Error;
use crate::model::{Account, Holder, Login};
use crate::store;

/// What a person sees of their own account.
#[derive(Clone, Debug)]
pub(crate) struct Mine {
    /// The name.
    pub(crate) name: String,
    /// What is typed to sign in.
    pub(crate) logins: Vec<Login>,
    /// The account, of a citizen.
    pub(crate) account: Option<Account>,
    /// The positions held today, of staff.
    pub(crate) posts: Vec<MyPost>,
}

/// A position in words.
#[derive(Clone, Debug)]
pub(crate) struct MyPost {
    pub(crate) role: Role,
    pub(crate) unit: String,
}

/// Reads it.
///
/// # Errors
/// [`Error::Denied`] for nobody.
pub(crate) fn see_mine(q: &mut impl Query, ctx: &Ctx) -> Result<Mine, Error> {
    let holder = Holder::of(ctx.authorise_anyone())?;
    let logins = store::credential::logins(q, holder)?;
    Ok(match &ctx.actor {
        base::Actor::Staff(staff) => {
            let mut posts = Vec::new();
            for post in &staff.posts {
                let unit = organisation::unit_latest(q, post.unit)?;
                let unit = unit.map_or_else(String::new, |unit| unit.name.to_string());
                posts.push(MyPost { role: post.role, unit });
            }
            Mine { name: staff.name.clone(), logins, account: None, posts }
        }
        _ => {
            let id = ctx.authorise_citizen()?.account;
            let account = store::account::find(q, id)?.ok_or(base::Denied::NotFound)?;
            Mine { name: account.name.to_string(), logins, account: Some(account), posts: Vec::new() }
        }
    })
}
