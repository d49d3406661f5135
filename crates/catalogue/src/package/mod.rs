//! Packages: a procedure as a folder of three files that an administrator can read, change and check.
//!
//! `procedure.toml` says what the procedure is, `form.schema.json` what is asked, `process.toml` who does what.
//! Reading says everything that is wrong at once, each with file, line and field, in Vietnamese. Nothing is
//! stored here; `actions::import` does that.

mod builtin;
mod components;
mod error;
mod fees;
mod form;
mod head;
mod json_lines;
mod lane;
mod linked;
#[cfg(test)]
mod linked_tests;
mod local_fees;
#[cfg(test)]
mod mistakes;
mod procedure;
mod process;
mod reader;
mod terms;
#[cfg(test)]
mod tests;
mod toml_text;
pub(crate) mod toml_write;
mod write;
mod write_local_fees;
mod write_process;

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::model::ProcedureVersion;

pub use builtin::{BUILTIN, builtin};
pub use error::{PackageError, report};
pub use local_fees::{LocalFees, read_local_fees};
pub use write::{Written, write};
pub use write_local_fees::write_local_fees;

/// The names of the files of a package.
pub const FILES: [&str; 3] = [PROCEDURE, FORM, PROCESS];
pub(crate) const PROCEDURE: &str = "procedure.toml";
pub(crate) const FORM: &str = "form.schema.json";
pub(crate) const PROCESS: &str = "process.toml";

/// The largest file of a package, in bytes.
pub const LARGEST: usize = 256 * 1024;

/// The three texts of a package.
#[derive(Clone, Copy, Debug)]
pub struct Texts<'a> {
    /// `procedure.toml`.
    pub procedure: &'a str,
    /// `form.schema.json`.
    pub form: &'a str,
    /// `process.toml`.
    pub process: &'a str,
}

/// A package that was read and is sound.
#[derive(Clone, Debug, PartialEq)]
pub struct Package {
    /// The procedure; its version is the least one it may be stored as.
    pub procedure: ProcedureVersion,
    /// SHA-256 of what it says, in hexadecimal; the version number is left out.
    pub digest: String,
}

impl Package {
    /// A package of this procedure.
    ///
    /// # Panics
    /// Never: every part of a procedure is JSON.
    #[must_use]
    pub fn of(procedure: ProcedureVersion) -> Self {
        let plain = ProcedureVersion { version: 0, ..procedure.clone() };
        let text = serde_json::to_vec(&plain).expect("a procedure has only text keys and finite numbers");
        Self { procedure, digest: hex::encode(Sha256::digest(text)) }
    }
}

/// Reads the package in the folder `dir`.
///
/// # Errors
/// Everything that is wrong with it, in the order of the files and their lines.
pub fn load(dir: &Path) -> Result<Package, Vec<PackageError>> {
    let mut errors = Vec::new();
    let mut text = |name: &'static str| match read_file(&dir.join(name), name) {
        Ok(text) => text,
        Err(error) => {
            errors.push(error);
            String::new()
        }
    };
    let (procedure, form, process) = (text(PROCEDURE), text(FORM), text(PROCESS));
    if !errors.is_empty() {
        return Err(errors);
    }
    read(Texts { procedure: &procedure, form: &form, process: &process })
}

/// Reads a package from its texts.
///
/// # Errors
/// Everything that is wrong with it, in the order of the files and their lines.
pub fn read(texts: Texts<'_>) -> Result<Package, Vec<PackageError>> {
    let mut errors = Vec::new();
    for (name, text) in FILES.into_iter().zip([texts.procedure, texts.form, texts.process]) {
        if text.len() > LARGEST {
            errors.push(too_large(name));
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let form = form::read(texts.form, &mut errors);
    let known = procedure::read(texts.procedure, form.as_ref(), &mut errors);
    let process = process::read(texts.process, form.as_ref(), known.as_ref(), &mut errors);
    errors.sort_by_key(|error| (FILES.iter().position(|name| *name == error.file), error.line));
    errors.dedup();
    match (known, form, process) {
        (Some(draft), Some(form), Some(process)) if errors.is_empty() => {
            Ok(Package::of(draft.finish(form, process)))
        }
        _ => Err(errors),
    }
}

fn too_large(name: &'static str) -> PackageError {
    PackageError::new(name, 1, "", format!("tệp lớn hơn {} KB", LARGEST / 1024))
}

fn read_file(path: &Path, name: &'static str) -> Result<String, PackageError> {
    let whole = |why: String| PackageError::new(name, 1, "", why);
    let file = File::open(path).map_err(|error| whole(format!("không mở được tệp: {error}")))?;
    let mut bytes = Vec::new();
    let most = u64::try_from(LARGEST).unwrap_or(u64::MAX).saturating_add(1);
    file.take(most).read_to_end(&mut bytes).map_err(|error| whole(format!("không đọc được tệp: {error}")))?;
    if bytes.len() > LARGEST {
        return Err(too_large(name));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(good).filter(|b| **b == b'\n').count() + 1;
        PackageError::new(name, line, "", "tệp phải là văn bản UTF-8".to_owned())
    })
}
