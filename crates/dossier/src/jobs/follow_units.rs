//! Early each day the dossiers of units that have ended pass to their successors, so that nothing is lost or stuck between two
//! bodies. What else a reorganisation brings with it is an effect of its own.

use std::collections::BTreeSet;

use base::Ctx;
use base::id::{DossierId, UnitId};
use db::Bulk;
use jiff::civil::Date;
use ledger::{Done, Job, JobError, Running, Schedule, Task, When};
use web::App;

use crate::error::Error;
use crate::{actions, store};

const NAME: &str = "dossier.follow-units";

/// How far back is looked for units that have ended, in days: longer than any outage, short enough to ask each day.
const BACK: i64 = 40;
/// How many dossiers are asked for at a time.
const AT_ONCE: i64 = 100;

pub(crate) const FOLLOW: Job<App> =
    Job { tries: 5, timeout_seconds: 3600, at_once: 1, ..Job::new(NAME, run) };

pub(crate) const FOLLOW_DAILY: Schedule = Schedule { name: NAME, when: When::Daily(0, 10), job: NAME };

fn run(app: App, task: Task) -> Running {
    Box::pin(async move {
        let ctx = task.ctx;
        let today = ctx.now.date();
        let standing = stood(&app, today).await?;
        let mut ended = BTreeSet::new();
        // Day by day: a unit may have stood for a few days only.
        for back in 1..=BACK {
            let then = today.checked_sub(jiff::Span::new().days(back)).map_err(JobError::retry)?;
            ended.extend(stood(&app, then).await?.difference(&standing).copied());
        }
        for unit in ended {
            let ctx = ctx.clone();
            let pass =
                move |tx: &mut db::Tx, budget: &mut db::Budget, after| pass(tx, budget, &ctx, unit, after);
            app.db.write_bulk(None, pass).await.map_err(JobError::retry)?;
        }
        Ok(Done::nothing())
    })
}

/// The units that stand on a day.
async fn stood(app: &App, on: Date) -> Result<BTreeSet<UnitId>, JobError> {
    let units = app.db.read(move |rx| organisation::all_units(rx, on)).await.map_err(JobError::retry)?;
    Ok(units.iter().map(|unit| unit.id).collect())
}

/// Passes some of what a unit still holds on.
fn pass(
    tx: &mut db::Tx,
    budget: &mut db::Budget,
    ctx: &Ctx,
    unit: UnitId,
    after: Option<DossierId>,
) -> Result<Bulk<Option<DossierId>, ()>, Error> {
    let mut last = after;
    for id in store::follow::held(tx, unit, after, AT_ONCE)? {
        if !budget.take() {
            return Ok(Bulk::More(last));
        }
        actions::follow_units(tx, ctx, id)?;
        last = Some(id);
    }
    Ok(if last == after { Bulk::Done(()) } else { Bulk::More(last) })
}
