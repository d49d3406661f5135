//! Whose a login, password or session is: a citizen's account or a member of staff.

use base::id::{AccountId, StaffId, Uuid};
use base::{Actor, Denied};
use ledger::Stream;

/// The holder of a login. Staff and citizens are apart: one person who is both has two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Holder {
    /// A citizen.
    Citizen(AccountId),
    /// A member of staff.
    Staff(StaffId),
}

impl Holder {
    /// The holder who acts.
    ///
    /// # Errors
    /// [`Denied::Unauthenticated`] for nobody, [`Denied::Forbidden`] for a job.
    pub const fn of(actor: &Actor) -> Result<Self, Denied> {
        match actor {
            Actor::Citizen(citizen) => Ok(Self::Citizen(citizen.account)),
            Actor::Staff(staff) => Ok(Self::Staff(staff.staff)),
            Actor::Nobody => Err(Denied::Unauthenticated),
            Actor::System(_) => Err(Denied::Forbidden),
        }
    }

    /// The code of the kind kept in the database.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Citizen(_) => "citizen",
            Self::Staff(_) => "staff",
        }
    }

    /// The identifier kept in the database; no account has that of a member of staff.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        match self {
            Self::Citizen(id) => id.uuid(),
            Self::Staff(id) => id.uuid(),
        }
    }

    pub(crate) fn read(kind: &str, id: &str) -> Option<Self> {
        match kind {
            "citizen" => id.parse().ok().map(Self::Citizen),
            "staff" => id.parse().ok().map(Self::Staff),
            _ => None,
        }
    }

    /// The stream of what happens to the holder's way in.
    #[must_use]
    pub fn stream(self) -> Stream {
        Stream::new("account", self.uuid())
    }
}
