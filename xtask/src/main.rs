//! The project's own tool: `check` holds the rules of the house, `mutate` asks whether the tests would notice, `gen`
//! writes what is generated, `prove` runs the proofs at full size. Run through `./x`.

mod check;
mod generate;
mod mutate;
mod prove;
mod rules;
mod tokens;
mod tree;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let answer = match args.first().map(String::as_str) {
        Some("check") => check::run(),
        Some("gen") => generate::run(),
        Some("mutate") => mutate::run(&args[1..]),
        Some("prove") => prove::run(),
        _ => {
            eprintln!("usage: xtask check | gen | mutate [paths] [--sample N] [--seed S] | prove");
            return ExitCode::from(2);
        }
    };
    match answer {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
