//! `bench recount`: a province announces a day off, and a leader wants to know at once what it moves. The page of the change is the preview:
//! every open dossier due from that day on is counted on the calendar as it would be. Then it is approved, and each that moves is
//! written with its event.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use base::id::RequestId;
use base::{Clock as _, Rng, SystemClock};
use serde_json::json;

use super::bare::Bare;
use super::figures::{fsync_probe, machine, round};
use crate::cli::place::Place;
use crate::load::{Client, Scratch, Server};

/// Due dates counted again in a second, at least.
const GOAL: f64 = 50_000.0;
/// How often the preview is asked for; the median counts.
const LOOKS: usize = 5;
/// How long the recount may take before the bench gives up.
const PATIENCE: Duration = Duration::from_secs(1800);

/// What is measured.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) place: Place,
    pub(crate) dossiers: u64,
    pub(crate) rng: u64,
    pub(crate) keep: bool,
}

/// Runs the bench and prints its lines; whether the goal was met.
///
/// # Errors
/// If a page is refused, or there are not as many events as dossiers that moved.
pub(crate) async fn run(options: &Options) -> Result<bool> {
    let binary = std::env::current_exe()?;
    std::fs::create_dir_all(&options.place.data)?;
    let scratch = seeded(&binary, options).await?;
    let fsync_before = fsync_probe(&options.place.data)?;
    let server = Server::start(&binary, &scratch.place.arguments(), &scratch.log()).await?;
    let bare = Bare::connect(&scratch.place).await?;
    let events = bare.counts().await?;
    let mut admin = Client::connect(&server.host).await?;
    admin.sign_in("quan-tri-tinh", crate::demo::PASSWORD).await?;
    let change = propose(&mut admin).await?;
    let Preview { counted, moves, looks } = preview(&mut admin, &change).await?;
    let met = tell(counted, moves, looks);
    let mut leader = Client::connect(&server.host).await?;
    leader.sign_in("lanh-dao-tinh", crate::demo::PASSWORD).await?;
    let (moved, took) = approve(&mut leader, &change).await?;
    ensure!(moved == moves, "{moves} were foreseen, {moved} moved");
    let counts = bare.counts().await?;
    let more = counts.get(ledger::EVENT_TABLE).copied().unwrap_or(0)
        - events.get(ledger::EVENT_TABLE).copied().unwrap_or(0);
    ensure!(more >= i64::try_from(moved)?, "{more} events for {moved} dossiers that moved");
    let line = json!({
        "name": "recount.applied",
        "dossiers": moved, "seconds": round(took.as_secs_f64(), 2),
        "per_second": round(per_second(moved, took), 0), "events": more,
        "rows_afterwards": counts.iter().filter(|(_, rows)| **rows > 0).collect::<BTreeMap<_, _>>(),
        "durability_server": server.durability,
        "fsync_before": fsync_before, "fsync_after": fsync_probe(&options.place.data)?,
        "machine": machine(&options.place.data),
        "build": if cfg!(debug_assertions) { "debug: the figures mean nothing" } else { "release" },
    });
    println!("{line}");
    server.stop().await?;
    if !options.keep {
        scratch.remove().await?;
    }
    Ok(met)
}

/// A province of its own.
async fn seeded(binary: &Path, options: &Options) -> Result<Scratch> {
    let arguments =
        ["--dossiers".to_owned(), options.dossiers.to_string(), "--rng".to_owned(), options.rng.to_string()];
    Scratch::seeded(binary, &options.place, "recount", &arguments).await
}

/// A day off for the whole province, tomorrow and the day after; the address of the change.
async fn propose(admin: &mut Client) -> Result<String> {
    let page = admin.get("/quan-tri/lich/thay-doi?loai=nghi-le").await?.text();
    let unit = page.split("name=\"unit\" value=\"").nth(1).and_then(|it| it.split('"').next());
    let unit = unit.context("the form names its body")?.to_owned();
    let today = SystemClock.now().date();
    let last = today.checked_add(jiff::Span::new().days(3))?;
    let request = RequestId::new(&Rng::system(), SystemClock.now()).to_string();
    let mut fields = vec![
        ("request".to_owned(), request),
        ("unit".to_owned(), unit),
        ("loai".to_owned(), "nghi-le".to_owned()),
        ("name".to_owned(), "Nghỉ lễ công bố muộn".to_owned()),
        ("source".to_owned(), "Thông báo 1/TB-UBND".to_owned()),
    ];
    for (field, day) in [("first", today.tomorrow()?), ("last", last)] {
        let parts = [
            ("ngay", i64::from(day.day())),
            ("thang", i64::from(day.month())),
            ("nam", i64::from(day.year())),
        ];
        fields.extend(parts.map(|(part, value)| (format!("{field}-{part}"), value.to_string())));
    }
    let fields: Vec<_> = fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let answer = admin.post_form("/quan-tri/lich/thay-doi", &fields).await?;
    ensure!(answer.status == 303, "the proposal was answered with {}: {}", answer.status, answer.text());
    Ok(answer.header("location").context("a redirect")?.to_owned())
}

/// What the page of a change says.
struct Preview {
    /// How many dossiers were counted on the calendar as it would be.
    counted: usize,
    /// How many of them would move.
    moves: usize,
    /// How long each look took, from request to last byte.
    looks: Vec<Duration>,
}

/// Looks at the page again and again.
async fn preview(admin: &mut Client, change: &str) -> Result<Preview> {
    let (mut counted, mut moves, mut looks) = (0, 0, Vec::new());
    for _ in 0..LOOKS {
        let begun = Instant::now();
        let answer = admin.get(change).await?;
        looks.push(begun.elapsed());
        let page = answer.text();
        counted =
            number_before(&page, "</b> hồ sơ đến hạn").context("the page says how many were counted")?;
        moves = number_before(&page, "</b> hồ sơ đổi hạn").context("the page says how many would move")?;
    }
    Ok(Preview { counted, moves, looks })
}

/// Approves, and looks until the page says that everything is counted again.
async fn approve(leader: &mut Client, change: &str) -> Result<(usize, Duration)> {
    let request = RequestId::new(&Rng::system(), SystemClock.now()).to_string();
    let begun = Instant::now();
    let answer = leader.post_form(change, &[("request", &request), ("viec", "duyet")]).await?;
    ensure!(answer.status == 303, "the approval was answered with {}: {}", answer.status, answer.text());
    while begun.elapsed() < PATIENCE {
        let page = leader.get(change).await?.text();
        if page.contains("Đã xong") {
            let moved = number_before(&page, " hồ sơ đổi hạn.").context("the page says how many moved")?;
            return Ok((moved, begun.elapsed()));
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    anyhow::bail!("not counted again after {} s", PATIENCE.as_secs())
}

/// The number that stands right before some words.
fn number_before(page: &str, words: &str) -> Option<usize> {
    let before = page.split_once(words)?.0;
    before.rsplit(|it: char| !it.is_ascii_digit()).next()?.parse().ok()
}

fn per_second(count: usize, took: Duration) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / took.as_secs_f64()
}

/// Prints the line of the preview; whether the goal was met.
fn tell(counted: usize, moves: usize, mut looks: Vec<Duration>) -> bool {
    looks.sort();
    let median = looks.get(looks.len() / 2).copied().unwrap_or_default();
    let rate = per_second(counted, median);
    let met = rate >= GOAL;
    let line = json!({
        "name": "recount.preview", "ratio": round(rate / GOAL, 3), "ratio_to": "the goal",
        "dossiers_counted": counted, "dossiers_that_move": moves, "median_ms": round(median.as_secs_f64() * 1000.0, 1), "looks": looks.len(),
        "per_second": round(rate, 0), "goal_per_second": GOAL, "met": met,
    });
    println!("{line}");
    met
}
