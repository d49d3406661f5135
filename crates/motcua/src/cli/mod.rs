//! The command line: what `motcua` can be asked, and how it answers the shell. Each command has a file of its own.

mod backup;
mod bench;
mod demo;
mod drill;
mod due;
pub(crate) mod exit;
mod export;
mod import;
mod import_fees;
mod import_legacy;
mod import_national;
mod log;
mod outward;
pub(crate) mod place;
mod practice;
mod restore;
mod seed;
mod serve;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use exit::Stop;
pub(crate) use serve::ROOTS;

const EXIT_CODES: &str = "Exit codes:
  0  done
  1  the check found something wrong, or a goal was missed
  2  the command or its input is wrong
  3  the data cannot be reached (folder owned by another process, database not answering, disk)
  4  a fault of the program";

/// Administrative procedures: the portal, the one-stop shop and the desks behind it, in one program.
#[derive(Debug, Parser)]
#[command(name = "motcua", version, after_help = EXIT_CODES, arg_required_else_help = true)]
struct Cli {
    /// The form of the log on standard error.
    #[arg(long, value_enum, default_value_t, global = true)]
    log_format: log::Format,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Migrate the database and serve.
    Serve(serve::Args),
    /// Serve with demonstration data; adds nothing twice.
    Demo(demo::Args),
    /// Serve something to learn on: invented people, exercises, a clock that is set forward.
    Practice(practice::Args),
    /// Make a province with the dossiers of some years, to try and to measure.
    Seed(seed::Args),
    /// Check every chain, the placed order and the signed roots.
    Verify(verify::Args),
    /// Write the ledger as a bundle that anybody can verify offline.
    Bundle(verify::Bundle),
    /// Write everything, encrypted, into one file, while others serve.
    Backup(backup::Args),
    /// Bring a backup into a machine that has nothing yet, or look it through.
    Restore(restore::Args),
    /// Print a due instant and how it was derived.
    Due(due::Args),
    /// Load data from files.
    #[command(subcommand)]
    Import(import::What),
    /// Write what was set as files that another installation imports.
    #[command(subcommand)]
    Export(export::What),
    /// Measure; JSON lines on standard output. Needs a release build to mean anything.
    #[command(subcommand)]
    Bench(bench::What),
    /// Break something on purpose and check that nothing was lost.
    #[command(subcommand)]
    Drill(drill::What),
    /// Print the version.
    Version,
}

/// Runs the command that the process was started with.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    log::start(cli.log_format);
    match run(cli.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            eprintln!("motcua: {stop}");
            ExitCode::from(stop.code.number())
        }
    }
}

fn run(command: Command) -> Result<(), Stop> {
    match command {
        Command::Serve(args) => wait(serve::run(args)),
        Command::Demo(args) => wait(demo::run(args)),
        Command::Practice(args) => wait(practice::run(args)),
        Command::Seed(args) => wait(seed::run(args)),
        Command::Verify(args) => wait(verify::run(args)),
        Command::Bundle(args) => wait(verify::bundle(args)),
        Command::Backup(args) => backup::run(&args),
        Command::Restore(args) => restore::run(&args),
        Command::Due(args) => due::run(&args),
        Command::Import(what) => wait(import::run(what)),
        Command::Export(what) => wait(export::run(what)),
        Command::Bench(what) => wait(bench::run(what)),
        Command::Drill(what) => wait(drill::run(what)),
        Command::Version => {
            println!("motcua {}", env!("CARGO_PKG_VERSION"));
            Ok(())
        }
    }
}

/// Runs one asynchronous command to its end on a runtime of its own.
#[expect(clippy::disallowed_methods, reason = "the composition root starts the runtime")]
fn wait(command: impl Future<Output = Result<(), Stop>>) -> Result<(), Stop> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| {
        Stop::unreachable(
            "Threads could not be started",
            error,
            "Check the limits of the system (ulimit -u).",
        )
    })?;
    runtime.block_on(command)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn data_is_asked_for_the_same_way_everywhere() {
        for command in ["serve", "demo", "verify"] {
            assert!(Cli::try_parse_from(["motcua", command, "--data", "x"]).is_ok(), "{command}");
        }
    }
}
