//! People of an administrative body and the positions they hold over time.

use base::Role;
use base::id::{StaffId, UnitId};
use jiff::civil::Date;

use super::{Period, PersonName, StaffNumber, UnitName};

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
    /// The agency that sent the person (cử đến từ), for somebody who sits in another body's unit.
    pub posted_from: Option<UnitId>,
}

/// Somebody who holds an open position and later begins an open one of the same role in another unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Again {
    /// Where it is held.
    pub(crate) unit: UnitId,
    /// Where the same one begins.
    pub(crate) later: UnitId,
    /// As what.
    pub(crate) role: Role,
    /// Who.
    pub(crate) person: PersonName,
    /// When the later one begins.
    pub(crate) from: Date,
}

/// From where a page of a staff list begins: the key of a row seen, and in which direction.
#[derive(Clone, Debug, Default)]
pub struct StaffFrom {
    /// The folded name and the position of that row; empty texts are before everything.
    pub key: (String, String),
    /// The rows before it are wanted, the nearest first.
    pub backwards: bool,
}

/// One line of a staff list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The position.
    pub holding: Holding,
    /// The person.
    pub person: StaffMember,
    /// The name of the unit on that day.
    pub unit_name: UnitName,
    /// The key after which the next page begins.
    pub key: (String, String),
}
