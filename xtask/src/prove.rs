//! `xtask prove`: the proofs at full size, one after the other on a quiet machine, into one report. A missed goal or a
//! lost row is in the report and in the exit code; the rest runs all the same.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::tree;

/// What is proved, on each engine: the title and the words after `motcua`.
const PROOFS: [(&str, &[&str]); 7] = [
    ("Submissions against the raw engine", &["bench", "submit"]),
    ("One dossier by token against a bare handler", &["bench", "api"]),
    ("Pages, start and memory", &["bench", "render"]),
    ("The national catalogue: import and search", &["bench", "catalogue"]),
    ("A backup against a plain copy", &["bench", "backup"]),
    ("Killed twenty times under load", &["drill", "kill", "--times", "20"]),
    ("Backed up under load, restored elsewhere", &["drill", "restore"]),
];

/// How many calls of each operation the proof of the description makes up.
const API_EXAMPLES: &str = "100";

/// One thing to prove: it holds when the program ends well.
struct Proof {
    title: String,
    program: PathBuf,
    words: Vec<String>,
}

/// Runs every proof on SQLite and, where `MOTCUA_TEST_POSTGRES` names a cluster, on PostgreSQL; true when all hold.
pub(crate) fn run() -> Result<bool> {
    let root = tree::root();
    let binary = build(&root)?;
    let folder = root.join("out/prove");
    std::fs::create_dir_all(&folder).context("making out/prove")?;
    let proofs = proofs(&root, &binary, &folder);
    let mut report = head(&root);
    let mut all_hold = true;
    for proof in &proofs {
        all_hold &= hold(proof, &binary, &mut report)?;
    }
    let path = folder.join("report.md");
    std::fs::write(&path, &report).context("writing the report")?;
    println!(
        "{} proofs {}; the report is {}",
        proofs.len(),
        if all_hold { "hold" } else { "ran, NOT ALL HOLD" },
        path.display()
    );
    Ok(all_hold)
}

/// Everything there is to prove, in order.
fn proofs(root: &Path, binary: &Path, folder: &Path) -> Vec<Proof> {
    let mut all = Vec::new();
    for (engine, place) in engines(folder) {
        for (title, words) in PROOFS {
            let words = words.iter().map(|&word| word.to_owned()).chain(place.clone()).collect();
            all.push(Proof { title: format!("{title}, {engine}"), program: binary.to_owned(), words });
        }
    }
    let tests = root.join("tests/api/described.test.mjs").to_string_lossy().into_owned();
    let title = "Operations against their description, SQLite".to_owned();
    all.push(Proof { title, program: "node".into(), words: vec!["--test".to_owned(), tests] });
    all
}

/// Runs one proof and writes what it printed into the report; whether it holds.
fn hold(proof: &Proof, binary: &Path, report: &mut String) -> Result<bool> {
    eprintln!("== {}", proof.title);
    let begun = Instant::now();
    let done = Command::new(&proof.program)
        .args(&proof.words)
        .envs([("MOTCUA_BIN", binary.as_os_str()), ("MOTCUA_API_EXAMPLES", API_EXAMPLES.as_ref())])
        .output()
        .with_context(|| format!("running {}", proof.program.display()))?;
    let printed = String::from_utf8_lossy(&done.stdout);
    let holds = done.status.success();
    eprint!("{printed}");
    write!(
        report,
        "\n## {}\n\n`{} {}`: {}, {} s\n\n```\n{printed}```\n",
        proof.title,
        proof.program.file_name().unwrap_or_default().to_string_lossy(),
        proof.words.join(" "),
        if holds { "holds" } else { "DOES NOT HOLD" },
        begun.elapsed().as_secs()
    )?;
    if !holds {
        let log = String::from_utf8_lossy(&done.stderr);
        let last: Vec<&str> = log.lines().rev().take(20).collect();
        let last: Vec<&str> = last.into_iter().rev().collect();
        write!(report, "\n```\n{}\n```\n", last.join("\n"))?;
    }
    Ok(holds)
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
        let proofs = proofs(&tree::root(), Path::new("/bin/motcua"), Path::new("/x"));
        assert_eq!(proofs.len(), engines.len() * PROOFS.len() + 1);
        assert_eq!(proofs[0].words, ["bench", "submit", "--data", "/x/sqlite"]);
        assert!(
            Path::new(&proofs[proofs.len() - 1].words[1]).is_file(),
            "the tests of the operations are there"
        );
    }
}
