//! Puts the modules together into one router, with everything every response must have.

use std::any::Any;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tracing::Instrument;

use crate::app::{App, Site};
use crate::arrival::Arrival;
use crate::failure::Failure;
use crate::module::Module;
use crate::shell::{dress, dress_all};
use crate::{assets, gallery, headers, language, openapi};

/// How many bytes a form or a JSON body may have.
pub(crate) const BODY_LIMIT: usize = 64 * 1024;
/// How long a request may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long an upload may take.
const UPLOAD_PATIENCE: Duration = Duration::from_secs(600);

/// The whole site: the modules' pages and operations, the shell, assets, the OpenAPI description, and what every
/// response has (see `headers`).
pub fn serve_router(app: App, modules: Vec<Module>) -> Router {
    let app = App { site: Arc::new(furnished(&app.site, &modules)), ..app };
    let uploads: HashSet<String> =
        modules.iter().flat_map(|m| m.pages.uploads.iter().chain(&m.api.uploads).cloned()).collect();
    let arounds: Vec<_> = modules.iter().filter_map(|module| module.around).collect();

    let mut router = Router::new().merge(assets::router()).merge(language::router());
    if app.site.demo {
        router = router.merge(gallery::router());
    }
    let mut documents = Vec::new();
    for module in modules {
        let (operations, document) = module.api.router.split_for_parts();
        documents.push(document);
        router = router.merge(module.pages.router).merge(operations);
    }
    let router = router.merge(openapi::router(&app.site, documents)).fallback(async || Failure::not_found());

    let router = router.layer(from_fn_with_state(app.clone(), dress)).with_state(app.clone());
    let router = arounds.into_iter().fold(router, |router, around| around(router, &app));
    let in_time = from_fn(move |request: Request, next: Next| {
        let upload =
            request.extensions().get::<MatchedPath>().is_some_and(|path| uploads.contains(path.as_str()));
        in_time(if upload { UPLOAD_PATIENCE } else { PATIENCE }, request, next)
    });
    // From the inside out: the last one sees the request first and the response last.
    router
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(in_time)
        .layer(CsrfLayer::new().with_rejection_response(|_| cross_site()))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(app.clone(), dress_all))
        .layer(from_fn_with_state(app.clone(), arrive))
        .layer(CompressionLayer::new().compress_when(assets::worth_compressing()))
        .layer(from_fn_with_state(app, headers::set))
}

/// The site with the modules' navigation and panels in it.
fn furnished(site: &Site, modules: &[Module]) -> Site {
    let mut site = site.clone();
    site.nav = modules.iter().flat_map(|module| module.nav.iter().copied()).collect();
    site.nav.sort_by_key(|nav| nav.order);
    site.panels = modules.iter().flat_map(|module| module.panels.iter().copied()).collect();
    site
}

/// Gives the request its time and number, and logs how it was answered: the route, never the address itself.
async fn arrive(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let arrival = Arrival::of(&app, request.headers());
    request.extensions_mut().insert(arrival);
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("(unknown)", MatchedPath::as_str).to_owned();
    let number = arrival.request;
    let span = tracing::info_span!("request", request = %number, posted = tracing::field::Empty);
    let start = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let (status, ms) =
        (response.status().as_u16(), u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX));
    span.in_scope(
        || tracing::info!(%method, route, status, ms, "answered {method} {route} with {status} in {ms} ms"),
    );
    if let Ok(value) = HeaderValue::from_str(&number.to_string()) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// Stops what takes too long; an action under way is not torn, it only loses its listener.
async fn in_time(patience: Duration, request: Request, next: Next) -> Response {
    match tokio::time::timeout(patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Failure::of_status(StatusCode::GATEWAY_TIMEOUT).into_response(),
    }
}

fn cross_site() -> Response {
    let sentence = "Biểu mẫu này được gửi từ một trang khác nên không được nhận. Xin mở lại trang và gửi từ chính trang này.";
    Failure::new(base::Kind::Forbidden, "request.cross-site", sentence).into_response()
}

#[expect(clippy::needless_pass_by_value, reason = "the signature tower-http asks for")]
fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let words =
        panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    Failure::internal(format!("panic: {}", words.unwrap_or("without words"))).into_response()
}
