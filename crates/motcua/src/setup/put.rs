//! Makes everything of the first run in one transaction: all of it, or nothing.

use std::collections::BTreeMap;

use accounts::{Hashing, StaffAccount};
use base::id::{StaffId, UnitId};
use base::{Ctx, Denied, Fault, FieldError, Kind};
use db::Tx;
use ledger::Stream;
use organisation::{Appointment, NewStaff, NewUnit, appoint, create_staff, create_unit};

use super::is_empty;
use super::plan::{Account, Plan, PlannedUnit, ROLES};

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
    let step = || system.step();
    let mut units = BTreeMap::new();
    for PlannedUnit { key, under, new } in &plan.units {
        let parent = under.and_then(|under| units.get(under).copied());
        let made = create_unit(tx, &step(), &NewUnit { parent, ..new.clone() });
        units.insert(*key, made.map_err(|error| at_unit(key, error))?);
    }
    for (account, hash) in plan.accounts.iter().zip(hashes) {
        let staff = enter(tx, &step, account, &units)?;
        let opened = StaffAccount { staff, login: account.login.clone(), hash: hash.clone() };
        accounts::open_staff_account(tx, &step(), &opened)?;
    }
    for package in &plan.packages {
        catalogue::import(tx, &step(), package)?;
    }
    Ok(())
}

/// Enters a person with every position that the roles mean.
fn enter(
    tx: &mut Tx,
    step: &impl Fn() -> Ctx,
    account: &Account,
    units: &BTreeMap<&str, UnitId>,
) -> Result<StaffId, Error> {
    let held = ROLES.iter().filter(|(role, _)| account.roles.contains(role));
    let mut posts = held.flat_map(|(role, keys)| keys.iter().map(|key| (*role, units.get(key).copied())));
    let mut next = || posts.next().map(|(role, unit)| unit.map(|unit| (role, unit)).ok_or(Denied::NotFound));
    let (role, unit) = next().ok_or(Denied::NotFound)??;
    let (number, name, from) = (account.number.clone(), account.name.clone(), account.from);
    let staff = create_staff(tx, &step(), &NewStaff { number, name, unit, role, from })?;
    while let Some(post) = next() {
        let (role, unit) = post?;
        let post = Appointment { staff, unit, role, from, until: None, posted_from: None };
        appoint(tx, &step(), &post)?;
    }
    Ok(staff)
}

/// What is wrong with a unit, at its box on the page.
fn at_unit(key: &str, error: organisation::Error) -> Error {
    let organisation::Error::Invalid(errors) = error else { return error.into() };
    let body = if key == "tinh" { "province" } else { "commune" };
    let place = |it: FieldError| {
        let field = if it.field == "name" { body.to_owned() } else { format!("{body}_{}", it.field) };
        FieldError { field, ..it }
    };
    organisation::Error::Invalid(errors.into_iter().map(place).collect()).into()
}
