//! A place of its own for a bench or a drill: a folder, and on PostgreSQL a database, both gone afterwards.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::bench::raw_postgres;
use crate::cli::place::Place;

/// The place; [`Scratch::remove`] takes it away.
#[derive(Debug)]
pub(crate) struct Scratch {
    /// What the server is given.
    pub(crate) place: Place,
    /// The address of the maintenance database and the name of ours, on PostgreSQL.
    database: Option<(String, String)>,
}

impl Scratch {
    /// A fresh place named `what` under the folder of `parent`, on the same engine.
    ///
    /// # Errors
    /// If the folder or the database cannot be made.
    pub(crate) async fn fresh(parent: &Place, what: &str) -> Result<Self> {
        let name = format!("motcua_{what}_{}", std::process::id());
        let data = parent.data.join(&name);
        std::fs::create_dir_all(&data).with_context(|| format!("making {}", data.display()))?;
        let Some(admin) = &parent.database_url else {
            return Ok(Self { place: Place::folder(&data), database: None });
        };
        let client = raw_postgres::connect(admin).await?;
        let create =
            format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
        client.batch_execute(&create).await.with_context(|| format!("making the database {name}"))?;
        let place = Place { data, database_url: Some(beside(admin, &name)) };
        Ok(Self { place, database: Some((admin.clone(), name)) })
    }

    /// A fresh place with a province in it, made as anybody would make it: by `motcua seed` with these arguments.
    ///
    /// # Errors
    /// If it cannot be made, or the seed does not end well.
    pub(crate) async fn seeded(
        binary: &Path,
        parent: &Place,
        what: &str,
        arguments: &[String],
    ) -> Result<Self> {
        let scratch = Self::fresh(parent, what).await?;
        let mut seed = Command::new(binary);
        seed.arg("seed").args(scratch.place.arguments()).args(arguments);
        seed.stdout(std::io::stderr());
        ensure!(seed.status()?.success(), "motcua seed did not end well");
        Ok(scratch)
    }

    /// A copy, whose owner must not be running: the raw half starts from the same rows.
    ///
    /// # Errors
    /// If it cannot be copied.
    pub(crate) async fn copy(&self, parent: &Place, what: &str) -> Result<Self> {
        let name = format!("motcua_{what}_{}", std::process::id());
        let data = parent.data.join(&name);
        let Some((admin, ours)) = &self.database else {
            let copied = Command::new("cp").arg("-a").args([&self.place.data, &data]).status()?;
            ensure!(copied.success(), "{} could not be copied", self.place.data.display());
            return Ok(Self { place: Place::folder(&data), database: None });
        };
        std::fs::create_dir_all(&data)?;
        let client = raw_postgres::connect(admin).await?;
        client
            .batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {ours}"))
            .await
            .context("copying the database")?;
        let place = Place { data, database_url: Some(beside(admin, &name)) };
        Ok(Self { place, database: Some((admin.clone(), name)) })
    }

    /// The SQLite file, where there is one.
    pub(crate) fn file(&self) -> Option<PathBuf> {
        self.database.is_none().then(|| self.place.data.join("motcua.sqlite"))
    }

    /// Where the log of the server goes.
    pub(crate) fn log(&self) -> PathBuf {
        self.place.data.join("server.log")
    }

    /// Takes the folder and the database away.
    ///
    /// # Errors
    /// If they cannot be removed.
    pub(crate) async fn remove(self) -> Result<()> {
        if let Some((admin, name)) = &self.database {
            let client = raw_postgres::connect(admin).await?;
            client.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
        }
        std::fs::remove_dir_all(&self.place.data)?;
        Ok(())
    }
}

/// The address of another database of the same cluster.
fn beside(address: &str, name: &str) -> String {
    if !address.contains("://") {
        return format!("{address} dbname={name}");
    }
    let (base, query) = address.split_once('?').unwrap_or((address, ""));
    let host = base.find("://").map_or(0, |at| at + 3);
    let base = base[host..].find('/').map_or(base, |at| &base[..host + at]);
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{base}/{name}{mark}{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_beside_another_is_named_in_both_forms_of_address() {
        assert_eq!(beside("postgres://u:p@h:5433/a?x=1", "b"), "postgres://u:p@h:5433/b?x=1");
        assert_eq!(beside("postgres://u@h", "b"), "postgres://u@h/b");
        assert_eq!(beside("host=/tmp user=u dbname=a", "b"), "host=/tmp user=u dbname=a dbname=b");
    }

    #[test]
    fn a_folder_is_copied_and_removed() {
        crate::block_on(async {
            let parent = tempfile::tempdir().unwrap();
            let place = Place::folder(parent.path());
            let first = Scratch::fresh(&place, "one").await.unwrap();
            std::fs::write(first.file().unwrap(), "x").unwrap();
            let second = first.copy(&place, "two").await.unwrap();
            assert_eq!(std::fs::read(second.file().unwrap()).unwrap(), b"x");
            first.remove().await.unwrap();
            second.remove().await.unwrap();
            assert_eq!(std::fs::read_dir(parent.path()).unwrap().count(), 0);
        });
    }
}
