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

packages![
    "1.000656", "1.000894", "1.001193", "1.001612", "1.001776", "1.004194", "1.004873", "1.010041",
    "1.013225", "1.013227", "1.013831", "1.013978", "2.000815", "2.000884", "3.000333",
    // Parts of linked procedures, then the linked ones: a part is stored before what names it.
    "1.001731", "1.003197", "1.004222", "1.012549", "1.014137", "2.000821", "2.000986", "2.002913",
    "3.000722", // One body files it with another.
    "9.000001",
];

/// The built-in package of this code; none if there is no such package.
///
/// # Errors
/// What is wrong with it; a test holds that nothing is.
#[must_use]
pub fn builtin(code: &str) -> Option<Result<Package, Vec<PackageError>>> {
    BUILTIN.iter().find(|(one, _)| *one == code).map(|(_, texts)| read(*texts))
}
