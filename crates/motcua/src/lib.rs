//! The composition root: the one list of contexts, the command line, the key that signs the ledger, and the measuring
//! of the whole. It spans contexts and owns none; nothing may depend on it but tests.

mod backup;
mod bench;
mod catalogue_file;
pub mod cli;
mod compose;
pub mod demo;
mod drill;
mod home;
mod key;
mod load;
mod metrics;
mod seed;
mod settings;
mod setup;
mod support;

pub use compose::{compose, crew, migrations, modules};

/// The code that opens the page of the first run, as `motcua serve` prints it.
#[must_use]
pub fn setup_code(app: &web::App) -> &'static str {
    setup::code(&app.rng)
}

/// Runs an asynchronous test to its end.
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test has a runtime of its own")]
pub(crate) fn block_on<T>(test: impl Future<Output = T>) -> T {
    tokio::runtime::Runtime::new().expect("a runtime for the test").block_on(test)
}
