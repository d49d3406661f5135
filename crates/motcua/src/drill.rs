//! The kill drill: a server under load is killed with signal 9 at a random moment, started again, and asked. Nothing
//! acknowledged may be lost, nothing may be there twice, the ledger must hold.

pub(crate) mod restore;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use base::Rng;
use serde_json::json;

use crate::bench::{raw_postgres, raw_sqlite};
use crate::cli::place::Place;
use crate::load::{Citizens, Client, Scratch, Server, drive, verify};

/// Citizens who submit at the same time.
const CITIZENS: usize = 16;
/// How many acknowledged submissions of a round are asked for again.
const SAMPLE: usize = 200;

/// Kills `times` times; prints a JSON line a round and one at the end.
///
/// # Errors
/// What was lost, doubled or broken, in one sentence.
pub(crate) async fn kill(place: &Place, times: usize, keep: bool) -> Result<()> {
    let binary = std::env::current_exe()?;
    std::fs::create_dir_all(&place.data)?;
    let scratch = Scratch::fresh(place, "drill").await?;
    let citizens = Arc::new(Citizens::prepare(&scratch.place, CITIZENS).await?);
    let (mut total, mut acknowledged, mut caught) = (0, 0, 0);
    let rng = Rng::system();
    for n in 1..=times {
        let server = Server::start(&binary, &scratch.place.arguments(), &scratch.log()).await?;
        let clients = citizens.connect(&server.host).await?;
        let driving = tokio::spawn({
            let citizens = citizens.clone();
            async move { drive::until_gone(&citizens, clients).await }
        });
        let after = Duration::from_millis(100 + rng.below(1400));
        tokio::time::sleep(after).await;
        server.kill()?;
        let mut sent = driving.await??;

        let server = Server::start(&binary, &scratch.place.arguments(), &scratch.log()).await?;
        let ready = server.ready_after;
        let mut clients = citizens.connect(&server.host).await?;
        let answered = sent.iter().filter(|it| it.location.is_some()).count();
        ask_again(&citizens, &mut clients, &mut sent).await?;
        server.kill()?;
        total += sent.len();
        acknowledged += answered;
        caught += sent.len() - answered;
        let line = json!({
            "name": "drill.kill.round", "n": n, "killed_after_ms": after.as_millis(), "acknowledged": answered,
            "under_way": sent.len() - answered, "ready_again_ms": ready.as_millis(),
        });
        println!("{line}");
    }
    let dossiers = count(&scratch, citizens.table()).await?;
    ensure!(
        dossiers == total,
        "{total} submissions were acknowledged in the end, {dossiers} dossiers are there"
    );
    end_well(&binary, &scratch).await?;
    println!(
        "{}",
        json!({
            "name": "drill.kill", "times": times, "acknowledged_before_a_kill": acknowledged, "under_way_at_a_kill": caught,
            "submissions": total, "dossiers": dossiers, "lost": 0, "doubled": 0, "verify": "clean",
        })
    );
    if !keep {
        scratch.remove().await?;
    }
    Ok(())
}

/// Sends what was under way again, and a sample of what was acknowledged; looks at each as its owner.
async fn ask_again(citizens: &Citizens, clients: &mut [Client], sent: &mut [drive::Sent]) -> Result<()> {
    let stride = (sent.len() / SAMPLE).max(1);
    for (at, one) in sent.iter_mut().enumerate() {
        if one.location.is_some() && at % stride != 0 {
            continue;
        }
        drive::again(citizens, clients, one).await?;
        let client = clients.get_mut(one.citizen).context("a connection for each citizen")?;
        let location = one.location.as_deref().unwrap_or_default();
        let seen = client.get(location).await?;
        ensure!(seen.status == 200, "{location} was acknowledged and answers {} after the kill", seen.status);
    }
    Ok(())
}

async fn count(scratch: &Scratch, table: &str) -> Result<usize> {
    let counts = match (scratch.file(), &scratch.place.database_url) {
        (None, Some(url)) => raw_postgres::counts(&raw_postgres::connect(url).await?).await?,
        (file, _) => raw_sqlite::counts(&file.context("a SQLite file")?)?,
    };
    Ok(usize::try_from(counts.get(table).copied().unwrap_or(0))?)
}

/// One more start and a proper end, so that everything is placed and signed; then `motcua verify`.
async fn end_well(binary: &Path, scratch: &Scratch) -> Result<()> {
    let server = Server::start(binary, &scratch.place.arguments(), &scratch.log()).await?;
    server.stop().await?;
    verify(binary, &scratch.place).context("after the kills")
}
