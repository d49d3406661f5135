//! `motcua seed`: a believable province with the dossiers of some years, for trials, benches and tests.

use std::time::Instant as Moment;

use anyhow::Context as _;
use base::{Instant, ManualClock, Rng};
use db::{Config, Db};
use web::Site;

use super::exit::{Code, Stop};
use super::place::{Opened, Place, refusal};
use crate::seed::{self, Made, Plan};

/// What `seed` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Place,
    /// How many dossiers, about: those that would fall after now are not made.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=20_000_000))]
    dossiers: u64,
    /// How many years back they reach.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(i16).range(1..=8))]
    years: i16,
    /// Where chance begins: the same number and the same --now make the same province.
    #[arg(long, default_value_t = 1)]
    rng: u64,
    /// The present end, RFC 3339 (2026-11-18T09:00:00+07:00); the clock if not given.
    #[arg(long, value_name = "MOMENT")]
    now: Option<String>,
}

/// Runs the command.
pub(crate) async fn run(args: Args) -> Result<(), Stop> {
    let fresh = args.place.database_url.is_none() && !args.place.exists();
    let mut opened = args.place.open().await?;
    let now = match &args.now {
        None => opened.clock.now(),
        Some(text) => read(text)?,
    };
    // Whatever is made is made by this chance and at this moment.
    opened.rng = Rng::seeded(args.rng);
    opened.clock = std::sync::Arc::new(ManualClock::new(now));
    let back = jiff::Span::new().years(args.years);
    let plan = Plan { dossiers: args.dossiers, back, seed: args.rng, now };
    let made = make(&args, opened, &plan, fresh).await?;
    say(&made);
    Ok(())
}

/// Makes the world through its actions, then the dossiers in bulk.
async fn make(args: &Args, opened: Opened, plan: &Plan, fresh: bool) -> Result<Made, Stop> {
    let begun = Moment::now();
    opened.migrate().await?;
    let app = opened.app(Site::new("seed", "http://127.0.0.1").demo())?;
    seed::build(&app, plan.seed).await?;
    app.files
        .put(crate::demo::paper(), 1_000_000, &[files::Kind::Pdf])
        .await
        .context("keeping the sample paper")?;
    let citizens = seed::citizens(&app, plan).await?;
    ledger::place_all(&app.db).await.map_err(anyhow::Error::from)?;
    let world = seed::world(&app, plan.now).await?;
    eprintln!("The province stands after {:.1} s.", begun.elapsed().as_secs_f64());
    let progress =
        |done: u64, rate: f64| eprintln!("{done} of {} dossiers, {rate:.0} a second", args.dossiers);
    if !fresh {
        let made = seed::write(&opened.db, plan, citizens, false, world, progress).await?;
        opened.db.close().await;
        return Ok(made);
    }
    opened.db.close().await;
    let config = Config { loading: true, ..Config::new(args.place.engine()) };
    let db = Db::open(config).map_err(|error| refusal(&error))?;
    let made = seed::write(&db, plan, citizens, true, world, progress).await?;
    let ending = Moment::now();
    db.finish_loading().map_err(|error| refusal(&error))?;
    eprintln!("The disk had everything after {:.1} s more.", ending.elapsed().as_secs_f64());
    Ok(Made { seconds: made.seconds + ending.elapsed().as_secs_f64(), ..made })
}

fn read(text: &str) -> Result<Instant, Stop> {
    let wrong = || {
        let message = format!("--now {text:?} is no moment; write it like 2026-11-18T09:00:00+07:00.");
        Stop::new(Code::Usage, message)
    };
    Instant::parse_rfc3339(text).ok_or_else(wrong)
}

fn say(made: &Made) {
    let rate = |count: u64| count as f64 / made.seconds.max(0.001);
    println!(
        "{} dossiers with {} events in {:.1} s: {:.0} dossiers and {:.0} events a second.",
        made.dossiers,
        made.events,
        made.seconds,
        rate(made.dossiers),
        rate(made.events)
    );
    for (state, count) in &made.states {
        println!("  {state}: {count}");
    }
    let [once, twice, extended] = made.beside;
    println!("  supplemented: {once}, twice: {twice}, promised anew: {extended}");
}
