//! What a reorganisation does to units, positions, deputies and calendars, in one transaction; what hangs on them above follows by
//! effects in batches.

use base::Ctx;
use base::id::UnitId;
use db::Tx;
use jiff::civil::Date;

use crate::calendar::taken_over;
use crate::error::Error;
use crate::events::{
    Appointed, CalendarSet, DeputyEnded, PostEnded, REORGANISED, ReorganisationTookEffect, Reorganised,
    UnitCreated, UnitEnded, UnitPlaced, reorganisation_stream, staff_stream, unit_stream, unit_streams,
};
use crate::model::{Holding, Period, PostId, Rehoming, Reorganisation, Stage, Succession, Unit};
use crate::rules::holding;
use crate::rules::reorganising::{Ending, Outcome};
use crate::store;

/// Does it; the stream of the reorganisation is open and the outcome is of this moment.
pub(super) fn carry_out(
    tx: &mut Tx,
    ctx: &Ctx,
    it: &mut Reorganisation,
    outcome: &Outcome,
) -> Result<(), Error> {
    let day = it.first_day;
    let ended = outcome.ended.iter().map(|it| it.unit.id);
    let units: Vec<UnitId> = ended.chain(outcome.changed.iter().map(|it| it.id)).collect();
    ledger::open(tx, &unit_streams(units.iter().copied()))?;
    // Everything ends before anything begins, so that codes, areas and duties are free.
    for id in units {
        if !store::unit::close(tx, id, day)? {
            return Err(Error::LaterChange);
        }
    }
    for unit in &outcome.begun {
        begin(tx, ctx, unit, day)?;
    }
    for unit in &outcome.changed {
        place(tx, ctx, unit, day)?;
    }
    for ending in &outcome.ended {
        end(tx, ctx, ending, day)?;
    }
    for (body, of) in &outcome.calendars {
        calendar(tx, ctx, *body, *of, day)?;
    }
    let mut posts = 0;
    for ending in &outcome.ended {
        let heir = outcome.rehomings.iter().find(|line| line.unit == ending.unit.id);
        if let Some(heir) = heir {
            posts += pass_posts(tx, ctx, heir, day)?;
        }
    }
    store::reorganisation::rehome(tx, it.id, &outcome.rehomings)?;
    it.change = Some(ledger::announce(tx, ctx, REORGANISED, &Reorganised { reorganisation: it.id })?);
    it.stage = Stage::InEffect;
    it.effect_at = Some(ctx.now);
    it.problem.clear();
    if !store::reorganisation::save(tx, it)? {
        return Err(Error::Stale);
    }
    let (ended, begun) = (outcome.ended.len(), outcome.begun.len());
    let event = ReorganisationTookEffect { ended, begun, changed: outcome.changed.len(), posts };
    ledger::append(tx, ctx, &reorganisation_stream(it.id), Some(it.root), ctx.now, &event)?;
    Ok(())
}

fn begin(tx: &mut Tx, ctx: &Ctx, unit: &Unit, day: Date) -> Result<(), Error> {
    let unit = Unit { period: Period::since(day), ..unit.clone() };
    if !store::unit::insert(tx, &unit, ctx.now)? {
        return Err(Error::LaterChange);
    }
    let event = UnitCreated {
        place: unit.place(),
        parent: unit.parent,
        kind: unit.kind,
        name: unit.name,
        code: unit.code,
        duty: unit.duty,
        area: unit.area,
        from: day,
    };
    ledger::append(tx, ctx, &unit_stream(unit.id), Some(unit.root), ctx.now, &event)?;
    Ok(())
}

fn place(tx: &mut Tx, ctx: &Ctx, unit: &Unit, day: Date) -> Result<(), Error> {
    let unit = Unit { period: Period::since(day), ..unit.clone() };
    if !store::unit::insert_version(tx, &unit)? {
        return Err(Error::LaterChange);
    }
    let event =
        UnitPlaced { place: unit.place(), parent: unit.parent, name: unit.name, code: unit.code, from: day };
    ledger::append(tx, ctx, &unit_stream(unit.id), Some(unit.root), ctx.now, &event)?;
    Ok(())
}

fn end(tx: &mut Tx, ctx: &Ctx, ending: &Ending, day: Date) -> Result<(), Error> {
    let unit = &ending.unit;
    let line = |heir: &UnitId| Succession { unit: unit.id, successor: *heir, kind: ending.kind, from: day };
    let successors: Vec<Succession> = ending.heirs.iter().map(line).collect();
    for line in &successors {
        store::succession::insert(tx, *line)?;
    }
    let event = UnitEnded { unit: unit.id, successors, on: day };
    ledger::append(tx, ctx, &unit_stream(unit.id), Some(unit.root), ctx.now, &event)?;
    Ok(())
}

/// A body that begins works by the calendar by which one that went into it worked.
fn calendar(tx: &mut Tx, ctx: &Ctx, body: UnitId, of: UnitId, day: Date) -> Result<(), Error> {
    let before = day.yesterday().unwrap_or(day);
    let Some(text) = taken_over(tx, of, before)? else { return Ok(()) };
    if !store::calendar::insert(tx, body, Period::since(day), &text)? {
        return Err(Error::LaterChange);
    }
    let calendar = serde_json::from_str(&text).map_err(Error::Calendar)?;
    let event = CalendarSet { unit: body, from: day, calendar };
    ledger::append(tx, ctx, &unit_stream(body), Some(body), ctx.now, &event)?;
    Ok(())
}

/// Whoever holds a position in a unit that ends holds the same one in its heir from then on, until the same day.
fn pass_posts(tx: &mut Tx, ctx: &Ctx, heir: &Rehoming, day: Date) -> Result<usize, Error> {
    let mut passed = 0;
    let unit = store::unit::find(tx, heir.heir, day)?.ok_or(Error::LaterChange)?;
    for post in store::post::of_unit(tx, heir.unit, day)? {
        ledger::open(tx, &[staff_stream(post.staff)])?;
        if !store::post::end(tx, post.id, day)? {
            return Err(Error::NotHeld);
        }
        let ended = PostEnded { post: post.id, staff: post.staff, on: day };
        ledger::append(tx, ctx, &staff_stream(post.staff), Some(heir.root), ctx.now, &ended)?;
        let mut held = store::post::of_staff(tx, post.staff)?;
        held.retain(|it| it.unit == unit.id && it.role == post.role);
        let mut next = held.iter().find(|it| it.period.holds_on(day)).map(|it| it.id);
        let rest = Period { from: day, until: post.period.until };
        if let Some(from) = holding::first_gap(&held, rest) {
            let added = appoint(tx, ctx, &unit, &post, Period { from, ..rest })?;
            next = next.or(Some(added));
        }
        if let Some(next) = next {
            pass_deputies(tx, ctx, (post.id, next), heir.heir_root, day)?;
        }
        passed += 1;
    }
    Ok(passed)
}

/// Whoever stands in for a position stands in for the one that takes its place; where that one has a deputy already, the naming ends.
fn pass_deputies(
    tx: &mut Tx,
    ctx: &Ctx,
    (from, to): (PostId, PostId),
    root: UnitId,
    day: Date,
) -> Result<(), Error> {
    for it in store::deputy::of_post(tx, from, day)? {
        if !store::deputy::pass(tx, it.id, to, day)? {
            store::deputy::end(tx, it.id, day, ctx.now)?;
            let event = DeputyEnded { naming: it.id, principal: it.principal, deputy: it.deputy };
            ledger::append(tx, ctx, &staff_stream(it.principal), Some(root), ctx.now, &event)?;
        }
    }
    Ok(())
}

fn appoint(tx: &mut Tx, ctx: &Ctx, unit: &Unit, post: &Holding, period: Period) -> Result<PostId, Error> {
    let id = PostId::new(&ctx.rng, ctx.now);
    // Somebody who was sent by the very body that now takes over is at home.
    let mut posted_from = None;
    if let Some(from) = post.posted_from
        && let Some(sender) = store::unit::find(tx, from, period.from)?
    {
        posted_from = Some(sender.id).filter(|_| sender.root != unit.root);
    }
    let next = Holding { id, staff: post.staff, unit: unit.id, role: post.role, period, posted_from };
    if !store::post::insert(tx, &next, ctx.now)? {
        return Err(Error::NotHeld);
    }
    let role = post.role.code().to_owned();
    let event = Appointed { post: id, staff: post.staff, place: unit.place(), role, period, posted_from };
    ledger::append(tx, ctx, &staff_stream(post.staff), Some(unit.root), ctx.now, &event)?;
    Ok(id)
}
