//! An administrator writes a plan of reorganisation, and changes it.

use base::id::UnitId;
use base::{Authority, Ctx, Denied, FieldError};
use db::{Query, Tx};
use jiff::civil::Date;
use serde::Serialize;

use super::{DECISION, led};
use crate::error::Error;
use crate::events::{ReorganisationPlanned, reorganisation_stream};
use crate::look;
use crate::model::{Operation, Reorganisation, ReorganisationId, Scope, Stage};
use crate::permissions::MANAGE;
use crate::store;

/// A plan to begin.
#[derive(Clone, Debug, Serialize)]
pub struct PlanReorganisation {
    /// The number of the decision.
    pub decision: String,
    /// The date on it.
    pub decided_on: Date,
    /// The first day on which it is to hold.
    pub first_day: Date,
    /// What it changes; may follow later. The bodies that begin get their identifiers when the plan is kept.
    pub operations: Vec<Operation>,
}

/// Begins a plan; it changes nothing before it is in effect.
///
/// # Errors
/// [`Error::Denied`] without the permission; [`Error::Invalid`] for a day that has passed or a decision without a number.
pub fn plan_reorganisation(
    tx: &mut Tx,
    ctx: &Ctx,
    input: &PlanReorganisation,
) -> Result<ReorganisationId, Error> {
    let admin = ctx.authorise(&MANAGE)?;
    ledger::once(tx, ctx, "organisation.plan-reorganisation", input, |tx| {
        head(ctx, &input.decision, input.first_day)?;
        let it = Reorganisation {
            id: ReorganisationId::new(&ctx.rng, ctx.now),
            root: widest(tx, ctx, &admin)?,
            decision: input.decision.trim().to_owned(),
            decided_on: input.decided_on,
            first_day: input.first_day,
            stage: Stage::Draft,
            revision: 1,
            operations: begun(ctx, input.operations.clone()),
            problem: String::new(),
            change: None,
            made_by: admin.staff().staff,
            made_at: ctx.now,
            effect_at: None,
        };
        store::reorganisation::insert(tx, &it)?;
        told(tx, ctx, &it)?;
        Ok(it.id)
    })
}

/// Another decision or first day of a plan.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeReorganisation {
    /// Which one.
    pub id: ReorganisationId,
    /// The revision that was seen.
    pub revision: i64,
    /// The number of the decision.
    pub decision: String,
    /// The date on it.
    pub decided_on: Date,
    /// The first day on which it is to hold.
    pub first_day: Date,
}

/// Changes them. What the bodies said of the plan before no longer counts.
///
/// # Errors
/// Those of [`plan_reorganisation`]; [`Error::Stage`] once it is in effect or given up; [`Error::Stale`].
pub fn change_reorganisation(tx: &mut Tx, ctx: &Ctx, input: &ChangeReorganisation) -> Result<(), Error> {
    let admin = ctx.authorise(&MANAGE)?;
    ledger::once(tx, ctx, "organisation.change-reorganisation", input, |tx| {
        rewrite(tx, ctx, &admin, (input.id, input.revision), |it| {
            head(ctx, &input.decision, input.first_day)?;
            input.decision.trim().clone_into(&mut it.decision);
            (it.decided_on, it.first_day) = (input.decided_on, input.first_day);
            Ok(())
        })
    })
}

/// An operation more.
#[derive(Clone, Debug, Serialize)]
pub struct AddOperation {
    /// Of which plan.
    pub id: ReorganisationId,
    /// The revision that was seen.
    pub revision: i64,
    /// What it changes; the bodies that begin get their identifiers when it is kept.
    pub operation: Operation,
}

/// Adds it at the end of the plan. What the bodies said of the plan before no longer counts.
///
/// # Errors
/// Those of [`change_reorganisation`].
pub fn add_operation(tx: &mut Tx, ctx: &Ctx, input: &AddOperation) -> Result<(), Error> {
    let admin = ctx.authorise(&MANAGE)?;
    ledger::once(tx, ctx, "organisation.add-operation", input, |tx| {
        rewrite(tx, ctx, &admin, (input.id, input.revision), |it| {
            it.operations.extend(begun(ctx, vec![input.operation.clone()]));
            Ok(())
        })
    })
}

/// An operation less.
#[derive(Clone, Debug, Serialize)]
pub struct TakeOutOperation {
    /// Of which plan.
    pub id: ReorganisationId,
    /// The revision that was seen.
    pub revision: i64,
    /// Which one, from 1.
    pub number: usize,
}

/// Takes it out of the plan. What the bodies said of the plan before no longer counts.
///
/// # Errors
/// Those of [`change_reorganisation`]; [`Error::Denied`] for a number that the plan does not have.
pub fn take_out_operation(tx: &mut Tx, ctx: &Ctx, input: &TakeOutOperation) -> Result<(), Error> {
    let admin = ctx.authorise(&MANAGE)?;
    ledger::once(tx, ctx, "organisation.take-out-operation", input, |tx| {
        rewrite(tx, ctx, &admin, (input.id, input.revision), |it| {
            let at = input.number.checked_sub(1).filter(|at| *at < it.operations.len());
            it.operations.remove(at.ok_or(Denied::NotFound)?);
            Ok(())
        })
    })
}

/// Changes a plan that is not in effect; it is a draft again, of which nobody has said anything.
fn rewrite(
    tx: &mut Tx,
    ctx: &Ctx,
    admin: &Authority,
    (id, revision): (ReorganisationId, i64),
    change: impl FnOnce(&mut Reorganisation) -> Result<(), Error>,
) -> Result<(), Error> {
    ledger::open(tx, &[reorganisation_stream(id)])?;
    let mut it = led(tx, id, admin)?;
    if it.revision != revision {
        return Err(Error::Stale);
    }
    if matches!(it.stage, Stage::InEffect | Stage::Cancelled) {
        return Err(Error::Stage(it.stage));
    }
    change(&mut it)?;
    it.stage = Stage::Draft;
    it.problem.clear();
    if !store::reorganisation::save(tx, &mut it)? {
        return Err(Error::Stale);
    }
    store::reorganisation::operations(tx, &it)?;
    store::reorganisation::ask(tx, it.id, &[])?;
    told(tx, ctx, &it)
}

fn begun(ctx: &Ctx, operations: Vec<Operation>) -> Vec<Operation> {
    Operation::begun(operations, &mut || UnitId::new(&ctx.rng, ctx.now))
}

fn told(tx: &mut Tx, ctx: &Ctx, it: &Reorganisation) -> Result<(), Error> {
    let event = ReorganisationPlanned {
        decision: it.decision.clone(),
        decided_on: it.decided_on,
        first_day: it.first_day,
        operations: it.operations.clone(),
    };
    ledger::append(tx, ctx, &reorganisation_stream(it.id), Some(it.root), ctx.now, &event)?;
    Ok(())
}

fn head(ctx: &Ctx, decision: &str, first_day: Date) -> Result<(), Error> {
    let mut errors = Vec::new();
    let length = decision.trim().chars().count();
    if !(1..=DECISION).contains(&length) {
        errors.push(FieldError::new(
            "decision",
            format!("Ghi số của nghị quyết, quyết định sắp xếp, tối đa {DECISION} ký tự."),
        ));
    }
    if first_day < ctx.now.date() {
        errors.push(FieldError::new("first_day", "Ngày hiệu lực đã qua. Xin chọn từ hôm nay trở đi."));
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}

/// The body of the administrator with the widest reach.
fn widest(q: &mut impl Query, ctx: &Ctx, admin: &Authority) -> Result<UnitId, Error> {
    let scopes = look::scopes_of(q, admin, ctx.now.date())?;
    let widest = scopes.into_iter().max_by_key(|scope| scope.width()).map(Scope::id);
    Ok(widest.ok_or(Denied::NotFound)?)
}
