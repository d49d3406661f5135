//! `motcua drill`: break something on purpose, then look.

use clap::Subcommand;

use super::exit::{Code, Stop};
use super::place::Place;
use crate::drill;

/// What to break.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// Take a backup while citizens submit, kill the server, restore elsewhere, verify, and go on there.
    Restore {
        #[command(flatten)]
        place: Place,
        /// Leave the data for a look.
        #[arg(long)]
        keep: bool,
    },
    /// Kill the server with signal 9 under load, again and again; nothing acknowledged may be lost or doubled.
    Kill {
        #[command(flatten)]
        place: Place,
        /// How often.
        #[arg(long, default_value_t = 20)]
        times: usize,
        /// Leave the data for a look.
        #[arg(long)]
        keep: bool,
    },
}

/// Runs the command.
pub(crate) async fn run(what: What) -> Result<(), Stop> {
    let drilled = match what {
        What::Kill { place, times, keep } => drill::kill(&place, times, keep).await,
        What::Restore { place, keep } => drill::restore::run(&place, keep).await,
    };
    drilled.map_err(|error| Stop::new(Code::Wrong, format!("{error:#}")))
}
