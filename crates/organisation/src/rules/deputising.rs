//! Who may stand in for whom, and when: one deputy a position and day, nobody for a position they hold anyway, and never in a
//! circle, or nobody would be there.

use base::Role;
use base::id::StaffId;
use jiff::Span;
use jiff::civil::Date;

use crate::model::{Deputising, Holding};

/// The longest that somebody stands in by one naming, in days; longer needs an appointment.
pub(crate) const LONGEST: i64 = 180;

/// What is wanted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'a> {
    /// The position.
    pub(crate) post: &'a Holding,
    /// Who is to stand in.
    pub(crate) deputy: StaffId,
    /// The first day.
    pub(crate) first: Date,
    /// The last day.
    pub(crate) last: Date,
}

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// The first day is over.
    Past,
    /// The last day comes before the first.
    Backwards,
    /// It would last too long.
    TooLong,
    /// The position is not held on all these days; the last day on which it is, if it ends.
    NotHeld(Option<Date>),
    /// Nobody stands in for an administrator.
    Admin,
    /// The holder.
    Self_,
    /// The deputy holds the same position.
    HoldsIt,
    /// Somebody else stands in on some of these days.
    Taken(Box<Deputising>),
    /// The holder stands in for the deputy in the end: each naming on the way, from the deputy on.
    Circle(Vec<Deputising>),
}

/// Whether `wanted` may be: `held` are the deputy's positions, `known` the namings that are not over.
pub(crate) fn may_deputise(
    wanted: &Wanted<'_>,
    held: &[Holding],
    known: &[Deputising],
    today: Date,
) -> Result<(), Why> {
    let Wanted { post, deputy, first, last } = *wanted;
    if first < today {
        return Err(Why::Past);
    }
    if last < first {
        return Err(Why::Backwards);
    }
    if last > first.saturating_add(Span::new().days(LONGEST - 1)) {
        return Err(Why::TooLong);
    }
    if !post.period.holds_on(first) || !post.period.holds_on(last) {
        return Err(Why::NotHeld(post.period.last_day()));
    }
    if post.role == Role::Admin {
        return Err(Why::Admin);
    }
    if post.staff == deputy {
        return Err(Why::Self_);
    }
    let same = |it: &Holding| it.unit == post.unit && it.role == post.role && it.period.holds_on(first);
    if held.iter().any(same) {
        return Err(Why::HoldsIt);
    }
    if let Some(taken) = known.iter().find(|it| it.post == post.id && it.meets(first, last)) {
        return Err(Why::Taken(Box::new(taken.clone())));
    }
    let circle = circle(deputy, post.staff, (first, last), known, &mut Vec::new());
    circle.map_or(Ok(()), |way| Err(Why::Circle(way)))
}

/// The namings that lead from `from` to `to` with a day between `days` that all of them share.
fn circle(
    from: StaffId,
    to: StaffId,
    days: (Date, Date),
    known: &[Deputising],
    way: &mut Vec<Deputising>,
) -> Option<Vec<Deputising>> {
    let next = known.iter().filter(|it| it.principal == from && it.meets(days.0, days.1));
    for naming in next {
        if way.iter().any(|it| it.id == naming.id) {
            continue;
        }
        way.push(naming.clone());
        if naming.deputy == to {
            return Some(way.clone());
        }
        let shared = (days.0.max(naming.first), days.1.min(naming.last));
        if let Some(found) = circle(naming.deputy, to, shared, known, way) {
            return Some(found);
        }
        way.pop();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DeputyId, Period, PostId};
    use base::id::{UnitId, Uuid};
    use jiff::civil::date;
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 11, 18);

    fn person(n: u128) -> StaffId {
        StaffId::from_uuid(Uuid::from_u128(n))
    }

    fn day(n: i64) -> Date {
        TODAY.saturating_add(Span::new().days(n))
    }

    /// The position of person `n`: head of unit `n`.
    fn post(n: u128) -> Holding {
        Holding {
            id: PostId::from_uuid(Uuid::from_u128(100 + n)),
            staff: person(n),
            unit: UnitId::from_uuid(Uuid::from_u128(n)),
            role: Role::Head,
            period: Period::since(date(2025, 7, 1)),
            posted_from: None,
        }
    }

    fn naming(id: u128, principal: u128, deputy: u128, first: i64, last: i64) -> Deputising {
        let post = post(principal);
        Deputising {
            id: DeputyId::from_uuid(Uuid::from_u128(id)),
            post: post.id,
            principal: person(principal),
            principal_name: String::new(),
            deputy: person(deputy),
            deputy_name: String::new(),
            unit: post.unit,
            role: post.role,
            first: day(first),
            last: day(last),
            reason: String::new(),
        }
    }

    fn may(principal: u128, deputy: u128, days: (i64, i64), known: &[Deputising]) -> Result<(), Why> {
        let wanted =
            Wanted { post: &post(principal), deputy: person(deputy), first: day(days.0), last: day(days.1) };
        may_deputise(&wanted, &[post(deputy)], known, TODAY)
    }

    #[test]
    fn days_are_ahead_in_order_and_not_too_many() {
        assert_eq!(may(1, 2, (-1, 3), &[]), Err(Why::Past));
        assert_eq!(may(1, 2, (3, 2), &[]), Err(Why::Backwards));
        assert_eq!(may(1, 2, (0, LONGEST - 1), &[]), Ok(()));
        assert_eq!(may(1, 2, (0, LONGEST), &[]), Err(Why::TooLong));
        assert_eq!(may(1, 1, (0, 0), &[]), Err(Why::Self_));
    }

    #[test]
    fn a_position_is_held_all_the_time_and_by_no_administrator() {
        let wanted = |post: &Holding| {
            let wanted = Wanted { post, deputy: person(2), first: day(0), last: day(9) };
            may_deputise(&wanted, &[], &[], TODAY)
        };
        let ending = Period { from: date(2025, 7, 1), until: Some(day(5)) };
        assert_eq!(wanted(&Holding { period: ending, ..post(1) }), Err(Why::NotHeld(Some(day(4)))));
        assert_eq!(wanted(&Holding { role: Role::Admin, ..post(1) }), Err(Why::Admin));
        let same = Holding { staff: person(2), ..post(1) };
        let holder = Wanted { post: &post(1), deputy: person(2), first: day(0), last: day(0) };
        assert_eq!(may_deputise(&holder, &[same], &[], TODAY), Err(Why::HoldsIt));
    }

    #[test]
    fn a_day_of_a_position_has_one_deputy() {
        let known = [naming(1, 1, 2, 3, 5)];
        assert_eq!(may(1, 3, (0, 2), &known), Ok(()));
        assert_eq!(may(1, 3, (5, 9), &known), Err(Why::Taken(Box::new(known[0].clone()))));
        assert_eq!(may(1, 3, (6, 9), &known), Ok(()));
        assert_eq!(may(4, 2, (3, 5), &known), Ok(()), "one person may stand in for two");
    }

    #[test]
    fn nobody_stands_in_for_whoever_stands_in_for_them() {
        let known = [naming(1, 1, 2, 0, 5), naming(2, 2, 3, 4, 9)];
        assert_eq!(may(2, 1, (5, 5), &known[..1]), Err(Why::Circle(known[..1].to_vec())));
        assert_eq!(may(2, 1, (6, 6), &known[..1]), Ok(()), "on other days");
        assert_eq!(may(3, 1, (0, 9), &known), Err(Why::Circle(known.to_vec())), "round three");
        assert_eq!(may(3, 1, (0, 3), &known), Ok(()), "no day on which all three would");
    }

    proptest! {
        #[test]
        fn whatever_was_allowed_somebody_is_always_there(asked in prop::collection::vec((1_u128..5, 1_u128..5, 0_i64..12, 0_i64..6), 0..24)) {
            let mut known: Vec<Deputising> = Vec::new();
            for (n, (principal, deputy, first, more)) in asked.into_iter().enumerate() {
                if may(principal, deputy, (first, first + more), &known).is_ok() {
                    known.push(naming(n as u128, principal, deputy, first, first + more));
                }
            }
            for at in 0..20 {
                let now: Vec<_> = known.iter().filter(|it| it.meets(day(at), day(at))).collect();
                for principal in 1..5 {
                    prop_assert!(now.iter().filter(|it| it.principal == person(principal)).count() <= 1);
                    let mut who = person(principal);
                    for _ in 0..5 {
                        who = now.iter().find(|it| it.principal == who).map_or(who, |it| it.deputy);
                    }
                    prop_assert!(now.iter().all(|it| it.principal != who), "the work of {principal} ends with somebody");
                }
            }
        }
    }
}
