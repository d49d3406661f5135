//! The restore drill: a backup is taken while citizens submit, the server is killed, the backup is restored elsewhere, verified and served.
//! What had been submitted before is there, what came after is not, and the counter goes on with the next number.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde_json::json;

use super::count;
use crate::cli::place::Place;
use crate::load::{Citizens, Client, Scratch, Server, drive, verify};

/// Citizens who submit at the same time.
const CITIZENS: usize = 8;
/// Dossiers that are there before the backup is begun.
const BEFORE: usize = 60;
/// How long they may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// Runs the drill; prints a JSON line.
///
/// # Errors
/// What was lost, doubled or broken, in one sentence.
pub(crate) async fn run(place: &Place, keep: bool) -> Result<()> {
    let binary = std::env::current_exe()?;
    std::fs::create_dir_all(&place.data)?;
    let scratch = Scratch::fresh(place, "drill").await?;
    let aside = tempfile::tempdir_in(&place.data)?;
    let (key, file) = (aside.path().join("key"), aside.path().join("backup"));
    let citizens = Arc::new(Citizens::prepare(&scratch.place, CITIZENS).await?);
    let server = Server::start(&binary, &scratch.place.arguments(), &scratch.log()).await?;
    let number = citizens.file_at_counter(&mut citizens.officer(&server.host).await?).await?;
    let clients = citizens.connect(&server.host).await?;
    let cookies = clients.first().context("a citizen")?.cookies();
    let driving = tokio::spawn({
        let citizens = citizens.clone();
        async move { drive::until_gone(&citizens, clients).await }
    });
    let before = some(&scratch, &citizens).await?;
    let begun = Instant::now();
    take(&binary, &scratch.place, &key, &file).await?;
    let took = begun.elapsed();
    let after = count(&scratch, citizens.table()).await?;
    ensure!(after > before, "nobody could submit while the backup was taken: {before} before, {after} after");
    server.kill()?;
    let sent = driving.await??;

    let restored = Scratch::fresh(place, "restored").await?;
    let begun = Instant::now();
    let mut restore = Command::new(&binary);
    restore.arg("restore").args(restored.place.arguments()).arg("--from").arg(&file).arg("--key").arg(&key);
    done(restore).await?;
    let restoring = begun.elapsed();
    verify(&binary, &restored.place).context("after restoring")?;
    let there = count(&restored, citizens.table()).await?;
    ensure!((before..=after).contains(&there), "{there} dossiers were restored, of {before} to {after}");
    // Answers come a little out of order; so many are certainly of before.
    let sure: Vec<_> = sent.into_iter().take(before - 2 * CITIZENS).collect();
    let next = go_on(&binary, &restored, &citizens, &cookies, &sure, &number).await?;
    verify(&binary, &restored.place).context("after going on")?;
    println!(
        "{}",
        json!({
            "name": "drill.restore", "engine": place.engine_name(), "before": before, "after": after, "restored": there,
            "looked_at": sure.len(), "backup_ms": took.as_millis(), "restore_ms": restoring.as_millis(), "number": number,
            "next_number": next, "verify": "clean",
        })
    );
    if !keep {
        scratch.remove().await?;
        restored.remove().await?;
    }
    Ok(())
}

/// Waits until there are some dossiers; how many.
async fn some(scratch: &Scratch, citizens: &Citizens) -> Result<usize> {
    let begun = Instant::now();
    loop {
        let there = count(scratch, citizens.table()).await?;
        if there >= BEFORE {
            return Ok(there);
        }
        ensure!(begun.elapsed() < PATIENCE, "{there} dossiers after {PATIENCE:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn take(binary: &Path, place: &Place, key: &Path, file: &Path) -> Result<()> {
    let mut make = Command::new(binary);
    make.args(["backup", "--make-key"]).arg(key);
    let public = done(make).await?;
    let mut backup = Command::new(binary);
    backup.arg("backup").args(place.arguments()).arg("--to").arg(file).args(["--recipient", public.trim()]);
    done(backup).await.map(drop)
}

/// Runs a command to its end; what it printed.
async fn done(mut command: Command) -> Result<String> {
    let out = tokio::task::spawn_blocking(move || command.output()).await??;
    ensure!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    Ok(String::from_utf8(out.stdout)?)
}

/// Serves what was restored: sessions have ended, accounts, dossiers and papers are there, and work goes on; the next number.
async fn go_on(
    binary: &Path,
    restored: &Scratch,
    citizens: &Citizens,
    cookies: &str,
    sure: &[drive::Sent],
    number: &str,
) -> Result<String> {
    let server = Server::start(binary, &restored.place.arguments(), &restored.log()).await?;
    let mut old = Client::connect(&server.host).await?;
    old.set_cookies(cookies);
    let location = |sent: &drive::Sent| sent.location.clone().context("an answer");
    let first = location(sure.first().context("a dossier")?)?;
    let refused = old.get(&first).await?.status;
    ensure!(refused == 401, "a session of before answers {refused}: it must have ended");
    citizens.forget_sessions();
    let mut clients = citizens.connect(&server.host).await?;
    for sent in sure {
        let client = clients.get_mut(sent.citizen).context("a connection for each citizen")?;
        let location = location(sent)?;
        let seen = client.get(&location).await?.status;
        ensure!(seen == 200, "{location} was acknowledged before the backup and answers {seen}");
        let id = location.rsplit('/').next().unwrap_or_default();
        let paper = client.get(&format!("/ho-so/{id}/tep/0")).await?;
        ensure!(
            paper.status == 200 && paper.body == crate::demo::paper(),
            "a paper of {location} is another"
        );
    }
    let next = citizens.file_at_counter(&mut citizens.officer(&server.host).await?).await?;
    ensure!(follows(number, &next), "after {number} comes {next}");
    let client = clients.first_mut().context("a citizen")?;
    citizens.submit(client, citizens.next_request()).await?;
    server.stop().await?;
    Ok(next)
}

/// Whether one number comes right after the other, or is the first of another day.
fn follows(number: &str, next: &str) -> bool {
    let parts = |text: &str| {
        let (series, last) = text.rsplit_once('-')?;
        Some((series.to_owned(), last.parse::<u64>().ok()?))
    };
    match (parts(number), parts(next)) {
        (Some((series, last)), Some((other, next))) if series == other => next == last + 1,
        (Some(_), Some((_, next))) => next == 1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::follows;

    #[test]
    fn the_next_number_is_of_the_same_day_or_the_first_of_another() {
        assert!(follows("H44.101-261118-0009", "H44.101-261118-0010"));
        assert!(follows("H44.101-261118-0009", "H44.101-261119-0001"));
        assert!(!follows("H44.101-261118-0009", "H44.101-261118-0009"));
        assert!(!follows("H44.101-261118-0009", "H44.101-261119-0002"));
        assert!(!follows("H44.101-261118-0009", "none"));
    }
}
