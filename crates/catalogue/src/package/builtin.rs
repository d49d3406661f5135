//! The packages that ship inside the program, for the demo and for tests.

use crate::package::{Package, PackageError, Texts, read};

macro_rules! packages {
    ($($code:literal),* $(,)?) => {
        /// The packages that ship with the program: code and texts.
        pub const BUILTIN: &[(&str, Texts<'static>)] = &[$((
            $code,
            Texts {
                procedure: include_str!(concat!("../../../../packages/", $code, "/procedure.toml")),
                form: include_str!(concat!("../../../../packages/", $code, "/form.schema.json")),
                process: include_str!(concat!("../../../../packages/", $code, "/process.toml")),
            },
        )),*];
    };
}

packages!["1.001193", "1.010041", "1.013225"];

/// The built-in package of this code; none if there is no such package.
///
/// # Errors
/// What is wrong with it; a test holds that nothing is.
#[must_use]
pub fn builtin(code: &str) -> Option<Result<Package, Vec<PackageError>>> {
    BUILTIN.iter().find(|(one, _)| *one == code).map(|(_, texts)| read(*texts))
}
