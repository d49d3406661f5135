//! How a command ends: the exit code and the sentence on standard error. What, where, and what to do.

use std::fmt;

/// The exit codes; they stand in README.md and in `motcua --help`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    /// 1: a check found something wrong, or a goal was missed.
    Wrong,
    /// 2: the command or what it was given is wrong.
    Usage,
    /// 3: the data cannot be reached: folder owned by another process, database silent, disk.
    Unreachable,
    /// 4: a fault of the program.
    Internal,
}

impl Code {
    /// The number the process leaves with.
    #[must_use]
    pub(crate) const fn number(self) -> u8 {
        match self {
            Self::Wrong => 1,
            Self::Usage => 2,
            Self::Unreachable => 3,
            Self::Internal => 4,
        }
    }
}

/// Why a command did not succeed.
#[derive(Debug)]
pub(crate) struct Stop {
    /// The exit code.
    pub(crate) code: Code,
    /// What happened, where, and what to do now; several lines are allowed.
    pub(crate) message: String,
}

impl Stop {
    /// A command that ends with `code` and says `message`.
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// The data cannot be reached: `what` was tried, `cause` came back, `todo` helps.
    pub(crate) fn unreachable(what: impl fmt::Display, cause: impl fmt::Display, todo: &str) -> Self {
        Self::new(Code::Unreachable, format!("{what}: {cause}.\n{todo}"))
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Anything not foreseen is a fault of the program; the chain of causes is shown whole.
impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Self {
        Self::new(Code::Internal, format!("{error:#}"))
    }
}
