//! `motcua import`: loads data from files. `package` reads packages, says everything that is wrong with them, and stores
//! the sound ones.

use std::path::{Path, PathBuf};

use base::Ctx;
use base::id::RequestId;
use catalogue::{Change, Package, PackageError};
use clap::Subcommand;

use super::exit::{Code, Stop};
use super::place::{Opened, Place};

/// What to load.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// Procedure packages: folders with procedure.toml, form.schema.json and process.toml.
    Package {
        #[command(flatten)]
        place: Place,
        /// The folders. If one of them has an error, none is stored.
        #[arg(required = true)]
        folders: Vec<PathBuf>,
    },
    /// Fees set by the provincial council: a file of amounts with the resolution they rest on.
    Fees(super::import_fees::Args),
    /// Descriptions of the national database: each line a new or changed version, with what is doubtful as notes for
    /// review. A line that cannot be kept is said and the others are kept (exit code 1).
    National(super::import_national::Args),
    /// Another system's export (CSV or the text of a dump): rehearsed, cut over once, rolled back.
    Legacy(super::import_legacy::Args),
}

/// Runs the command.
pub(crate) async fn run(what: What) -> Result<(), Stop> {
    let (place, folders) = match what {
        What::Package { place, folders } => (place, folders),
        What::Fees(args) => return super::import_fees::run(args).await,
        What::National(args) => return super::import_national::run(args).await,
        What::Legacy(args) => return super::import_legacy::run(args).await,
    };
    let packages = read_all(&folders)?;
    let opened = place.open().await?;
    opened.migrate().await?;
    for (folder, package) in packages {
        store(&opened, &folder, package).await?;
    }
    opened.db.close().await;
    Ok(())
}

fn read_all(folders: &[PathBuf]) -> Result<Vec<(PathBuf, Package)>, Stop> {
    let (mut sound, mut wrong) = (Vec::new(), Vec::new());
    for folder in folders {
        match catalogue::load(folder) {
            Ok(package) => sound.push((folder.clone(), package)),
            Err(errors) => wrong.extend(errors.iter().map(|error| line(folder, error))),
        }
    }
    if wrong.is_empty() {
        return Ok(sound);
    }
    let count = wrong.len();
    Err(Stop::new(Code::Usage, format!("{count} errors; nothing was imported.\n{}", wrong.join("\n"))))
}

/// `folder/procedure.toml:12: component[2].max_megabytes: phải từ 1 đến 100`.
fn line(folder: &Path, error: &PackageError) -> String {
    let field = if error.field.is_empty() { String::new() } else { format!("{}: ", error.field) };
    format!("{}:{}: {field}{}", folder.join(error.file).display(), error.line, error.message)
}

async fn store(opened: &Opened, folder: &Path, package: Package) -> Result<(), Stop> {
    let now = opened.clock.now();
    let ctx = Ctx { request: RequestId::new(&opened.rng, now), ..Ctx::system("import", now, &opened.rng) };
    let done = opened.db.write(move |tx| catalogue::import(tx, &ctx, &package)).await;
    let done = done
        .map_err(|error| Stop::new(Code::Usage, format!("{}: {}", folder.display(), base::chain(&error))))?;
    let what = match done.change {
        Change::Added => "added",
        Change::Changed => "a new version",
        Change::Unchanged => "unchanged",
    };
    println!("{}: {what}", done.key);
    Ok(())
}
