//! `bench submit`: durable submissions through HTTP and the whole action against the same rows written by hand, in
//! one run, in turns: ours, raw, ours, raw. The disk's fsync changes from minute to minute, so only the ratio of
//! neighbours means anything.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde::Serialize;
use serde_json::json;

use super::figures::{Spread, fsync_probe, machine, median, round};
use super::raw_postgres::Style;
use super::rows::{Plan, Snapshot};
use super::{raw_postgres, raw_sqlite};
use crate::cli::place::Place;
use crate::load::server::cpu_micros;
use crate::load::{Citizens, Scratch, Server, drive, verify};

/// At least this share of the raw engine.
const GOAL: f64 = 0.5;
/// The largest group of the adapter.
const FULL: u64 = 64;
/// Anonymous memory, in kilobytes: idle, and during the run.
const MEMORY: (u64, u64) = (100_000, 300_000);

/// What is measured, and how long.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// The folder the bench works under, and the engine.
    pub(crate) place: Place,
    /// Seconds of one round of one side.
    pub(crate) seconds: u64,
    /// Pairs of rounds.
    pub(crate) rounds: usize,
    /// Submissions under way at once.
    pub(crate) in_flight: usize,
    /// Whether the databases stay for a look.
    pub(crate) keep: bool,
}

/// One pair of neighbouring rounds.
#[derive(Clone, Debug, Serialize)]
struct Pair {
    name: String,
    ratio: f64,
    ours_per_s: f64,
    raw_per_s: f64,
    /// Submissions in one commit of the server, and so of the raw side (SQLite).
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<f64>,
    /// The raw side with every advantage: on SQLite 64 a commit and only the rows that stay, on PostgreSQL pipelined.
    raw_best_per_s: f64,
    server_cpu_us: f64,
    client_cpu_us: f64,
    raw_cpu_us: f64,
    latency: Spread,
}

/// The raw half, whichever engine.
enum Raw {
    Sqlite(Option<raw_sqlite::Raw>),
    Postgres(raw_postgres::Raw),
}

/// Runs the bench and prints its lines; whether every goal was met.
///
/// # Errors
/// If something cannot be measured: the server refuses, the disk is full, durability is off.
pub(crate) async fn run(options: &Options) -> Result<bool> {
    let binary = std::env::current_exe()?;
    std::fs::create_dir_all(&options.place.data)?;
    let fsync_before = fsync_probe(&options.place.data)?;
    let ours = Scratch::fresh(&options.place, "ours").await?;
    let citizens = Citizens::prepare(&ours.place, options.in_flight).await?;
    let copy = ours.copy(&options.place, "raw").await?;
    let server = Server::start(&binary, &ours.place.arguments(), &ours.log()).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let idle_kb = server.rss_anon_kb()?;

    let mut clients = citizens.connect(&server.host).await?;
    let plan = learn(&ours, &citizens, &mut clients).await?;
    let mut raw = open_raw(&copy, &plan).await?;
    let durable = raw_durability(&raw, &copy).await?;
    let peak = Peak::watch(server.pid());
    let warm_up = Duration::from_secs(options.seconds.min(2));
    drive::for_a_time(&citizens, &mut clients, warm_up).await?;
    let mut pairs = Vec::new();
    for n in 1..=options.rounds {
        let time = Duration::from_secs(options.seconds);
        let (server_cpu, client_cpu) = (Cpu::now(server.pid())?, Cpu::now(std::process::id())?);
        let commits_before = commits(&ours)?;
        let run = drive::for_a_time(&citizens, &mut clients, time).await?;
        let group = commits(&ours)?
            .zip(commits_before)
            .map(|(now, then)| run.times.len() as f64 / f64::from(now.wrapping_sub(then).max(1)));
        let (server_cpu_us, client_cpu_us) =
            (server_cpu.per(run.times.len())?, client_cpu.per(run.times.len())?);
        settle(&ours).await?;
        let raw_cpu = Cpu::now(std::process::id())?;
        let begun = Instant::now();
        let (rate, best) = raw.round(&plan, group, time).await?;
        let written = (rate + best) / 2.0 * begun.elapsed().as_secs_f64();
        let pair = Pair {
            name: format!("submit.{}.pair.{n}", engine(&options.place)),
            ratio: round(run.rate / rate, 3),
            ours_per_s: round(run.rate, 1),
            raw_per_s: round(rate, 1),
            raw_best_per_s: round(best, 1),
            group: group.map(|it| round(it, 1)),
            server_cpu_us,
            client_cpu_us,
            raw_cpu_us: raw_cpu.per(written as usize)?,
            latency: Spread::of(run.times),
        };
        println!("{}", serde_json::to_string(&pair)?);
        pairs.push(pair);
    }
    let peak_kb = peak.end().await?;
    settle(&ours).await?;
    let memory = (idle_kb, peak_kb);
    let server_says = server.durability.clone();
    server.stop().await?;
    // A fast ledger that does not hold is worth nothing.
    verify(&binary, &ours.place)?;
    let line = Summary { options, pairs: &pairs, plan: &plan, memory, durable, server_says, fsync_before };
    let met = line.print(&ours).await?;
    if !options.keep {
        ours.remove().await?;
        copy.remove().await?;
    }
    Ok(met)
}

const fn engine(place: &Place) -> &'static str {
    if place.database_url.is_some() { "postgres" } else { "sqlite" }
}

/// Two submissions of different citizens through the front door, and what they wrote.
async fn learn(ours: &Scratch, citizens: &Citizens, clients: &mut [crate::load::Client]) -> Result<Plan> {
    let [one, other, ..] = clients else { anyhow::bail!("two citizens are needed, at least") };
    let mut last = Ok(());
    for _ in 0..5 {
        let before = settle(ours).await?;
        citizens.submit(one, citizens.next_request()).await?;
        let first = settle(ours).await?;
        citizens.submit(other, citizens.next_request()).await?;
        let second = settle(ours).await?;
        match Plan::learn(&before, &first, &second) {
            Ok(plan) if plan.is_whole() => return Ok(plan),
            Ok(_) => anyhow::bail!("the writes in passing no longer fit the ledger's tables"),
            // Something else wrote meanwhile (a signature, a schedule): look again.
            Err(error) => last = Err(error),
        }
    }
    last.map(|()| Plan::default()).context("learning what a submission writes")
}

/// Waits until the sequencer and the consumers have nothing left to write; the picture then.
async fn settle(at: &Scratch) -> Result<Snapshot> {
    let mut counts = counts(at).await?;
    for _ in 0..200 {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let now = self::counts(at).await?;
        if now == counts {
            return snapshot(at).await;
        }
        counts = now;
    }
    anyhow::bail!("the database did not come to rest within a minute")
}

/// How often the server has committed so far, where the engine counts it for us (SQLite).
fn commits(at: &Scratch) -> Result<Option<u32>> {
    at.file().map(|file| raw_sqlite::commits(&file)).transpose()
}

async fn snapshot(at: &Scratch) -> Result<Snapshot> {
    match (at.file(), &at.place.database_url) {
        (None, Some(url)) => raw_postgres::snapshot(&raw_postgres::connect(url).await?).await,
        (file, _) => raw_sqlite::snapshot(&file.context("a SQLite file")?),
    }
}

async fn counts(at: &Scratch) -> Result<BTreeMap<String, i64>> {
    match (at.file(), &at.place.database_url) {
        (None, Some(url)) => raw_postgres::counts(&raw_postgres::connect(url).await?).await,
        (file, _) => raw_sqlite::counts(&file.context("a SQLite file")?),
    }
}

async fn open_raw(copy: &Scratch, plan: &Plan) -> Result<Raw> {
    if let Some(url) = &copy.place.database_url {
        return Ok(Raw::Postgres(raw_postgres::Raw::open(url, copy.place.threads(), plan).await?));
    }
    Ok(Raw::Sqlite(Some(raw_sqlite::Raw::open(&copy.file().context("a SQLite file")?)?)))
}

/// The settings of the raw side; a bench without durability is not worth printing.
async fn raw_durability(raw: &Raw, copy: &Scratch) -> Result<String> {
    let said = match (raw, &copy.place.database_url) {
        (Raw::Sqlite(Some(raw)), _) => raw.durability()?,
        (_, Some(url)) => raw_postgres::durability(&raw_postgres::connect(url).await?).await?,
        _ => String::new(),
    };
    let durable = said.contains("synchronous=2")
        || (said.contains("fsync=on") && said.contains("synchronous_commit=on"));
    ensure!(durable, "the engine does not wait for the disk ({said}); a figure would mean nothing");
    Ok(said)
}

impl Raw {
    /// Submissions a second with the same writes and the same grouping, and with every advantage.
    async fn round(&mut self, plan: &Plan, group: Option<f64>, time: Duration) -> Result<(f64, f64)> {
        match self {
            Self::Sqlite(place) => {
                let mut raw = place.take().context("the raw database")?;
                let plan = plan.clone();
                let group = group.map_or(FULL, |it| (it.round() as u64).clamp(1, FULL));
                let (raw, rates) = tokio::task::spawn_blocking(move || {
                    let mut run =
                        |group, passing| raw.round(&plan, raw_sqlite::Style { group, passing }, time);
                    let rates = (run(group, true), run(FULL, false));
                    (raw, rates)
                })
                .await?;
                *place = Some(raw);
                Ok((rates.0?, rates.1?))
            }
            Self::Postgres(raw) => {
                let one_by_one = raw.round(plan, Style::OneByOne, time).await?;
                let pipelined = raw.round(plan, Style::Pipelined, time).await?;
                Ok((one_by_one, pipelined))
            }
        }
    }
}

/// The processor time of a process from a moment on.
struct Cpu(u32, u64);

impl Cpu {
    fn now(pid: u32) -> Result<Self> {
        Ok(Self(pid, cpu_micros(pid)?))
    }

    /// Microseconds used since, for each of `count` submissions.
    fn per(&self, count: usize) -> Result<f64> {
        Ok(round((cpu_micros(self.0)? - self.1) as f64 / count.max(1) as f64, 1))
    }
}

/// The highest anonymous memory of a process, looked at 20 times a second.
struct Peak {
    stop: tokio::sync::oneshot::Sender<()>,
    watching: tokio::task::JoinHandle<u64>,
}

impl Peak {
    fn watch(pid: u32) -> Self {
        let (stop, mut stopped) = tokio::sync::oneshot::channel();
        let watching = tokio::spawn(async move {
            let mut peak = 0;
            while stopped.try_recv() == Err(tokio::sync::oneshot::error::TryRecvError::Empty) {
                peak = peak.max(crate::load::server::rss_anon_kb(pid).unwrap_or(0));
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            peak
        });
        Self { stop, watching }
    }

    async fn end(self) -> Result<u64> {
        drop(self.stop);
        Ok(self.watching.await?)
    }
}

/// Everything the last line says.
struct Summary<'a> {
    options: &'a Options,
    pairs: &'a [Pair],
    plan: &'a Plan,
    memory: (u64, u64),
    durable: String,
    server_says: String,
    fsync_before: Spread,
}

impl Summary<'_> {
    async fn print(&self, ours: &Scratch) -> Result<bool> {
        let of = |it: fn(&Pair) -> f64| self.pairs.iter().map(it).collect::<Vec<_>>();
        let ratio = median(of(|pair| pair.ratio));
        let worst = of(|pair| pair.ratio).into_iter().fold(f64::INFINITY, f64::min);
        let best: Vec<f64> = self.pairs.iter().map(|pair| pair.ours_per_s / pair.raw_best_per_s).collect();
        let groups: Vec<f64> = self.pairs.iter().filter_map(|pair| pair.group).collect();
        let counts = counts(ours).await?;
        let met = ratio >= GOAL && self.memory.0 < MEMORY.0 && self.memory.1 < MEMORY.1;
        let line = json!({
            "name": format!("submit.{}", engine(&self.options.place)),
            "ratio": round(ratio, 3),
            "goal": GOAL,
            "met": met,
            "worst_pair": round(worst, 3),
            "ratio_to_best": round(median(best), 3),
            "group": (!groups.is_empty()).then(|| median(groups)),
            "pairs": self.pairs.len(),
            "in_flight": self.options.in_flight,
            "seconds_a_round": self.options.seconds,
            "ours_per_s": median(of(|pair| pair.ours_per_s)),
            "raw_per_s": median(of(|pair| pair.raw_per_s)),
            "server_cpu_us": median(of(|pair| pair.server_cpu_us)),
            "client_cpu_us": median(of(|pair| pair.client_cpu_us)),
            "raw_cpu_us": median(of(|pair| pair.raw_cpu_us)),
            "p50_ms": median(of(|pair| pair.latency.p50_ms)),
            "p99_ms": median(of(|pair| pair.latency.p99_ms)),
            "rows_a_submission": self.plan.by_table(),
            "writes_in_passing": self.plan.passing.iter().map(|it| it.sql.as_str()).collect::<Vec<_>>(),
            "rows_changed_left_out": self.plan.left_out,
            "events": counts.get(ledger::EVENT_TABLE),
            "rows_afterwards": counts.into_iter().filter(|(_, rows)| *rows > 0).collect::<BTreeMap<_, _>>(),
            "rss_anon_idle_kb": self.memory.0,
            "rss_anon_peak_kb": self.memory.1,
            "durability_server": self.server_says,
            "durability_raw": self.durable,
            "fsync_before": self.fsync_before,
            "fsync_after": fsync_probe(&self.options.place.data)?,
            "machine": machine(&self.options.place.data),
            "build": if cfg!(debug_assertions) { "debug: the figures mean nothing" } else { "release" },
            "verify": "clean",
        });
        println!("{line}");
        Ok(met)
    }
}
