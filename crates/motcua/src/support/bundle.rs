//! The bundle: one JSON text. Everybody may have what the page of their refusal said and by which program; the cause and how the system
//! stands are for administrators.

use base::{Ctx, Instant};
use serde::Serialize;
use web::{App, Failed, Failure};

use super::SEE;

/// The bundle of one refusal.
#[derive(Debug, Serialize)]
pub(super) struct Bundle {
    /// What the file is, for whoever finds it.
    about: &'static str,
    made_at: String,
    program: Program,
    /// What happened; none once it is no longer kept.
    pub(super) refusal: Option<Failed>,
    /// How the system stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) system: Option<System>,
    /// Our own faults of late.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    faults: Vec<Failed>,
}

#[derive(Debug, Serialize)]
struct Program {
    name: &'static str,
    version: &'static str,
}

/// How the system stands. No label says anything of people.
#[derive(Debug, Serialize)]
pub(super) struct System {
    engine: &'static str,
    /// What the engine says of its durability.
    settings: Vec<(&'static str, String)>,
    machine: Machine,
    ledger: Ledger,
    /// How many events each consumer has not seen.
    behind: Vec<(String, i64)>,
    /// How many events each consumer has set aside.
    set_aside: Vec<(String, i64)>,
    jobs: Vec<Jobs>,
}

#[derive(Debug, Serialize)]
struct Machine {
    system: &'static str,
    processor: &'static str,
    processors: usize,
}

#[derive(Debug, Serialize)]
struct Ledger {
    position: i64,
    signed: i64,
    unplaced: i64,
}

#[derive(Debug, Serialize)]
struct Jobs {
    name: String,
    state: String,
    count: i64,
}

const ABOUT: &str = "motcua support bundle: what went wrong and how the system stands; no personal data";

/// How many of our own faults it names.
const FAULTS: usize = 20;

/// The bundle of `failed`, as much of it as whoever asks may see.
pub(super) async fn bundle(app: &App, ctx: &Ctx, failed: Option<Failed>) -> Result<Bundle, Failure> {
    let whole = ctx.authorise(&SEE).is_ok();
    let refusal = failed.map(|it| if whole { it } else { Failed { cause: String::new(), ..it } });
    Ok(Bundle {
        about: ABOUT,
        made_at: ctx.now.rfc3339(),
        program: Program { name: "motcua", version: env!("CARGO_PKG_VERSION") },
        refusal,
        system: if whole { Some(system(app, ctx.now).await?) } else { None },
        faults: if whole { app.site.failures.internal(FAULTS) } else { Vec::new() },
    })
}

async fn system(app: &App, now: Instant) -> Result<System, Failure> {
    let durable = app.db.durability().await?;
    let figures = app.db.read(move |rx| ledger::figures(rx, now)).await?;
    Ok(System {
        engine: app.db.engine_name(),
        settings: durable.settings,
        machine: Machine {
            system: std::env::consts::OS,
            processor: std::env::consts::ARCH,
            processors: std::thread::available_parallelism().map_or(0, usize::from),
        },
        ledger: Ledger { position: figures.position, signed: figures.signed, unplaced: figures.unplaced },
        behind: figures.lags.into_iter().map(|it| (it.consumer, it.behind)).collect(),
        set_aside: figures.parked,
        jobs: figures
            .jobs
            .into_iter()
            .map(|it| Jobs { name: it.name, state: it.state, count: it.count })
            .collect(),
    })
}
