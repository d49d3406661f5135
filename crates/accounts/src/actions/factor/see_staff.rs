//! An administrator looks at who has a second factor, and of whom one is asked.

use base::Ctx;
use base::id::UnitId;
use db::Query;
use organisation::{Listed, StaffFrom};

use crate::error::Error;
use crate::model::{FactorRule, Factors, Holder};
use crate::permissions::MANAGE;
use crate::store;

/// A position with what its holder has.
#[derive(Clone, Debug)]
pub(crate) struct StaffFactors {
    /// The position and the person.
    pub(crate) listed: Listed,
    /// What the person has.
    pub(crate) factors: Factors,
}

/// A body of the administrator, with the roles of which a second factor is asked there.
#[derive(Clone, Debug)]
pub(crate) struct BodyRules {
    /// The body.
    pub(crate) body: UnitId,
    /// Its name.
    pub(crate) name: String,
    /// The roles.
    pub(crate) rules: Vec<FactorRule>,
}

/// The positions within reach by name of the person, `limit` of them from a place on.
///
/// # Errors
/// [`Error::Denied`] without the permission.
pub(crate) fn see_staff_factors(
    q: &mut impl Query,
    ctx: &Ctx,
    from: &StaffFrom,
    limit: i64,
) -> Result<Vec<StaffFactors>, Error> {
    ctx.authorise(&MANAGE)?;
    let mut out = Vec::new();
    for listed in organisation::list_staff(q, ctx, from, limit)? {
        let factors = store::factor::of(q, Holder::Staff(listed.person.id))?;
        out.push(StaffFactors { listed, factors });
    }
    Ok(out)
}

/// The administrator's own bodies.
///
/// # Errors
/// [`Error::Denied`] without the permission.
pub(crate) fn see_factor_rules(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<BodyRules>, Error> {
    let admin = ctx.authorise(&MANAGE)?;
    let mut out = Vec::new();
    for body in admin.roots() {
        let rules = store::factor_rule::of_body(q, body)?;
        out.push(BodyRules { body, name: organisation::name_of(q, body)?, rules });
    }
    Ok(out)
}
