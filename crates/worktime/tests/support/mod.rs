//! Generated calendars, terms and moments, and a slow calculator to compare with.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Weekday, date, time};
use proptest::prelude::*;
use worktime::{
    Calendar, CalendarData, Cutoff, Hours, Interval, SpecialDay, SpecialKind, Term, Week, Weekly,
};

/// Where generated calendars begin.
pub(crate) const BEGINS: Date = date(2025, 6, 1);

fn hours(texts: &[&str]) -> Vec<Interval> {
    texts.iter().map(|text| text.parse().expect("an interval")).collect()
}

/// The hours of one day: none, 8 hours, 7.5 hours, a morning, three pieces, an odd afternoon.
pub(crate) fn day_hours() -> impl Strategy<Value = Vec<Interval>> {
    prop_oneof![
        1 => Just(Vec::new()),
        3 => Just(hours(&["08:00-12:00", "13:00-17:00"])),
        3 => Just(hours(&["07:30-11:30", "13:30-17:00"])),
        1 => Just(hours(&["07:30-11:30"])),
        1 => Just(hours(&["00:00-05:00", "09:00-09:07", "20:00-23:59"])),
        1 => Just(hours(&["14:13-16:50"])),
    ]
}

fn week() -> impl Strategy<Value = Week> {
    let working = prop_oneof![
        Just(hours(&["08:00-12:00", "13:00-17:00"])),
        Just(hours(&["07:30-11:30", "13:30-17:00"]))
    ];
    let rest = prop_oneof![3 => Just(Vec::new()), 1 => Just(hours(&["07:30-11:30"]))];
    (working, [day_hours(), day_hours(), day_hours(), day_hours()].prop_map(|days| days), rest).prop_map(
        |(mon, days, sat)| {
            let [tue, wed, thu, fri] = days;
            Week { mon, tue, wed, thu, fri, sat, sun: Vec::new() }
        },
    )
}

fn special() -> impl Strategy<Value = SpecialDay> {
    let kind = prop_oneof![
        4 => Just((SpecialKind::Holiday, Hours::Off)),
        1 => Just((SpecialKind::Closure, Hours::Off)),
        1 => day_hours().prop_map(|hours| (SpecialKind::Closure, Hours::These(hours))),
        1 => Just((SpecialKind::MakeUp, Hours::Like(Weekday::Monday))),
        1 => Just((SpecialKind::MakeUp, Hours::These(hours(&["08:00-11:00"])))),
    ];
    (0_i32..500, kind, any::<bool>()).prop_map(|(days, (kind, hours), proposed)| {
        let date = BEGINS + days.days();
        let day =
            SpecialDay { hours, ..SpecialDay::off(date, kind, &format!("Ngày {days}"), "Quyết định") };
        if proposed { day.proposed() } else { day }
    })
}

/// A calendar with one or two weekly hours over time and up to sixty special days.
pub(crate) fn calendar() -> impl Strategy<Value = Calendar> {
    (week(), week(), 1_i32..500, prop::collection::vec(special(), 0..60)).prop_map(
        |(one, other, after, mut special)| {
            special.sort_by_key(|day| day.date);
            special.dedup_by_key(|day| day.date);
            let weekly = |from, hours| Weekly { from, hours, source: String::new() };
            Calendar::new(CalendarData {
                code: "thu-nghiem".into(),
                name: "Lịch thử nghiệm".into(),
                version: "1".into(),
                covers_until: date(2027, 12, 31),
                weekly: vec![weekly(BEGINS, one), weekly(BEGINS + after.days(), other)],
                special,
            })
            .expect("a valid calendar")
        },
    )
}

/// A term of any kind.
pub(crate) fn term() -> impl Strategy<Value = Term> {
    prop_oneof![
        (1_u32..6_000).prop_map(|minutes| Term::working_minutes(minutes).expect("in bounds")),
        (1_u32..60).prop_map(|days| Term::working_days(days).expect("in bounds")),
        (1_u32..12_000).prop_map(|parts| Term::working_day_thousandths(parts).expect("in bounds")),
        (1_u32..90).prop_map(|days| Term::days(days).expect("in bounds")),
        (1_u32..6).prop_map(|months| Term::months(months).expect("in bounds")),
        Just(Term::SAME_DAY),
    ]
}

/// A moment in the first year of the calendar.
pub(crate) fn moment() -> impl Strategy<Value = DateTime> {
    (0_i64..400, 0_i64..24 * 60, 0_i64..60).prop_map(|(days, minutes, seconds)| {
        later(BEGINS.at(0, 0, 0, 0), days * 86_400 + minutes * 60 + seconds)
    })
}

/// No cut-off, or one in the afternoon.
pub(crate) fn cutoff() -> impl Strategy<Value = Option<Cutoff>> {
    prop::option::of(
        (0_i8..24).prop_map(|hour| Cutoff { at: time(hour, 0, 0, 0), source: "Quyết định".into() }),
    )
}

/// So many seconds later.
pub(crate) fn later(at: DateTime, seconds: i64) -> DateTime {
    at + seconds.seconds()
}
