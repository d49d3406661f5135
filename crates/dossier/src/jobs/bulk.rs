//! Does what was ordered for many dossiers, in closures that yield to people, in the name of whoever ordered it.

use base::Ctx;
use base::id::RequestId;
use ledger::{Done, Job, JobError, Running, Task};
use serde::{Deserialize, Serialize};
use web::App;

use crate::error::Error;
use crate::model::BulkId;
use crate::{actions, store};

/// The name of the job.
pub(crate) const NAME: &str = "dossier.bulk";

/// Which order.
#[derive(Serialize, Deserialize)]
pub(crate) struct Bulk {
    pub(crate) bulk: BulkId,
}

pub(crate) const BULK: Job<App> =
    Job { tries: 20, retry_seconds: 30, timeout_seconds: 3600, at_once: 2, ..Job::new(NAME, run) };

fn run(app: App, task: Task) -> Running {
    Box::pin(async move {
        let Bulk { bulk } = task.payload()?;
        let now = task.ctx.now;
        let found = app.db.read(move |rx| {
            let order = store::bulk::find(rx, bulk)?.ok_or(Error::NotFound)?;
            let actor = accounts::staff_at_work(rx, order.staff, order.naming, now)?;
            Ok::<_, Error>((order, actor))
        });
        let (order, actor) = found.await.map_err(JobError::retry)?;
        // The same in every try, so that an act that was done answers as before.
        let ctx = Ctx { actor, request: RequestId::from_uuid(bulk.uuid()), ..task.ctx };
        let some = move |tx: &mut db::Tx, budget: &mut db::Budget, after| {
            actions::run_bulk(tx, &ctx, &order, budget, after)
        };
        app.db.write_bulk(0, some).await.map_err(JobError::retry)?;
        Ok(Done::nothing())
    })
}
