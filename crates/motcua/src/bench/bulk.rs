//! `bench bulk`: the head of a division gives ten thousand dossiers to somebody else at once. They are submitted, received and passed on
//! over HTTP first, the last two steps by the same page; then the order is looked at, sent, and its page is read until it says that all is
//! done. Rows and events are counted afterwards.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use base::id::RequestId;
use base::{Clock as _, Rng, SystemClock};
use futures_util::future::try_join_all;
use serde_json::json;

use super::bare::Bare;
use super::figures::{fsync_probe, machine, round};
use crate::cli::place::Place;
use crate::load::{Citizens, Client, Scratch, Server, verify};

/// Dossiers reassigned in a second, at least.
const GOAL: f64 = 2_000.0;
/// Connections that submit and receive.
const LANES: usize = 32;
/// How long one order may take before the bench gives up.
const PATIENCE: Duration = Duration::from_secs(600);
/// Where an order begins.
const NEW: &str = "/can-bo/hang-loat/moi";

/// What is measured.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) place: Place,
    pub(crate) dossiers: usize,
    pub(crate) keep: bool,
}

/// Runs the bench and prints its line; whether the goal was met.
///
/// # Errors
/// If a page is refused, or there are not as many events as dossiers.
pub(crate) async fn run(options: &Options) -> Result<bool> {
    let binary = std::env::current_exe()?;
    std::fs::create_dir_all(&options.place.data)?;
    let scratch = Scratch::fresh(&options.place, "bulk").await?;
    let citizens = Citizens::prepare(&scratch.place, LANES).await?;
    let fsync_before = fsync_probe(&options.place.data)?;
    let server = Server::start(&binary, &scratch.place.arguments(), &scratch.log()).await?;
    let bare = Bare::connect(&scratch.place).await?;
    let made = make(&citizens, &server.host, options.dossiers).await?;
    receive(&server.host, &made).await?;
    let mut clerk = signed_in(&server.host, "mot-cua").await?;
    order(&mut clerk, "cho-nhan-viec", "chuyen|", 0, made.len()).await?;
    let mut head = signed_in(&server.host, "truong-phong").await?;
    order(&mut head, "cho-nhan-viec", "phan-cong|", 0, made.len()).await?;
    let before = bare.counts().await?;
    let told = order(&mut head, "cua-don-vi", "giao", 1, made.len()).await?;
    let after = bare.counts().await?;
    let count = |counts: &BTreeMap<String, i64>| counts.get(ledger::EVENT_TABLE).copied().unwrap_or(0);
    let events = count(&after) - count(&before);
    ensure!(events >= i64::try_from(made.len())?, "{events} events for {} dossiers", made.len());
    let rate = made.len() as f64 / told.took.as_secs_f64();
    let met = rate >= GOAL;
    let line = json!({
        "name": "bulk.reassigned", "ratio": round(rate / GOAL, 3), "ratio_to": "the goal",
        "dossiers": made.len(), "seconds": round(told.took.as_secs_f64(), 2), "per_second": round(rate, 0),
        "goal_per_second": GOAL, "met": met, "preview_ms": round(told.preview.as_secs_f64() * 1000.0, 1),
        "progress_seen": told.progress, "events": events,
        "rows_afterwards": after.iter().filter(|(_, rows)| **rows > 0).collect::<BTreeMap<_, _>>(),
        "durability_server": server.durability,
        "fsync_before": fsync_before, "fsync_after": fsync_probe(&options.place.data)?,
        "machine": machine(&options.place.data),
        "build": if cfg!(debug_assertions) { "debug: the figures mean nothing" } else { "optimised" },
    });
    println!("{line}");
    server.stop().await?;
    verify(&binary, &scratch.place)?;
    if !options.keep {
        scratch.remove().await?;
    }
    Ok(met)
}

async fn signed_in(host: &str, login: &str) -> Result<Client> {
    let mut client = Client::connect(host).await?;
    client.sign_in(login, crate::demo::PASSWORD).await?;
    Ok(client)
}

/// Submits as many as asked for; where each is.
async fn make(citizens: &Citizens, host: &str, dossiers: usize) -> Result<Vec<String>> {
    let mut clients = citizens.connect(host).await?;
    let lanes = clients.len();
    let one = async |(lane, client): (usize, &mut Client)| -> Result<Vec<String>> {
        let mut made = Vec::new();
        for _ in (lane..dossiers).step_by(lanes) {
            made.push(citizens.submit(client, citizens.next_request()).await?);
        }
        Ok(made)
    };
    let made = try_join_all(clients.iter_mut().enumerate().map(one)).await?;
    Ok(made.into_iter().flatten().collect())
}

/// Receives all of them.
async fn receive(host: &str, made: &[String]) -> Result<()> {
    // One after the other: more than a few sign-ins at once look like guessing.
    let mut clerks = Vec::new();
    for _ in 0..LANES {
        clerks.push(signed_in(host, "mot-cua").await?);
    }
    let one = async |(lane, clerk): (usize, &mut Client)| -> Result<()> {
        for place in made.iter().skip(lane).step_by(LANES) {
            let answer =
                clerk.post_json(&format!("{place}/reception"), r#"{"revision":1}"#, Some(request())).await?;
            ensure!(
                answer.status == 200,
                "a reception was answered with {}: {}",
                answer.status,
                answer.text()
            );
        }
        Ok(())
    };
    try_join_all(clerks.iter_mut().enumerate().map(one)).await?;
    Ok(())
}

fn request() -> RequestId {
    RequestId::new(&Rng::system(), SystemClock.now())
}

/// How an order went.
struct Told {
    /// From request to last byte of the page that says what it would do.
    preview: Duration,
    /// From the order until its page says that all is done.
    took: Duration,
    /// How many pages showed it half done.
    progress: usize,
}

/// Orders one act for a whole queue, naming the person at this place of the list, and waits until it is done.
async fn order(client: &mut Client, queue: &str, act: &str, person: usize, dossiers: usize) -> Result<Told> {
    let page = client.get(&format!("{NEW}?hang={queue}&ca_hang=1")).await?.text();
    let act = values(&page, "name=\"viec\"")
        .into_iter()
        .find(|it| it.starts_with(act))
        .context("the act is offered")?;
    let select =
        page.split("name=\"nguoi\"").nth(1).and_then(|it| it.split("</select>").next()).unwrap_or_default();
    let all = format!("<b>{dossiers}</b> hồ sơ sẽ được thực hiện");
    let mut people = options(select).into_iter().skip(person).peekable();
    // The first of them who may have it.
    let (person, preview) = loop {
        let person = people.next().unwrap_or_default();
        let begun = Instant::now();
        let address = format!("{NEW}?hang={queue}&ca_hang=1&viec={}&nguoi={person}", web::query_value(&act));
        let seen = client.get(&address).await?.text();
        let preview = begun.elapsed();
        if seen.contains(&all) {
            break (person, preview);
        }
        ensure!(people.peek().is_some(), "not all would be done: {seen}");
    };
    let (begun, request) = (Instant::now(), request().to_string());
    let fields = [
        ("request", request.as_str()),
        ("hang", queue),
        ("ca_hang", "1"),
        ("viec", &act),
        ("nguoi", &person),
    ];
    let answer = client.post_form("/can-bo/hang-loat", &fields).await?;
    ensure!(answer.status == 303, "the order was answered with {}: {}", answer.status, answer.text());
    let report = answer.header("location").context("a redirect")?.to_owned();
    let mut progress = 0;
    while begun.elapsed() < PATIENCE {
        let page = client.get(&report).await?.text();
        if page.contains("Đã xong") {
            let took = begun.elapsed();
            ensure!(
                page.contains(&format!("<dt>Đã thực hiện</dt><dd>{dossiers}</dd>")),
                "not all were done: {page}"
            );
            return Ok(Told { preview, took, progress });
        }
        progress += 1;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    anyhow::bail!("not done after {} s", PATIENCE.as_secs())
}

/// The values of the inputs of a name.
fn values(page: &str, name: &str) -> Vec<String> {
    page.split(name).skip(1).filter_map(|rest| options(rest).into_iter().next()).collect()
}

/// What stands in `value="…"`, one after the other, but for the empty ones.
fn options(html: &str) -> Vec<String> {
    let all = html.split("value=\"").skip(1).filter_map(|rest| rest.split('"').next());
    all.filter(|value| !value.is_empty()).map(str::to_owned).collect()
}
