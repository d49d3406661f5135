//! The middleware that turns the cookie or the token of a request into the Actor: from memory, or by one read.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use base::{Actor, Instant, Role};
use http::Method;
use http::request::Parts;
use web::{App, Confirmed, Failure};

use super::cache::{Cache, Known};
use super::{Calls, bearer, cookie, gate, peer};
use crate::error::Error;
use crate::model::{Device, Session, SessionKey, Token};
use crate::{look, rules::lifetime, store};

/// How long marks of use gather before they are written.
const GATHER: Duration = Duration::from_secs(2);

/// What the middleware found, for the pages and operations of this context.
#[derive(Clone, Debug)]
pub struct Current {
    /// The session, if somebody has signed in.
    pub session: Option<Session>,
    /// Where the request comes from.
    pub device: Device,
    /// By what this browser is known, if officers wait in it.
    pub(crate) browser: Option<Token>,
    pub(crate) cache: Arc<Cache>,
}

/// What the middleware leaves in the request. Without it (a router in a test of one page) nobody has signed in.
#[derive(Clone, Default)]
struct Found {
    known: Option<Arc<Known>>,
    browser: Option<Token>,
    cache: Arc<Cache>,
}

impl<S: Send + Sync> FromRequestParts<S> for Current {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let found = parts.extensions.get::<Found>().cloned().unwrap_or_default();
        let device = peer::device(&parts.headers, &parts.extensions);
        let session = found.known.map(|known| known.session.clone());
        Ok(Self { session, device, browser: found.browser, cache: found.cache })
    }
}

#[derive(Clone)]
struct Finder {
    app: App,
    cache: Arc<Cache>,
    calls: Calls,
}

/// Puts the Actor into every request. Handed to `web` as the `around` of this module.
pub fn identify(router: Router, app: &App) -> Router {
    let calls = app.site.handed().cloned().unwrap_or_default();
    let finder = Finder { app: app.clone(), cache: Arc::default(), calls };
    router.layer(from_fn_with_state(finder, find))
}

async fn find(State(finder): State<Finder>, mut request: Request, next: Next) -> Response {
    let now = finder.app.clock.now();
    let shown = (request.headers(), request.extensions());
    let program = match bearer::let_in_by(&finder.app, request.uri().path(), shown, now).await {
        Ok(program) => program,
        Err(refusal) => return refusal,
    };
    let token = cookie::read(request.headers(), finder.app.site.secure());
    let known = match token {
        None => None,
        Some(token) => match finder.known(token.key(), now).await {
            Ok(known) => known,
            Err(error) => return Failure::from(error).into_response(),
        },
    };
    let owes_factor = known.as_ref().is_some_and(|known| known.owes_factor);
    let found = known.as_ref().map(|known| &known.actor).or(program.as_ref().map(|program| &program.actor));
    let actor = found.cloned().unwrap_or(Actor::Nobody);
    let call = program.map(|program| finder.calls.begin(&finder.app, &program, &request, now));
    let administers = changes(request.method()) && is_admin(&actor);
    let browser = cookie::read_browser(request.headers(), finder.app.site.secure());
    if let Some((at, _)) = known.as_ref().and_then(|known| known.session.confirmed) {
        request.extensions_mut().insert(Confirmed(at));
    }
    request.extensions_mut().insert(Found { known, browser, cache: Arc::clone(&finder.cache) });
    request.extensions_mut().insert(finder.calls.clone());
    request.extensions_mut().insert(actor.clone());
    let turned_away =
        if owes_factor { gate::turned_away(request.method(), request.uri().path()) } else { None };
    let mut response = match turned_away {
        Some(response) => response,
        None => next.run(request).await,
    };
    if let Some(call) = call {
        call.answered(response.status());
    }
    response.extensions_mut().insert(actor);
    if administers {
        finder.cache.forget_staff();
    }
    response
}

const fn changes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Whether what the actor sends may change what other staff may do.
fn is_admin(actor: &Actor) -> bool {
    matches!(actor, Actor::Staff(staff) if staff.posts.iter().any(|post| post.role == Role::Admin))
}

impl Finder {
    async fn known(&self, key: SessionKey, now: Instant) -> Result<Option<Arc<Known>>, Error> {
        if let Some(known) = self.cache.get(key, now) {
            return Ok(Some(known));
        }
        let began = self.cache.begin();
        let read = move |rx: &mut db::Read| look::known(rx, key, now);
        let Some(known) = self.app.db.read(read).await? else {
            return Ok(None);
        };
        if lifetime::worth_noting(&known.session, now) && self.cache.mark_used(key, now) {
            self.write_marks_soon();
        }
        let known = Arc::new(known);
        self.cache.keep(began, Arc::clone(&known), now);
        Ok(Some(known))
    }

    /// Writes the marks of use after a moment, as work that yields to people. Lost marks (a crash) cost a person at
    /// most a minute of idleness.
    fn write_marks_soon(&self) {
        let (db, cache) = (self.app.db.clone(), Arc::clone(&self.cache));
        tokio::spawn(async move {
            tokio::time::sleep(GATHER).await;
            if let Err(error) = write_marks(&db, cache.take_used()).await {
                tracing::warn!(%error, "when sessions were last used could not be written: {error}");
            }
        });
    }
}

/// Writes marks of use, a closure at a time.
async fn write_marks(db: &db::Db, marks: Vec<(SessionKey, Instant)>) -> Result<(), db::Error> {
    let marks: Arc<[_]> = marks.into();
    db.write_bulk(0, move |tx, _, from: usize| {
        let upto = marks.len().min(from + 100);
        store::session::seen(tx, marks.get(from..upto).unwrap_or_default())?;
        Ok(if upto < marks.len() { db::Bulk::More(upto) } else { db::Bulk::Done(()) })
    })
    .await
}
