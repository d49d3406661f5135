//! A calendar altered by decisions: a holiday announced late, a swapped day, a closure, other weekly hours. The calendar below stays
//! as it is; what is decided lies over it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, CalendarData, Weekly};
use crate::error::CalendarError;
use crate::special::SpecialDay;

/// What one decision alters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Alteration {
    /// Days that differ from the week, instead of what those dates were before.
    Days {
        /// The days; at least one.
        days: Vec<SpecialDay>,
    },
    /// Dates that are worked like every other of their weekday again.
    Ordinary {
        /// The dates; at least one.
        days: Vec<Date>,
    },
    /// Weekly hours from a date on, instead of all that were to hold from then on.
    Week {
        /// The hours and their first date.
        weekly: Weekly,
    },
    /// The special days are known until a later date.
    Known {
        /// The last date.
        until: Date,
    },
}

impl Alteration {
    /// The first date on which something differs.
    #[must_use]
    pub fn first(&self) -> Option<Date> {
        match self {
            Self::Days { days } => days.iter().map(|day| day.date).min(),
            Self::Ordinary { days } => days.iter().min().copied(),
            Self::Week { weekly } => Some(weekly.from),
            Self::Known { until } => Some(*until),
        }
    }

    /// The last date on which something differs; none for what goes on.
    #[must_use]
    pub fn last(&self) -> Option<Date> {
        match self {
            Self::Days { days } => days.iter().map(|day| day.date).max(),
            Self::Ordinary { days } => days.iter().max().copied(),
            Self::Week { .. } | Self::Known { .. } => None,
        }
    }

    fn apply(&self, data: &mut CalendarData) {
        match self {
            Self::Days { days } => {
                data.special.retain(|known| days.iter().all(|day| day.date != known.date));
                data.special.extend(days.iter().cloned());
            }
            Self::Ordinary { days } => data.special.retain(|known| !days.contains(&known.date)),
            Self::Week { weekly } => {
                data.weekly.retain(|known| known.from < weekly.from);
                data.weekly.push(weekly.clone());
            }
            Self::Known { until } => data.covers_until = data.covers_until.max(*until),
        }
    }
}

impl Calendar {
    /// The same calendar with `alterations` over it, the last one over those before, under a new version.
    ///
    /// # Errors
    /// When the outcome is not valid, see [`Calendar::new`].
    pub fn altered<'a>(
        &self,
        alterations: impl IntoIterator<Item = &'a Alteration>,
        version: &str,
    ) -> Result<Self, CalendarError> {
        let mut data = self.data().clone();
        version.clone_into(&mut data.version);
        for one in alterations {
            one.apply(&mut data);
        }
        Self::new(data)
    }
}
