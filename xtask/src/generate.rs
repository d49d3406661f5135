//! `xtask gen`: writes again what is generated from the sources. The generators are tests, so that `./x test` fails when
//! somebody has forgotten this.

use std::process::Command;

use anyhow::{Context, Result};

use crate::tree;

/// Runs the generating tests with leave to write; true when they all could.
pub(crate) fn run() -> Result<bool> {
    let status = Command::new("cargo")
        .args(["test", "-q", "-p", "testkit", "--test", "reference", "--test", "conformance"])
        .env("MOTCUA_GOLDEN", "write")
        .current_dir(tree::root())
        .status()
        .context("running cargo test")?;
    Ok(status.success())
}
