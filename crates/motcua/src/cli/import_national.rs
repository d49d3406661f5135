//! `motcua import national FILE.jsonl[.gz]`: brings in descriptions of the national database, says each line that was
//! refused, and ends with how many were read, imported, are for review and were rejected.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use catalogue::national::Rejected;

use super::exit::{Code, Stop};
use super::place::Place;
use crate::catalogue_file::{self, Listener, Tally};

/// How often progress is told.
const EVERY: Duration = Duration::from_secs(1);

/// What `import national` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Place,
    /// JSON lines, one procedure a line, gzipped or not.
    file: PathBuf,
    /// Rejections and the summary as JSON, one object a line.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) async fn run(args: Args) -> Result<(), Stop> {
    if !args.file.is_file() {
        let message = format!("There is no file {}.\nName a .jsonl or .jsonl.gz file.", args.file.display());
        return Err(Stop::new(Code::Usage, message));
    }
    let opened = args.place.open().await?;
    opened.migrate().await?;
    let mut voice = Voice { json: args.json, started: Instant::now(), told: Instant::now() };
    let tally = catalogue_file::import(&opened, &args.file, &mut voice).await;
    opened.db.close().await;
    let tally = tally.map_err(|error| Stop::new(Code::Unreachable, format!("{error:#}.")))?;
    voice.ends(&tally)?;
    if tally.rejected == 0 {
        return Ok(());
    }
    let message = format!("{} lines were rejected, as said above; the others are kept.", tally.rejected);
    Err(Stop::new(Code::Wrong, message))
}

/// Tells on standard output what was refused, and on standard error how far it is.
struct Voice {
    json: bool,
    started: Instant,
    told: Instant,
}

impl Voice {
    fn ends(&self, tally: &Tally) -> Result<(), Stop> {
        if self.json {
            println!("{}", serde_json::to_string(tally).map_err(anyhow::Error::from)?);
        } else {
            println!(
                "read {}, imported {}, for review {}, rejected {}.",
                tally.read, tally.imported, tally.for_review, tally.rejected
            );
        }
        Ok(())
    }
}

impl Listener for Voice {
    fn rejected(&mut self, rejected: &Rejected) {
        if self.json {
            // A line number, a code and a reason are always JSON.
            println!("{}", serde_json::to_string(rejected).unwrap_or_default());
        } else {
            let code = rejected.code.as_deref().unwrap_or("no code");
            println!("line {}: {code}: {}", rejected.line, rejected.reason);
        }
    }

    fn progress(&mut self, tally: &Tally) {
        if self.told.elapsed() >= EVERY {
            self.told = Instant::now();
            let rate = tally.read as f64 / self.started.elapsed().as_secs_f64();
            eprintln!("{} read, {} imported, {rate:.0} a second", tally.read, tally.imported);
        }
    }
}
