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
        for id in due.map_err(JobError::retry)? {
            let ctx = task.ctx.clone();
            app.db.write(move |tx| actions::take_effect(tx, &ctx, id)).await.map_err(JobError::retry)?;
        }
        Ok(Done::nothing())
    })
}
