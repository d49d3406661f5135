//! `motcua due`: a due instant and how it was derived. Needs no data.

use super::exit::{Code, Stop};

/// What `due` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// When it was received, local time: `2026-02-13T10:00`.
    #[arg(long)]
    from: String,
    /// The term: `3 ngày làm việc`, `8 giờ làm việc`, `10 ngày`, `1 tháng`, `trong ngày`.
    #[arg(long)]
    term: String,
    /// The calendar.
    #[arg(long, default_value = "hanh-chinh")]
    calendar: String,
    /// What comes after this time of day counts as received on the next working day: `15:00`.
    #[arg(long)]
    cutoff: Option<String>,
    /// One JSON object: `due` in RFC 3339 and `derivation` as a list.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<(), Stop> {
    let wrong = |error: worktime::DueError| Stop::new(Code::Usage, error.to_string());
    let calendar = worktime::cli::calendar(&args.calendar).map_err(wrong)?;
    let due =
        worktime::cli::due(&args.from, &args.term, Some(calendar), args.cutoff.as_deref()).map_err(wrong)?;
    if args.json {
        println!("{}", worktime::cli::to_json(&due));
    } else {
        print!("{}", worktime::cli::to_text(&due));
    }
    Ok(())
}
