//! `motcua import fees`: amounts that the provincial council set, as data beside the procedures.

use std::path::PathBuf;

use base::Ctx;
use base::id::RequestId;
use catalogue::Change;

use super::exit::{Code, Stop};
use super::place::Place;

/// What to load, and where.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Place,
    /// The file. If it has an error, nothing of it is stored.
    file: PathBuf,
}

/// The largest file, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// Runs the command.
pub(crate) async fn run(args: Args) -> Result<(), Stop> {
    let file = args.file.display().to_string();
    let stop = |why: String| Stop::new(Code::Usage, format!("{file}: {why}"));
    let size = std::fs::metadata(&args.file).map_err(|error| stop(error.to_string()))?.len();
    if size > LARGEST {
        return Err(stop(format!("larger than {LARGEST} bytes")));
    }
    let text = std::fs::read_to_string(&args.file).map_err(|error| stop(error.to_string()))?;
    let fees = catalogue::read_local_fees(&text).map_err(|errors| {
        let line = |it: &catalogue::PackageError| format!("{file}:{}: {}: {}", it.line, it.field, it.message);
        let lines: Vec<_> = errors.iter().map(line).collect();
        Stop::new(Code::Usage, format!("{} errors; nothing was imported.\n{}", lines.len(), lines.join("\n")))
    })?;
    let opened = args.place.open().await?;
    opened.migrate().await?;
    let now = opened.clock.now();
    let ctx = Ctx { request: RequestId::new(&opened.rng, now), ..Ctx::system("import", now, &opened.rng) };
    let done = opened.db.write(move |tx| catalogue::set_fees(tx, &ctx, &fees)).await;
    for (code, change) in done.map_err(|error| stop(base::chain(&error)))? {
        let what = match change {
            Change::Added => "added",
            Change::Changed => "a new set",
            Change::Unchanged => "unchanged",
        };
        println!("{code}: {what}");
    }
    opened.db.close().await;
    Ok(())
}
