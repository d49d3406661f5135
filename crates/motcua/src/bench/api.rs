//! `bench api`: `GET /api/v1/dossiers/{number}` by token, with its authorisation and its audit, against a bare axum handler that
//! reads the same row, in turns: ours, bare, ours, bare. Each server is a process of its own on the same data.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use futures_util::future::try_join_all;
use serde_json::json;

use super::bare_row;
use super::figures::{Spread, machine, median, round};
use crate::cli::place::Place;
use crate::demo::PASSWORD;
use crate::load::{Citizens, Client, Scratch, Server};

/// At least this share of the bare handler.
const GOAL: f64 = 0.4;
/// Dossiers that are read, one after the other.
const DOSSIERS: usize = 200;

/// What is measured, and how long.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// The folder the bench works under, and the engine.
    pub(crate) place: Place,
    /// Seconds of one round of one side.
    pub(crate) seconds: u64,
    /// Pairs of rounds.
    pub(crate) rounds: usize,
    /// Requests under way at once.
    pub(crate) in_flight: usize,
    /// Whether the database stays for a look.
    pub(crate) keep: bool,
}

/// Runs the bench and prints its lines; whether the goal was met.
///
/// # Errors
/// If a server refuses.
pub(crate) async fn run(options: &Options) -> Result<bool> {
    let binary = std::env::current_exe()?;
    std::fs::create_dir_all(&options.place.data)?;
    let scratch = Scratch::fresh(&options.place, "api").await?;
    let citizens = Citizens::prepare(&scratch.place, 1).await?;
    let server = Server::start(&binary, &scratch.place.arguments(), &scratch.log()).await?;
    let mut officer = citizens.officer(&server.host).await?;
    let mut numbers = Vec::with_capacity(DOSSIERS);
    for _ in 0..DOSSIERS {
        numbers.push(citizens.file_at_counter(&mut officer).await?);
    }
    let token = token(&mut officer, &server.host).await?;
    let bare =
        Server::start_as(&binary, &["bench", "bare-row"], &scratch.place.arguments(), &scratch.log()).await?;
    let paths = |start: &str| numbers.iter().map(|number| format!("{start}{number}")).collect::<Vec<_>>();
    let ours = Side { host: &server.host, paths: paths("/api/v1/dossiers/"), token: Some(token) };
    let theirs = Side { host: &bare.host, paths: paths(bare_row::PATH), token: None };
    // Whoever opens a dossier for the first time on a day is noted in the ledger; that is not what is measured.
    for side in [&ours, &theirs] {
        side.round(1, Duration::from_secs(2)).await?;
    }
    let mut ratios = Vec::new();
    for n in 1..=options.rounds {
        let time = Duration::from_secs(options.seconds);
        let (mine, raw) =
            (ours.round(options.in_flight, time).await?, theirs.round(options.in_flight, time).await?);
        let ratio = mine.rate / raw.rate;
        let line = json!({
            "name": format!("api.{}.pair.{n}", engine(&options.place)), "ratio": round(ratio, 3),
            "ours_per_s": round(mine.rate, 1), "bare_per_s": round(raw.rate, 1), "ours": mine.spread, "bare": raw.spread,
        });
        println!("{line}");
        ratios.push(ratio);
    }
    bare.kill()?;
    server.stop().await?;
    let ratio = median(ratios);
    let met = ratio >= GOAL;
    let line = json!({
        "name": format!("api.{}", engine(&options.place)), "ratio": round(ratio, 3),
        "ratio_to": "a bare axum handler that reads the same row, neighbouring rounds", "goal": GOAL, "met": met,
        "in_flight": options.in_flight, "machine": machine(&options.place.data),
        "build": if cfg!(debug_assertions) { "debug: the figures mean nothing" } else { "release" },
    });
    println!("{line}");
    if !options.keep {
        scratch.remove().await?;
    }
    Ok(met)
}

const fn engine(place: &Place) -> &'static str {
    if place.database_url.is_some() { "postgres" } else { "sqlite" }
}

/// One of the two that are compared.
struct Side<'a> {
    host: &'a str,
    paths: Vec<String>,
    token: Option<String>,
}

/// What came of a round.
struct Round {
    rate: f64,
    spread: Spread,
}

impl Side<'_> {
    /// Reads on `lanes` connections for `time`.
    async fn round(&self, lanes: usize, time: Duration) -> Result<Round> {
        let mut clients = Vec::with_capacity(lanes);
        for _ in 0..lanes {
            let mut client = Client::connect(self.host).await?;
            client.show(self.token.clone());
            clients.push(client);
        }
        let started = Instant::now();
        let lane = async |(lane, client): (usize, &mut Client)| -> Result<Vec<Duration>> {
            let mut times = Vec::new();
            for path in self.paths.iter().cycle().skip(lane * 7) {
                let begun = Instant::now();
                if started.elapsed() >= time {
                    break;
                }
                let answer = client.get(path).await?;
                ensure!(answer.status == 200, "{path} answered {}: {}", answer.status, answer.text());
                times.push(begun.elapsed());
            }
            Ok(times)
        };
        let times = try_join_all(clients.iter_mut().enumerate().map(lane)).await?.concat();
        let rate = times.len() as f64 / started.elapsed().as_secs_f64();
        Ok(Round { rate, spread: Spread::of(times) })
    }
}

/// A token of a system in the position of the officer, as an administrator gives it.
async fn token(officer: &mut Client, host: &str) -> Result<String> {
    let me: serde_json::Value = serde_json::from_slice(&officer.get("/api/v1/me").await?.body)?;
    let said = |name: &str| me["posts"][0][name].as_str().map(str::to_owned).context("a position");
    let (unit, role) = (said("unit")?, said("role")?);
    let mut admin = Client::connect(host).await?;
    admin.sign_in("quan-tri", PASSWORD).await?;
    let fields =
        [("name", "Hệ thống đo"), ("number", "HT-DO"), ("contact", "đo"), ("unit", &unit), ("role", &role)];
    let registered = admin.post_form("/quan-tri/he-thong/them", &fields).await?;
    let page = registered.header("location").context("the system is registered")?.to_owned();
    let last = base::Clock::now(&base::SystemClock).plus_seconds(30 * 24 * 3600).date();
    let (day, month, year) = (last.day().to_string(), last.month().to_string(), last.year().to_string());
    let fields = [
        ("label", "đo"),
        ("scope", "dossier.read"),
        ("last-ngay", &day),
        ("last-thang", &month),
        ("last-nam", &year),
    ];
    let given = admin.post_form(&format!("{page}/ma"), &fields).await?.text();
    let at = given.find("motcua_").context("the token is shown")?;
    Ok(given[at..].chars().take(71).collect())
}
