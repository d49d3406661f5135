//! Every quarter of an hour whoever has something that is about to lapse is warned: an answer, a step, the whole. What the rule
//! counts in working time is looked for in a wider span of the clock.

use base::id::DossierId;
use base::{Ctx, Instant};
use db::{Bulk, Read};
use ledger::{Done, Job, JobError, Running, Schedule, Task, When};
use web::App;

use crate::error::Error;
use crate::{actions, rules, store};

const NAME: &str = "dossier.warn";

/// How many dossiers are warned of in one closure.
const AT_ONCE: usize = 50;
/// Seconds ahead in which something due is looked at: wider than any warning, over the longest holiday (Tết).
const AHEAD: i64 = 16 * 86_400;

/// Reads what is due in the next days over all bodies.
pub(crate) const WARN: Job<App> = Job { tries: 3, timeout_seconds: 1800, at_once: 1, ..Job::new(NAME, run) };

pub(crate) const QUARTERLY: Schedule = Schedule { name: NAME, when: When::Every(900), job: NAME };

fn run(app: App, task: Task) -> Running {
    Box::pin(async move {
        let ctx = task.ctx;
        let asker = ctx.clone();
        let bodies = app.db.read(move |rx| bodies(rx, &asker)).await.map_err(JobError::retry)?;
        let mut owed = Vec::new();
        for root in bodies {
            let asker = ctx.clone();
            let found = app.db.read(move |rx| of_body(rx, &asker, root)).await;
            owed.extend(found.map_err(JobError::retry)?);
        }
        let asker = ctx.clone();
        owed.extend(app.db.read(move |rx| in_steps(rx, &asker)).await.map_err(JobError::retry)?);
        owed.sort_unstable();
        owed.dedup();
        for some in owed.chunks(AT_ONCE) {
            let (some, ctx) = (some.to_vec(), ctx.clone());
            let warned = app.db.write_bulk((), move |tx, _, ()| warn(tx, &ctx, &some)).await;
            warned.map_err(JobError::retry)?;
        }
        Ok(Done::nothing())
    })
}

fn warn(tx: &mut db::Tx, ctx: &Ctx, some: &[DossierId]) -> Result<Bulk<(), ()>, Error> {
    for id in some {
        actions::warn(tx, ctx, *id)?;
    }
    Ok(Bulk::Done(()))
}

/// Every body that keeps dossiers today.
pub(super) fn bodies(rx: &mut Read, ctx: &Ctx) -> Result<Vec<base::id::UnitId>, Error> {
    let mut roots: Vec<_> =
        organisation::all_units(rx, ctx.now.date())?.into_iter().map(|unit| unit.root).collect();
    roots.sort_unstable();
    roots.dedup();
    Ok(roots)
}

/// The dossiers of a body in which an answer or a result is about to lapse and nobody was warned of it.
fn of_body(rx: &mut Read, ctx: &Ctx, root: base::id::UnitId) -> Result<Vec<DossierId>, Error> {
    let found = store::warning::owed(rx, root, span(ctx.now))?;
    not_warned(rx, ctx, found)
}

/// The dossiers in which a step is about to lapse and nobody was warned of it.
fn in_steps(rx: &mut Read, ctx: &Ctx) -> Result<Vec<DossierId>, Error> {
    let found = store::warning::steps(rx, span(ctx.now))?;
    not_warned(rx, ctx, found)
}

fn span(now: Instant) -> store::warning::Span {
    (now, now.plus_seconds(AHEAD))
}

fn not_warned(rx: &mut Read, ctx: &Ctx, found: Vec<DossierId>) -> Result<Vec<DossierId>, Error> {
    let mut out = Vec::new();
    for id in found {
        let Some(dossier) = store::dossier::find(rx, id)? else { continue };
        let calendar = organisation::calendar(rx, dossier.competent, ctx.now.date())?;
        for one in rules::lapsing(&dossier, &calendar, ctx.now) {
            if !store::warning::given(rx, id, &one)? {
                out.push(id);
            }
        }
    }
    Ok(out)
}
