//! Each morning what waits for long is looked after: its citizen is reminded, the archive is proposed. The pure rule (`rules/pickup.rs`)
//! says which; this only finds what may be owed.

use base::id::{DossierId, UnitId};
use base::{Ctx, Instant};
use db::{Bulk, Read};
use ledger::{Done, Job, JobError, Running, Schedule, Task, When};
use web::App;

use crate::error::Error;
use crate::{actions, store};

const NAME: &str = "dossier.look-after-results";

/// How many dossiers are looked at in one closure.
const AT_ONCE: i64 = 50;
/// Seconds of a day.
const DAY: i64 = 86_400;

/// Reads what waits over all bodies.
pub(crate) const LOOK_AFTER: Job<App> =
    Job { tries: 3, timeout_seconds: 3600, at_once: 1, ..Job::new(NAME, run) };

pub(crate) const EARLY: Schedule = Schedule { name: NAME, when: When::Daily(6, 10), job: NAME };

fn run(app: App, task: Task) -> Running {
    Box::pin(async move {
        let ctx = task.ctx;
        let asker = ctx.clone();
        let bodies = app.db.read(move |rx| super::warn::bodies(rx, &asker)).await.map_err(JobError::retry)?;
        for root in bodies {
            let mut after = String::new();
            loop {
                let (asker, from) = (ctx.clone(), after.clone());
                let found = app.db.read(move |rx| owed(rx, &asker, root, &from)).await;
                let some = found.map_err(JobError::retry)?;
                let Some(last) = some.last() else { break };
                after = last.to_string();
                let ctx = ctx.clone();
                let done = app.db.write_bulk((), move |tx, _, ()| look_after(tx, &ctx, &some)).await;
                done.map_err(JobError::retry)?;
            }
        }
        Ok(Done::nothing())
    })
}

fn look_after(tx: &mut db::Tx, ctx: &Ctx, some: &[DossierId]) -> Result<Bulk<(), ()>, Error> {
    for id in some {
        actions::look_after_result(tx, ctx, *id)?;
    }
    Ok(Bulk::Done(()))
}

/// What may be owed of a body's results: a month is at least 28 days, the rule counts to the day.
fn owed(rx: &mut Read, ctx: &Ctx, root: UnitId, after: &str) -> Result<Vec<DossierId>, Error> {
    let terms = store::pickup::terms(rx, root)?;
    let ago = |days: i64| -> Instant { ctx.now.plus_seconds(-days * DAY) };
    let before = (ago(terms.remind_days), ago(terms.archive_months * 28));
    Ok(store::pickup::owed(rx, root, after, before, AT_ONCE)?)
}
