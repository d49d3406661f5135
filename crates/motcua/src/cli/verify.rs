//! `motcua verify`: whether the ledger is what it was, in the database or offline in a bundle; and the bundle itself.

use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};

use ledger::{Report, Scope, Trust};

use super::exit::{Code, Stop};
use super::place::Place;
use super::serve::ROOTS;

/// What `verify` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Place,
    /// Verify this bundle instead; needs no data.
    #[arg(long, value_name = "FILE")]
    bundle: Option<PathBuf>,
    /// A file of signed roots kept elsewhere; the one in the data folder is read without being named.
    #[arg(long, value_name = "FILE")]
    roots: Option<PathBuf>,
    /// Trust only this signer, its public key in hexadecimal; may be given more than once.
    #[arg(long, value_name = "KEY")]
    signer: Vec<String>,
    /// The report as one JSON object.
    #[arg(long)]
    json: bool,
}

/// What `bundle` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Bundle {
    #[command(flatten)]
    place: Place,
    /// Where the bundle goes. It holds personal data.
    out: PathBuf,
}

/// Runs `verify`.
pub(crate) async fn run(args: Args) -> Result<(), Stop> {
    let trust = trust(&args)?;
    let report = match &args.bundle {
        Some(file) => {
            let bundle = File::open(file).map_err(|error| cannot_read(file, &error))?;
            ledger::verify_bundle(BufReader::new(bundle), &trust)
        }
        None => {
            let opened = args.place.open_existing().await?;
            let report = ledger::verify(&opened.db, &trust).await;
            opened.db.close().await;
            report
        }
    };
    let report = report.map_err(|error| Stop::new(Code::Unreachable, format!("{}.", base::chain(&error))))?;
    if args.json {
        println!("{}", serde_json::to_string(&report).map_err(anyhow::Error::from)?);
    } else {
        print!("{}", words(&report));
    }
    if report.is_clean() {
        return Ok(());
    }
    Err(Stop::new(Code::Wrong, format!("The ledger does not hold: {} faults.", report.faults)))
}

/// Runs `bundle`.
pub(crate) async fn bundle(args: Bundle) -> Result<(), Stop> {
    let opened = args.place.open_existing().await?;
    let file = File::create_new(&args.out).map_err(|error| {
        let what = format!("{} cannot be written", args.out.display());
        Stop::unreachable(what, error, "Name a file that does not exist yet.")
    })?;
    let told = ledger::export(&opened.db, &Scope::All, &mut BufWriter::new(file)).await;
    opened.db.close().await;
    let told = told.map_err(|error| Stop::new(Code::Unreachable, format!("{}.", base::chain(&error))))?;
    println!("{told} events written to {}; it holds personal data.", args.out.display());
    Ok(())
}

fn trust(args: &Args) -> Result<Trust, Stop> {
    let beside = args.place.data.join(ROOTS);
    let file = args.roots.clone().or_else(|| (args.bundle.is_none() && beside.exists()).then_some(beside));
    let roots = match file {
        Some(file) => ledger::read_roots(&file)
            .map_err(|error| Stop::new(Code::Unreachable, format!("{}.", base::chain(&error))))?,
        None => Vec::new(),
    };
    Ok(Trust { keys: args.signer.clone(), roots })
}

fn cannot_read(file: &Path, error: &std::io::Error) -> Stop {
    Stop::unreachable(
        format!("{} cannot be read", file.display()),
        error,
        "Check the name and the permissions.",
    )
}

fn words(report: &Report) -> String {
    let mut out = format!(
        "{} events in {} streams, {} placed, {} waiting for a place, {} payloads erased by law; {} signatures hold, the last one covers position {}.\n",
        report.events,
        report.streams,
        report.placed,
        report.pending,
        report.erased,
        report.signatures,
        report.signed_to
    );
    for finding in &report.findings {
        out.push_str(&format!("{finding}\n"));
    }
    let more = report.faults.saturating_sub(report.findings.len() as u64);
    if more > 0 {
        out.push_str(&format!("and {more} more\n"));
    }
    if report.is_clean() {
        out.push_str("The ledger holds.\n");
    }
    out
}
