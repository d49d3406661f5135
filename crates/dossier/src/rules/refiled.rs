//! Refused and filed again: the same person, the same procedure, within a week. It is shown and never held against the person: a
//! clock that began anew is what the controller looks at.

use base::id::AccountId;
use jiff::civil::Date;

use crate::model::{Acting, Applicant, PartyRole};

/// How many days after the refusal it counts.
pub const REFILED_DAYS: i32 = 7;

/// Whether what is filed on `filed` was filed again after a refusal on `refused`.
#[must_use]
pub fn is_refiled(refused: Date, filed: Date) -> bool {
    (0..=REFILED_DAYS).contains(&(filed - refused).get_days())
}

/// By what the persons are known in whose name a dossier is: their numbers, and the account of whoever files for themselves.
#[must_use]
pub fn persons(account: Option<AccountId>, applicant: &Applicant) -> Vec<String> {
    let own = applicant.acting() == Acting::Own;
    let account = account.filter(|_| own).map(|account| account.to_string());
    let number = applicant.number.as_ref().filter(|_| own).map(ToString::to_string);
    let owners = applicant.people.iter().filter(|party| party.role == PartyRole::Owner);
    let owners = owners.filter_map(|party| party.identifier.as_ref()).map(|it| it.text().to_owned());
    let mut out: Vec<_> = account.into_iter().chain(number).chain(owners).collect();
    out.sort_unstable();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_week_counts_and_no_day_more(days in -30_i64..30) {
            let refused = date(2026, 11, 18);
            prop_assert_eq!(is_refiled(refused, refused + days.days()), (0..=7).contains(&days));
        }
    }

    #[test]
    fn whoever_brings_it_for_others_is_not_meant() {
        let number: base::code::CitizenNumber = "025190001234".parse().expect("a number");
        let own = Applicant { number: Some(number), ..Applicant::default() };
        assert_eq!(persons(None, &own), ["025190001234"]);
        let agent = Applicant { acting: Some(Acting::Mandate), ..own };
        assert_eq!(persons(Some(AccountId::from_uuid(base::id::Uuid::nil())), &agent), Vec::<String>::new());
    }
}
