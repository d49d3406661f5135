//! The server as a child process: started from this same binary, measured from `/proc`, stopped or killed.

use std::ffi::OsString;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};

use super::http::Client;

/// A running child server. Dropping it kills the process.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    /// The durability settings its engine reported at the start.
    pub(crate) durability: String,
    /// Where it listens, `127.0.0.1:43210`.
    pub(crate) host: String,
    /// From the start of the process until `/readyz` answered 200.
    pub(crate) ready_after: Duration,
}

impl Server {
    /// Starts `binary serve` with `place` (`--data …`, `--database-url …`) on a free port and waits until it is
    /// ready; its log goes to `log`.
    ///
    /// # Errors
    /// If the process ends or is not ready within 60 s; the end of its log is in the error.
    pub(crate) async fn start(binary: &Path, place: &[OsString], log: &Path) -> Result<Self> {
        Self::start_as(binary, &["serve", "--listen", "127.0.0.1:0"], place, log).await
    }

    /// The same with another command that says where it listens and has `/readyz`.
    ///
    /// # Errors
    /// As [`Server::start`].
    pub(crate) async fn start_as(
        binary: &Path,
        command: &[&str],
        place: &[OsString],
        log: &Path,
    ) -> Result<Self> {
        let started = Instant::now();
        let errors = File::options().create(true).append(true).open(log)?;
        let mut child = Command::new(binary)
            .args(["--log-format", "text"])
            .args(command)
            .args(place)
            .env("RUST_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn()
            .with_context(|| format!("starting {}", binary.display()))?;
        let stdout = child.stdout.take().context("the child's output")?;
        let address = tokio::task::spawn_blocking(move || read_address(BufReader::new(stdout))).await?;
        let Some((durability, host)) = address else {
            let status = child.wait()?;
            bail!("the server ended with {status} before it was ready:\n{}", tail(log));
        };
        let mut server = Self { child, durability, host, ready_after: Duration::ZERO };
        server.wait_ready(started).await?;
        server.ready_after = started.elapsed();
        Ok(server)
    }

    async fn wait_ready(&self, started: Instant) -> Result<()> {
        loop {
            if let Ok(mut client) = Client::connect(&self.host).await
                && let Ok(answer) = client.get("/readyz").await
                && answer.status == 200
            {
                return Ok(());
            }
            ensure!(started.elapsed() < Duration::from_secs(60), "the server was not ready within 60 s");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// The process.
    #[must_use]
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Anonymous memory in kilobytes, from `/proc/PID/status`. Mapped files are not counted: they are the page cache.
    ///
    /// # Errors
    /// If the process is gone.
    pub(crate) fn rss_anon_kb(&self) -> Result<u64> {
        rss_anon_kb(self.pid())
    }

    /// `kill -9`.
    ///
    /// # Errors
    /// If the process cannot be killed.
    pub(crate) fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// SIGTERM, then waits for the end; the root is signed on the way out.
    ///
    /// # Errors
    /// If it does not end within 30 s or ends with an error.
    pub(crate) async fn stop(mut self) -> Result<()> {
        let asked = Command::new("sh").args(["-c", &format!("kill -TERM {}", self.pid())]).status()?;
        ensure!(asked.success(), "SIGTERM could not be sent");
        for _ in 0..3000 {
            if let Some(status) = self.child.try_wait()? {
                ensure!(status.success(), "the server ended with {status}");
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        bail!("the server did not end within 30 s of SIGTERM")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            drop(self.child.kill());
            drop(self.child.wait());
        }
    }
}

/// Anonymous memory of process `pid` in kilobytes.
///
/// # Errors
/// If the process is gone.
pub(crate) fn rss_anon_kb(pid: u32) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).context("no RssAnon line")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse()?)
}

/// Processor time that process `pid` has used so far, in microseconds, a hundredth of a second fine.
///
/// # Errors
/// If the process is gone.
pub(crate) fn cpu_micros(pid: u32) -> Result<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The name in brackets may hold spaces; utime and stime are the 12th and 13th words after it.
    let after = stat.rsplit_once(')').context("no name in /proc/PID/stat")?.1;
    let ticks: Vec<u64> =
        after.split_whitespace().skip(11).take(2).filter_map(|it| it.parse().ok()).collect();
    Ok(ticks.iter().sum::<u64>() * 10_000)
}

/// What the server says before it is ready: the settings of its engine, then the line with its address. None if the
/// output ends before.
fn read_address(output: impl BufRead) -> Option<(String, String)> {
    let mut said = Vec::new();
    for line in output.lines() {
        let line = line.ok()?;
        if let Some((_, host)) = line.trim().split_once("http://") {
            return Some((said.join(" "), host.trim_end_matches('/').to_owned()));
        }
        said.push(line.trim_start_matches("motcua: ").to_owned());
    }
    None
}

fn tail(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(15)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_and_memory_is_measured() {
        let output = BufReader::new("motcua: sqlite full\nmotcua: http://127.0.0.1:4000/\n".as_bytes());
        assert_eq!(read_address(output), Some(("sqlite full".to_owned(), "127.0.0.1:4000".to_owned())));
        assert_eq!(read_address(BufReader::new("nothing".as_bytes())), None);
        assert!(rss_anon_kb(std::process::id()).unwrap() > 100);
    }
}
