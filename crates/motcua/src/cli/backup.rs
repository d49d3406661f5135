//! `motcua backup`: one moment of everything in one file, while `motcua serve` goes on.

use std::path::{Path, PathBuf};

use base::{Clock as _, SystemClock};

use super::exit::{Code, Stop};
use super::place::Place;
use crate::backup::{self, Taken, keys};

/// What `backup` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Place,
    /// The file to write, or a folder, where it is named after the moment. Nothing is replaced.
    #[arg(long, value_name = "FILE", required_unless_present = "make_key")]
    to: Option<PathBuf>,
    /// The public key it is encrypted for, age1…; may be given more than once, and each private key opens it.
    #[arg(long, value_name = "KEY", required_unless_present = "make_key")]
    recipient: Vec<String>,
    /// Make a pair of keys instead: the private one into this file, to be kept off the server; the public one is printed.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["to", "recipient"])]
    make_key: Option<PathBuf>,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<(), Stop> {
    match (&args.make_key, &args.to) {
        (Some(file), _) => make_key(file),
        (None, Some(to)) => take(&args.place, to, &args.recipient),
        (None, None) => Err(Stop::new(Code::Usage, "Say where the backup goes with --to.")),
    }
}

fn make_key(file: &Path) -> Result<(), Stop> {
    println!("{}", keys::make(file, SystemClock.now())?);
    eprintln!(
        "The private key is in {}. Keep it off this server, in two places: without it no backup can be read.",
        file.display()
    );
    Ok(())
}

fn take(place: &Place, to: &Path, recipients: &[String]) -> Result<(), Stop> {
    let recipients = keys::recipients(recipients)?;
    let Taken { file, bytes, manifest, end } = backup::take(place, to, &recipients)?;
    println!(
        "{}: {} rows, {} files with {} bytes, the ledger to position {}, as of {}; {bytes} bytes.",
        file.display(),
        end.all_rows(),
        end.files,
        end.file_bytes,
        manifest.ledger.position,
        manifest.taken_at.rfc3339()
    );
    let faults = end.faults();
    if faults.is_empty() {
        return Ok(());
    }
    let message = format!(
        "The backup is whole, but the data it was taken of are not:\n{}\nLook for these files in earlier backups.",
        faults.join("\n")
    );
    Err(Stop::new(Code::Wrong, message))
}
