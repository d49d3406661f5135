//! An edition: the next version of a procedure while an administrator prepares it, as the texts of a package.

use base::Instant;
use base::code::ProcedureCode;
use base::id::StaffId;

use crate::package::{PROCEDURE, Package, PackageError, Written, read};

/// What is prepared; there is one for each procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// The procedure.
    pub code: ProcedureCode,
    /// The version it was begun from; none for a procedure that is new here.
    pub base: Option<i64>,
    /// How often it was saved, from 1: whoever saves says which one they saw.
    pub revision: i64,
    /// What it says.
    pub texts: Written,
    /// When it was begun.
    pub begun_at: Instant,
    /// By whom.
    pub begun_by: StaffId,
    /// When it was saved last.
    pub changed_at: Instant,
    /// By whom.
    pub changed_by: StaffId,
}

impl Edition {
    /// What it says, read.
    ///
    /// # Errors
    /// Everything that is wrong with it; also where the text names another procedure.
    pub fn read(&self) -> Result<Package, Vec<PackageError>> {
        let package = read(self.texts.texts())?;
        if package.procedure.code == self.code {
            return Ok(package);
        }
        let message = format!("bản soạn này là của thủ tục {}; xin giữ nguyên mã", self.code);
        Err(vec![PackageError::new(PROCEDURE, 1, "code", message)])
    }
}
