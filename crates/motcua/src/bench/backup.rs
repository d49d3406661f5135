//! `bench backup`: a province with its papers is backed up while its server runs, and the same bytes are copied plainly on the same disk,
//! in turns. Then the backup is restored and verified.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use base::{Clock as _, Rng, SystemClock};
use db::Db;
use files::Files;
use serde_json::json;

use super::bare::Bare;
use super::figures::{machine, median, round};
use crate::cli::place::Place;
use crate::load::server::rss_anon_kb;
use crate::load::{Scratch, Server, verify};

/// Of the speed of the plain copy, at least.
const GOAL: f64 = 0.5;
/// Bytes a plain copy reads and writes at a time.
const BLOCK: usize = 1 << 20;

db::statements! {
    /// A paper that a citizen has uploaded.
    UPLOAD = "INSERT INTO upload (hash, owner, media_type, size, uploaded_at) VALUES ($1, $2, $3, $4, $5)";
}

/// What is measured.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) place: Place,
    pub(crate) dossiers: u64,
    pub(crate) papers: u32,
    pub(crate) paper_bytes: usize,
    pub(crate) rounds: usize,
    pub(crate) rng: u64,
    pub(crate) keep: bool,
}

/// Runs the bench and prints its lines; whether the goal was met.
///
/// # Errors
/// If a command does not end well.
pub(crate) async fn run(options: &Options) -> Result<bool> {
    let binary = std::env::current_exe()?;
    fs::create_dir_all(&options.place.data)?;
    let seed =
        ["--dossiers", &options.dossiers.to_string(), "--rng", &options.rng.to_string()].map(str::to_owned);
    let scratch = Scratch::seeded(&binary, &options.place, "backup", &seed).await?;
    papers(&scratch.place, options).await?;
    let server = Server::start(&binary, &scratch.place.arguments(), &scratch.log()).await?;
    let database = Bare::connect(&scratch.place).await?.bytes().await?;
    let aside = scratch.place.data.with_extension("copies");
    fs::create_dir_all(&aside)?;
    let key = make_key(&binary, &aside)?;
    let (mut copied, mut taken, mut bytes, mut memory) = (Vec::new(), Vec::new(), 0, 0);
    for n in 0..options.rounds {
        let (speed, source) = copy(&scratch.place.data, &aside.join("copy"))?;
        bytes = if scratch.file().is_some() { source } else { source + database };
        let file = aside.join(format!("{n}.age"));
        let (seconds, kilobytes) = backup(&binary, &scratch.place, &file, &key)?;
        memory = memory.max(kilobytes);
        let backed = bytes as f64 / seconds;
        println!(
            "{}",
            json!({
                "name": "backup.round", "n": n + 1, "copy_mb_per_second": mega(speed), "backup_mb_per_second": mega(backed),
                "backup_bytes": fs::metadata(&file)?.len(), "ratio": round(backed / speed, 3),
            })
        );
        copied.push(speed);
        taken.push(backed);
    }
    server.stop().await?;
    let restored = restore(&binary, options, &aside).await?;
    let (copy, backup) = (median(copied), median(taken));
    let met = backup / copy >= GOAL;
    println!(
        "{}",
        json!({
            "name": format!("backup.{}", scratch.place.engine_name()), "ratio": round(backup / copy, 3), "ratio_to": "the plain copy",
            "goal": GOAL, "met": met, "bytes": bytes, "database_bytes": database, "papers": options.papers,
            "copy_mb_per_second": mega(copy), "backup_mb_per_second": mega(backup), "most_memory_kb": memory,
            "restore_seconds": round(restored.as_secs_f64(), 2), "restore_mb_per_second": mega(bytes as f64 / restored.as_secs_f64()),
            "verify": "clean", "machine": machine(&options.place.data),
            "build": if cfg!(debug_assertions) { "not a release" } else { "release" },
        })
    );
    if !options.keep {
        fs::remove_dir_all(&aside)?;
        scratch.remove().await?;
    }
    Ok(met)
}

/// Papers as scans are: of a few hundred kilobytes, and nothing to be gained by compressing them.
async fn papers(place: &Place, options: &Options) -> Result<()> {
    let opened = place.open_existing().await.map_err(|stop| anyhow::anyhow!("{stop}"))?;
    let files = place.files().map_err(|stop| anyhow::anyhow!("{stop}"))?;
    let (count, size, rng) = (options.papers, options.paper_bytes, Rng::seeded(options.rng));
    let rows = tokio::task::spawn_blocking(move || scans(&files, count, size, &rng)).await??;
    write(&opened.db, rows).await?;
    opened.db.close().await;
    Ok(())
}

fn scans(files: &Files, count: u32, size: usize, rng: &Rng) -> Result<Vec<Vec<db::Value>>> {
    let mut rows = Vec::new();
    for _ in 0..count {
        let bytes: Vec<u8> = (0..size.div_ceil(32)).flat_map(|_| rng.bytes::<32>()).take(size).collect();
        let hash = files::hash(&bytes);
        let mut filling = files.fill()?;
        filling.write(&bytes)?;
        ensure!(filling.keep(&hash)?, "the paper is what was written");
        let now = SystemClock.now();
        rows.push(db::params![hash, "bench", "application/pdf", i64::try_from(size)?, now].to_vec());
    }
    files.settle()?;
    Ok(rows)
}

async fn write(db: &Db, rows: Vec<Vec<db::Value>>) -> Result<()> {
    for part in rows.chunks(500) {
        let part = part.to_vec();
        db.write(move |tx| tx.batch(&UPLOAD, &part).map(drop)).await?;
    }
    Ok(())
}

/// Copies everything in a folder and waits for the disk; bytes a second, and the bytes.
fn copy(from: &Path, to: &Path) -> Result<(f64, u64)> {
    let begun = Instant::now();
    let mut block = vec![0; BLOCK];
    let bytes = copy_into(from, to, &mut block)?;
    Files::open_folder(to)?.settle()?;
    let speed = bytes as f64 / begun.elapsed().as_secs_f64();
    fs::remove_dir_all(to)?;
    Ok((speed, bytes))
}

fn copy_into(from: &Path, to: &Path, block: &mut [u8]) -> Result<u64> {
    fs::create_dir_all(to)?;
    let mut bytes = 0;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            bytes += copy_into(&entry.path(), &place, block)?;
            continue;
        }
        let (mut source, mut target) = (File::open(entry.path())?, File::create(place)?);
        loop {
            let count = source.read(block)?;
            if count == 0 {
                break;
            }
            target.write_all(block.get(..count).unwrap_or_default())?;
            bytes += count as u64;
        }
    }
    Ok(bytes)
}

fn make_key(binary: &Path, aside: &Path) -> Result<String> {
    let made = Command::new(binary).args(["backup", "--make-key"]).arg(aside.join("key")).output()?;
    ensure!(made.status.success(), "no key was made");
    Ok(String::from_utf8(made.stdout)?.trim().to_owned())
}

/// Takes a backup as an administrator does; the seconds, and the most memory it had.
fn backup(binary: &Path, place: &Place, file: &Path, key: &str) -> Result<(f64, u64)> {
    let begun = Instant::now();
    let mut command = Command::new(binary);
    command.arg("backup").args(place.arguments()).arg("--to").arg(file).args(["--recipient", key]);
    let mut child = command.stdout(Stdio::null()).spawn()?;
    let most = watched(&mut child)?;
    Ok((begun.elapsed().as_secs_f64(), most))
}

fn watched(child: &mut Child) -> Result<u64> {
    let mut most = 0;
    loop {
        if let Some(status) = child.try_wait()? {
            ensure!(status.success(), "motcua backup ended with {status}");
            return Ok(most);
        }
        // It may have ended meanwhile.
        most = most.max(rss_anon_kb(child.id()).unwrap_or(0));
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Restores the last backup and verifies what came of it; how long restoring took.
async fn restore(binary: &Path, options: &Options, aside: &Path) -> Result<Duration> {
    let scratch = Scratch::fresh(&options.place, "restored").await?;
    let last: PathBuf = aside.join(format!("{}.age", options.rounds - 1));
    let begun = Instant::now();
    let mut command = Command::new(binary);
    command
        .arg("restore")
        .args(scratch.place.arguments())
        .arg("--from")
        .arg(last)
        .arg("--key")
        .arg(aside.join("key"));
    let done = command.stdout(Stdio::null()).status().context("restoring")?;
    ensure!(done.success(), "motcua restore ended with {done}");
    let took = begun.elapsed();
    verify(binary, &scratch.place)?;
    scratch.remove().await?;
    Ok(took)
}

fn mega(bytes: f64) -> f64 {
    round(bytes / 1e6, 1)
}
