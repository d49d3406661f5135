//! Accounts for demonstrations: one citizen and one member of staff per role, and some more.

use std::sync::Arc;

use base::{Ctx, Role};
use db::Db;
use serde::Deserialize;

use crate::actions::{SignUp, StaffAccount, open_staff_account, sign_up};
use crate::error::Error;
use crate::model::{Identity, Login, Password};
use crate::session::Hashing;
use crate::{look, store};

const FILE: &str = include_str!("../../../demo/accounts.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    citizen: Vec<FileCitizen>,
    staff: Vec<FileStaff>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileCitizen {
    name: String,
    login: String,
    citizen_number: Option<String>,
    phone: Option<String>,
    email: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileStaff {
    number: String,
    login: String,
}

/// A way to sign in that `motcua demo` prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    /// What to type.
    pub login: String,
    /// The name of the person.
    pub name: String,
    /// The roles held; empty for a citizen.
    pub roles: Vec<Role>,
    /// The unit of the first position; empty for a citizen.
    pub unit: String,
}

/// Opens the accounts of `demo/accounts.toml` with this password, after `organisation` has its units and staff. What is
/// there already stays, with the password it has.
///
/// # Errors
/// [`Error::Denied`] for people; those of the actions.
///
/// # Panics
/// Never: the file is part of the program and a test reads it.
pub async fn seed(db: &Db, ctx: &Ctx, password: &str, hashing: Hashing) -> Result<Vec<DemoAccount>, Error> {
    let file: File = toml::from_str(FILE).expect("the demo file is sound, as a test proves");
    let mut opened = Vec::new();
    let make = Arc::new((ctx.clone(), password.to_owned(), hashing));
    for citizen in file.citizen {
        let make = Arc::clone(&make);
        opened.push(db.write(move |tx| open_citizen(tx, &make, &citizen)).await?);
    }
    for person in file.staff {
        let make = Arc::clone(&make);
        opened.extend(db.write(move |tx| open_staff(tx, &make, &person)).await?);
    }
    Ok(opened)
}

type Make = (Ctx, String, Hashing);

fn open_citizen(
    tx: &mut db::Tx,
    (ctx, password, hashing): &Make,
    citizen: &FileCitizen,
) -> Result<DemoAccount, Error> {
    let sound = |field: &'static str| move |why: base::BadText| Error::field(field, why.0);
    let login: Login = citizen.login.parse().map_err(sound("login"))?;
    let account = DemoAccount {
        login: login.to_string(),
        name: citizen.name.clone(),
        roles: Vec::new(),
        unit: String::new(),
    };
    if store::credential::by_login(tx, &login)?.is_some() {
        return Ok(account);
    }
    let kind = if citizen.citizen_number.is_some() { "citizen" } else { "none" };
    let number = citizen.citizen_number.as_deref().unwrap_or_default();
    let input = SignUp {
        name: citizen.name.parse().map_err(sound("name"))?,
        login,
        identity: Identity::read(kind, number).map_err(|error| Error::Invalid(vec![error]))?,
        email: citizen.email.as_deref().map(str::parse).transpose().map_err(sound("email"))?,
        phone: citizen.phone.as_deref().map(str::parse).transpose().map_err(sound("phone"))?,
        hash: hashing.hash(&Password::typed(password), &ctx.rng)?,
    };
    sign_up(tx, &ctx.step(), &input)?;
    Ok(account)
}

fn open_staff(
    tx: &mut db::Tx,
    (ctx, password, hashing): &Make,
    person: &FileStaff,
) -> Result<Option<DemoAccount>, Error> {
    let Some(member) = organisation::staff_by_number(tx, &person.number)? else {
        return Ok(None);
    };
    let login: Login = person.login.parse().map_err(|why: base::BadText| Error::field("login", why.0))?;
    let posts = organisation::posts_of(tx, member.id, ctx.now.date())?;
    let unit = match posts.first() {
        Some(post) => organisation::unit_at(tx, post.unit, ctx.now.date())?,
        None => None,
    };
    let account = DemoAccount {
        login: login.to_string(),
        name: member.name.to_string(),
        roles: posts.iter().map(|post| post.role).collect(),
        unit: unit.map(|unit| unit.name.to_string()).unwrap_or_default(),
    };
    let there = look::logins(tx, crate::Holder::Staff(member.id))?;
    if there.is_empty() {
        let hash = hashing.hash(&Password::typed(password), &ctx.rng)?;
        open_staff_account(tx, &ctx.step(), &StaffAccount { staff: member.id, login, hash })?;
    }
    Ok(Some(account))
}
