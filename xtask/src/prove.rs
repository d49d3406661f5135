//! `xtask prove`: the proofs at full size, one after the other on a quiet machine, into one report. A missed goal or a
//! lost row is in the report and in the exit code; the rest runs all the same.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::tree;

/// What is proved, on each engine: the title and the words after `motcua`.
const PROOFS: [(&str, &[&str]); 3] = [
    ("Submissions against the raw engine", &["bench", "submit"]),
    ("Pages, start and memory", &["bench", "render"]),
    ("Killed twenty times under load", &["drill", "kill", "--times", "20"]),
];

/// Runs every proof on SQLite and, where `MOTCUA_TEST_POSTGRES` names a cluster, on PostgreSQL; true when all hold.
pub(crate) fn run() -> Result<bool> {
    let root = tree::root();
    let binary = build(&root)?;
    let folder = root.join("out/prove");
    std::fs::create_dir_all(&folder).context("making out/prove")?;
    let mut report = head(&root);
    let mut all_hold = true;
    for (engine, place) in engines(&folder) {
        for (title, words) in PROOFS {
            eprintln!("== {title}, {engine}");
            let begun = Instant::now();
            let mut arguments: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
            arguments.extend(place.clone());
            let done = Command::new(&binary).args(&arguments).output().context("running motcua")?;
            let printed = String::from_utf8_lossy(&done.stdout);
            let holds = done.status.success();
            all_hold &= holds;
            eprint!("{printed}");
            write!(
                report,
                "\n## {title}, {engine}\n\n`motcua {}`: {}, {} s\n\n```\n{printed}```\n",
                words.join(" "),
                if holds { "holds" } else { "DOES NOT HOLD" },
                begun.elapsed().as_secs()
            )?;
            if !holds {
                let log = String::from_utf8_lossy(&done.stderr);
                let last: Vec<&str> = log.lines().rev().take(20).collect();
                let last: Vec<&str> = last.into_iter().rev().collect();
                write!(report, "\n```\n{}\n```\n", last.join("\n"))?;
            }
        }
    }
    let path = folder.join("report.md");
    std::fs::write(&path, &report).context("writing the report")?;
    println!(
        "{} proofs {}; the report is {}",
        PROOFS.len() * engines(&folder).len(),
        if all_hold { "hold" } else { "ran, NOT ALL HOLD" },
        path.display()
    );
    Ok(all_hold)
}

/// A release build: what is measured is what is shipped.
fn build(root: &Path) -> Result<PathBuf> {
    let status = Command::new("cargo")
        .args(["build", "--release", "-p", "motcua", "--bin", "motcua"])
        .current_dir(root)
        .status()
        .context("running cargo build")?;
    ensure!(status.success(), "the release build failed");
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    Ok(target.join("release/motcua"))
}

/// The engines to prove on, each with the options that lead there.
fn engines(folder: &Path) -> Vec<(&'static str, Vec<String>)> {
    let data = |name: &str| vec!["--data".to_owned(), folder.join(name).to_string_lossy().into_owned()];
    let mut engines = vec![("SQLite", data("sqlite"))];
    if let Ok(address) = std::env::var("MOTCUA_TEST_POSTGRES") {
        let mut place = data("postgres");
        place.extend(["--database-url".to_owned(), address]);
        engines.push(("PostgreSQL", place));
    }
    engines
}

/// What was measured, and on what.
fn head(root: &Path) -> String {
    let said = |program: &str, words: &[&str]| {
        let output = Command::new(program).args(words).current_dir(root).output();
        output.map_or_else(
            |_| "unknown".to_owned(),
            |done| String::from_utf8_lossy(&done.stdout).trim().to_owned(),
        )
    };
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let after = |text: &str, key: &str| {
        let line = text.lines().find(|line| line.starts_with(key)).unwrap_or_default();
        line.split_once(':').map_or_else(|| "unknown".to_owned(), |(_, value)| value.trim().to_owned())
    };
    let processor = after(&read("/proc/cpuinfo"), "model name");
    let memory = after(&read("/proc/meminfo"), "MemTotal");
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!(
        "# Proofs\n\n- commit {}\n- {}\n- {processor}, {cores} cores, {memory}, Linux {}\n",
        said("git", &["describe", "--always", "--dirty"]),
        said("date", &["-Iminutes"]),
        said("uname", &["-r"]),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_says_what_was_measured_and_where() {
        let head = head(&tree::root());
        assert!(head.contains("- commit ") && head.contains(" cores, "), "{head}");
        let engines = engines(Path::new("/x"));
        assert_eq!(engines[0], ("SQLite", vec!["--data".to_owned(), "/x/sqlite".to_owned()]));
    }
}
