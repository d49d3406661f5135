//! Databases for tests: a fresh one of each engine, gone afterwards.
//!
//! PostgreSQL is the cluster named by `MOTCUA_TEST_POSTGRES` (the address of its maintenance database), or else
//! a private one that the first test of the process starts and that ends with the process.

mod cluster;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tempfile::TempDir;

use crate::{Config, Db, Engine, Error};

pub use cluster::Database;

pub use crate::both_engines;

/// The engines every test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A folder of its own.
    Sqlite,
    /// A database of its own in the cluster for tests.
    Postgres,
}

/// A place for one database. Dropping it removes what is in it; close the database before.
#[derive(Debug)]
pub enum Place {
    /// A folder.
    Sqlite(TempDir),
    /// A database.
    Postgres(Database),
}

impl Place {
    /// A fresh place on this engine.
    ///
    /// # Panics
    /// When there is none to be had; a test cannot go on then.
    #[must_use]
    pub fn fresh(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => Self::Sqlite(
                tempfile::Builder::new().prefix("motcua-test-").tempdir().expect("a folder for the test"),
            ),
            Kind::Postgres => Self::Postgres(Database::create(&name())),
        }
    }

    /// The engine setting that leads there.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(folder) => Engine::Sqlite(folder.path().to_owned()),
            Self::Postgres(database) => Engine::Postgres(database.address().to_owned()),
        }
    }

    /// Small settings for a test: two threads.
    #[must_use]
    pub fn config(&self) -> Config {
        Config { threads: 2, ..Config::new(self.engine()) }
    }

    /// Opens the database there.
    ///
    /// # Errors
    /// As [`Db::open`].
    pub fn open(&self) -> Result<Db, Error> {
        Db::open(self.config())
    }
}

/// What a test is given: an open [`Db`], or the [`Place`] to open it with settings of its own.
pub trait Given: Clone {
    /// From a fresh place.
    fn from_place(place: &Arc<Place>) -> Self;
    /// When the test is done.
    fn done(self) -> impl Future<Output = ()>;
}

impl Given for Db {
    fn from_place(place: &Arc<Place>) -> Self {
        place.open().expect("a fresh database opens")
    }

    async fn done(self) {
        self.close().await;
    }
}

impl Given for Arc<Place> {
    fn from_place(place: &Arc<Place>) -> Self {
        Self::clone(place)
    }

    async fn done(self) {}
}

/// Runs one test on a fresh database of this engine. What [`both_engines!`] writes.
///
/// # Panics
/// When the test does.
#[expect(clippy::disallowed_methods, reason = "a test has a runtime of its own")]
pub fn run<G: Given, F: Future<Output = ()>>(kind: Kind, test: impl FnOnce(G) -> F) {
    let place = Arc::new(Place::fresh(kind));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime for the test");
    runtime.block_on(async {
        let given = G::from_place(&place);
        test(given.clone()).await;
        given.done().await;
    });
}

/// Writes each test twice: `name::sqlite` and `name::postgres`, each with a fresh database.
///
/// ```
/// db::testing::both_engines! {
///     /// What it proves.
///     async fn a_database_opens(db: db::Db) {
///         assert!(db.durability().await.is_ok());
///     }
/// }
/// ```
#[macro_export]
macro_rules! both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($db:ident: $type:ty) $body:block)*) => {$(
        $(#[$meta])*
        #[cfg(test)]
        async fn $name($db: $type) $body
        #[cfg(test)]
        mod $name {
            #[test]
            fn sqlite() {
                $crate::testing::run($crate::testing::Kind::Sqlite, super::$name);
            }
            #[test]
            fn postgres() {
                $crate::testing::run($crate::testing::Kind::Postgres, super::$name);
            }
        }
    )*};
}

/// A name no other test of this cluster has.
fn name() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let nanos = std::time::UNIX_EPOCH.elapsed().map_or(0, |it| it.as_nanos() % 1_000_000_000);
    format!("motcua_test_{}_{nanos}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}
