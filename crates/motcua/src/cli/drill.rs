//! `motcua drill`: break something on purpose, then look.

use clap::Subcommand;

use super::exit::{Code, Stop};
use super::place::Place;
use crate::drill;

/// What to break.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
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
    let What::Kill { place, times, keep } = what;
    drill::kill(&place, times, keep).await.map_err(|error| Stop::new(Code::Wrong, format!("{error:#}")))
}
