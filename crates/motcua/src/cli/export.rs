//! `motcua export`: writes what administrators have set as files that another installation imports.

use std::path::{Path, PathBuf};

use catalogue::{ProcedureVersion, Written};
use clap::Subcommand;

use super::exit::{Code, Stop};
use super::place::Place;

/// What to write.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// The procedures in force today, a folder each, as `motcua import package` reads them.
    Packages {
        #[command(flatten)]
        place: Place,
        /// The folder to write into; it is made, and must be empty where it is there.
        #[arg(long)]
        to: PathBuf,
    },
}

/// Runs the command.
pub(crate) async fn run(what: What) -> Result<(), Stop> {
    let What::Packages { place, to } = what;
    empty(&to)?;
    let opened = place.open_existing().await?;
    let today = opened.clock.now().date();
    let versions = opened.db.read(move |rx| {
        let listed = catalogue::every(rx, "", today)?;
        listed.into_iter().map(|one| catalogue::version(rx, &one.key)).collect::<Result<Vec<_>, _>>()
    });
    let versions = versions.await.map_err(|error| Stop::new(Code::Unreachable, base::chain(&error)))?;
    for version in versions.into_iter().flatten() {
        write(&to, &version)?;
        println!("{}", version.key());
    }
    opened.db.close().await;
    Ok(())
}

fn empty(to: &Path) -> Result<(), Stop> {
    let refused = |why: String| Stop::new(Code::Usage, format!("{}: {why}", to.display()));
    match std::fs::read_dir(to).map(|mut inside| inside.next().is_some()) {
        Ok(true) => Err(refused("the folder is not empty; name a new one".to_owned())),
        Ok(false) => Ok(()),
        Err(_) => std::fs::create_dir_all(to).map_err(|error| refused(error.to_string())),
    }
}

fn write(to: &Path, version: &ProcedureVersion) -> Result<(), Stop> {
    let folder = to.join(version.code.as_str());
    let failed =
        |error: std::io::Error| Stop::new(Code::Unreachable, format!("{}: {error}", folder.display()));
    std::fs::create_dir_all(&folder).map_err(failed)?;
    let Written { procedure, form, process } = catalogue::write(version);
    for (name, text) in catalogue::package::FILES.iter().zip([procedure, form, process]) {
        std::fs::write(folder.join(name), text).map_err(failed)?;
    }
    Ok(())
}
