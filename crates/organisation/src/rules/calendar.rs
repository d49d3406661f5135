//! The calendar as decisions make it: what lies over the calendar below, nearest unit last, in the order of the numbers.

use std::collections::HashSet;

use worktime::{Alteration, Calendar, CalendarError};

use crate::model::{CalendarContent, Layer};

/// `base` with everything over it that no later change takes back. What a unit decided for itself lies over what was decided
/// above it; of one unit the later decision lies over the earlier. The version names the last number.
///
/// # Errors
/// When the outcome is no calendar, see [`Calendar::new`].
pub(crate) fn overlaid(base: &Calendar, layers: &[Layer]) -> Result<Calendar, CalendarError> {
    let Some(last) = layers.iter().map(|layer| layer.number).max() else { return Ok(base.clone()) };
    let revoked: HashSet<_> = layers.iter().filter_map(|layer| revokes(&layer.content)).collect();
    let mut standing: Vec<_> = layers.iter().filter(|layer| !revoked.contains(&layer.id)).collect();
    standing.sort_by_key(|layer| (-layer.depth, layer.number));
    let altered = standing.into_iter().filter_map(|layer| alters(&layer.content));
    base.altered(altered, &format!("{}+{last}", base.data().version))
}

const fn alters(content: &CalendarContent) -> Option<&Alteration> {
    match content {
        CalendarContent::Alter(alteration) => Some(alteration),
        CalendarContent::Revoke(_) => None,
    }
}

const fn revokes(content: &CalendarContent) -> Option<crate::model::CalendarChangeId> {
    match content {
        CalendarContent::Revoke(change) => Some(*change),
        CalendarContent::Alter(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use base::id::Uuid;
    use jiff::civil::{Date, date};
    use proptest::prelude::*;
    use worktime::{SpecialDay, SpecialKind, hanh_chinh};

    use super::*;
    use crate::model::CalendarChangeId;

    const STORM: Date = date(2026, 11, 19);

    fn id(n: i64) -> CalendarChangeId {
        CalendarChangeId::from_uuid(Uuid::from_u128(u128::from(n.unsigned_abs())))
    }

    fn off(number: i64, depth: i64, day: Date) -> Layer {
        let day = SpecialDay::off(day, SpecialKind::Closure, &format!("Bão {number}"), "QĐ 1");
        let content = CalendarContent::Alter(Alteration::Days { days: vec![day] });
        Layer { id: id(number), content, number, depth }
    }

    fn ordinary(number: i64, depth: i64, day: Date) -> Layer {
        let content = CalendarContent::Alter(Alteration::Ordinary { days: vec![day] });
        Layer { id: id(number), content, number, depth }
    }

    #[test]
    fn the_nearest_unit_has_the_last_word_whatever_came_later() {
        let layers = [ordinary(1, 0, STORM), off(2, 2, STORM)];
        let calendar = overlaid(hanh_chinh(), &layers).expect("valid");
        assert!(calendar.works(STORM), "the commune works although the province closed later");
        assert_eq!(calendar.label(), "hanh-chinh@2026.1+2");
        let layers = [off(1, 0, STORM), ordinary(2, 0, STORM)];
        assert!(overlaid(hanh_chinh(), &layers).expect("valid").works(STORM), "of one unit the later holds");
    }

    proptest! {
        #[test]
        fn what_is_revoked_leaves_no_trace_but_the_version(number in 1_i64..50, depth in 0_i64..4, ahead in 0_i32..300) {
            let day = STORM.checked_add(jiff::Span::new().days(ahead)).expect("a date");
            let revoke = Layer { id: id(99), content: CalendarContent::Revoke(id(number)), number: 99, depth };
            let calendar = overlaid(hanh_chinh(), &[off(number, depth, day), revoke]).expect("valid");
            prop_assert_eq!(calendar.data().special.as_slice(), hanh_chinh().data().special.as_slice());
            prop_assert_eq!(calendar.label(), "hanh-chinh@2026.1+99");
        }
    }
}
