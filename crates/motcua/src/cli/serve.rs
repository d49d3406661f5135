//! `motcua serve`: open, migrate, serve, and end so that nothing is lost and the last root is signed.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::ListenerExt as _;
use base::ShiftedClock;
use ed25519_dalek::Signer as _;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use web::Site;

use super::exit::{Code, Stop};
use super::outward::Outward;
use super::place::{Opened, Place, refusal};
use crate::demo::PASSWORD;

/// What `serve` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) place: Place,
    #[command(flatten)]
    pub(crate) front: Front,
    #[command(flatten)]
    pub(crate) outward: Outward,
}

/// How the site appears.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Front {
    /// Where to listen; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// The name in the header of every page.
    #[arg(long, default_value = "Dịch vụ công và Một cửa")]
    pub(crate) name: String,
    /// Where figures are given to Prometheus at /metrics without a token; keep it on an address that only the watcher reaches.
    #[arg(long)]
    pub(crate) metrics: Option<SocketAddr>,
    /// The address the public types, if it is not the one listened on; `https://…` makes cookies secure.
    #[arg(long)]
    pub(crate) address: Option<String>,
}

/// The file of signed roots in the data folder, one JSON object a line.
pub(crate) const ROOTS: &str = "signed-roots.jsonl";

/// How far the clocks of two machines may be apart, in seconds.
const CLOCKS_DIFFER: i64 = 300;

/// How long requests under way may take once the end was asked for.
const PATIENCE: Duration = Duration::from_secs(20);

/// Runs the command.
pub(crate) async fn run(args: Args) -> Result<(), Stop> {
    let opened = args.place.open().await?;
    let ran = opened.migrate().await?;
    tracing::info!(ran, engine = opened.db.engine_name(), "the schema is up to date");
    serve(opened, &args.front, &args.outward, As::Office).await
}

/// As what an installation serves.
pub(crate) enum As {
    /// People's affairs.
    Office,
    /// Something to look at.
    Demo,
    /// Something to learn on, by this clock.
    Practice(Arc<ShiftedClock>),
}

impl As {
    /// The site that serves so.
    fn site(&self, site: Site) -> Site {
        match self {
            Self::Office => site,
            Self::Demo => site.demo(),
            Self::Practice(clock) => {
                let clock = clock.clone();
                site.practice().hand(learning::Practice::new(PASSWORD, move |seconds| clock.shift(seconds)))
            }
        }
    }
}

/// Serves an open, migrated database until SIGTERM or SIGINT.
pub(crate) async fn serve(opened: Opened, front: &Front, outward: &Outward, like: As) -> Result<(), Stop> {
    not_practice(&opened, &like).await?;
    not_before_the_ledger(&opened).await?;
    let listener = TcpListener::bind(front.listen).await.map_err(|error| {
        let what = format!("Nobody can listen on {}", front.listen);
        Stop::unreachable(what, error, "Another program may use the port; choose another with --listen.")
    })?;
    let local = listener.local_addr().map_err(anyhow::Error::from)?;
    let calls = accounts::Calls::default();
    let site = site(front, local).hand(outward.channels()?).hand(calls.clone());
    let app = crate::compose::watched(opened.app(like.site(site))?);
    let crew = crate::crew(&app, Some(signer(&opened)?), Some(opened.folder.join(ROOTS)));
    let router = crate::compose(app.clone());
    give_figures(front, &app).await?;

    let ended = stop_asked()?;
    announce(&opened, local).await?;
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let crew = ledger::run(crew, stopped);
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    let (asked, wait) = tokio::sync::oneshot::channel::<()>();
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(async {
        ended.await;
        drop(asked);
    });
    let late = async {
        drop(wait.await);
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        served = serving => served.map_err(anyhow::Error::from)?,
        () = late => tracing::warn!("requests were still under way {PATIENCE:?} after the end was asked for"),
    }
    drop(stop);
    crew.await.map_err(anyhow::Error::from)?;
    calls.write(&app).await.map_err(anyhow::Error::from)?;
    opened.db.close().await;
    tracing::info!("ended");
    Ok(())
}

/// Gives figures on a listener of its own, if one is wished for; it ends with the program.
async fn give_figures(front: &Front, app: &web::App) -> Result<(), Stop> {
    let Some(address) = front.metrics else { return Ok(()) };
    let listener = TcpListener::bind(address).await.map_err(|error| {
        let what = format!("Nobody can listen on {address}");
        Stop::unreachable(what, error, "Another program may use the port; choose another with --metrics.")
    })?;
    let local = listener.local_addr().map_err(anyhow::Error::from)?;
    let router = crate::metrics::router(app.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    tracing::info!(%local, "figures are given at http://{local}/metrics");
    Ok(())
}

/// Refuses to serve data of practice as anything else: its people are invented, its clock was set forward.
pub(super) async fn not_practice(opened: &Opened, like: &As) -> Result<(), Stop> {
    let marked = opened.db.read(learning::shift).await.map_err(anyhow::Error::from)?;
    if marked.is_none() || matches!(like, As::Practice(_)) {
        return Ok(());
    }
    let folder = opened.folder.display();
    let message = format!(
        "The data in {folder} is practice: its people are invented and its clock was set forward.\n\
         Serve it with `motcua practice --data {folder}`, or name another folder with --data."
    );
    Err(Stop::new(Code::Usage, message))
}

/// Refuses to serve with a clock that is behind what is written: receptions and appointments would get dates before those of the
/// ledger. What two nodes or a corrected clock differ by is let pass.
async fn not_before_the_ledger(opened: &Opened) -> Result<(), Stop> {
    let last = opened.db.read(ledger::last_written).await.map_err(anyhow::Error::from)?;
    let now = opened.clock.now();
    match last.filter(|last| *last > now.plus_seconds(CLOCKS_DIFFER)) {
        None => Ok(()),
        Some(last) => Err(Stop::new(
            Code::Unreachable,
            format!(
                "The clock of this machine says {}, but the ledger was written to at {}.\nNothing was changed. Set the clock right (NTP), then start again.",
                now.rfc3339(),
                last.rfc3339()
            ),
        )),
    }
}

/// Says on standard output what the engine promises and where to look; programs that start the server read it.
async fn announce(opened: &Opened, local: SocketAddr) -> Result<(), Stop> {
    let durable = opened.db.durability().await.map_err(|error| refusal(&error))?;
    let settings: Vec<String> =
        durable.settings.iter().map(|(name, value)| format!("{name}={value}")).collect();
    println!("motcua: {}: {}", opened.db.engine_name(), settings.join(", "));
    let today = opened.clock.now().date();
    let empty = opened.db.read(move |rx| crate::setup::is_empty(rx, today)).await;
    if empty.map_err(anyhow::Error::from)? {
        let (path, code) = (crate::setup::PATH, crate::setup::code(&opened.rng));
        println!("motcua: nothing is set up yet; open {path}?ma={code} at this address:");
    }
    // Last: whoever waits for the address reads no further.
    println!("motcua: http://{local}");
    Ok(())
}

/// What this installation is called.
pub(crate) fn site(front: &Front, listening: SocketAddr) -> Site {
    let address = front.address.clone().unwrap_or_else(|| format!("http://{listening}"));
    Site::new(front.name.clone(), address)
}

fn signer(opened: &Opened) -> Result<ledger::Signer, Stop> {
    let key = crate::key::load_or_create(&opened.folder, &opened.rng).map_err(|error| {
        Stop::new(Code::Unreachable, format!("The key that signs the ledger cannot be used.\n{error}"))
    })?;
    let public = key.verifying_key().to_bytes();
    Ok(ledger::Signer::new(public, move |message| key.sign(message).to_bytes()))
}

/// Waits for SIGTERM or SIGINT.
fn stop_asked() -> Result<impl Future<Output = ()>, Stop> {
    let mut terminate = signal(SignalKind::terminate()).map_err(anyhow::Error::from)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(anyhow::Error::from)?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("asked to end; finishing what is under way");
    })
}
