//! The one list of contexts, and the router made of it. The server and the tests start the same.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use http::StatusCode;
use web::{App, Module};

use crate::metrics::Metrics;

/// Every context, in the order of their levels; the home page comes last.
#[must_use]
pub fn modules() -> Vec<Module> {
    vec![
        organisation::module(),
        accounts::module(),
        catalogue::module(),
        payment::module(),
        notice::module(),
        dossier::module(),
        steering::module(),
        learning::module(),
        moving::module(),
        crate::setup::module(),
        crate::settings::module(),
        crate::support::module(),
        crate::metrics::module(),
        crate::home::module(),
    ]
}

/// The whole schema in the order in which it is made.
#[must_use]
pub fn migrations() -> Vec<db::Migration> {
    let own = modules().into_iter().flat_map(|module| module.migrations.iter().copied());
    ledger::MIGRATIONS.iter().copied().chain(own).collect()
}

/// The whole site, and the two addresses that ask only whether it runs.
pub fn compose(app: App) -> Router {
    let probes = Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .with_state(app.clone());
    web::serve_router(watched(app), modules()).merge(probes)
}

/// The same with somebody who counts what is answered, if there is nobody yet.
pub(crate) fn watched(app: App) -> App {
    if app.site.handed::<Metrics>().is_some() {
        return app;
    }
    let metrics = Metrics::default();
    let site = web::Site::clone(&app.site).hand(metrics.watch()).hand(metrics);
    App { site: Arc::new(site), ..app }
}

/// Ready when both sides of the database answer. Before the migrations are done nothing listens.
async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    let reads = app.db.read(|_| Ok::<_, db::Error>(())).await;
    let writes = app.db.durability().await;
    if let Err(error) = reads.and(writes.map(drop)) {
        tracing::warn!(%error, "not ready: the database does not answer");
        return (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n");
    }
    (StatusCode::OK, "ready\n")
}

/// What runs beside the requests.
pub fn crew(
    app: &App,
    signer: Option<ledger::Signer>,
    roots: Option<std::path::PathBuf>,
) -> ledger::Crew<App> {
    let mut crew = ledger::Crew {
        db: app.db.clone(),
        clock: app.clock.clone(),
        rng: app.rng.clone(),
        state: app.clone(),
        consumers: Vec::new(),
        jobs: Vec::new(),
        schedules: Vec::new(),
        effects: Vec::new(),
        signer,
        roots,
    };
    for module in modules() {
        crew.consumers.extend(module.consumers);
        crew.jobs.extend(module.jobs);
        crew.schedules.extend(module.schedules);
        crew.effects.extend(module.effects);
    }
    crew
}
