//! A citizen opens an account. A name, a login and a password are enough; papers, mail and telephone are optional.

use base::id::AccountId;
use base::{Assurance, Ctx};
use db::Tx;
use organisation::PersonName;
use serde::Serialize;

use crate::error::Error;
use crate::events::SignedUp;
use crate::model::{Account, Email, Holder, Identity, Login, Phone};
use crate::store;

/// An account to open.
#[derive(Clone, Debug, Serialize)]
pub struct SignUp {
    /// The name.
    pub name: PersonName,
    /// What the person will type to sign in.
    pub login: Login,
    /// What the person is known by.
    pub identity: Identity,
    /// Where to write.
    pub email: Option<Email>,
    /// Where to call.
    pub phone: Option<Phone>,
    /// The hash of the password. Not part of what makes a repeat the same: its salt differs each time.
    #[serde(skip)]
    pub hash: String,
}

/// Opens the account. A login that is a mail address or telephone number is also kept as a way to reach the person.
///
/// # Errors
/// [`Error::Invalid`] on `login` if it is taken.
pub fn sign_up(tx: &mut Tx, ctx: &Ctx, input: &SignUp) -> Result<AccountId, Error> {
    let _ = ctx.authorise_anyone();
    ledger::once(tx, ctx, "accounts.sign-up", input, |tx| {
        let id = AccountId::new(&ctx.rng, ctx.now);
        let holder = Holder::Citizen(id);
        let account = Account {
            id,
            name: input.name.clone(),
            identity: input.identity.clone(),
            email: input.email.clone().or_else(|| input.login.as_str().parse().ok()),
            phone: input.phone.clone().or_else(|| input.login.as_str().parse().ok()),
            assurance: Assurance::Claimed,
            created_at: ctx.now,
        };
        store::account::insert(tx, &account)?;
        if !store::credential::insert_login(tx, &input.login, holder)? {
            return Err(Error::field(
                "login",
                (
                    "Tên đăng nhập này đã có người dùng. Xin chọn tên khác, hoặc đăng nhập nếu đó là tài khoản của ông, bà.",
                    "This user name is taken. Please choose another, or sign in if the account is yours.",
                ),
            ));
        }
        store::credential::put(tx, holder, &input.hash, ctx.now)?;
        let event = SignedUp { account: id, identity: account.identity.kind().to_owned() };
        ledger::append(tx, ctx, &holder.stream(), None, ctx.now, &event)?;
        Ok(id)
    })
}
