//! Serves the procedures that ship with the program, to look at their pages:
//! `cargo run -p catalogue --example procedures -- 127.0.0.1:8097`.

use std::net::SocketAddr;
use std::sync::Arc;

use base::{Clock as _, Ctx, Rng, SystemClock};
use catalogue::package::{BUILTIN, read, report};
use web::{App, Site, serve_router};

#[tokio::main]
#[expect(clippy::disallowed_methods, reason = "an example has a runtime of its own")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8097".to_owned());
    let place = db::testing::Place::fresh(db::testing::Kind::Sqlite);
    let db = db::Db::open(place.config())?;
    let module = catalogue::module();
    let all = ledger::MIGRATIONS.iter().chain(module.migrations).copied().collect::<Vec<_>>();
    db.migrate(&all).await?;
    let rng = Rng::system();
    for (_, texts) in BUILTIN {
        let package = read(*texts).map_err(|errors| report(&errors))?;
        let ctx = Ctx::system("example", SystemClock.now(), &rng);
        db.write(move |tx| catalogue::import(tx, &ctx, &package)).await?;
    }
    let site = Arc::new(Site::new("Dịch vụ công và Một cửa tỉnh Phú Thọ", "").demo());
    let folder = tempfile::tempdir()?;
    let files = files::Files::open_folder(folder.path())?;
    let router = serve_router(App { db, files, clock: Arc::new(SystemClock), rng, site }, vec![module]);
    let listener = tokio::net::TcpListener::bind(&address).await?;
    println!("http://{}/thu-tuc", listener.local_addr()?);
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>()).await?;
    Ok(())
}
