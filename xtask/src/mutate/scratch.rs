//! The copy of the workspace that `mutate` changes. It stands at one place under the build folder, so that a second
//! run builds little, and only files that differ are written, so that cargo sees what has changed and no more.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::tree;

/// Folders that hold nothing a build needs.
const SKIPPED: [&str; 5] = [".git", "target", "node_modules", "data", "out"];

/// The copy.
pub(super) struct Scratch {
    /// Its root.
    pub root: PathBuf,
    /// Where cargo builds: the folder everything else is built in, so that dependencies are there already.
    pub target: PathBuf,
}

impl Scratch {
    /// Makes it, or brings it up to date.
    pub(super) fn copy() -> Result<Self> {
        let from = tree::root();
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| from.join("target"), PathBuf::from);
        let root = target.join("mutate");
        let mut kept = BTreeSet::new();
        copy_folder(&from, &root, &mut kept, true)?;
        remove_others(&root, &kept)?;
        Ok(Self { root, target })
    }

    /// Writes one file of the copy.
    pub(super) fn write(&self, path: &str, text: &str) -> Result<()> {
        std::fs::write(self.root.join(path), text).with_context(|| format!("writing {path} in the copy"))
    }
}

fn copy_folder(from: &Path, to: &Path, kept: &mut BTreeSet<PathBuf>, top: bool) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let (source, copy) = (entry.path(), to.join(entry.file_name()));
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            if !(SKIPPED.contains(&name.as_str()) && (top || name == "node_modules")) {
                copy_folder(&source, &copy, kept, false)?;
            }
        } else {
            let bytes = std::fs::read(&source).with_context(|| format!("reading {}", source.display()))?;
            if std::fs::read(&copy).ok().as_ref() != Some(&bytes) {
                std::fs::write(&copy, bytes).with_context(|| format!("writing {}", copy.display()))?;
            }
            kept.insert(copy);
        }
    }
    Ok(())
}

/// Removes what an earlier copy had and the workspace has no more.
fn remove_others(folder: &Path, kept: &BTreeSet<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            remove_others(&entry.path(), kept)?;
        } else if !kept.contains(&entry.path()) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
