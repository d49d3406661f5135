//! Demonstration data: a province with two communes, one account per role, the procedures that ship with the program,
//! and a few dossiers on their way. Adds what is not there and changes nothing that is, so it can be run again.

mod dossiers;
mod samples;
mod stories;

use accounts::Hashing;
use accounts::demo::DemoAccount;
use anyhow::{Context as _, Result, anyhow};
use base::Ctx;
use base::id::RequestId;
use web::App;

pub use dossiers::file;
pub(crate) use samples::{paper, paper_hash, samples, upload_paper};

/// The password of every demonstration account that this program opens.
pub const PASSWORD: &str = "mot cua mo phong";

/// Puts units, staff, accounts and procedures into a migrated database; the accounts, citizens first.
///
/// # Errors
/// What an action refuses; nothing is refused on an empty database, as a test proves.
pub async fn seed(app: &App, password: &str, hashing: Hashing) -> Result<Vec<DemoAccount>> {
    let of_units = step(app);
    let units = app.db.write(move |tx| organisation::import(tx, &of_units, organisation::DEMO)).await;
    units.context("loading the demonstration units")?;
    for (code, texts) in catalogue::package::BUILTIN {
        let package = catalogue::package::read(*texts)
            .map_err(|errors| anyhow!("the package {code}: {}", catalogue::package::report(&errors)))?;
        let ctx = step(app);
        let imported = app.db.write(move |tx| catalogue::import(tx, &ctx, &package)).await;
        imported.with_context(|| format!("importing the package {code}"))?;
    }
    // Before the first dossier, so that people are told of it.
    let consumers = crate::modules().into_iter().flat_map(|module| module.consumers).collect();
    ledger::begin(&app.db, consumers).await.context("letting the consumers begin")?;
    accounts::demo::seed(&app.db, &step(app), password, hashing)
        .await
        .context("opening the demonstration accounts")
}

/// How long ago the office of the demonstration was set up, in seconds: before its first dossier.
const AGE: i64 = 60 * 86_400;

/// The context of one act of setting up: a request of its own.
fn step(app: &App) -> Ctx {
    let now = app.clock.now().plus_seconds(-AGE);
    Ctx { request: RequestId::new(&app.rng, now), ..Ctx::system("demo", now, &app.rng) }
}
