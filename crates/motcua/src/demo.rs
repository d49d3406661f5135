//! Demonstration data: a province with two communes, one account per role, the procedures that ship with the program.
//! Adds what is not there and changes nothing that is, so it can be run again.

use accounts::Hashing;
use accounts::demo::DemoAccount;
use anyhow::{Context as _, Result, anyhow};
use base::Ctx;
use base::id::RequestId;
use web::App;

/// The password of every demonstration account that this program opens.
pub const PASSWORD: &str = "mot cua mo phong";

/// Puts the demonstration data into a migrated database; the accounts, citizens first.
///
/// # Errors
/// What an action refuses; nothing is refused on an empty database, as a test proves.
pub async fn seed(app: &App, password: &str, hashing: Hashing) -> Result<Vec<DemoAccount>> {
    let ctx = Ctx::system("demo", app.clock.now(), &app.rng);
    let step = || Ctx { request: RequestId::new(&app.rng, ctx.now), ..ctx.clone() };
    let of_units = step();
    let units = app.db.write(move |tx| organisation::import(tx, &of_units, organisation::DEMO)).await;
    units.context("loading the demonstration units")?;
    for (code, texts) in catalogue::package::BUILTIN {
        let package = catalogue::package::read(*texts)
            .map_err(|errors| anyhow!("the package {code}: {}", catalogue::package::report(&errors)))?;
        let ctx = step();
        let imported = app.db.write(move |tx| catalogue::import(tx, &ctx, &package)).await;
        imported.with_context(|| format!("importing the package {code}"))?;
    }
    accounts::demo::seed(&app.db, &step(), password, hashing)
        .await
        .context("opening the demonstration accounts")
}
