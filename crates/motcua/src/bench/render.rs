//! `bench render`: the citizen's procedure page and the officer's queue of 50 rows, from request to last byte, and how
//! long a start takes on a migrated database.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde_json::json;

use super::figures::{Spread, machine, median, round};
use crate::cli::place::Place;
use crate::load::{Citizens, Client, Scratch, Server};

/// Half of the pages are quicker than this.
const GOAL_MS: f64 = 3.0;
/// A start on a migrated database is quicker than this.
const START_GOAL_MS: f64 = 1000.0;
/// Dossiers in the queue; a page of it shows 50.
const QUEUE: usize = 120;

/// Runs the bench and prints its lines; whether every goal was met.
///
/// # Errors
/// If a page is refused or shows other than it should.
pub(crate) async fn run(place: &Place, requests: usize, keep: bool) -> Result<bool> {
    let binary = std::env::current_exe()?;
    std::fs::create_dir_all(&place.data)?;
    let scratch = Scratch::fresh(place, "render").await?;
    let citizens = Citizens::prepare(&scratch.place, 4).await?;
    let start = starts(&binary, &scratch).await?;
    let server = Server::start(&binary, &scratch.place.arguments(), &scratch.log()).await?;
    let mut clients = citizens.connect(&server.host).await?;
    let citizen = clients.first_mut().context("a citizen")?;
    for _ in 0..QUEUE {
        citizens.submit(citizen, citizens.next_request()).await?;
    }
    let mut officer = citizens.officer(&server.host).await?;
    let queue = officer.get(citizens.queue()).await?;
    let rows = queue.text().matches("<tr").count();
    ensure!(queue.status == 200 && rows > 50, "the queue answered {} with {rows} table rows", queue.status);

    let floor = measure(citizen, "/healthz", requests).await?;
    let procedure = measure(citizen, citizens.procedure_page(), requests).await?;
    let desk = measure(&mut officer, citizens.queue(), requests).await?;
    server.stop().await?;
    let machine = machine(&place.data);
    let page = |name: &str, (spread, bytes): &(Spread, usize)| {
        let met = spread.p50_ms < GOAL_MS;
        println!(
            "{}",
            json!({
                "name": name, "ratio": round(spread.p50_ms / floor.0.p50_ms, 2), "ratio_to": "p50 of GET /healthz in the same run",
                "p50_ms": spread.p50_ms, "p99_ms": spread.p99_ms, "max_ms": spread.max_ms, "requests": spread.count,
                "bytes": bytes, "goal_p50_ms": GOAL_MS, "met": met, "machine": machine,
                "build": if cfg!(debug_assertions) { "debug: the figures mean nothing" } else { "release" },
            })
        );
        met
    };
    let met = [page("render.procedure", &procedure), page("render.queue", &desk), start];
    if !keep {
        scratch.remove().await?;
    }
    Ok(met.into_iter().all(|it| it))
}

/// Starts the server five times; whether the middle one was quick enough.
async fn starts(binary: &std::path::Path, scratch: &Scratch) -> Result<bool> {
    let mut times = Vec::new();
    for _ in 0..5 {
        let server = Server::start(binary, &scratch.place.arguments(), &scratch.log()).await?;
        times.push(server.ready_after.as_secs_f64() * 1000.0);
        server.stop().await?;
    }
    let middle = median(times);
    let met = middle < START_GOAL_MS;
    let line = json!({
        "name": "start", "ratio": round(middle / START_GOAL_MS, 3), "ratio_to": "the goal", "ready_ms": round(middle, 1), "goal_ms": START_GOAL_MS, "met": met,
    });
    println!("{line}");
    Ok(met)
}

/// `requests` times `path` on one connection, one after the other, after a short warm-up; the spread and the size.
async fn measure(client: &mut Client, path: &str, requests: usize) -> Result<(Spread, usize)> {
    let mut times: Vec<Duration> = Vec::with_capacity(requests);
    let mut bytes = 0;
    for n in 0..requests + 50 {
        let begun = Instant::now();
        let answer = client.get(path).await?;
        let took = begun.elapsed();
        ensure!(answer.status == 200, "{path} answered {}", answer.status);
        bytes = answer.body.len();
        if n >= 50 {
            times.push(took);
        }
    }
    Ok((Spread::of(times), bytes))
}
