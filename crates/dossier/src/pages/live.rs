//! What happens to the dossiers of an open list, by server-sent events: which of those that the person sees changed since a position of
//! the ledger's order. It carries no data of theirs: the page asks for itself anew. A stream lasts half a minute and begins again where
//! it ended (`Last-Event-ID`), so that who signed out hears no more and a server that stops waits for nobody.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore};
use web::{Answer, App, Query, Who};

use crate::error::Error;
use crate::queries::{self, Change, Watched};

/// How many streams one node serves at a time.
const MOST: usize = 1000;
/// How often the ledger is asked, for all streams together.
const EVERY: Duration = Duration::from_secs(1);
/// How many looks one stream lasts.
const LOOKS: u32 = 25;
/// After how many quiet looks a stream says that it lives.
const BEAT: u32 = 10;
/// How many changes are kept for who comes back.
const KEPT: usize = 2000;
/// How many events are read at a time.
const AT_ONCE: i64 = 1000;

/// What happened lately, read once for everybody.
pub(crate) struct Live {
    recent: Mutex<Recent>,
    places: Arc<Semaphore>,
}

#[derive(Default)]
struct Recent {
    /// From which position on everything is known.
    from: i64,
    /// Up to which position was looked.
    upto: i64,
    looked: Option<Instant>,
    changes: VecDeque<Change>,
}

/// From which position on; what a browser sends when it comes back stands in a header.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    tu: String,
}

/// What somebody is told.
#[derive(Debug, PartialEq, Eq)]
enum Told {
    /// Nothing of theirs.
    Nothing,
    /// These dossiers changed.
    Changed(Vec<String>),
    /// Too much to say: look at everything again.
    Everything,
}

impl Default for Live {
    fn default() -> Self {
        Self { recent: Mutex::default(), places: Arc::new(Semaphore::new(MOST)) }
    }
}

impl Live {
    /// What happened after a position to what somebody sees, and up to which position that is.
    async fn since(&self, app: &App, after: i64, watched: &Watched) -> Result<(Told, i64), Error> {
        let mut recent = self.recent.lock().await;
        recent.refresh(app).await?;
        if after < recent.from || after > recent.upto {
            return Ok((Told::Everything, recent.upto));
        }
        let theirs = recent.changes.iter().filter(|it| it.position > after && watched.sees(&it.whose));
        let mut ids: Vec<_> = theirs.map(|it| it.dossier.to_string()).collect();
        ids.sort_unstable();
        ids.dedup();
        let told = if ids.is_empty() { Told::Nothing } else { Told::Changed(ids) };
        Ok((told, recent.upto))
    }
}

impl Recent {
    /// Looks, unless somebody did so a moment ago.
    async fn refresh(&mut self, app: &App) -> Result<(), Error> {
        if self.looked.is_some_and(|at| at.elapsed() < EVERY) {
            return Ok(());
        }
        if self.looked.is_none() {
            let end = app.db.read(|rx| Ok::<_, Error>(ledger::last_position(rx)?)).await?;
            self.from = (end - AT_ONCE).max(0);
            self.upto = self.from;
        }
        let upto = self.upto;
        let (changes, upto) = app.db.read(move |rx| queries::changes(rx, upto, AT_ONCE)).await?;
        self.upto = upto;
        self.looked = Some(Instant::now());
        self.changes.extend(changes);
        while self.changes.len() > KEPT {
            if let Some(gone) = self.changes.pop_front() {
                self.from = self.from.max(gone.position);
            }
        }
        Ok(())
    }
}

/// The stream; to whoever asks for no stream, what there is to say now.
pub(crate) async fn show(
    live: Arc<Live>,
    State(app): State<App>,
    Who(ctx): Who,
    Query(ask): Query<Ask>,
    headers: HeaderMap,
) -> Answer {
    let watched = app.db.read(move |rx| queries::watched(rx, &ctx)).await?;
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let after = text("last-event-id").parse().or_else(|_| ask.tu.parse()).unwrap_or(-1);
    if !text(header::ACCEPT.as_str()).contains("text/event-stream") {
        let (told, upto) = live.since(&app, after, &watched).await?;
        return Ok(once(&told, upto));
    }
    let Ok(place) = Arc::clone(&live.places).try_acquire_owned() else {
        return Ok((StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "60")]).into_response());
    };
    let stream = Stream { live, app, watched, after, looks: 0, quiet: 0, _place: place };
    Ok(Sse::new(futures_util::stream::unfold(stream, Stream::next)).into_response())
}

/// One open stream.
struct Stream {
    live: Arc<Live>,
    app: App,
    watched: Watched,
    after: i64,
    looks: u32,
    quiet: u32,
    _place: OwnedSemaphorePermit,
}

impl Stream {
    /// The next thing to say; none when it has lasted long enough, or the database does not answer.
    async fn next(mut self) -> Option<(Result<Event, std::convert::Infallible>, Self)> {
        loop {
            if self.looks > 0 {
                tokio::time::sleep(EVERY).await;
            }
            self.looks += 1;
            if self.looks > LOOKS {
                return None;
            }
            let since = self.live.since(&self.app, self.after, &self.watched).await;
            let (told, upto) = since.ok()?;
            self.after = upto;
            self.quiet += 1;
            if told == Told::Nothing && self.looks > 1 && self.quiet < BEAT {
                continue;
            }
            self.quiet = 0;
            return Some((Ok(event(&told, upto)), self));
        }
    }
}

fn event(told: &Told, upto: i64) -> Event {
    let event = Event::default().id(upto.to_string());
    match told {
        Told::Nothing => event.retry(EVERY).comment(""),
        _ => event.event(name(told)).data(data(told)),
    }
}

const fn name(told: &Told) -> &'static str {
    match told {
        Told::Everything => "lai",
        Told::Nothing | Told::Changed(_) => "doi",
    }
}

fn data(told: &Told) -> String {
    match told {
        Told::Changed(ids) => ids.join(" "),
        Told::Nothing | Told::Everything => String::new(),
    }
}

/// The same as one text.
fn once(told: &Told, upto: i64) -> Response {
    let body = match told {
        Told::Nothing => format!("id: {upto}\n\n"),
        _ => format!("id: {upto}\nevent: {}\ndata: {}\n\n", name(told), data(told)),
    };
    ([(header::CONTENT_TYPE, "text/event-stream")], body).into_response()
}
