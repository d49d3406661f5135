//! Where the data lives: the two options every command that touches data takes, and opening what they name.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::{Clock, Rng, SystemClock};
use db::{Config, Db, Engine};
use files::Files;
use web::{App, Site};

use super::exit::{Code, Stop};

/// The file that SQLite keeps in the data folder.
const SQLITE: &str = "motcua.sqlite";

/// `--data` and `--database-url`.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Place {
    /// The folder of the data: SQLite and files, or files only beside `--database-url`.
    #[arg(long, value_name = "DIR", default_value = "./data")]
    pub(crate) data: PathBuf,
    /// PostgreSQL instead of SQLite: `postgres://user@host/database`.
    #[arg(long, value_name = "URL", env = "MOTCUA_DATABASE_URL", hide_env_values = true)]
    pub(crate) database_url: Option<String>,
}

/// An open database and what goes with it.
#[derive(Clone)]
pub(crate) struct Opened {
    pub(crate) db: Db,
    pub(crate) folder: PathBuf,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) rng: Rng,
}

impl Place {
    /// A folder with SQLite in it.
    pub(crate) fn folder(data: &Path) -> Self {
        Self { data: data.to_owned(), database_url: None }
    }

    /// The engine these options name.
    pub(crate) fn engine(&self) -> Engine {
        self.database_url.clone().map_or_else(|| Engine::Sqlite(self.data.clone()), Engine::Postgres)
    }

    /// How many threads or connections the adapter is given.
    pub(crate) fn threads(&self) -> usize {
        Config::new(self.engine()).threads
    }

    /// The same options for a child process.
    pub(crate) fn arguments(&self) -> Vec<OsString> {
        let mut out = vec![OsString::from("--data"), self.data.clone().into_os_string()];
        if let Some(url) = &self.database_url {
            out.extend([OsString::from("--database-url"), OsString::from(url)]);
        }
        out
    }

    /// Whether the folder holds a database.
    pub(crate) fn exists(&self) -> bool {
        self.data.join(SQLITE).exists()
    }

    /// The name of the engine, as the database says it.
    pub(crate) fn engine_name(&self) -> &'static str {
        self.engine().name()
    }

    /// Refuses a place without data.
    pub(crate) fn must_exist(&self) -> Result<(), Stop> {
        let there = if self.database_url.is_none() { self.exists() } else { self.data.is_dir() };
        if there {
            return Ok(());
        }
        let message = format!("There is no data in {}.\nName the folder with --data.", self.data.display());
        Err(Stop::new(Code::Usage, message))
    }

    /// The files in the folder.
    pub(crate) fn files(&self) -> Result<Files, Stop> {
        files(&self.data)
    }

    /// Opens a database that must be there already.
    pub(crate) async fn open_existing(&self) -> Result<Opened, Stop> {
        if self.database_url.is_none() {
            self.must_exist()?;
        }
        self.open().await
    }

    /// Opens the database; makes the folder if there is none.
    pub(crate) async fn open(&self) -> Result<Opened, Stop> {
        std::fs::create_dir_all(&self.data).map_err(|error| {
            let what = format!("The folder {} cannot be made", self.data.display());
            Stop::unreachable(what, error, "Choose another with --data, or mend its permissions.")
        })?;
        let engine = self.engine();
        let opened = tokio::task::spawn_blocking(move || Db::open(Config::new(engine))).await;
        let db =
            opened.map_err(|error| Stop::new(Code::Internal, error.to_string()))?.map_err(|e| refusal(&e))?;
        Ok(Opened { db, folder: self.data.clone(), clock: Arc::new(SystemClock), rng: Rng::system() })
    }
}

impl Opened {
    /// The application on this data, for what is done beside serving.
    pub(crate) fn app(&self, site: Site) -> Result<App, Stop> {
        let files = files(&self.folder)?;
        let (db, clock, rng) = (self.db.clone(), self.clock.clone(), self.rng.clone());
        Ok(App { db, files, clock, rng, site: Arc::new(site) })
    }

    /// Brings the schema up to this program; how many migrations ran.
    pub(crate) async fn migrate(&self) -> Result<usize, Stop> {
        self.db.migrate(&crate::migrations()).await.map_err(|error| refusal(&error))
    }
}

/// The files of a data folder.
fn files(data: &Path) -> Result<Files, Stop> {
    let files = data.join("files");
    Files::open_folder(&files).map_err(|error| {
        let what = format!("The folder {} cannot be used", files.display());
        Stop::unreachable(what, error, "Mend its permissions, or choose another with --data.")
    })
}

/// What an error of the database means to whoever typed the command.
pub(crate) fn refusal(error: &db::Error) -> Stop {
    let todo = match error {
        db::Error::Locked { .. } => "Stop that process, or name another folder with --data.",
        db::Error::Open { .. } | db::Error::Lost(_) => {
            "Check --data or --database-url, that the server runs, and that this user may write there."
        }
        db::Error::Schema(_) => "Use the program that last served this data, or a newer one.",
        _ => return Stop::new(Code::Internal, format!("The database refused: {}.", base::chain(error))),
    };
    Stop::new(Code::Unreachable, format!("{}.\n{todo}", base::chain(error)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_in_use_is_refused_and_says_what_to_do() {
        crate::block_on(async {
            let folder = tempfile::tempdir().unwrap();
            let place = Place::folder(folder.path());
            let first = place.open().await.unwrap();
            let refused = place.open().await.err().unwrap();
            assert_eq!(refused.code, Code::Unreachable);
            assert!(refused.message.contains("in use by") && refused.message.contains("--data"), "{refused}");
            first.db.close().await;
        });
    }

    #[test]
    fn a_server_that_is_not_there_is_named() {
        crate::block_on(async {
            let folder = tempfile::tempdir().unwrap();
            let url = Some("postgres://nobody@127.0.0.1:1/none".to_owned());
            let place = Place { database_url: url, ..Place::folder(folder.path()) };
            let refused = place.open().await.err().unwrap();
            assert_eq!(refused.code, Code::Unreachable);
            assert!(refused.message.contains("--database-url"), "{refused}");
        });
    }
}
