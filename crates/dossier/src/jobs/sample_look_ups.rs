//! Early each day the sample of yesterday's look-ups is drawn for the controllers of each province and ministry.

use base::Ctx;
use db::Bulk;
use ledger::{Done, Job, JobError, Running, Schedule, Task, When};
use web::App;

use crate::error::Error;
use crate::{actions, store};

const NAME: &str = "dossier.sample-look-ups";

pub(crate) const SAMPLE: Job<App> = Job { tries: 5, at_once: 1, ..Job::new(NAME, run) };

pub(crate) const SAMPLE_DAILY: Schedule = Schedule { name: NAME, when: When::Daily(5, 20), job: NAME };

fn run(app: App, task: Task) -> Running {
    Box::pin(async move {
        let ctx = Ctx { rng: app.rng.clone(), ..task.ctx };
        app.db.write_bulk((), move |tx, _, ()| draw(tx, &ctx)).await.map_err(JobError::retry)?;
        Ok(Done::nothing())
    })
}

/// Draws what was not drawn of the days since the last run; a day on which the program did not run is not left out.
fn draw(tx: &mut db::Tx, ctx: &Ctx) -> Result<Bulk<(), ()>, Error> {
    let mut day = ctx.now.date();
    for _ in 0..BACK {
        day = day.yesterday().unwrap_or(day);
        for top in store::look_up::undrawn(tx, day)? {
            actions::sample_look_ups(tx, ctx, top, day)?;
        }
    }
    Ok(Bulk::Done(()))
}

/// How many days back is looked.
const BACK: usize = 4;
