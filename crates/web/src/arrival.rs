//! What is settled when a request arrives: its time, its number, its language; and the context built of it.

use std::convert::Infallible;

use axum::extract::{FromRef, FromRequestParts};
use base::id::RequestId;
use base::{Actor, Ctx, Instant, Locale};
use http::request::Parts;
use http::{HeaderMap, header};

use crate::app::App;
use crate::callers;

/// The cookie that keeps the chosen language: `vi` or `en`.
pub(crate) const LOCALE_COOKIE: &str = "ngon_ngu";

/// Settled once, when the request came in; kept in the request's extensions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arrival {
    pub(crate) now: Instant,
    pub(crate) request: RequestId,
    pub(crate) locale: Locale,
}

impl Arrival {
    /// Settles the arrival of a request with these headers.
    pub(crate) fn of(app: &App, headers: &HeaderMap) -> Self {
        let now = app.clock.now();
        Self { now, request: RequestId::new(&app.rng, now), locale: chosen_locale(headers) }
    }
}

/// When whoever sent a request last showed that it is them; put beside the Actor by whoever finds that.
#[derive(Clone, Copy, Debug)]
pub struct Confirmed(
    /// When.
    pub Instant,
);

/// The context of a request: who (as `accounts` found), when, in which language. For what is not a form; a form takes
/// [`crate::Posted`], whose request is the one the form carries. An operation carries its request in the header
/// `Idempotency-Key`.
pub struct Who(
    /// The context.
    pub Ctx,
);

impl<S> FromRequestParts<S> for Who
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self(ctx_of(parts, &App::from_ref(state))))
    }
}

/// The context of the request with these parts.
pub(crate) fn ctx_of(parts: &Parts, app: &App) -> Ctx {
    let arrival = parts.extensions.get().copied().unwrap_or_else(|| Arrival::of(app, &parts.headers));
    let actor = parts.extensions.get::<Actor>().cloned().unwrap_or(Actor::Nobody);
    let confirmed = parts.extensions.get::<Confirmed>().map(|it| it.0);
    let request = callers::key(&parts.headers).unwrap_or(arrival.request);
    Ctx {
        actor,
        now: arrival.now,
        recorded: arrival.now,
        rng: app.rng.clone(),
        confirmed,
        locale: arrival.locale,
        request,
    }
}

/// The language chosen with the switch of the page; Vietnamese until then. `Accept-Language` is not asked: computers
/// bought in Vietnam often ask for English on behalf of people who do not read it.
fn chosen_locale(headers: &HeaderMap) -> Locale {
    match cookie(headers, LOCALE_COOKIE) {
        Some("en") => Locale::En,
        _ => Locale::Vi,
    }
}

/// The value of a cookie.
fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let texts = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    texts.flat_map(|text| text.split(';')).find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        (key.trim() == name).then(|| value.trim())
    })
}
