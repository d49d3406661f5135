//! Each night the bytes that nothing refers to are removed: files that were uploaded more than a day ago and went into
//! no draft and no dossier.

use base::Ctx;
use db::Bulk;
use files::FileHash;
use ledger::{Done, Job, JobError, Running, Schedule, Task, When};
use web::App;

use crate::error::Error;
use crate::{actions, queries};

const NAME: &str = "dossier.sweep-files";

/// How many files are asked about at a time.
const FILES_AT_ONCE: usize = 200;
/// How many uploads are forgotten in one closure.
const ROWS_AT_ONCE: i64 = 200;
/// Longer than [`queries::UPLOAD_COUNTS`] by an hour, so that a submission that has just found an upload is written
/// before its bytes could go.
const OLD: i64 = queries::UPLOAD_COUNTS + 3600;

/// Reads the whole store's list of names, so it may take long.
pub(crate) const SWEEP: Job<App> =
    Job { tries: 3, timeout_seconds: 3 * 3600, at_once: 1, ..Job::new(NAME, run) };

pub(crate) const NIGHTLY: Schedule = Schedule { name: NAME, when: When::Daily(2, 50), job: NAME };

fn run(app: App, task: Task) -> Running {
    Box::pin(async move {
        let before = task.ctx.now.plus_seconds(-OLD);
        let mut after: Option<FileHash> = None;
        loop {
            let old = app.files.old(before, after, FILES_AT_ONCE).await.map_err(JobError::retry)?;
            let Some(last) = old.last().cloned() else { break };
            let unreferenced =
                app.db.read(move |rx| queries::unreferenced(rx, &old)).await.map_err(JobError::retry)?;
            app.files.sweep(unreferenced, before).await.map_err(JobError::retry)?;
            after = Some(last);
        }
        let ctx = task.ctx;
        app.db.write_bulk((), move |tx, _, ()| forget(tx, &ctx)).await.map_err(JobError::retry)?;
        Ok(Done::nothing())
    })
}

fn forget(tx: &mut db::Tx, ctx: &Ctx) -> Result<Bulk<(), ()>, Error> {
    let before = ctx.now.plus_seconds(-OLD);
    let more = actions::forget_uploads(tx, ctx, before, ROWS_AT_ONCE)? > 0;
    Ok(if more { Bulk::More(()) } else { Bulk::Done(()) })
}
