//! Makes everything of the first run in one transaction: all of it, or nothing.

use accounts::{Hashing, StaffAccount};
use base::id::RequestId;
use base::{Ctx, Denied, Fault, FieldError, Kind};
use db::Tx;
use ledger::Stream;

use super::is_empty;
use super::plan::{Account, Plan};

/// Why it was refused.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    /// It was set up already.
    #[error("set up already")]
    Done,
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Organisation(#[from] organisation::Error),
    #[error(transparent)]
    Accounts(#[from] accounts::Error),
    #[error(transparent)]
    Catalogue(#[from] catalogue::Error),
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Done => Kind::NotFound,
            Self::Denied(error) => error.kind(),
            Self::Organisation(error) => error.kind(),
            Self::Accounts(error) => error.kind(),
            Self::Catalogue(error) => error.kind(),
            Self::Ledger(error) => error.kind(),
            Self::Db(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Done => "setup.done",
            Self::Denied(error) => error.code(),
            Self::Organisation(error) => error.code(),
            Self::Accounts(error) => error.code(),
            Self::Catalogue(error) => error.code(),
            Self::Ledger(error) => error.code(),
            Self::Db(error) => error.code(),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Done => "Hệ thống đã được thiết lập. Mời đăng nhập.".to_owned(),
            Self::Denied(error) => error.sentence(),
            Self::Organisation(error) => error.sentence(),
            Self::Accounts(error) => error.sentence(),
            Self::Catalogue(error) => error.sentence(),
            Self::Ledger(error) => error.sentence(),
            Self::Db(error) => error.sentence(),
        }
    }

    fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::Organisation(error) => error.fields(),
            Self::Accounts(error) => error.fields(),
            _ => Vec::new(),
        }
    }
}

/// The hashes of the first passwords, in the order of the accounts. Blocks for some milliseconds each.
pub(super) fn hashes(ctx: &Ctx, accounts: &[Account]) -> Result<Vec<String>, accounts::Error> {
    accounts.iter().map(|it| Hashing::OWASP.hash(&it.password, &ctx.rng)).collect()
}

/// Makes everything, as the system: nobody has an account yet.
pub(super) fn put(tx: &mut Tx, ctx: &Ctx, plan: &Plan, hashes: &[String]) -> Result<(), Error> {
    // Whoever has the stream of imports is alone: two pages sent at the same moment make one installation.
    ledger::open(tx, &[Stream::new("organisation", organisation::IMPORTS)])?;
    if !is_empty(tx, ctx.now.date())? {
        return Err(Error::Done);
    }
    let system = Ctx::system("setup", ctx.now, &ctx.rng);
    let step = || Ctx { request: RequestId::new(&ctx.rng, ctx.now), ..system.clone() };
    organisation::import(tx, &step(), &plan.organisation)?;
    for (account, hash) in plan.accounts.iter().zip(hashes) {
        let person = organisation::staff_by_number(tx, &account.number)?.ok_or(Denied::NotFound)?;
        let opened = StaffAccount { staff: person.id, login: account.login.clone(), hash: hash.clone() };
        accounts::open_staff_account(tx, &step(), &opened)?;
    }
    for package in &plan.packages {
        catalogue::import(tx, &step(), package)?;
    }
    Ok(())
}
