//! `GET /metrics` for Prometheus: what was answered, what the ledger and its jobs stand at, what waits for the database. For a
//! token with the scope `motcua.metrics`, or on a listener of its own. No label says anything of people.

use std::time::Duration;

use axum::extract::State;
use axum::response::IntoResponse as _;
use axum::routing::get;
use base::{Instant, Permission, Role};
use http::{Method, header};
use ledger::Figures;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use web::{Answer, App, Callers, Module, Pages, Watch, Who};

/// Where Prometheus looks.
const PATH: &str = "/metrics";

/// The type of the text (OpenMetrics 1.0).
const KIND: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Upper bounds of how long an answer takes, in seconds.
const BOUNDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// Read the figures of the running program.
static READ: Permission =
    Permission {
        name: "motcua.metrics", label: "Đọc số đo vận hành của hệ thống", held_by: &[Role::Admin]
    };

static PERMISSIONS: &[&Permission] = &[&READ];

type Names<const N: usize> = [(&'static str, String); N];
type Numbers<const N: usize> = Family<Names<N>, Gauge>;

/// What is counted while the program runs. Clones are the same.
#[derive(Clone)]
pub(crate) struct Metrics {
    requests: Family<Names<3>, Counter>,
    took: Family<Names<2>, Histogram>,
}

impl Default for Metrics {
    fn default() -> Self {
        let histogram = || Histogram::new(BOUNDS);
        Self { requests: Family::default(), took: Family::new_with_constructor(histogram) }
    }
}

impl Metrics {
    /// Counts each answered request.
    pub(crate) fn watch(&self) -> Watch {
        let metrics = self.clone();
        Watch::new(move |it| metrics.count(it.method, it.route, it.status.as_u16(), it.took))
    }

    fn count(&self, method: &Method, route: &str, status: u16, took: Duration) {
        let method = ("method", method_name(method).to_owned());
        let route = ("route", route.to_owned());
        let status = ("status", status.to_string());
        self.requests.get_or_create(&[method.clone(), route.clone(), status]).inc();
        self.took.get_or_create(&[method, route]).observe(took.as_secs_f64());
    }

    /// All figures of this moment as text.
    pub(crate) async fn text(&self, app: &App) -> Result<String, web::Failure> {
        let now = app.clock.now();
        let figures = app.db.read(move |rx| ledger::figures(rx, now)).await?;
        let mut registry = Registry::with_prefix("motcua");
        registry.register("http_requests", "Answered requests by pattern of the path", self.requests.clone());
        registry.register("http_request_duration_seconds", "How long answers took", self.took.clone());
        of_program(&mut registry, app.db.engine_name());
        of_database(&mut registry, app.db.waiting());
        of_ledger(&mut registry, &figures, now);
        let mut text = String::new();
        encode(&mut text, &registry).map_err(web::Failure::internal)?;
        Ok(text)
    }
}

/// The usual methods; whatever else somebody makes up is one name.
fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        _ => "other",
    }
}

fn of_program(registry: &mut Registry, engine: &str) {
    let build = Numbers::<2>::default();
    let version = ("version", env!("CARGO_PKG_VERSION").to_owned());
    build.get_or_create(&[version, ("engine", engine.to_owned())]).set(1);
    registry.register("build_info", "Which program this is, on which engine", build);
}

fn of_database(registry: &mut Registry, waiting: db::Waiting) {
    let queue = Numbers::<1>::default();
    for (name, count) in [("write", waiting.writes), ("bulk", waiting.bulk), ("read", waiting.reads)] {
        queue.get_or_create(&[("queue", name.to_owned())]).set(whole(count));
    }
    registry.register("db_waiting", "What waits for a thread of the database", queue);
}

fn of_ledger(registry: &mut Registry, figures: &Figures, now: Instant) {
    let mut one = |name: &str, help: &str, value: i64| {
        let gauge = Gauge::<i64>::default();
        gauge.set(value);
        registry.register(name, help, gauge);
    };
    one("ledger_position", "The end of the order of events", figures.position);
    one("ledger_signed_position", "The last position under a signed root", figures.signed);
    one("ledger_unplaced", "Events that are committed and not placed yet", figures.unplaced);
    let (lag, parked) = (Numbers::<1>::default(), Numbers::<1>::default());
    for it in &figures.lags {
        lag.get_or_create(&[("consumer", it.consumer.clone())]).set(it.behind);
        parked.get_or_create(&[("consumer", it.consumer.clone())]).set(0);
    }
    for (consumer, count) in &figures.parked {
        parked.get_or_create(&[("consumer", consumer.clone())]).set(*count);
    }
    registry.register("ledger_consumer_lag", "Placed events that a consumer has not seen", lag);
    registry.register("ledger_consumer_parked", "Events that a consumer has set aside", parked);
    let (jobs, late) = (Numbers::<2>::default(), Numbers::<2>::default());
    for it in &figures.jobs {
        let names = || [("job", it.name.clone()), ("state", it.state.clone())];
        jobs.get_or_create(&names()).set(it.count);
        let seconds = it.due_since.map_or(0, |since| (now.micros() - since.micros()) / 1_000_000);
        late.get_or_create(&names()).set(seconds);
    }
    registry.register("jobs", "Jobs on the list, what goes outward among them", jobs);
    registry.register("jobs_due_seconds", "For how long the first of them has been due", late);
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// What this hands to the list of contexts.
pub(crate) fn module() -> Module {
    let pages = Pages::new().program(Callers::Holders(&READ), PATH, show);
    Module { name: "metrics", pages, permissions: PERMISSIONS, ..Module::default() }
}

/// `GET /metrics`
async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    ctx.authorise(&READ)?;
    let metrics = app.site.handed::<Metrics>().cloned().unwrap_or_default();
    Ok(([(header::CONTENT_TYPE, KIND)], metrics.text(&app).await?).into_response())
}

/// The same without a token, for a listener that only the watcher reaches.
pub(crate) fn router(app: App) -> axum::Router {
    axum::Router::new().route(PATH, get(open)).with_state(app)
}

async fn open(State(app): State<App>) -> axum::response::Response {
    let metrics = app.site.handed::<Metrics>().cloned().unwrap_or_default();
    match metrics.text(&app).await {
        Ok(text) => ([(header::CONTENT_TYPE, KIND)], text).into_response(),
        Err(failure) => {
            let code = failure.code();
            tracing::warn!(code, "the figures could not be read: {code}");
            http::StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}
