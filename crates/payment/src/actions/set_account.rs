//! Set account: whoever keeps the books says into which account people transfer.

use base::Ctx;
use base::id::UnitId;
use db::Tx;
use serde::Serialize;

use crate::error::Error;
use crate::events::{AccountSet, till_stream};
use crate::model::Account;
use crate::{permissions, store};

/// The account of a body.
#[derive(Clone, Debug, Serialize)]
pub struct SetAccount {
    /// The body.
    pub root: UnitId,
    /// The bank, six digits.
    pub bank: String,
    /// The account, up to 19 digits or letters.
    pub number: String,
    /// Whose it is.
    pub holder: String,
}

/// Sets it; codes of what is collected from now on lead there.
///
/// # Errors
/// [`Error::Invalid`] for what no bank has; [`base::Denied`] outside one's body.
pub fn set_account(tx: &mut Tx, ctx: &Ctx, input: &SetAccount) -> Result<(), Error> {
    let authority = ctx.authorise(&permissions::KEEP)?;
    ledger::once(tx, ctx, "payment.set-account", input, |tx| {
        let unit = authority.at_root(&input.root)?.unit;
        let stream = till_stream(input.root);
        ledger::open(tx, std::slice::from_ref(&stream))?;
        let account = check(ctx, input)?;
        store::account::set(tx, input.root, &account, ctx.now)?;
        let event = AccountSet { bank: account.bank, number: account.number, holder: account.holder };
        ledger::append(tx, ctx, &stream, Some(unit), ctx.now, &event)?;
        Ok(())
    })
}

fn check(ctx: &Ctx, input: &SetAccount) -> Result<Account, Error> {
    let squeezed = |text: &str| text.chars().filter(|it| !it.is_whitespace()).collect::<String>();
    let (bank, number) = (squeezed(&input.bank), squeezed(&input.number));
    if bank.len() != 6 || !bank.bytes().all(|it| it.is_ascii_digit()) {
        return Err(Error::field("bank", "Mã ngân hàng (BIN) gồm 6 chữ số, ví dụ 970436."));
    }
    if !(4..=19).contains(&number.len()) || !number.bytes().all(|it| it.is_ascii_alphanumeric()) {
        return Err(Error::field("number", "Số tài khoản gồm 4 đến 19 chữ số hoặc chữ cái không dấu."));
    }
    let holder = super::words("holder", &input.holder, 100, "Nhập tên chủ tài khoản.")
        .map_err(|error| Error::Invalid(vec![error]))?;
    Ok(Account { bank, number, holder: base::fold(&holder).to_uppercase(), changed_at: ctx.now })
}
