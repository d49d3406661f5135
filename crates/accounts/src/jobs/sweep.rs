//! Each night what has ended is swept: sessions after their end, tries to sign in after a day, calls after a year.

use base::Ctx;
use db::Bulk;
use ledger::{Done, Job, JobError, Running, Schedule, Task, When};
use web::App;

use crate::actions::sweep;
use crate::error::Error;

const NAME: &str = "accounts.sweep";

/// How many rows of each kind go in one closure: together they are what bulk work may take at a time.
const AT_ONCE: i64 = 66;

pub(crate) const SWEEP: Job<App> = Job { tries: 3, ..Job::new(NAME, run) };

pub(crate) const NIGHTLY: Schedule = Schedule { name: NAME, when: When::Daily(2, 40), job: NAME };

fn run(app: App, _: Task) -> Running {
    Box::pin(async move {
        let ctx = Ctx::system(NAME, app.clock.now(), &app.rng);
        app.db.write_bulk((), move |tx, _, ()| step(tx, &ctx)).await.map_err(JobError::retry)?;
        Ok(Done::nothing())
    })
}

fn step(tx: &mut db::Tx, ctx: &Ctx) -> Result<Bulk<(), ()>, Error> {
    Ok(if sweep(tx, ctx, AT_ONCE)? > 0 { Bulk::More(()) } else { Bulk::Done(()) })
}
