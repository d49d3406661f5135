//! Standing in (làm thay): somebody does the work of another's position from a day to a day.

use base::Role;
use base::id::{StaffId, UnitId};
use jiff::civil::Date;

use super::PostId;

base::identifier!(
    /// One naming of a deputy.
    DeputyId
);

/// A deputy who was named and whose time is not over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deputising {
    /// The naming.
    pub id: DeputyId,
    /// The position.
    pub post: PostId,
    /// Who holds it.
    pub principal: StaffId,
    /// The name of the holder.
    pub principal_name: String,
    /// Who stands in.
    pub deputy: StaffId,
    /// The name of the deputy.
    pub deputy_name: String,
    /// The unit of the position.
    pub unit: UnitId,
    /// Its role.
    pub role: Role,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// Why.
    pub reason: String,
}

impl Deputising {
    /// Whether both have a day in common.
    #[must_use]
    pub fn meets(&self, first: Date, last: Date) -> bool {
        self.first <= last && first <= self.last
    }
}
