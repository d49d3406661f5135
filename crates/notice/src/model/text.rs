//! The text of a kind over a channel: the program's own, or the installation's for some time.

use base::Instant;
use base::id::StaffId;
use jiff::civil::Date;
use serde::Serialize;

base::identifier!(
    /// One text of the installation.
    TextId
);

/// A text with its slots.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Template {
    /// The subject; empty on a short channel.
    pub subject: String,
    /// What is said.
    pub body: String,
}

/// A text of the installation and when it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Version {
    /// Its identifier.
    pub id: TextId,
    /// The text.
    pub template: Template,
    /// Its first day.
    pub first: Date,
    /// Its last day; none until another follows.
    pub last: Option<Date>,
    /// When it was written.
    pub set_at: Instant,
    /// Who wrote it.
    pub set_by: StaffId,
}
