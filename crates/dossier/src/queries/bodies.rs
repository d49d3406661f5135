//! The bodies that may decide a procedure, and what an account knows of its person.

use accounts::Identity;
use base::FieldError;
use base::id::{AccountId, UnitId};
use catalogue::ProcedureVersion;
use db::Query;
use jiff::civil::Date;
use organisation::Unit;

use crate::error::Error;
use crate::model::TypedApplicant;

/// The bodies that decide this procedure on `today`, by name.
///
/// # Errors
/// Those of the database.
pub fn competent_bodies(
    q: &mut impl Query,
    version: &ProcedureVersion,
    today: Date,
) -> Result<Vec<Unit>, Error> {
    let mut bodies = organisation::all_units(q, today)?;
    bodies.retain(|unit| decides(version, unit));
    bodies.sort_by(|a, b| a.name.as_str().cmp(b.name.as_str()));
    Ok(bodies)
}

/// The body `id`, if it decides this procedure on `today`.
///
/// # Errors
/// [`Error::Invalid`] names the field of the body if it does not.
pub(crate) fn competent_body(
    q: &mut impl Query,
    version: &ProcedureVersion,
    id: UnitId,
    today: Date,
) -> Result<Unit, Error> {
    let unit = organisation::unit_at(q, id, today)?.filter(|unit| decides(version, unit));
    unit.ok_or_else(|| {
        let message = "Cơ quan này không giải quyết thủ tục đã chọn. Xin chọn cơ quan khác trong danh sách.";
        Error::Invalid(vec![FieldError::new("competent", message)])
    })
}

fn decides(version: &ProcedureVersion, unit: &Unit) -> bool {
    let place = &version.jurisdiction;
    let kind = match place.unit_kind.as_str() {
        "commune" => unit.kind.is_commune_level(),
        kind => unit.kind.code() == kind,
    };
    let duty = unit.duty.as_ref().map(|duty| duty.as_str());
    kind && place.body_duty.as_deref().is_none_or(|wanted| duty == Some(wanted))
}

/// What the account knows of its person, to be filled in and corrected.
///
/// # Errors
/// Those of the database.
pub fn known_applicant(q: &mut impl Query, account: AccountId) -> Result<TypedApplicant, Error> {
    let Some(account) = accounts::account(q, account)? else { return Ok(TypedApplicant::default()) };
    Ok(TypedApplicant {
        name: account.name.to_string(),
        number: if let Identity::Citizen(number) = &account.identity {
            number.to_string()
        } else {
            String::new()
        },
        phone: account.phone.map_or_else(String::new, |phone| phone.to_string()),
        email: account.email.map_or_else(String::new, |email| email.to_string()),
        address: String::new(),
    })
}
