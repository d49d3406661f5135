//! `bench lane`: fifty clerks of one ward certify at an even pace, each act through the page of the lane with the fee taken and a
//! receipt issued; in between somebody brings forty dossiers at once. Then the day's book of five thousand lines is printed.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use base::id::RequestId;
use base::{Clock as _, Rng, SystemClock};
use futures_util::future::try_join_all;
use serde_json::json;

use super::bare::Bare;
use super::figures::{Spread, fsync_probe, machine, round};
use crate::cli::place::Place;
use crate::load::{Clerks, Client, Scratch, Server};

/// 99 acts in 100 are quicker than this, in milliseconds.
const ACT_GOAL_MS: f64 = 100.0;
/// The day's book is there in this time, in milliseconds.
const BOOK_GOAL_MS: f64 = 2000.0;
/// Dossiers of a batch.
const BATCH: usize = 40;
/// Papers of one person while the book is filled.
const PAPERS: usize = 6;
/// How often the book is printed.
const PRINTS: usize = 10;
/// The procedure of the lane.
const PROCEDURE: &str = "2.000815";

/// What is measured.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) place: Place,
    pub(crate) clerks: usize,
    /// Certifications of each clerk in an hour.
    pub(crate) per_hour: u64,
    pub(crate) seconds: u64,
    /// Seconds between two batches.
    pub(crate) batch_every: u64,
    /// Lines of the day's book when it is printed.
    pub(crate) lines: usize,
    pub(crate) keep: bool,
}

/// Runs the bench and prints its lines; whether every goal was met.
///
/// # Errors
/// If an act is refused, or rows and events are not as many as the acts.
pub(crate) async fn run(options: &Options) -> Result<bool> {
    let binary = std::env::current_exe()?;
    std::fs::create_dir_all(&options.place.data)?;
    let scratch = Scratch::fresh(&options.place, "lane").await?;
    let clerks = Clerks::prepare(&scratch.place, options.clerks).await?;
    let fsync_before = fsync_probe(&options.place.data)?;
    let server = Server::start(&binary, &scratch.place.arguments(), &scratch.log()).await?;
    let bare = Bare::connect(&scratch.place).await?;
    let before = bare.counts().await?;
    let clients = clerks.connect(&server.host).await?;
    let signer = clerks.signer.to_string();
    let paced = paced(clients, &signer, options).await?;
    let Paced { mut clients, acts, batches } = paced;
    let (certified, batched) = (acts.len(), batches.len() * BATCH);
    let acts = tell(
        "lane.certify",
        acts,
        ACT_GOAL_MS,
        json!({ "clerks": options.clerks, "per_hour_each": options.per_hour }),
    );
    let batches = tell("lane.batch", batches, ACT_GOAL_MS, json!({ "dossiers_each": BATCH }));
    let first = clients.first_mut().context("a clerk")?;
    let mut filled = certified;
    while filled < options.lines {
        certify(first, &signer, PAPERS).await?;
        filled += PAPERS;
    }
    let book = tell("lane.book", print(first, filled).await?, BOOK_GOAL_MS, json!({ "lines": filled }));
    let counts = bare.counts().await?;
    let more =
        |table: &str| counts.get(table).copied().unwrap_or(0) - before.get(table).copied().unwrap_or(0);
    let dossiers = i64::try_from(filled + batched)?;
    ensure!(more("dossier") == dossiers, "{} rows for {dossiers} dossiers", more("dossier"));
    ensure!(more("dossier_certified") == i64::try_from(filled)?, "a certification is missing in the book");
    let line = json!({
        "name": "lane.afterwards",
        "dossiers": dossiers, "receipts": more("payment_receipt"), "events": more(ledger::EVENT_TABLE),
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
    Ok(acts && batches && book)
}

/// What the clerks did at their pace.
struct Paced {
    clients: Vec<Client>,
    acts: Vec<Duration>,
    batches: Vec<Duration>,
}

/// Every clerk certifies at the pace, one beginning after the other; the last one brings batches beside it.
async fn paced(clients: Vec<Client>, signer: &str, options: &Options) -> Result<Paced> {
    let every = Duration::from_secs(3600) / u32::try_from(options.per_hour)?;
    let end = Instant::now() + Duration::from_secs(options.seconds);
    let count = u32::try_from(clients.len())?;
    let tasks = (0_u32..).zip(clients).map(|(nth, mut client)| {
        let (signer, batch_every) = (signer.to_owned(), Duration::from_secs(options.batch_every));
        tokio::spawn(async move {
            let (mut acts, mut batches) = (Vec::new(), Vec::new());
            tokio::time::sleep(every * nth / count).await;
            let mut pace = tokio::time::interval(every);
            let mut next_batch = Instant::now() + batch_every * nth;
            while Instant::now() < end {
                pace.tick().await;
                let begun = Instant::now();
                certify(&mut client, &signer, 1).await?;
                acts.push(begun.elapsed());
                if Instant::now() >= next_batch {
                    next_batch += batch_every * count;
                    let begun = Instant::now();
                    batch(&mut client).await?;
                    batches.push(begun.elapsed());
                }
            }
            Ok::<_, anyhow::Error>((client, acts, batches))
        })
    });
    let mut out = Paced { clients: Vec::new(), acts: Vec::new(), batches: Vec::new() };
    for done in try_join_all(tasks).await? {
        let (client, acts, batches) = done?;
        out.clients.push(client);
        out.acts.extend(acts);
        out.batches.extend(batches);
    }
    Ok(out)
}

/// One person with so many papers, as the page posts it.
async fn certify(client: &mut Client, signer: &str, papers: usize) -> Result<()> {
    let request = RequestId::new(&Rng::system(), SystemClock.now()).to_string();
    let mut fields = vec![
        ("request".to_owned(), request),
        ("loai".to_owned(), PROCEDURE.to_owned()),
        ("signer".to_owned(), signer.to_owned()),
        ("pay".to_owned(), "cash".to_owned()),
        ("person".to_owned(), "Trần Văn Bình".to_owned()),
    ];
    for paper in 1..=papers {
        for (name, text) in [("document", "3"), ("pages", "2"), ("copies", "2")] {
            fields.push((format!("{name}-{paper}"), text.to_owned()));
        }
    }
    let fields: Vec<_> = fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let answer = client.post_form("/quay/chung-thuc", &fields).await?;
    ensure!(answer.status == 303, "a certification was answered with {}: {}", answer.status, answer.text());
    Ok(())
}

/// Forty dossiers of one person, as the page posts them.
async fn batch(client: &mut Client) -> Result<()> {
    let request = RequestId::new(&Rng::system(), SystemClock.now()).to_string();
    let head = "Chủ hồ sơ: họ tên\tyeu_cau_loai\tyeu_cau_ho_ten\tgiay_to_ten\tgiay_to_noi_cap\tso_trang\tso_ban\tban_sao_san\tcam_doan";
    let letters = |n: usize| n.to_string().bytes().map(|it| char::from(it - b'0' + b'A')).collect::<String>();
    let row =
        |n| format!("Khách hàng {}\tCá nhân\tLê Thị Hoa\tHợp đồng\tNgân hàng\t2\t1\tcó\tcó", letters(n));
    let rows = std::iter::once(head.to_owned()).chain((1..=BATCH).map(row)).collect::<Vec<_>>().join("\n");
    let fields = [
        ("request", request.as_str()),
        ("applicant.name", "Lê Thị Hoa"),
        ("applicant.acting", "self"),
        ("case", "viet-nam"),
        ("paper", "ban-chinh"),
        ("rows", &rows),
    ];
    let answer = client.post_multipart(&format!("/quay/{PROCEDURE}/lo"), &fields).await?;
    ensure!(answer.status == 303, "a batch was answered with {}: {}", answer.status, answer.text());
    Ok(())
}

/// The day's book, printed again and again; it has so many lines.
async fn print(client: &mut Client, lines: usize) -> Result<Vec<Duration>> {
    let mut times = Vec::new();
    for _ in 0..PRINTS {
        let begun = Instant::now();
        let answer = client.get("/quay/chung-thuc/so?so=SCT%2FBS").await?;
        times.push(begun.elapsed());
        let found = answer.text().matches("-SCT/BS</a>").count();
        ensure!(answer.status == 200 && found == lines, "the book shows {found} of {lines} lines");
    }
    Ok(times)
}

/// Prints a line; whether 99 in 100 were quicker than the goal.
fn tell(name: &str, times: Vec<Duration>, goal: f64, with: serde_json::Value) -> bool {
    let spread = Spread::of(times);
    let met = spread.p99_ms < goal && spread.count > 0;
    let mut line = json!({
        "name": name, "ratio": round(spread.p99_ms / goal, 3), "ratio_to": "the goal",
        "p50_ms": spread.p50_ms, "p99_ms": spread.p99_ms, "max_ms": spread.max_ms, "count": spread.count,
        "goal_p99_ms": goal, "met": met,
    });
    if let (Some(line), Some(with)) = (line.as_object_mut(), with.as_object()) {
        line.extend(with.clone());
    }
    println!("{line}");
    met
}
