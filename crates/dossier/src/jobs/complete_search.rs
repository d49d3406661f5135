//! Dossiers written before there was a search by words get what it needs: their words and the province above them. A program of
//! before may still write some while a cluster is being renewed; once there are none the job finds nothing.

use base::Ctx;
use db::Bulk;
use ledger::{Done, Job, JobError, Running, Schedule, Task, When};
use web::App;

use crate::actions;
use crate::error::Error;

const NAME: &str = "dossier.complete-search";

/// Dossiers of one closure.
const AT_ONCE: i64 = 50;

pub(crate) const COMPLETE: Job<App> =
    Job { tries: 3, timeout_seconds: 3 * 3600, at_once: 1, ..Job::new(NAME, run) };

pub(crate) const OFTEN: Schedule = Schedule { name: NAME, when: When::Every(300), job: NAME };

fn run(app: App, task: Task) -> Running {
    Box::pin(async move {
        let ctx = task.ctx;
        app.db.write_bulk((), move |tx, _, ()| some(tx, &ctx)).await.map_err(JobError::retry)?;
        Ok(Done::nothing())
    })
}

fn some(tx: &mut db::Tx, ctx: &Ctx) -> Result<Bulk<(), ()>, Error> {
    let more = actions::complete_search(tx, ctx, AT_ONCE)? > 0;
    Ok(if more { Bulk::More(()) } else { Bulk::Done(()) })
}
