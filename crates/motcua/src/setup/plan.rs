//! What was typed on the page of the first run, as what is to be made: units, people, accounts, procedures. Pure.

use accounts::{Login, Password};
use base::code::AgencyCode;
use base::words::lower_first;
use base::{BadText, FieldError, Role};
use catalogue::package::{BUILTIN, Package, read};
use jiff::civil::Date;
use organisation::{AreaCode, NewUnit, PersonName, StaffNumber, UnitKind, UnitName};
use web::{Choice, Form};

/// The roles that are asked for, with the units in which they are held.
pub(super) const ROLES: [(Role, &[&str]); 9] = [
    // The first administrator has the whole installation, until the province has one of its own.
    (Role::Admin, &["van-phong", "tinh"]),
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
    /// The units, each after the one it stands under.
    pub(super) units: Vec<PlannedUnit>,
    /// The people with their way in.
    pub(super) accounts: Vec<Account>,
    /// The procedures.
    pub(super) packages: Vec<Package>,
}

/// A unit.
pub(super) struct PlannedUnit {
    /// By which positions name it.
    pub(super) key: &'static str,
    /// The one above it.
    pub(super) under: Option<&'static str>,
    /// Itself; its parent is not there yet.
    pub(super) new: NewUnit,
}

/// A person.
#[derive(Clone)]
pub(super) struct Account {
    pub(super) number: StaffNumber,
    pub(super) name: PersonName,
    pub(super) login: Login,
    pub(super) password: Password,
    pub(super) roles: Vec<Role>,
    /// The first day of the positions.
    pub(super) from: Date,
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
    let accounts = accounts(form, today, &mut errors);
    let chosen: Vec<&str> = form.all("package").collect();
    let packages: Vec<_> =
        commune_packages().filter(|it| chosen.contains(&it.procedure.code.as_str())).collect();
    if packages.is_empty() {
        errors.push(FieldError::new("package", "Chọn ít nhất một thủ tục; thêm thủ tục khác sau được."));
    }
    match units {
        Some(units) if errors.is_empty() => Ok(Plan { units, accounts, packages }),
        _ => Err(errors),
    }
}

fn units(form: &Form, today: Date, errors: &mut Vec<FieldError>) -> Option<Vec<PlannedUnit>> {
    let province = Body::read(form, "province", 2, errors);
    let commune = Body::read(form, "commune", 5, errors);
    let (province, commune) = (province?, commune?);
    let kind = match commune.place.split(' ').next().unwrap_or_default().to_lowercase().as_str() {
        "phường" => UnitKind::Ward,
        "đặc" => UnitKind::SpecialZone,
        _ => UnitKind::Commune,
    };
    let office = |key, name: &str, kind, duty: &str, code: Option<AgencyCode>| {
        let (name, duty) = (name.parse().ok()?, Some(duty.parse().ok()?));
        let new = NewUnit { name, kind, parent: None, code, duty, area: None, from: today };
        Some(PlannedUnit { key, under: Some("xa"), new })
    };
    let centre = format!("Trung tâm Phục vụ hành chính công {}", lower_first(&commune.place));
    let counter = format!("{}.01", commune.code).parse().ok();
    let division = UnitKind::Division;
    Some(vec![
        province.unit("tinh", None, UnitKind::Province, today),
        commune.unit("xa", Some("tinh"), kind, today),
        office("mot-cua", &centre, UnitKind::OneStop, "mot-cua", counter)?,
        office("van-phong", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", division, "van-phong", None)?,
        office("kinh-te", "Phòng Kinh tế", division, "kinh-te", None)?,
        office("van-hoa", "Phòng Văn hóa - Xã hội", division, "van-hoa-xa-hoi", None)?,
    ])
}

/// A province or commune, as typed.
struct Body {
    place: String,
    name: UnitName,
    code: AgencyCode,
    area: AreaCode,
}

impl Body {
    /// Reads the three boxes of a body: its place, its code, the code of its area with so many digits.
    fn read(form: &Form, field: &str, digits: usize, errors: &mut Vec<FieldError>) -> Option<Self> {
        let mut refuse = |field: String, message: String| errors.push(FieldError::new(field, message));
        let place = form.value(field).split_whitespace().collect::<Vec<_>>().join(" ");
        let name: Option<UnitName> = format!("Ủy ban nhân dân {}", lower_first(&place)).parse().ok();
        let name = name.filter(|_| !place.is_empty());
        if name.is_none() {
            let what = if field == "province" {
                "tên tỉnh, thành phố"
            } else {
                "tên xã, phường, đặc khu"
            };
            refuse(field.to_owned(), format!("Nhập {what}."));
        }
        let code: Option<AgencyCode> = form.value(&format!("{field}_code")).trim().parse().ok();
        if code.is_none() {
            refuse(format!("{field}_code"), "Mã định danh có dạng như H44 hoặc H44.101.".to_owned());
        }
        let typed = form.value(&format!("{field}_area")).trim();
        let area: Option<AreaCode> = typed.parse().ok().filter(|_| typed.len() == digits);
        if area.is_none() {
            refuse(format!("{field}_area"), format!("Mã đơn vị hành chính gồm {digits} chữ số."));
        }
        Some(Self { place, name: name?, code: code?, area: area? })
    }

    fn unit(self, key: &'static str, under: Option<&'static str>, kind: UnitKind, from: Date) -> PlannedUnit {
        let Self { name, code, area, .. } = self;
        let new = NewUnit { name, kind, parent: None, code: Some(code), duty: None, area: Some(area), from };
        PlannedUnit { key, under, new }
    }
}

/// One account for each login; one person may have several roles.
fn accounts(form: &Form, today: Date, errors: &mut Vec<FieldError>) -> Vec<Account> {
    let mut all: Vec<Account> = Vec::new();
    let password = Password::choose(form.value("password"), &[]);
    let password = password.map_err(|why| errors.push(FieldError::new("password", why))).ok();
    for (role, _) in ROLES {
        let [at_name, at_login] = ["name", "login"].map(|part| format!("{part}-{}", role.code()));
        let (who, typed) = (form.value(&at_name).trim(), form.value(&at_login).trim());
        if who.is_empty() && typed.is_empty() {
            if NEEDED.contains(&role) {
                let message = format!("Nhập họ và tên: {}.", lower_first(role.label()));
                errors.push(FieldError::new(at_name, message));
            }
            continue;
        }
        let name: Result<PersonName, BadText> = who.parse();
        let login: Result<Login, BadText> = typed.parse();
        let (name, login) = match (name, login) {
            (Ok(name), Ok(login)) => (name, login),
            (name, login) => {
                errors.extend(name.err().map(|why| FieldError::new(at_name, why.0)));
                errors.extend(login.err().map(|why| FieldError::new(at_login, why.0)));
                continue;
            }
        };
        match all.iter_mut().find(|it| it.login.to_string() == login.to_string()) {
            Some(known) if known.name == name => known.roles.push(role),
            Some(known) => {
                let message =
                    format!("Tên đăng nhập này đã ghi cho {}; mỗi người một tên đăng nhập.", known.name);
                errors.push(FieldError::new(at_login, message));
            }
            None => {
                let number = format!("TL-{:04}", all.len() + 1).parse().ok();
                let new = |(number, password)| Account {
                    number,
                    name,
                    login,
                    password,
                    roles: vec![role],
                    from: today,
                };
                all.extend(number.zip(password.clone()).map(new));
            }
        }
    }
    all
}
