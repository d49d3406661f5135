//! The program; everything stands in the library, so that tests can start the same.

fn main() -> std::process::ExitCode {
    motcua::cli::main()
}
