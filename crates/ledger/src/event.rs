//! An event as it is written and as it is read back.

use base::id::{StaffId, UnitId};
use base::{Actor, Instant};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Stream;
use crate::error::Error;

/// A payload of one kind and version. Each context declares its own in `events.rs`, one struct a kind, with a
/// golden JSON a version that must parse for ever ([`crate::testing::golden`]).
pub trait Event: Serialize + DeserializeOwned {
    /// `<context>.<what happened>.<version>`, for example `dossier.submitted.1`.
    const KIND: &'static str;
}

/// An event read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// What it is about.
    pub stream: Stream,
    /// Its number within the stream, from 1 without gaps.
    pub number: i64,
    /// Its place in the order of everything, from 1 without gaps; none until the sequencer has placed it.
    pub position: Option<i64>,
    /// The versioned kind.
    pub kind: String,
    /// When it happened.
    pub occurred_at: Instant,
    /// When the server wrote it; never goes back within a stream.
    pub recorded_at: Instant,
    /// Who did it: `nobody`, `citizen/<uuid>`, `staff/<uuid>`, `system/<name>`, or a deputy for somebody: `staff/<uuid> for
    /// staff/<uuid>`.
    pub actor: String,
    /// The unit under which it happened.
    pub unit: Option<UnitId>,
    /// The versioned JSON; none once erased by law.
    pub payload: Option<String>,
}

impl Recorded {
    /// The member of staff who did it.
    #[must_use]
    pub fn by_staff(&self) -> Option<StaffId> {
        let (who, _) = self.actor.split_once(FOR).unwrap_or((&self.actor, ""));
        who.strip_prefix("staff/")?.parse().ok()
    }

    /// The member of staff for whom it was done by a deputy.
    #[must_use]
    pub fn for_staff(&self) -> Option<StaffId> {
        self.actor.split_once(FOR)?.1.strip_prefix("staff/")?.parse().ok()
    }

    /// Whether this is an event of kind `E`.
    #[must_use]
    pub fn is<E: Event>(&self) -> bool {
        self.kind == E::KIND
    }

    /// The payload if this is an event of kind `E` that has not been erased.
    ///
    /// # Errors
    /// [`Error::Unreadable`] if a payload of that kind does not parse.
    pub fn read<E: Event>(&self) -> Result<Option<E>, Error> {
        let (true, Some(payload)) = (self.is::<E>(), &self.payload) else {
            return Ok(None);
        };
        serde_json::from_str(payload).map(Some).map_err(|source| Error::Unreadable {
            stream: self.stream.clone(),
            number: self.number,
            source,
        })
    }
}

/// Between a deputy and whoever it is done for.
const FOR: &str = " for ";

/// The actor as the ledger keeps it: no names of people.
#[must_use]
pub fn actor_text(actor: &Actor) -> String {
    match actor {
        Actor::Nobody => "nobody".to_owned(),
        Actor::Citizen(citizen) => format!("citizen/{}", citizen.account),
        Actor::Staff(staff) => match &staff.acting {
            Some(principal) => format!("staff/{}{FOR}staff/{}", staff.staff, principal.staff),
            None => format!("staff/{}", staff.staff),
        },
        Actor::System(name) => format!("system/{name}"),
    }
}
