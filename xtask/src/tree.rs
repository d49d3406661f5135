//! What the rules look at: the crates of the workspace and the text of every file. Rules read this and nothing
//! else, so a test can hand them a tree of its own.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// The workspace as the rules see it.
pub(crate) struct Tree {
    /// The members of the workspace.
    pub crates: Vec<Crate>,
    /// Every text file, by path.
    pub files: Vec<File>,
}

/// A member of the workspace.
pub(crate) struct Crate {
    /// Its name.
    pub name: String,
    /// Where its manifest is, from the root.
    pub manifest: String,
    /// The members it depends on, development and build dependencies included.
    pub needs: Vec<String>,
}

/// One text file.
pub(crate) struct File {
    /// From the root, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// A broken rule: where, and what to do.
#[derive(Debug)]
pub(crate) struct Finding {
    path: String,
    line: usize,
    message: String,
}

impl Finding {
    /// `line` counts from 1; 0 speaks of the whole file.
    pub(crate) fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.message),
            line => write!(f, "{}:{line}: {}", self.path, self.message),
        }
    }
}

/// The root of the workspace that cargo was started in. Asked at run time: the build folder may be shared, and this program
/// have been compiled for another clone.
pub(crate) fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR");
    let package = package.map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.parent().map(Path::to_owned).unwrap_or_default()
}

impl Tree {
    /// Reads the workspace this program was built in.
    pub(crate) fn load() -> Result<Self> {
        let root = root();
        let mut files = Vec::new();
        read_folder(&root, "", &mut files)?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self { crates: crates(&root)?, files })
    }

    /// The files under `prefix` whose name ends with `suffix`.
    pub(crate) fn under<'a>(&'a self, prefix: &'a str, suffix: &'a str) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |file| file.path.starts_with(prefix) && file.path.ends_with(suffix))
    }

    /// Every Rust file.
    pub(crate) fn rust(&self) -> impl Iterator<Item = &File> {
        self.under("", ".rs")
    }

    /// True when the file or folder exists; a picture is no text of the tree, so the disk is asked too.
    pub(crate) fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let folder = format!("{path}/");
        let on_disk = root().join(path).is_file();
        on_disk || self.files.iter().any(|file| file.path == path || file.path.starts_with(&folder))
    }
}

impl File {
    /// True when a folder of the path has this name.
    pub(crate) fn within(&self, folder: &str) -> bool {
        self.path.split('/').rev().skip(1).any(|part| part == folder)
    }

    /// The lines with their numbers, from 1.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

/// Folders that hold nothing of ours.
const SKIPPED: [&str; 5] = [".git", "target", "node_modules", "data", "out"];

fn read_folder(root: &Path, folder: &str, files: &mut Vec<File>) -> Result<()> {
    for entry in std::fs::read_dir(root.join(folder)).with_context(|| format!("reading {folder}"))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
        if entry.file_type()?.is_dir() {
            // `data` and `out` are the product's own output only at the root.
            if !(SKIPPED.contains(&name.as_str()) && (folder.is_empty() || name == "node_modules")) {
                read_folder(root, &path, files)?;
            }
        } else if let Ok(text) = String::from_utf8(std::fs::read(entry.path())?) {
            files.push(File { path, text });
        }
    }
    Ok(())
}

fn crates(root: &Path) -> Result<Vec<Crate>> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root)
        .output()
        .context("running cargo metadata")?;
    ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).context("reading cargo metadata")?;
    let packages = metadata["packages"].as_array().context("cargo metadata has no packages")?;
    let names: Vec<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    Ok(packages
        .iter()
        .map(|package| {
            let manifest = Path::new(package["manifest_path"].as_str().unwrap_or_default());
            let needs = package["dependencies"].as_array().into_iter().flatten();
            Crate {
                name: package["name"].as_str().unwrap_or_default().to_owned(),
                manifest: manifest.strip_prefix(root).unwrap_or(manifest).to_string_lossy().into_owned(),
                needs: needs
                    .filter_map(|need| need["name"].as_str())
                    .filter(|name| names.contains(name))
                    .map(str::to_owned)
                    .collect(),
            }
        })
        .collect())
}

/// Trees for the tests of the rules.
#[cfg(test)]
pub(crate) mod sample {
    use super::{Crate, File, Finding, Tree};

    /// A tree of these files.
    pub(crate) fn files(files: &[(&str, &str)]) -> Tree {
        let file = |&(path, text): &(&str, &str)| File { path: path.to_owned(), text: text.to_owned() };
        Tree { crates: Vec::new(), files: files.iter().map(file).collect() }
    }

    /// A tree of crates, each with what it needs.
    pub(crate) fn crates(crates: &[(&str, &[&str])]) -> Tree {
        let member = |&(name, needs): &(&str, &[&str])| Crate {
            name: name.to_owned(),
            manifest: format!("crates/{name}/Cargo.toml"),
            needs: needs.iter().map(|&need| need.to_owned()).collect(),
        };
        Tree { crates: crates.iter().map(member).collect(), files: Vec::new() }
    }

    /// The findings as text, one a line.
    pub(crate) fn text(findings: &[Finding]) -> String {
        findings.iter().map(|finding| format!("{finding}\n")).collect()
    }
}
