//! An administrator says which roles of the body must have a second factor, and from which day on.

use base::id::UnitId;
use base::{Ctx, Role};
use db::Tx;
use jiff::civil::Date;
use ledger::Stream;
use serde::Serialize;

use crate::error::Error;
use crate::factor_events::FactorRequired;
use crate::model::FactorRule;
use crate::permissions::MANAGE;
use crate::store;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RequireFactor {
    /// The body.
    pub(crate) body: UnitId,
    /// Of whom.
    pub(crate) role: Role,
    /// From which day on; none if no longer.
    pub(crate) first_day: Option<Date>,
}

/// What makes a repeat the same.
#[derive(Serialize)]
struct Sent(UnitId, &'static str, Option<Date>);

/// Says it.
///
/// # Errors
/// [`Error::Denied`] outside the administrator's own bodies; [`Error::Invalid`] on `first_day` for a day that is past.
pub(crate) fn require_factor(tx: &mut Tx, ctx: &Ctx, input: &RequireFactor) -> Result<(), Error> {
    let admin = ctx.authorise_confirmed(&MANAGE)?;
    let sent = Sent(input.body, input.role.code(), input.first_day);
    ledger::once(tx, ctx, "accounts.require-factor", &sent, |tx| {
        admin.at_root(&input.body)?;
        let stream = Stream::new("account-rule", input.body.uuid());
        ledger::open(tx, std::slice::from_ref(&stream))?;
        match input.first_day {
            Some(day) if day < ctx.now.date() => {
                let message = "Ngày bắt đầu đã qua. Xin chọn từ hôm nay trở đi.";
                return Err(Error::field("first_day", message));
            }
            Some(first_day) => {
                store::factor_rule::put(tx, input.body, FactorRule { role: input.role, first_day })?;
            }
            None if !store::factor_rule::delete(tx, input.body, input.role)? => return Ok(()),
            None => {}
        }
        let event = FactorRequired {
            body: input.body,
            role: input.role.code().to_owned(),
            first_day: input.first_day,
        };
        ledger::append(tx, ctx, &stream, Some(input.body), ctx.now, &event)?;
        Ok(())
    })
}
