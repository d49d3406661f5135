//! The bodies that may decide a procedure, and what an account knows of its person.

use accounts::Identity;
use base::id::{AccountId, UnitId};
use base::{Ctx, FieldError, Role};
use catalogue::ProcedureVersion;
use db::Query;
use jiff::civil::Date;
use organisation::Unit;

use crate::error::Error;
use crate::model::{Channel, Dossier, Identified, TypedApplicant};
use crate::submission::receiving_body;
use crate::{permissions, rules};

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
    bodies.retain(|unit| version.jurisdiction.decided_by(unit));
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
    let unit = organisation::unit_at(q, id, today)?.filter(|unit| version.jurisdiction.decided_by(unit));
    unit.ok_or_else(|| {
        let message = (
            "Cơ quan này không giải quyết thủ tục đã chọn. Xin chọn cơ quan khác trong danh sách.",
            "This body does not decide the procedure that was chosen. Please choose another from the list.",
        );
        Error::Invalid(vec![FieldError::new("competent", message)])
    })
}

/// The one body that the place in the answers leads to; none where the place does not decide, and the person chooses.
///
/// # Errors
/// Those of the database.
pub fn body_by_place(
    q: &mut impl Query,
    version: &ProcedureVersion,
    answers: &serde_json::Value,
    today: Date,
) -> Result<Option<Unit>, Error> {
    let Some(place) = place(version, answers) else { return Ok(None) };
    let bodies = competent_bodies(q, version, today)?;
    Ok(rules::body_of_place(place, &bodies).cloned())
}

/// The place that decides, as answered.
pub(crate) fn place<'a>(version: &ProcedureVersion, answers: &'a serde_json::Value) -> Option<&'a str> {
    version
        .jurisdiction
        .place_field
        .as_deref()
        .and_then(|field| answers.get(field))
        .and_then(|it| it.as_str())
}

/// Says that another body is competent, and where the dossier can be filed.
pub(crate) fn elsewhere(unit: &Unit) -> Error {
    let body = unit.name.as_str();
    let message = (
        format!(
            "Hồ sơ này thuộc thẩm quyền của {body}, và thủ tục chỉ được tiếp nhận tại đó. Xin nộp tại Bộ phận Một cửa của cơ quan này, hoặc nộp trực tuyến trên trang thủ tục."
        ),
        format!(
            "This dossier belongs to “{body}”, and the procedure is received there only. Please file at its one-stop unit, or online on the page of the procedure."
        ),
    );
    Error::Invalid(vec![FieldError::new("competent", message)])
}

/// Whether a dossier was received by another body than the one that receives for whoever decides it (không phụ thuộc địa giới).
///
/// # Errors
/// Those of the database.
pub(crate) fn is_away(q: &mut impl Query, dossier: &Dossier, today: Date) -> Result<bool, Error> {
    let unit = match organisation::unit_at(q, dossier.competent, today)? {
        Some(unit) => Some(unit),
        None => organisation::unit_latest(q, dossier.competent)?,
    };
    Ok(unit.is_some_and(|unit| receiving_body(&unit) != dossier.root))
}

/// The body whose one-stop unit takes a submission in. Online and between bodies it is the competent body's own. At a counter it is that of the officer who
/// sits there, where the version lets any one-stop unit of the province receive (không phụ thuộc địa giới; NĐ 118/2025/NĐ-CP).
///
/// # Errors
/// [`Error::Invalid`] names the right body where the procedure is received there only; [`Error::Denied`] for somebody without a counter.
pub(crate) fn received_by(
    q: &mut impl Query,
    ctx: &Ctx,
    version: &ProcedureVersion,
    unit: &Unit,
    channel: Channel,
) -> Result<UnitId, Error> {
    let own = receiving_body(unit);
    if channel.is_electronic() {
        return Ok(own);
    }
    let authority = ctx.authorise(&permissions::RECEIVE)?;
    if authority.at_root(&own).is_ok() {
        return Ok(own);
    }
    // What was taken down before a reorganisation was received by the body of then; its heir brings it in.
    let heirs = organisation::standing_for(q, own, ctx.recorded.date())?;
    if heirs.iter().any(|heir| authority.at_root(&heir.root).is_ok()) {
        return Ok(own);
    }
    if version.jurisdiction.off_territory {
        for post in authority.posts().iter().filter(|post| post.role == Role::Reception) {
            if organisation::place_of(q, post.root, ctx.now.date())?
                .is_some_and(|place| place.top == unit.top)
            {
                return Ok(post.root);
            }
        }
    }
    Err(elsewhere(unit))
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
        passport: if let Identity::Passport(number) = &account.identity {
            number.to_string()
        } else {
            String::new()
        },
        identified: Identified::Account.code().to_owned(),
        ..TypedApplicant::default()
    })
}
