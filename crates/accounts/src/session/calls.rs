//! What client systems call, gathered in memory and written a second later, many at a time: a look costs no write of its own.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::extract::{MatchedPath, Request};
use base::{Ctx, Instant};
use db::{Bulk, Db};
use http::StatusCode;
use web::App;

use crate::actions::{LetIn, note_calls};
use crate::error::Error;
use crate::model::{Call, CallId};

/// How long calls gather before they are written.
const GATHER: Duration = Duration::from_secs(1);

/// How many wait at most while the database takes none; beyond it the oldest go, and the log says so.
const MOST: usize = 100_000;

/// How many are written in one closure.
const AT_ONCE: usize = 100;

const NAME: &str = "accounts.calls";

/// The calls that are not written yet. Clones are the same.
#[derive(Clone, Debug, Default)]
pub struct Calls(Arc<Mutex<Waiting>>);

#[derive(Debug, Default)]
struct Waiting {
    ended: Vec<Call>,
    /// How many are under way.
    open: usize,
    /// Whether somebody will come to write.
    awaited: bool,
}

/// A call under way. However it ends, it is noted.
pub(crate) struct Open {
    calls: Calls,
    call: Option<Call>,
}

impl Open {
    /// It was answered.
    pub(crate) fn answered(mut self, status: StatusCode) {
        if let Some(call) = &mut self.call {
            call.status = Some(i64::from(status.as_u16()));
        }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let mut waiting = self.calls.lock();
        waiting.open -= 1;
        waiting.ended.extend(self.call.take());
    }
}

impl Calls {
    /// A call begins.
    pub(crate) fn begin(&self, app: &App, by: &LetIn, request: &Request, now: Instant) -> Open {
        let route = request.extensions().get::<MatchedPath>().map_or("(unknown)", MatchedPath::as_str);
        let call = Call {
            id: CallId::new(&app.rng, now),
            staff: by.token.staff,
            token: by.token.id,
            at: now,
            method: request.method().as_str().chars().take(16).collect(),
            route: route.to_owned(),
            status: None,
        };
        let mut waiting = self.lock();
        waiting.open += 1;
        if !std::mem::replace(&mut waiting.awaited, true) {
            tokio::spawn(self.clone().write_soon(app.clone()));
        }
        drop(waiting);
        Open { calls: self.clone(), call: Some(call) }
    }

    /// Writes what has ended, a second after the first, until nothing is left.
    async fn write_soon(self, app: App) {
        loop {
            tokio::time::sleep(GATHER).await;
            if let Err(error) = self.write(&app).await {
                tracing::warn!(%error, "calls of client systems could not be written yet: {error}");
            }
            let mut waiting = self.lock();
            if waiting.ended.is_empty() && waiting.open == 0 {
                waiting.awaited = false;
                return;
            }
        }
    }

    /// Writes what has ended now.
    ///
    /// # Errors
    /// Those of the database; then it is kept for the next time.
    pub async fn write(&self, app: &App) -> Result<(), Error> {
        let ended: Arc<[Call]> = std::mem::take(&mut self.lock().ended).into();
        if ended.is_empty() {
            return Ok(());
        }
        let ctx = Ctx::system(NAME, app.clock.now(), &app.rng);
        let written = write(&app.db, ctx, Arc::clone(&ended)).await;
        if written.is_err() {
            self.keep(&ended);
        }
        written
    }

    /// Puts back what could not be written: each is written once, whatever of it was.
    fn keep(&self, ended: &[Call]) {
        let mut waiting = self.lock();
        let over = (ended.len() + waiting.ended.len()).saturating_sub(MOST);
        if over > 0 {
            tracing::error!(
                over,
                "{over} calls of client systems are lost: the database took none for too long"
            );
        }
        let kept = ended.iter().skip(over).cloned();
        waiting.ended.splice(0..0, kept);
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn write(db: &Db, ctx: Ctx, calls: Arc<[Call]>) -> Result<(), Error> {
    db.write_bulk(0, move |tx, _, from: usize| {
        let upto = calls.len().min(from + AT_ONCE);
        note_calls(tx, &ctx, calls.get(from..upto).unwrap_or_default())?;
        Ok(if upto < calls.len() { Bulk::More(upto) } else { Bulk::Done(()) })
    })
    .await
}
