//! People of an administrative body and the positions they hold over time.

use base::Role;
use base::id::{StaffId, UnitId};

use super::{Period, PersonName, StaffNumber};

base::identifier!(
    /// One position of one person.
    PostId
);

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffMember {
    /// The person.
    pub id: StaffId,
    /// The number under which the body keeps the person (số hiệu công chức, viên chức); unique.
    pub number: StaffNumber,
    /// The name.
    pub name: PersonName,
}

/// A position with the person who holds it and the time in which it is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// The position.
    pub id: PostId,
    /// Who holds it.
    pub staff: StaffId,
    /// In which unit.
    pub unit: UnitId,
    /// As what.
    pub role: Role,
    /// When.
    pub period: Period,
}
