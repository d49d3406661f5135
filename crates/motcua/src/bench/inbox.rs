//! `bench inbox`: an officer's queue and an officer's search in a province with a million dossiers, as a clerk of one commune and as
//! the controller of the province, through HTTP with a session; idle, and while a hundred dossiers a second come in through the front
//! door. Beside it the bare query on the same engine, and a look at every name for what a search must find.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use dossier::model::{is_found, words_of};
use futures_util::future::try_join_all;
use serde_json::json;

use super::bare::{Bare, Fact};
use super::figures::{Spread, fsync_probe, machine, round};
use crate::cli::place::Place;
use crate::load::{Citizens, Client, Scratch, Server};

/// A queue page is quicker than this 99 times in 100, in milliseconds; and so is a search.
const GOALS: [(&str, f64); 2] = [("queue", 20.0), ("search", 50.0)];
/// Dossiers a second while it is busy.
const RATE: u64 = 100;
/// Citizens who send them.
const SENDERS: u64 = 10;
/// A search that finds more than this is compared by its first page only.
const MOST_COMPARED: usize = 400;

/// What is measured.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) place: Place,
    pub(crate) dossiers: u64,
    pub(crate) years: i16,
    pub(crate) rng: u64,
    /// Requests of each kind.
    pub(crate) requests: usize,
    /// Measure on what stands at the place already.
    pub(crate) here: bool,
    pub(crate) keep: bool,
}

/// Somebody who looks: login, the queues of their desk, and the code of the unit whose dossiers they see.
struct Officer {
    name: &'static str,
    login: &'static str,
    queues: &'static [&'static str],
    code: &'static str,
}

const OFFICERS: [Officer; 2] = [
    Officer {
        name: "clerk",
        login: "mot-cua",
        queues: &[
            "cua-toi",
            "cho-nhan-viec",
            "cho-tiep-nhan",
            "cho-tra-ket-qua",
            "den-han-hom-nay",
            "qua-han",
        ],
        code: "H44.101",
    },
    Officer {
        name: "controller",
        login: "kiem-soat-tinh",
        queues: &["den-han-hom-nay", "qua-han"],
        code: "H44",
    },
];

/// Runs the bench and prints its lines; whether every goal was met.
///
/// # Errors
/// If something cannot be measured or a search misses a dossier.
pub(crate) async fn run(options: &Options) -> Result<bool> {
    let binary = std::env::current_exe()?;
    std::fs::create_dir_all(&options.place.data)?;
    let scratch = if options.here { None } else { Some(seeded(&binary, options).await?) };
    let place = scratch.as_ref().map_or(&options.place, |scratch| &scratch.place);
    let citizens = Arc::new(Citizens::prepare(place, usize::try_from(SENDERS)?).await?);
    let fsync_before = fsync_probe(&options.place.data)?;
    let server = Server::start(&binary, &place.arguments(), &place.data.join("server.log")).await?;
    let bare = Bare::connect(place).await?;
    let facts = bare.facts().await?;
    let mut met = true;
    for busy in [false, true] {
        let sending = if busy { Some(Sending::begin(&citizens, &server.host).await?) } else { None };
        for officer in &OFFICERS {
            let mut client = Client::connect(&server.host).await?;
            client.sign_in(officer.login, crate::demo::PASSWORD).await?;
            let unit = bare.unit(officer.code).await?;
            let theirs: Vec<&Fact> = facts.iter().filter(|fact| fact.is_of(&unit)).collect();
            let mut look = Look { client, officer, busy, requests: options.requests, met: true };
            look.queues(&bare, &unit).await?;
            look.searches(&bare, &unit, &theirs).await?;
            if !busy {
                look.recall(&theirs).await?;
            }
            met &= look.met;
        }
        if let Some(sending) = sending {
            met &= sending.end().await?;
        }
    }
    let counts = bare.counts().await?;
    let line = json!({
        "name": "inbox.afterwards",
        "rows_afterwards": counts.iter().filter(|(_, rows)| **rows > 0).collect::<BTreeMap<_, _>>(),
        "events": counts.get(ledger::EVENT_TABLE),
        "durability_server": server.durability,
        "fsync_before": fsync_before,
        "fsync_after": fsync_probe(&options.place.data)?,
        "machine": machine(&options.place.data),
        "load": std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim(),
        "build": if cfg!(debug_assertions) { "debug: the figures mean nothing" } else { "release" },
    });
    println!("{line}");
    server.stop().await?;
    if let Some(scratch) = scratch
        && !options.keep
    {
        scratch.remove().await?;
    }
    Ok(met)
}

/// A province of its own.
async fn seeded(binary: &Path, options: &Options) -> Result<Scratch> {
    let arguments = [
        "--dossiers".to_owned(),
        options.dossiers.to_string(),
        "--years".to_owned(),
        options.years.to_string(),
        "--rng".to_owned(),
        options.rng.to_string(),
    ];
    Scratch::seeded(binary, &options.place, "inbox", &arguments).await
}

/// One officer at the desk.
struct Look<'a> {
    client: Client,
    officer: &'a Officer,
    busy: bool,
    requests: usize,
    met: bool,
}

impl Look<'_> {
    /// Every queue of the desk in turns, and the bare query of the one that is longest.
    async fn queues(&mut self, bare: &Bare, unit: &str) -> Result<()> {
        let addresses: Vec<String> =
            self.officer.queues.iter().map(|queue| format!("/can-bo?hang={queue}")).collect();
        let times = self.measure(&addresses).await?;
        let province = self.officer.name == "controller";
        let raw = bare.measure_queue(unit, province, self.requests).await?;
        self.tell("queue", times, raw, addresses.len());
        Ok(())
    }

    /// Searches by number and by name in the ways in which people type them.
    async fn searches(&mut self, bare: &Bare, unit: &str, theirs: &[&Fact]) -> Result<()> {
        let numbers: Vec<String> = sample(theirs, 64)
            .filter_map(|fact| fact.number.as_ref())
            .map(|number| address(number))
            .collect();
        ensure!(!numbers.is_empty(), "{} sees no dossier with a number", self.officer.name);
        let times = self.measure(&numbers).await?;
        let raw = bare.measure_number(theirs, self.requests).await?;
        self.tell("search-by-number", times, raw, numbers.len());
        let names: Vec<String> = asked(theirs).iter().map(|words| address(words)).collect();
        let times = self.measure(&names).await?;
        let raw = bare.measure_word(unit, theirs, self.requests).await?;
        self.tell("search-by-name", times, raw, names.len());
        Ok(())
    }

    /// What searches find against a look at every name: all of it page by page where it is not too much, the first page else.
    async fn recall(&mut self, theirs: &[&Fact]) -> Result<()> {
        let (mut searches, mut expected_all, mut found_all) = (0, 0, 0);
        for words in asked(theirs) {
            let asked = words_of(&words);
            let mut expected: Vec<&str> = theirs
                .iter()
                .filter(|fact| is_found(&fact.name, &asked))
                .map(|fact| fact.id.as_str())
                .collect();
            expected.sort_unstable_by(|a, b| b.cmp(a));
            let whole = expected.len() <= MOST_COMPARED;
            let found = self.found(&words, whole).await?;
            let expected: BTreeSet<&str> =
                if whole { expected.into_iter().collect() } else { expected.into_iter().take(50).collect() };
            searches += 1;
            expected_all += expected.len();
            found_all += expected.iter().filter(|id| found.contains(**id)).count();
            ensure!(
                expected.len() == found.len() && expected.iter().all(|id| found.contains(*id)),
                "{} searched {words:?}: {} of {} found, {} that are not theirs to find",
                self.officer.name,
                expected.iter().filter(|id| found.contains(**id)).count(),
                expected.len(),
                found.iter().filter(|id| !expected.contains(id.as_str())).count()
            );
        }
        let line = json!({
            "name": format!("inbox.{}.recall", self.officer.name),
            "recall": if expected_all == 0 { 0.0 } else { f64::from(found_all as u32) / f64::from(expected_all as u32) },
            "searches": searches, "dossiers_expected": expected_all, "goal": 1.0, "met": found_all == expected_all,
        });
        println!("{line}");
        Ok(())
    }

    /// The dossiers that a search lists, on all its pages or on the first that lists any.
    async fn found(&mut self, words: &str, whole: bool) -> Result<BTreeSet<String>> {
        let (mut next, mut out) = (Some(address(words)), BTreeSet::new());
        while let Some(address) = next.take() {
            let page = self.client.get(&address).await?;
            ensure!(page.status == 200, "{address} answered {}", page.status);
            let text = page.text();
            let links = text.split("href=\"/can-bo/ho-so/").skip(1);
            out.extend(links.filter_map(|rest| rest.get(..36)).map(str::to_owned));
            next = text.split("href=\"").skip(1).find_map(|rest| {
                let (href, tail) = rest.split_once('"')?;
                tail.starts_with(" rel=\"next\"").then(|| href.replace("&amp;", "&").replace("&#38;", "&"))
            });
            if !whole && !out.is_empty() {
                break;
            }
        }
        Ok(out)
    }

    /// Each address in turns, one after the other, after a short warm-up.
    async fn measure(&mut self, addresses: &[String]) -> Result<Vec<Duration>> {
        let mut times = Vec::with_capacity(self.requests);
        for (n, address) in addresses.iter().cycle().take(self.requests + 20).enumerate() {
            let begun = Instant::now();
            let answer = self.client.get(address).await?;
            let took = begun.elapsed();
            ensure!(answer.status == 200, "{address} answered {}", answer.status);
            if n >= 20 {
                times.push(took);
            }
        }
        Ok(times)
    }

    fn tell(&mut self, what: &str, times: Vec<Duration>, raw: Vec<Duration>, different: usize) {
        let (ours, raw) = (Spread::of(times), Spread::of(raw));
        let goal = GOALS.iter().find(|(name, _)| what.starts_with(name)).map_or(0.0, |(_, goal)| *goal);
        let met = ours.p99_ms < goal;
        self.met &= met;
        let line = json!({
            "name": format!("inbox.{}.{what}{}", self.officer.name, if self.busy { ".busy" } else { "" }),
            "ratio": round(ours.p50_ms / raw.p50_ms.max(0.001), 2),
            "ratio_to": "p50 of the bare query on the same engine in the same run",
            "p50_ms": ours.p50_ms, "p99_ms": ours.p99_ms, "max_ms": ours.max_ms, "requests": ours.count, "different": different,
            "raw_p50_ms": raw.p50_ms, "raw_p99_ms": raw.p99_ms, "goal_p99_ms": goal, "met": met,
        });
        println!("{line}");
    }
}

/// Dossiers that come in at an even pace until it is ended.
struct Sending {
    stop: Arc<AtomicBool>,
    sent: Arc<AtomicU64>,
    begun: Instant,
    lanes: Vec<tokio::task::JoinHandle<Result<()>>>,
}

impl Sending {
    async fn begin(citizens: &Arc<Citizens>, host: &str) -> Result<Self> {
        let (stop, sent) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let mut lanes = Vec::new();
        for mut client in citizens.connect(host).await? {
            let (citizens, stop, sent) = (Arc::clone(citizens), Arc::clone(&stop), Arc::clone(&sent));
            lanes.push(tokio::spawn(async move {
                let mut pace = tokio::time::interval(Duration::from_millis(1000 * SENDERS / RATE));
                while !stop.load(Ordering::Relaxed) {
                    pace.tick().await;
                    citizens.submit(&mut client, citizens.next_request()).await?;
                    sent.fetch_add(1, Ordering::Relaxed);
                }
                Ok(())
            }));
        }
        Ok(Self { stop, sent, begun: Instant::now(), lanes })
    }

    /// Ends it; whether they came at the pace.
    async fn end(self) -> Result<bool> {
        self.stop.store(true, Ordering::Relaxed);
        let seconds = self.begun.elapsed().as_secs_f64();
        for lane in try_join_all(self.lanes).await? {
            lane?;
        }
        let sent = self.sent.load(Ordering::Relaxed);
        let rate = sent as f64 / seconds;
        let met = rate >= RATE as f64 * 0.95;
        println!(
            "{}",
            json!({ "name": "inbox.sent", "dossiers": sent, "per_s": round(rate, 1), "goal_per_s": RATE, "met": met })
        );
        Ok(met)
    }
}

/// The address of a search.
fn address(words: &str) -> String {
    format!("/can-bo/tim?tu={}", web::query_value(words))
}

/// Dossiers from all over, evenly.
fn sample<'a>(theirs: &'a [&'a Fact], count: usize) -> impl Iterator<Item = &'a Fact> {
    theirs.iter().copied().step_by((theirs.len() / count).max(1)).take(count)
}

/// What people type: whole names without accents, as written, the last word alone, two words the other way round, beginnings; names with
/// đ among them.
fn asked(theirs: &[&Fact]) -> Vec<String> {
    let mut out = Vec::new();
    let with_d = theirs.iter().copied().filter(|fact| fact.name.to_lowercase().contains('đ')).take(2000);
    let with_d: Vec<&Fact> = with_d.step_by(100).collect();
    for (n, fact) in sample(theirs, 60).chain(with_d).enumerate() {
        let words = words_of(&fact.name);
        let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
        out.push(match n % 5 {
            0 => words.join(" "),
            1 => fact.name.clone(),
            2 => last.clone(),
            3 => format!("{last} {first}"),
            _ => format!("{} {last}", first.chars().take(2).collect::<String>()),
        });
    }
    out
}
