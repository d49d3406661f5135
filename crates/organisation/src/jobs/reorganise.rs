//! Just after midnight the approved reorganisations whose first day has come take effect.

use ledger::{Done, Job, JobError, Running, Schedule, Task, When};
use web::App;

use crate::actions;

const NAME: &str = "organisation.reorganise";

pub(crate) const REORGANISE: Job<App> =
    Job { tries: 5, timeout_seconds: 3600, at_once: 1, ..Job::new(NAME, run) };

pub(crate) const REORGANISE_DAILY: Schedule = Schedule { name: NAME, when: When::Daily(0, 1), job: NAME };

fn run(app: App, task: Task) -> Running {
    Box::pin(async move {
        let asker = task.ctx.clone();
        let due = app.db.read(move |rx| actions::due_reorganisations(rx, &asker)).await;
        let mut failed = None;
        for id in due.map_err(JobError::retry)? {
            let ctx = task.ctx.clone();
            // One that fails does not hold up the others.
            if let Err(why) = app.db.write(move |tx| actions::take_effect(tx, &ctx, id)).await {
                failed.get_or_insert(why);
            }
        }
        failed.map_or_else(|| Ok(Done::nothing()), |why| Err(JobError::retry(why)))
    })
}
