//! Puts the modules together into one router, with everything every response must have.

use std::any::Any;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tracing::Instrument;

use crate::app::{App, Site};
use crate::arrival::Arrival;
use crate::failure::Failure;
use crate::failures::{self, Noted};
use crate::module::Module;
use crate::shell::{Here, dress};
use crate::watch::{Answered, Watch};
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

    // In each group the first one sees the request first and the response last. Between the two the Actor is found, so
    // that a refusal within is said to whom it concerns.
    let within = ServiceBuilder::new()
        .layer(CatchPanicLayer::custom(panicked))
        .layer(CsrfLayer::new().with_rejection_response(|_| cross_site()))
        .layer(DefaultBodyLimit::max(BODY_LIMIT));
    let router = router.with_state(app.clone()).layer(within);
    let router = arounds.into_iter().fold(router, |router, around| around(router, &app));
    let without = ServiceBuilder::new()
        .layer(CompressionLayer::new().compress_when(assets::worth_compressing()))
        .layer(from_fn_with_state(Arc::new(Front { app, uploads }), receive));
    router.layer(without)
}

/// What [`receive`] knows of the site.
struct Front {
    app: App,
    /// The routes that take files.
    uploads: HashSet<String>,
}

/// The site with the modules' navigation and panels in it.
fn furnished(site: &Site, modules: &[Module]) -> Site {
    let mut site = site.clone();
    site.nav = modules.iter().flat_map(|module| module.nav.iter().copied()).collect();
    site.nav.sort_by_key(|nav| nav.order);
    let scopes = |module: &Module| [module.pages.scopes.clone(), module.api.scopes.clone()].concat();
    site.scopes = modules.iter().flat_map(scopes).collect();
    site.programs = modules.iter().flat_map(|module| module.pages.programs.iter().copied()).collect();
    site.scopes.sort_by_key(|permission| permission.name);
    site.scopes.dedup();
    site.effects = modules.iter().flat_map(|module| module.effects.iter().cloned()).collect();
    site.panels = modules.iter().flat_map(|module| module.panels.iter().copied()).collect();
    site
}

/// What stands around every request: gives it its time and number, stops it when it takes too long, puts the shell
/// around the answer, logs how it was answered (the route, never the address itself), sets the headers.
async fn receive(State(front): State<Arc<Front>>, mut request: Request, next: Next) -> Response {
    let start = Instant::now();
    let arrival = Arrival::of(&front.app, request.headers());
    request.extensions_mut().insert(arrival);
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or("(unknown)", MatchedPath::as_str);
    let (number, here) = (arrival.request, Here::of(arrival, &request));
    let method = request.method().clone();
    let span = tracing::info_span!("request", request = %number, posted = tracing::field::Empty);
    let patience = if front.uploads.contains(route) { UPLOAD_PATIENCE } else { PATIENCE };
    let answer = in_time(patience, request, next).instrument(span.clone()).await;
    let mut response = dress(&front.app.site, here, answer);
    let status = response.status().as_u16();
    if let Some(said) = response.extensions_mut().remove::<Noted>() {
        let failed = failures::failed(said, number, arrival.now, method.as_str(), route, status);
        front.app.site.failures.note(failed);
    }
    let ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
    if let Some(watch) = front.app.site.handed::<Watch>() {
        watch.tell(Answered { method: &method, route, status: response.status(), took: start.elapsed() });
    }
    span.in_scope(
        || tracing::info!(%method, route, status, ms, "answered {method} {route} with {status} in {ms} ms"),
    );
    if let Ok(value) = HeaderValue::from_str(&number.to_string()) {
        response.headers_mut().insert("x-request-id", value);
    }
    headers::set(&front.app.site, &mut response);
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
    Failure::internal(format!("panicked: {}", base::panic_words(&*panic))).into_response()
}
