//! `motcua restore`: a backup into a machine that has nothing yet, or looked through without restoring it.

use std::path::PathBuf;

use super::exit::Stop;
use super::place::Place;
use crate::backup::{self, End, Manifest, keys};

/// What `restore` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Place,
    /// The backup.
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// The file with the private key.
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// Read the backup through and say what is in it; nothing is restored.
    #[arg(long)]
    check: bool,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<(), Stop> {
    let keys = keys::identities(&args.key)?;
    let (manifest, end) = if args.check {
        backup::check(&args.from, &keys)?
    } else {
        backup::restore(&args.from, &keys, &args.place)?
    };
    print!("{}", words(&manifest, &end));
    for fault in end.faults() {
        println!("When it was taken, {fault}.");
    }
    if args.check {
        println!("The backup is whole.");
    } else {
        println!(
            "Restored into {}. Now run motcua verify, then motcua serve. Everybody signs in again.",
            args.place.data.display()
        );
    }
    Ok(())
}

fn words(manifest: &Manifest, end: &End) -> String {
    format!(
        "Taken {} by motcua {} from {}: {} rows in {} tables, {} files with {} bytes, the ledger to position {} with root {}, {} migrations.\n",
        manifest.taken_at.rfc3339(),
        manifest.program,
        manifest.engine,
        end.all_rows(),
        end.rows.len(),
        end.files,
        end.file_bytes,
        manifest.ledger.position,
        manifest.ledger.root,
        manifest.migrations.len()
    )
}
