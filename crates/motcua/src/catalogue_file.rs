//! A file of the national catalogue brought into a database: read on a thread of its own, a few batches ahead, and
//! written in closures that yield to people.

use std::path::Path;

use anyhow::{Context as _, Result, anyhow};
use base::Ctx;
use base::id::RequestId;
use catalogue::Progress;
use catalogue::national::{Batch, Rejected, open_file};
use serde::Serialize;
use tokio::sync::mpsc;

use crate::cli::place::Opened;

/// Batches that may wait to be written.
const AHEAD: usize = 2;

/// What came of a file, so far or in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Tally {
    /// Lines read, refused ones among them.
    pub(crate) read: usize,
    /// New procedures and new versions stored.
    pub(crate) imported: usize,
    /// Procedures that somebody must look at, stored now or before.
    pub(crate) for_review: usize,
    /// Lines refused.
    pub(crate) rejected: usize,
}

/// What is told while it goes on.
pub(crate) trait Listener {
    /// A line was refused.
    fn rejected(&mut self, rejected: &Rejected);
    /// Another batch is stored.
    fn progress(&mut self, tally: &Tally);
}

/// Imports the file at `path` into a migrated database. What was stored stays stored, whatever comes later in the file.
///
/// # Errors
/// If the file cannot be opened or the database fails.
pub(crate) async fn import(opened: &Opened, path: &Path, listener: &mut impl Listener) -> Result<Tally> {
    let batches = open_file(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let (send, mut receive) = mpsc::channel::<Batch>(AHEAD);
    let reader = tokio::task::spawn_blocking(move || {
        for batch in batches {
            if send.blocking_send(batch).is_err() {
                break;
            }
        }
    });
    let mut tally = Tally::default();
    while let Some(batch) = receive.recv().await {
        tally.read += batch.lines();
        tally.rejected += batch.rejected.len();
        batch.rejected.iter().for_each(|one| listener.rejected(one));
        let done = store(opened, batch).await?;
        tally.imported += done.added + done.changed;
        tally.for_review += done.for_review;
        listener.progress(&tally);
    }
    reader.await.map_err(|error| anyhow!("the reader of the file stopped: {error}"))?;
    Ok(tally)
}

async fn store(opened: &Opened, batch: Batch) -> Result<Progress> {
    let now = opened.clock.now();
    let ctx = Ctx { request: RequestId::new(&opened.rng, now), ..Ctx::system("import", now, &opened.rng) };
    let sound = batch.sound;
    if sound.is_empty() {
        return Ok(Progress::default());
    }
    let done = opened.db.write_bulk(Progress::default(), move |tx, budget, from| {
        catalogue::describe(tx, &ctx, &sound, budget, from)
    });
    done.await.context("storing descriptions")
}
