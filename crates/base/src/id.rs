//! Typed identifiers: UUID version 7, so they sort by the time they were made.

pub use serde::{Deserialize, Serialize};
pub use uuid::Uuid;

use crate::clock::Instant;
use crate::rng::Rng;

/// Declares an identifier type.
#[macro_export]
macro_rules! identifier {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, $crate::id::Serialize, $crate::id::Deserialize)]
        #[serde(transparent, crate = "::serde")]
        pub struct $name($crate::id::Uuid);

        impl $name {
            /// A new identifier made now.
            #[must_use]
            pub fn new(rng: &$crate::Rng, now: $crate::Instant) -> Self {
                Self($crate::id::uuid_v7(rng, now))
            }

            /// From a UUID that was an identifier of this type before.
            #[must_use]
            pub const fn from_uuid(uuid: $crate::id::Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID.
            #[must_use]
            pub const fn uuid(self) -> $crate::id::Uuid {
                self.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::id::BadIdentifier;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::id::parse_uuid(text).map(Self)
            }
        }
    };
}

/// A text that is no identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct BadIdentifier;

#[doc(hidden)]
pub fn parse_uuid(text: &str) -> Result<Uuid, BadIdentifier> {
    Uuid::try_parse(text).map_err(|_| BadIdentifier)
}

/// A UUID version 7 of this moment.
#[must_use]
pub fn uuid_v7(rng: &Rng, now: Instant) -> Uuid {
    let millis = u64::try_from(now.millis()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &rng.bytes()).into_uuid()
}

identifier!(
    /// A citizen's account.
    AccountId
);
identifier!(
    /// A member of staff.
    StaffId
);
identifier!(
    /// What a program acts under.
    WarrantId
);
identifier!(
    /// An administrative unit; stable through renames, merges and changes of code.
    UnitId
);
identifier!(
    /// One request or job run; for a POST the key under which its first answer is kept.
    RequestId
);
identifier!(
    /// One dossier.
    DossierId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_sort_by_time_and_read_back() {
        let rng = Rng::seeded(1);
        let early = UnitId::new(&rng, Instant::from_micros(1_000_000));
        let late = UnitId::new(&rng, Instant::from_micros(2_000_000));
        assert!(early < late);
        assert_eq!(early.to_string().parse(), Ok(early));
        assert_eq!("x".parse::<UnitId>(), Err(BadIdentifier));
    }
}
