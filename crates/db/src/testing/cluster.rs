//! The PostgreSQL cluster of the tests, and databases in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::{env, fs, thread};

use tokio_postgres::NoTls;

/// A database of its own, dropped with this value.
#[derive(Debug)]
pub struct Database {
    name: String,
    address: String,
}

impl Database {
    /// Makes a database.
    ///
    /// # Panics
    /// When the cluster cannot be reached or started.
    #[must_use]
    pub fn create(name: &str) -> Self {
        command(format!(
            "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        ));
        Self { name: name.to_owned(), address: of(address(), name) }
    }

    /// The address that [`crate::Engine::Postgres`] takes.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Whether the server is on this machine, so that a folder can be given to it for a tablespace.
    #[must_use]
    pub fn is_here() -> bool {
        ["host=/", "host='/", "%2F", "%2f"].iter().any(|socket| address().contains(socket))
    }

    /// Runs one command of the server's administrator.
    ///
    /// # Panics
    /// When the server refuses.
    pub fn administer(sql: &str) {
        command(sql.to_owned());
    }

    /// Ends every connection to it, as a server that restarts does.
    pub fn cut(&self) {
        command(format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'",
            self.name
        ));
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if !thread::panicking() {
            command(format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
        }
    }
}

/// The address of the cluster's maintenance database.
///
/// # Panics
/// When there is no cluster and none can be started.
pub(super) fn address() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| match env::var("MOTCUA_TEST_POSTGRES") {
        Ok(address) if !address.is_empty() => address,
        _ => start(),
    })
}

/// The address of another database of the same cluster.
fn of(address: &str, name: &str) -> String {
    if !address.contains("://") {
        return format!("{address} dbname={name}");
    }
    let (base, query) =
        address.split_once('?').map_or((address, String::new()), |(base, query)| (base, format!("?{query}")));
    let from = base.find("://").map_or(0, |at| at + 3);
    let base = base[from..].find('/').map_or(base, |at| &base[..from + at]);
    format!("{base}/{name}{query}")
}

/// Runs one command in the maintenance database, on a thread and a runtime of its own.
#[expect(clippy::disallowed_methods, reason = "a thread of its own waits for the server")]
fn command(sql: String) {
    let body = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let (client, connection) =
                tokio_postgres::connect(address(), NoTls).await.expect("the cluster for tests answers");
            tokio::spawn(connection);
            client.batch_execute(&sql).await.expect(&sql);
        });
    };
    thread::spawn(body).join().expect("the cluster for tests obeys");
}

/// Starts a private cluster on a socket in a temporary folder; a watchdog ends it when this process is gone.
fn start() -> String {
    let tools = tools()
        .expect("PostgreSQL is needed for tests: apt-get install postgresql, or set MOTCUA_TEST_POSTGRES");
    let folder = env::temp_dir().join(format!("motcua-pg-{}", std::process::id()));
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).expect("a folder for the cluster");
    let script = format!(
        "set -e; cd '{folder}'; '{tools}/initdb' -D data -A trust -U motcua -E UTF8 --locale=C --no-sync >log 2>&1; \
         '{tools}/pg_ctl' -D data -l log -w -o \"-k '{folder}' -h '' -c max_connections=300 -c fsync=off\" start >>log 2>&1",
        folder = folder.display(),
        tools = tools.display(),
    );
    let root = is_root();
    if root {
        run(Command::new("chown").arg("postgres").arg(&folder));
    }
    run(&mut as_postgres(root, &script));
    watch(root, &tools, &folder);
    format!("host='{}' user=motcua dbname=postgres", folder.display())
}

/// Waits in the background until this process is gone, then ends the cluster and removes its folder.
fn watch(root: bool, tools: &Path, folder: &Path) {
    let script = format!(
        "trap '' INT HUP TERM; while kill -0 {pid} 2>/dev/null || [ -d /proc/{pid} ]; do sleep 1; done; \
         '{tools}/pg_ctl' -D '{folder}/data' -m immediate stop; rm -rf '{folder}'",
        pid = std::process::id(),
        tools = tools.display(),
        folder = folder.display(),
    );
    let mut child = as_postgres(root, &script);
    child.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    drop(child.spawn().expect("the watchdog of the cluster starts"));
}

/// A shell command, as the user `postgres` when we are root, who may not run a server.
fn as_postgres(root: bool, script: &str) -> Command {
    let mut command = if root { Command::new("setpriv") } else { Command::new("sh") };
    if root {
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "sh"]);
    }
    command.args(["-c", script]).current_dir("/");
    command
}

fn run(command: &mut Command) {
    let done = command.output();
    let fine = done.as_ref().is_ok_and(|it| it.status.success());
    assert!(fine, "the cluster for tests did not start: {command:?}: {done:?}");
}

/// The newest PostgreSQL that Debian keeps here.
fn tools() -> Option<PathBuf> {
    let mut found: Vec<_> = fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|it| Some(it.ok()?.path().join("bin")))
        .filter(|it| it.join("initdb").exists())
        .collect();
    found.sort();
    found.pop()
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|it| it.stdout.trim_ascii() == b"0")
}
