//! What other crates ask of units and staff, always as of a day. Nothing here authorises: the caller's action did.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use base::code::AgencyCode;
use base::id::{StaffId, UnitId};
use base::{Authority, Post, Role};
use db::{Error, Memo, Query};
use jiff::civil::Date;

use crate::model::{
    Deputising, DeputyId, Place, Rehoming, ReorganisationId, Scope, StaffMember, Succession, Unit,
};
use crate::store;

/// Units by identifier and day: asked for in every request, changed a few times a year.
static FOUND: Memo<(UnitId, Date), Option<Unit>> = Memo::new(&["unit_version"], 4096);

/// Where the work of units goes, by unit.
pub type Rehomings = Arc<BTreeMap<UnitId, Rehoming>>;

/// The same by reorganisation, for its effects: each batch asks.
static REHOMED: Memo<ReorganisationId, Rehomings> = Memo::new(&["reorganisation_rehoming"], 4);

/// A unit as it is on a day.
///
/// # Errors
/// Those of the database, as for every function here.
pub fn unit_at(q: &mut impl Query, id: UnitId, on: Date) -> Result<Option<Unit>, Error> {
    FOUND.get(q, (id, on), |q, _| store::unit::find(q, id, on))
}

/// A unit as it is now or was last: for the name on an old dossier whose unit has ended.
///
/// # Errors
/// Those of the database.
pub fn unit_latest(q: &mut impl Query, id: UnitId) -> Result<Option<Unit>, Error> {
    store::unit::latest(q, id)
}

/// What a unit is called now, or was last; empty for one that never was.
///
/// # Errors
/// Those of the database.
pub fn name_of(q: &mut impl Query, id: UnitId) -> Result<String, Error> {
    Ok(unit_latest(q, id)?.map_or_else(String::new, |unit| unit.name.to_string()))
}

/// The same with the name of its body, since divisions of many communes are called alike: `Phòng Kinh tế, Ủy ban nhân dân xã Tam Nông`.
///
/// # Errors
/// Those of the database.
pub fn full_name_of(q: &mut impl Query, id: UnitId) -> Result<String, Error> {
    let Some(unit) = unit_latest(q, id)? else { return Ok(String::new()) };
    if unit.root == unit.id {
        return Ok(unit.name.to_string());
    }
    Ok(format!("{}, {}", unit.name, name_of(q, unit.root)?))
}

/// A unit in all its periods, oldest first.
///
/// # Errors
/// Those of the database.
pub fn unit_history(q: &mut impl Query, id: UnitId) -> Result<Vec<Unit>, Error> {
    store::unit::history(q, id)
}

/// The unit that carries an electronic identifier on a day.
///
/// # Errors
/// Those of the database.
pub fn unit_by_code(q: &mut impl Query, code: &AgencyCode, on: Date) -> Result<Option<Unit>, Error> {
    store::unit::by_code(q, code, on)
}

/// The body that governs an administrative area (`25`, `07900`) on a day: where a dossier about that place goes.
///
/// # Errors
/// Those of the database.
pub fn body_of_area(q: &mut impl Query, area: &str, on: Date) -> Result<Option<Unit>, Error> {
    store::unit::by_area(q, area, on)
}

/// The unit directly under `body` that does `duty` on a day: how a step of an internal process finds the division
/// whatever it is called there. A line agency stands under the commune whose people it serves.
///
/// # Errors
/// Those of the database.
pub fn unit_for_duty(q: &mut impl Query, body: UnitId, duty: &str, on: Date) -> Result<Option<Unit>, Error> {
    store::unit::by_duty(q, body, duty, on)
}

/// The one-stop unit of a body on a day (NĐ 118/2025/NĐ-CP).
///
/// # Errors
/// Those of the database.
pub fn one_stop_of(q: &mut impl Query, body: UnitId, on: Date) -> Result<Option<Unit>, Error> {
    store::unit::one_stop(q, body, on)
}

/// Every unit of a body on a day.
///
/// # Errors
/// Those of the database.
pub fn units_of(q: &mut impl Query, body: UnitId, on: Date) -> Result<Vec<Unit>, Error> {
    store::unit::of_root(q, body, on)
}

/// The units directly under a unit on a day.
///
/// # Errors
/// Those of the database.
pub fn units_under(q: &mut impl Query, unit: UnitId, on: Date) -> Result<Vec<Unit>, Error> {
    store::unit::children(q, unit, on)
}

/// Every unit on a day, in no order; see [`crate::tree`].
///
/// # Errors
/// Those of the database.
pub fn all_units(q: &mut impl Query, on: Date) -> Result<Vec<Unit>, Error> {
    store::unit::all_on(q, on)
}

/// A unit and every body under it on a day, in the order of their identifiers.
///
/// # Errors
/// Those of the database.
pub fn bodies_under(q: &mut impl Query, unit: UnitId, on: Date) -> Result<Vec<UnitId>, Error> {
    let all = store::unit::all_on(q, on)?;
    let parents: HashMap<_, _> = all.iter().map(|it| (it.id, it.parent)).collect();
    let under = |id: UnitId| {
        let line = std::iter::successors(Some(id), |at| parents.get(at).copied().flatten());
        line.take(16).any(|at| at == unit)
    };
    let bodies = all.iter().filter(|it| it.kind.is_body() && under(it.id));
    Ok(bodies.map(|it| it.id).collect::<BTreeSet<_>>().into_iter().collect())
}

/// What followed a unit that ended.
///
/// # Errors
/// Those of the database.
pub fn successors(q: &mut impl Query, unit: UnitId) -> Result<Vec<Succession>, Error> {
    store::succession::after(q, unit)
}

/// What a unit followed.
///
/// # Errors
/// Those of the database.
pub fn predecessors(q: &mut impl Query, unit: UnitId) -> Result<Vec<Succession>, Error> {
    store::succession::before(q, unit)
}

/// The units that `unit` stands for on a day: those that ended and whose work came to it, through any number of reorganisations.
///
/// # Errors
/// Those of the database.
pub fn formerly(q: &mut impl Query, unit: UnitId, on: Date) -> Result<Vec<UnitId>, Error> {
    let mut seen = vec![unit];
    let mut at = 0;
    while let Some(id) = seen.get(at).copied() {
        at += 1;
        for line in store::succession::before(q, id)? {
            if line.from <= on && !seen.contains(&line.unit) {
                seen.push(line.unit);
            }
        }
    }
    seen.remove(0);
    Ok(seen)
}

/// The units that do on a day what `unit` once did: itself while it stands, else those that followed, through any
/// number of reorganisations. More than one after a split.
///
/// # Errors
/// Those of the database.
pub fn standing_for(q: &mut impl Query, unit: UnitId, on: Date) -> Result<Vec<Unit>, Error> {
    let mut found = Vec::new();
    let mut seen = vec![unit];
    let mut at = 0;
    while let Some(id) = seen.get(at).copied() {
        at += 1;
        if let Some(standing) = store::unit::find(q, id, on)? {
            found.push(standing);
            continue;
        }
        for line in store::succession::after(q, id)? {
            if line.from <= on && !seen.contains(&line.successor) {
                seen.push(line.successor);
            }
        }
    }
    Ok(found)
}

/// Where the work of each unit goes by a reorganisation: those that end, and those that stand elsewhere.
///
/// # Errors
/// Those of the database.
pub fn rehomings(q: &mut impl Query, id: ReorganisationId) -> Result<Rehomings, Error> {
    REHOMED.get(q, id, |q, _| {
        let all = store::reorganisation::rehomings(q, id)?;
        Ok(Arc::new(all.into_iter().map(|it| (it.unit, it)).collect()))
    })
}

/// The bodies that a reorganisation asks for their acceptance.
///
/// # Errors
/// Those of the database.
pub fn receivers(q: &mut impl Query, id: ReorganisationId) -> Result<Vec<UnitId>, crate::Error> {
    Ok(store::reorganisation::acceptances(q, id)?.into_iter().map(|line| line.body).collect())
}

/// Where a unit stands on a day: what a hot table carries.
///
/// # Errors
/// Those of the database.
pub fn place_of(q: &mut impl Query, unit: UnitId, on: Date) -> Result<Option<Place>, Error> {
    Ok(store::unit::find(q, unit, on)?.map(|unit| unit.place()))
}

/// A member of staff.
///
/// # Errors
/// Those of the database.
pub fn staff(q: &mut impl Query, id: StaffId) -> Result<Option<StaffMember>, Error> {
    store::staff::find(q, id)
}

/// A member of staff by number.
///
/// # Errors
/// Those of the database.
pub fn staff_by_number(q: &mut impl Query, number: &str) -> Result<Option<StaffMember>, Error> {
    store::staff::by_number(q, number)
}

/// The positions a person holds on a day, in units that stand on that day.
///
/// # Errors
/// Those of the database.
pub fn posts_of(q: &mut impl Query, staff: StaffId, on: Date) -> Result<Vec<Post>, Error> {
    store::post::held(q, staff, on)
}

/// A naming under which somebody stands in on a day, with the position and its words: `Lãnh đạo phòng, Phòng Kinh tế`.
///
/// # Errors
/// Those of the database.
pub fn deputising_today(
    q: &mut impl Query,
    naming: DeputyId,
    deputy: StaffId,
    on: Date,
) -> Result<Option<(Deputising, Post, String)>, Error> {
    let found = store::deputy::find(q, naming, on)?;
    let Some(it) = found.filter(|it| it.deputy == deputy && it.first <= on) else { return Ok(None) };
    let held = store::post::held(q, it.principal, on)?;
    let held = held.into_iter().find(|post| post.unit == it.unit && post.role == it.role);
    let (Some(post), Some(unit)) = (held, unit_at(q, it.unit, on)?) else { return Ok(None) };
    let words = format!("{}, {}", it.role.label(), unit.name);
    Ok(Some((it, post, words)))
}

/// For whom somebody stands in on a day: each naming in force, with the position and its words.
///
/// # Errors
/// Those of the database.
pub fn standing_in(
    q: &mut impl Query,
    deputy: StaffId,
    on: Date,
) -> Result<Vec<(Deputising, Post, String)>, Error> {
    let mut out = Vec::new();
    for it in store::deputy::of_deputy(q, deputy, on)? {
        out.extend(deputising_today(q, it.id, deputy, on)?);
    }
    Ok(out)
}

/// The naming under which a deputy works today in this position of the principal.
///
/// # Errors
/// Those of the database.
pub fn naming_at_work(
    q: &mut impl Query,
    deputy: StaffId,
    principal: StaffId,
    post: &Post,
    on: Date,
) -> Result<Option<DeputyId>, Error> {
    let is_it = |it: &Deputising| {
        it.principal == principal && it.unit == post.unit && it.role == post.role && it.first <= on
    };
    Ok(store::deputy::of_deputy(q, deputy, on)?.into_iter().find(is_it).map(|it| it.id))
}

/// Who holds a role in a unit on a day, by name; 500 at most.
///
/// # Errors
/// Those of the database.
pub fn holders(q: &mut impl Query, unit: UnitId, role: Role, on: Date) -> Result<Vec<StaffMember>, Error> {
    store::post::holders(q, unit, role, on)
}

/// The limit of what a position sees in lists: [`Scope::of_post`], and for those who lead, control or administer a
/// province or ministry everything under it.
///
/// # Errors
/// Those of the database.
pub fn scope_of(q: &mut impl Query, post: &Post, on: Date) -> Result<Scope, Error> {
    let scope = Scope::of_post(post);
    if matches!(post.role, Role::Leader | Role::Controller | Role::Admin)
        && store::unit::find(q, post.root, on)?.is_some_and(|body| body.kind.is_top())
    {
        return Ok(Scope::Province(post.root));
    }
    Ok(scope)
}

/// The limits of all positions that carry an authority, each once, none inside another of the same body.
///
/// # Errors
/// Those of the database.
pub fn scopes_of(q: &mut impl Query, authority: &Authority, on: Date) -> Result<Vec<Scope>, Error> {
    let mut scopes: Vec<Scope> = Vec::new();
    for post in authority.posts() {
        let scope = scope_of(q, post, on)?;
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    let bodies: Vec<UnitId> =
        scopes.iter().filter(|scope| !matches!(scope, Scope::Unit(_))).map(|scope| scope.id()).collect();
    let inside = |scope: &Scope| matches!(scope, Scope::Unit(unit) if authority.posts().iter().any(|post| post.unit == *unit && bodies.contains(&post.root)));
    scopes.retain(|scope| !inside(scope));
    Ok(scopes)
}

/// Whether an administrator reaches a person: somebody who holds a position on a day in a body of the administrator or,
/// for one of a province or ministry, anywhere under it.
///
/// # Errors
/// Those of the database.
pub fn reaches(q: &mut impl Query, admin: &Authority, staff: StaffId, on: Date) -> Result<bool, Error> {
    for post in store::post::held(q, staff, on)? {
        let Some(place) = place_of(q, post.unit, on)? else { continue };
        if admin.posts().iter().any(|mine| mine.root == place.root || mine.root == place.top) {
            return Ok(true);
        }
    }
    Ok(false)
}
