//! Serves accounts, units and staff alone with the demo data, to look at their pages:
//! `cargo run -p accounts --example people -- 127.0.0.1:8098`. The password of everybody is `thu-nghiem-2026`.

use std::net::SocketAddr;
use std::sync::Arc;

use accounts::{Hashing, demo};
use base::{Clock as _, Ctx, Rng, SystemClock};
use web::{App, Site, serve_router};

#[tokio::main]
#[expect(clippy::disallowed_methods, reason = "an example has a runtime of its own")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8098".to_owned());
    let place = db::testing::Place::fresh(db::testing::Kind::Sqlite);
    let db = db::Db::open(place.config())?;
    let modules = vec![organisation::module(), accounts::module()];
    let own = modules.iter().flat_map(|module| module.migrations.iter().copied());
    db.migrate(&ledger::MIGRATIONS.iter().copied().chain(own).collect::<Vec<_>>()).await?;
    let (rng, now) = (Rng::system(), SystemClock.now());
    let ctx = Ctx::system("example", now, &rng);
    let of_import = ctx.clone();
    db.write(move |tx| organisation::import(tx, &of_import, organisation::DEMO)).await?;
    for account in demo::seed(&db, &ctx, "thu-nghiem-2026", Hashing::OWASP).await? {
        println!("{:20} {}", account.login, account.name);
    }
    let site = Arc::new(Site::new("Dịch vụ công và Một cửa tỉnh Phú Thọ", "").demo());
    let folder = tempfile::tempdir()?;
    let files = files::Files::open_folder(folder.path())?;
    let router = serve_router(App { db, files, clock: Arc::new(SystemClock), rng, site }, modules);
    let listener = tokio::net::TcpListener::bind(&address).await?;
    println!("http://{}/dang-nhap", listener.local_addr()?);
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>()).await?;
    Ok(())
}
