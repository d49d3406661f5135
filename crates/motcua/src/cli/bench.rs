//! `motcua bench`: what can be measured. JSON lines on standard output; exit code 1 when a goal was missed.

use clap::Subcommand;

use super::exit::{Code, Stop};
use super::place::Place;
use crate::bench;

/// What to measure.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// Durable submissions through HTTP against the same rows written by hand, in turns.
    Submit {
        #[command(flatten)]
        place: Place,
        /// Seconds of one round of one side.
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=600))]
        seconds: u64,
        /// Pairs of rounds, ours and raw.
        #[arg(long, default_value_t = 5)]
        rounds: usize,
        /// Submissions under way at once.
        #[arg(long, default_value_t = 64)]
        in_flight: usize,
        /// Leave the databases for a look.
        #[arg(long)]
        keep: bool,
    },
    /// One dossier by its number, by token, against a bare axum handler that reads the same row, in turns.
    Api {
        #[command(flatten)]
        place: Place,
        /// Seconds of one round of one side.
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=600))]
        seconds: u64,
        /// Pairs of rounds.
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=100))]
        rounds: u16,
        /// Requests under way at once.
        #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=400))]
        in_flight: u16,
        /// Leave the database for a look.
        #[arg(long)]
        keep: bool,
    },
    /// The bare side of `bench api`, which starts it.
    #[command(hide = true)]
    BareRow {
        #[command(flatten)]
        place: Place,
    },
    /// The import of the national catalogue, and searches over all of it.
    Catalogue {
        #[command(flatten)]
        place: Place,
        /// The catalogue, as `import national` takes it; without it one of the same size is made up.
        #[arg(long)]
        file: Option<std::path::PathBuf>,
        /// Searches of each kind.
        #[arg(long, default_value_t = 2000)]
        searches: usize,
        /// Leave the database for a look.
        #[arg(long)]
        keep: bool,
    },
    /// An officer's queue and search among a million dossiers, idle and while a hundred a second come in.
    Inbox {
        #[command(flatten)]
        place: Place,
        /// How many dossiers the province is given.
        #[arg(long, default_value_t = 1_000_000)]
        dossiers: u64,
        /// How many years they reach back.
        #[arg(long, default_value_t = 3)]
        years: i16,
        /// Where chance begins.
        #[arg(long, default_value_t = 1)]
        rng: u64,
        /// Requests of each kind.
        #[arg(long, default_value_t = 500)]
        requests: usize,
        /// Measure on the province that stands in --data already; citizens and dossiers are added to it.
        #[arg(long)]
        here: bool,
        /// Leave the database for a look.
        #[arg(long)]
        keep: bool,
    },
    /// Clerks in the certification lane, batches in between, and the day's book.
    Lane {
        #[command(flatten)]
        place: Place,
        /// Clerks at once.
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=400))]
        clerks: u16,
        /// Certifications of each in an hour.
        #[arg(long, default_value_t = 240, value_parser = clap::value_parser!(u64).range(1..=100_000))]
        per_hour: u64,
        /// Seconds.
        #[arg(long, default_value_t = 120)]
        seconds: u64,
        /// Seconds between two batches of forty.
        #[arg(long, default_value_t = 5)]
        batch_every: u64,
        /// Lines of the day's book when it is printed.
        #[arg(long, default_value_t = 5_000)]
        lines: usize,
        /// Leave the database for a look.
        #[arg(long)]
        keep: bool,
    },
    /// Ten thousand dossiers given to somebody else at once, with progress shown.
    Bulk {
        #[command(flatten)]
        place: Place,
        /// How many dossiers.
        #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u16).range(10..=20_000))]
        dossiers: u16,
        /// Leave the database for a look.
        #[arg(long)]
        keep: bool,
    },
    /// What a day off announced late would move in a province, foreseen and then done.
    Recount {
        #[command(flatten)]
        place: Place,
        /// Dossiers of the province.
        #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1_000..=20_000_000))]
        dossiers: u64,
        /// Begins the random numbers: the same number makes the same province.
        #[arg(long, default_value_t = 1)]
        rng: u64,
        /// Leave the database for a look.
        #[arg(long)]
        keep: bool,
    },
    /// The rearrangement of 1/7/2025 played on its real table, with open dossiers in every commune.
    Reorganise {
        #[command(flatten)]
        place: Place,
        /// How many dossiers are made, of the last days; about half of them are still open.
        #[arg(long, default_value_t = 220_000, value_parser = clap::value_parser!(u64).range(100..=5_000_000))]
        dossiers: u64,
        /// How many communes of before take part, the first of the table.
        #[arg(long, default_value_t = 1_000)]
        communes: usize,
        /// Where chance begins.
        #[arg(long, default_value_t = 1)]
        rng: u64,
        /// Leave the database for a look.
        #[arg(long)]
        keep: bool,
    },
    /// A backup taken while the server runs against a plain copy of the same bytes, in turns; then it is restored and verified.
    Backup {
        #[command(flatten)]
        place: Place,
        /// Dossiers of the province.
        #[arg(long, default_value_t = 50_000)]
        dossiers: u64,
        /// Papers of its own that it is given beside them.
        #[arg(long, default_value_t = 4_000)]
        papers: u32,
        /// Bytes of a paper.
        #[arg(long, default_value_t = 300_000, value_parser = clap::value_parser!(u32).range(1..=50_000_000))]
        paper_bytes: u32,
        /// Pairs of rounds, copy and backup; the medians count.
        #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=100))]
        rounds: u32,
        /// Begins the random numbers: the same number makes the same province.
        #[arg(long, default_value_t = 1)]
        rng: u64,
        /// Leave database and backups for a look.
        #[arg(long)]
        keep: bool,
    },
    /// The procedure page and the officer's queue, from request to last byte, and the time of a start.
    Render {
        #[command(flatten)]
        place: Place,
        /// Requests of each page.
        #[arg(long, default_value_t = 2000)]
        requests: usize,
        /// Leave the database for a look.
        #[arg(long)]
        keep: bool,
    },
}

/// Runs the command.
pub(crate) async fn run(what: What) -> Result<(), Stop> {
    let met = match what {
        What::Submit { place, seconds, rounds, in_flight, keep } => {
            if rounds == 0 || in_flight < 2 {
                return Err(Stop::new(Code::Usage, "--rounds must be at least 1, --in-flight at least 2."));
            }
            bench::submit::run(&bench::submit::Options { place, seconds, rounds, in_flight, keep }).await?
        }
        What::Api { place, seconds, rounds, in_flight, keep } => {
            let (rounds, in_flight) = (usize::from(rounds), usize::from(in_flight));
            bench::api::run(&bench::api::Options { place, seconds, rounds, in_flight, keep }).await?
        }
        What::BareRow { place } => {
            bench::bare_row::serve(&place).await?;
            true
        }
        What::Catalogue { place, file, searches, keep } => {
            bench::catalogue::run(&place, file, searches, keep).await?
        }
        What::Inbox { place, dossiers, years, rng, requests, here, keep } => {
            let options = bench::inbox::Options { place, dossiers, years, rng, requests, here, keep };
            bench::inbox::run(&options).await?
        }
        What::Lane { place, clerks, per_hour, seconds, batch_every, lines, keep } => {
            let clerks = usize::from(clerks);
            let options = bench::lane::Options { place, clerks, per_hour, seconds, batch_every, lines, keep };
            bench::lane::run(&options).await?
        }
        What::Bulk { place, dossiers, keep } => {
            let dossiers = usize::from(dossiers);
            bench::bulk::run(&bench::bulk::Options { place, dossiers, keep }).await?
        }
        What::Recount { place, dossiers, rng, keep } => {
            bench::recount::run(&bench::recount::Options { place, dossiers, rng, keep }).await?
        }
        What::Reorganise { place, dossiers, communes, rng, keep } => {
            let options = bench::reorganise::Options { place, dossiers, communes, rng, keep };
            bench::reorganise::run(&options).await?
        }
        What::Backup { place, dossiers, papers, paper_bytes, rounds, rng, keep } => {
            let (paper_bytes, rounds) = (paper_bytes as usize, rounds as usize);
            let options = bench::backup::Options { place, dossiers, papers, paper_bytes, rounds, rng, keep };
            bench::backup::run(&options).await?
        }
        What::Render { place, requests, keep } => bench::render::run(&place, requests, keep).await?,
    };
    if met {
        Ok(())
    } else {
        Err(Stop::new(Code::Wrong, "A goal was missed; the lines above say which (\"met\": false)."))
    }
}
