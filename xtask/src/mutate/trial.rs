//! Builds the tests of one crate in the copy and runs them, with a time limit taken from a run without any change.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::scratch::Scratch;

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A test failed: it noticed.
    Killed = 0,
    /// Every test passed: nobody noticed.
    Survived = 1,
    /// It does not compile.
    Unviable = 2,
    /// The tests did not end in time: noticed.
    Timeout = 3,
}

/// The tests of one crate.
pub(super) struct Trial {
    /// The crate.
    pub krate: String,
    limit: Duration,
}

impl Trial {
    /// Runs the tests without any change, to know that they pass and how long they take.
    pub(super) fn prepare(scratch: &Scratch, krate: &str) -> Result<Self> {
        let mut trial = Self { krate: krate.to_owned(), limit: Duration::from_secs(600) };
        let begun = Instant::now();
        let binaries = trial.build(scratch)?.with_context(|| format!("{krate} does not build unchanged"))?;
        ensure!(!binaries.is_empty(), "{krate} has no tests");
        let built = Instant::now();
        let outcome = trial.run_all(scratch, &binaries)?;
        if outcome != Outcome::Survived {
            bail!("the tests of {krate} fail unchanged: {outcome:?}");
        }
        trial.limit = built.elapsed() * 5 + Duration::from_secs(10);
        eprintln!("{krate}: built in {:?}, tests take {:?}", built - begun, built.elapsed());
        Ok(trial)
    }

    /// Builds and runs what stands in the copy now.
    pub(super) fn run(&self, scratch: &Scratch) -> Result<Outcome> {
        match self.build(scratch)? {
            Some(binaries) => self.run_all(scratch, &binaries),
            None => Ok(Outcome::Unviable),
        }
    }

    /// The test programs, or nothing when the source does not compile.
    fn build(&self, scratch: &Scratch) -> Result<Option<Vec<PathBuf>>> {
        let output = Command::new("cargo")
            .args([
                "test",
                "--offline",
                "--no-run",
                "--lib",
                "--tests",
                "--message-format=json",
                "-p",
                &self.krate,
            ])
            .current_dir(&scratch.root)
            .env("CARGO_TARGET_DIR", &scratch.target)
            .output()
            .context("running cargo test --no-run")?;
        if !output.status.success() {
            return Ok(None);
        }
        let lines = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(Some(
            lines
                .lines()
                .filter_map(|line| serde_json::from_str::<Value>(line).ok())
                .filter(|message| message["profile"]["test"] == true)
                .filter_map(|message| message["executable"].as_str().map(PathBuf::from))
                .collect(),
        ))
    }

    fn run_all(&self, scratch: &Scratch, binaries: &[PathBuf]) -> Result<Outcome> {
        for binary in binaries {
            let mut child = Command::new(binary)
                .current_dir(scratch.root.join("crates").join(&self.krate))
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .with_context(|| format!("running {}", binary.display()))?;
            let begun = Instant::now();
            let status = loop {
                if let Some(status) = child.try_wait()? {
                    break status;
                }
                if begun.elapsed() > self.limit {
                    child.kill()?;
                    child.wait()?;
                    return Ok(Outcome::Timeout);
                }
                std::thread::sleep(Duration::from_millis(5));
            };
            if !status.success() {
                return Ok(Outcome::Killed);
            }
        }
        Ok(Outcome::Survived)
    }
}
