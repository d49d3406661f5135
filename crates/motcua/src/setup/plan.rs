//! What was typed on the page of the first run, as what is to be made: units, people, accounts, procedures. Pure.

use std::collections::BTreeMap;

use accounts::{Login, Password};
use base::code::AgencyCode;
use base::{FieldError, Role};
use catalogue::package::{BUILTIN, Package, read};
use jiff::civil::Date;
use web::{Choice, Form};

/// The roles that are asked for, with the units in which they are held.
pub(super) const ROLES: [(Role, &[&str]); 9] = [
    (Role::Admin, &["van-phong"]),
    (Role::Reception, &["mot-cua"]),
    (Role::CaseOfficer, &["van-phong", "kinh-te", "van-hoa"]),
    (Role::Head, &["kinh-te", "van-hoa"]),
    (Role::Signatory, &["xa"]),
    (Role::Registrar, &["van-phong"]),
    (Role::Leader, &["xa"]),
    (Role::Controller, &["van-phong"]),
    (Role::Accountant, &["van-phong"]),
];

/// Without whom no dossier is received.
const NEEDED: [Role; 2] = [Role::Admin, Role::Reception];

/// Everything that is made.
pub(super) struct Plan {
    /// Units and people, as `organisation` reads them.
    pub(super) organisation: String,
    /// The way in of each person.
    pub(super) accounts: Vec<Account>,
    /// The procedures.
    pub(super) packages: Vec<Package>,
}

/// A way to sign in.
#[derive(Clone)]
pub(super) struct Account {
    pub(super) number: String,
    pub(super) name: String,
    pub(super) login: Login,
    pub(super) password: Password,
    pub(super) roles: Vec<Role>,
}

/// The procedures that ship with the program and that a commune decides by itself.
pub(super) fn procedures() -> Vec<Choice> {
    commune_packages()
        .map(|package| Choice::new(package.procedure.code.as_str(), &package.procedure.short_name))
        .collect()
}

fn commune_packages() -> impl Iterator<Item = Package> {
    let all = BUILTIN.iter().filter_map(|(_, texts)| read(*texts).ok());
    all.filter(|it| it.procedure.jurisdiction.unit_kind == "commune" && it.procedure.linked.is_empty())
}

/// Reads what was typed.
pub(super) fn plan(form: &Form, today: Date) -> Result<Plan, Vec<FieldError>> {
    let mut errors = Vec::new();
    let units = units(form, today, &mut errors);
    let accounts = accounts(form, &mut errors);
    let chosen: Vec<&str> = form.all("package").collect();
    let packages: Vec<_> =
        commune_packages().filter(|it| chosen.contains(&it.procedure.code.as_str())).collect();
    if packages.is_empty() {
        errors.push(FieldError::new("package", "Chọn ít nhất một thủ tục; thêm thủ tục khác sau được."));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(Plan { organisation: format!("{units}{}", staff(&accounts)), accounts, packages })
}

fn units(form: &Form, today: Date, errors: &mut Vec<FieldError>) -> String {
    let mut text = |field: &str, what: &str| {
        let typed = form.value(field).split_whitespace().collect::<Vec<_>>().join(" ");
        if typed.is_empty() {
            errors.push(FieldError::new(field, format!("Nhập {what}.")));
        }
        typed
    };
    let (province, commune) =
        (text("province", "tên tỉnh, thành phố"), text("commune", "tên xã, phường, đặc khu"));
    let kind = match commune.split(' ').next().unwrap_or_default().to_lowercase().as_str() {
        "phường" => "ward",
        "đặc" => "special-zone",
        _ => "commune",
    };
    let mut code = |field: &str| {
        let typed = form.value(field).trim().to_owned();
        if typed.parse::<AgencyCode>().is_err() {
            errors.push(FieldError::new(field, "Mã định danh có dạng như H44 hoặc H44.101."));
        }
        typed
    };
    let (province_code, commune_code) = (code("province_code"), code("commune_code"));
    let mut area = |field: &str, length: usize| {
        let typed = form.value(field).trim().to_owned();
        if typed.len() != length || !typed.bytes().all(|byte| byte.is_ascii_digit()) {
            errors.push(FieldError::new(field, format!("Mã đơn vị hành chính gồm {length} chữ số.")));
        }
        typed
    };
    let (province_area, commune_area) = (area("province_area", 2), area("commune_area", 5));
    let unit = |key: &str, name: &str, kind: &str, more: &[(&str, &str)]| {
        let more: String = more.iter().map(|(key, text)| format!("{key} = {}\n", quoted(text))).collect();
        format!("[[unit]]\nkey = {}\nname = {}\nkind = {}\n{more}\n", quoted(key), quoted(name), quoted(kind))
    };
    let body = |name: &str| format!("Ủy ban nhân dân {}", lower_first(name));
    let centre = format!("Trung tâm Phục vụ hành chính công {}", lower_first(&commune));
    let office =
        |key: &str, name: &str, duty: &str| unit(key, name, "division", &[("under", "xa"), ("duty", duty)]);
    [
        format!("from = {}\n\n", quoted(&today.to_string())),
        unit("tinh", &body(&province), "province", &[("code", &province_code), ("area", &province_area)]),
        unit(
            "xa",
            &body(&commune),
            kind,
            &[("under", "tinh"), ("code", &commune_code), ("area", &commune_area)],
        ),
        unit(
            "mot-cua",
            &centre,
            "one-stop",
            &[("under", "xa"), ("code", &format!("{commune_code}.01")), ("duty", "mot-cua")],
        ),
        office("van-phong", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "van-phong"),
        office("kinh-te", "Phòng Kinh tế", "kinh-te"),
        office("van-hoa", "Phòng Văn hóa - Xã hội", "van-hoa-xa-hoi"),
    ]
    .concat()
}

/// One account for each login; one person may have several roles.
fn accounts(form: &Form, errors: &mut Vec<FieldError>) -> Vec<Account> {
    let mut all: BTreeMap<String, Account> = BTreeMap::new();
    let typed = form.value("password");
    let password =
        Password::choose(typed, &[]).map_err(|why| errors.push(FieldError::new("password", why))).ok();
    for (role, _) in ROLES {
        let [name, login] = ["name", "login"].map(|part| format!("{part}-{}", role.code()));
        let (who, typed) = (form.value(&name).trim(), form.value(&login).trim());
        if who.is_empty() && typed.is_empty() {
            if NEEDED.contains(&role) {
                errors.push(FieldError::new(name, format!("Nhập họ và tên: {}.", lower_first(role.label()))));
            }
            continue;
        }
        if who.is_empty() {
            errors.push(FieldError::new(name, "Nhập họ và tên."));
            continue;
        }
        let known: Login = match typed.parse() {
            Ok(known) => known,
            Err(why) => {
                let why: base::BadText = why;
                errors.push(FieldError::new(login, why.0));
                continue;
            }
        };
        let number = format!("TL-{:04}", all.len() + 1);
        match (all.get_mut(known.to_string().as_str()), &password) {
            (Some(account), _) if account.name == who => account.roles.push(role),
            (Some(account), _) => {
                let why =
                    format!("Tên đăng nhập này đã ghi cho {}; mỗi người một tên đăng nhập.", account.name);
                errors.push(FieldError::new(login, why));
            }
            (None, Some(password)) => {
                let account = Account {
                    number,
                    name: who.to_owned(),
                    login: known.clone(),
                    password: password.clone(),
                    roles: vec![role],
                };
                all.insert(known.to_string(), account);
            }
            (None, None) => {}
        }
    }
    all.into_values().collect()
}

fn staff(accounts: &[Account]) -> String {
    let posts = |roles: &[Role]| {
        let held = ROLES.iter().filter(|(role, _)| roles.contains(role));
        let each = held.flat_map(|(role, units)| units.iter().map(|unit| (role.code(), *unit)));
        each.map(|(role, unit)| format!("{{ unit = {}, role = {} }}", quoted(unit), quoted(role)))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let person = |it: &Account| {
        format!(
            "[[staff]]\nnumber = {}\nname = {}\nposts = [{}]\n\n",
            quoted(&it.number),
            quoted(&it.name),
            posts(&it.roles)
        )
    };
    accounts.iter().map(person).collect()
}

/// A basic string of TOML: the escapes of JSON are among its own.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
