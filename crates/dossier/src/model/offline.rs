//! A machine that receives without a network (quầy ngoại tuyến), the numbers reserved for it, what it brought in.

use base::Instant;
use base::code::{AgencyCode, DossierNumber};
use base::id::{DossierId, RequestId, StaffId, UnitId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

base::identifier!(
    /// One registered machine.
    OfflineCounterId
);

/// A registered machine of a one-stop unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfflineCounter {
    /// Its identifier; its stream in the ledger bears the same.
    pub id: OfflineCounterId,
    /// The body whose dossiers it receives.
    pub root: UnitId,
    /// What people at the counter call it; unique in the body.
    pub name: String,
    /// When it was registered.
    pub registered_at: Instant,
    /// By whom.
    pub registered_by: StaffId,
    /// Since when it gets no numbers any more.
    pub retired_at: Option<Instant>,
}

/// Numbers of one agency's day that only one machine gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberRange {
    /// Whose numbers.
    pub agency: AgencyCode,
    /// Of which day.
    pub day: Date,
    /// The first.
    pub first: i64,
    /// The last.
    pub last: i64,
    /// When it was reserved.
    pub reserved_at: Instant,
}

impl NumberRange {
    /// Whether this number is one of them.
    #[must_use]
    pub fn holds(&self, number: &DossierNumber) -> bool {
        let sequence = number.as_str().rsplit('-').next().and_then(|it| it.parse::<i64>().ok());
        sequence.is_some_and(|it| {
            (self.first..=self.last).contains(&it)
                && DossierNumber::compose(&self.agency, self.day, it) == *number
        })
    }

    /// How many they are.
    #[must_use]
    pub const fn count(&self) -> i64 {
        self.last - self.first + 1
    }
}

/// What a machine received without a network and brought in later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intake {
    /// The request under which the machine keeps it.
    pub request: RequestId,
    /// The machine.
    pub counter: OfflineCounterId,
    /// The number on the paper that the person holds.
    pub printed: DossierNumber,
    /// The dossier it became.
    pub dossier: DossierId,
    /// What makes a repeat the same.
    pub digest: String,
    /// The first answer.
    pub answer: String,
    /// When the person stood at the counter.
    pub received_at: Instant,
    /// When it came in.
    pub synced_at: Instant,
    /// Who brought it in.
    pub synced_by: StaffId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_holds_its_numbers_and_no_others() {
        let agency: AgencyCode = "H44.101".parse().expect("a code");
        let day = jiff::civil::date(2026, 11, 18);
        let range = NumberRange {
            agency: agency.clone(),
            day,
            first: 9_998,
            last: 10_001,
            reserved_at: Instant::from_micros(0),
        };
        for (sequence, held) in [(9_997, false), (9_998, true), (10_001, true), (10_002, false)] {
            assert_eq!(range.holds(&DossierNumber::compose(&agency, day, sequence)), held, "{sequence}");
        }
        let other_day = day.tomorrow().expect("a day");
        assert!(!range.holds(&DossierNumber::compose(&agency, other_day, 9_999)));
        let other: AgencyCode = "H44.102".parse().expect("a code");
        assert!(!range.holds(&DossierNumber::compose(&other, day, 9_999)));
        assert!(!range.holds(&"H44.101-261118-009999".parse().expect("a number")), "written otherwise");
        assert_eq!(range.count(), 4);
    }
}
