//! Calendars of real units, calendars that are refused, and the ends of time.

use jiff::civil::{Weekday, date};
use worktime::{
    Calendar, CalendarData, CalendarError, Clock, DueError, Hours, Interval, SpecialDay, SpecialKind, Term,
    Week, Weekly, cli, hanh_chinh, remaining,
};

fn hours(texts: &[&str]) -> Vec<Interval> {
    texts.iter().map(|text| text.parse().expect("an interval")).collect()
}

/// 7.5 hours a day and Saturday mornings.
fn commune() -> CalendarData {
    let mut week = Week::monday_to_friday(&hours(&["07:30-11:30", "13:30-17:00"]));
    week.sat = hours(&["07:30-11:30"]);
    CalendarData {
        code: "xa-tam-nong".into(),
        name: "Xã Tam Nông".into(),
        version: "1".into(),
        covers_until: date(2026, 12, 31),
        weekly: vec![Weekly { from: date(2026, 1, 1), hours: week, source: "QĐ 1".into() }],
        special: vec![],
    }
}

#[track_caller]
fn check(calendar: &Calendar, from: &str, term: &str, expected: &str) {
    let due = cli::due(from, term, Some(calendar), None).expect("a due date");
    assert_eq!(due.due.to_string(), format!("{expected}:00"), "\n{}", cli::to_text(&due));
}

#[track_caller]
fn refused(change: impl FnOnce(&mut CalendarData)) -> CalendarError {
    let mut data = commune();
    change(&mut data);
    Calendar::new(data).expect_err("not valid")
}

#[test]
fn shares_of_a_day_follow_the_units_own_hours() {
    let calendar = Calendar::new(commune()).expect("valid");
    check(&calendar, "2026-11-18T09:20", "0,5 ngày làm việc", "2026-11-19T11:15");
    let due = cli::due("2026-11-18T09:20", "6,25 ngày làm việc", Some(&calendar), None).expect("a due date");
    assert_eq!(due.due.to_string(), "2026-11-26T09:22:30", "a quarter of seven and a half hours");
}

#[test]
fn saturday_mornings_are_working_days_with_hours_of_their_own() {
    let calendar = Calendar::new(commune()).expect("valid");
    check(&calendar, "2026-11-20T09:00", "1 ngày làm việc", "2026-11-21T11:30");
    check(&calendar, "2026-11-20T16:00", "2 giờ làm việc", "2026-11-21T08:30");
    check(&calendar, "2026-11-20T09:00", "0,5 ngày làm việc", "2026-11-21T09:30");
    check(&calendar, "2026-11-11T10:00", "10 ngày", "2026-11-21T11:30");
}

#[test]
fn hours_change_on_their_date() {
    let mut data = commune();
    let new = Week::monday_to_friday(&hours(&["08:00-12:00", "13:00-17:00"]));
    data.weekly.push(Weekly { from: date(2026, 11, 23), hours: new, source: "QĐ 2".into() });
    let calendar = Calendar::new(data).expect("valid");
    check(&calendar, "2026-11-20T16:00", "6 giờ làm việc", "2026-11-23T09:00");
    assert!(!calendar.works(date(2026, 11, 28)));
}

#[test]
fn a_storm_that_closes_the_unit_is_a_special_day() {
    let storm = SpecialDay::off(date(2026, 11, 19), SpecialKind::Closure, "Đóng cửa do bão", "QĐ 99/QĐ-UBND");
    let afternoon = SpecialDay {
        hours: Hours::These(hours(&["07:30-11:30"])),
        ..SpecialDay::off(date(2026, 11, 20), SpecialKind::Closure, "Nghỉ chiều do bão", "QĐ 99/QĐ-UBND")
    };
    let calendar = Calendar::new(commune()).and_then(|calendar| calendar.with(storm, "2")).expect("valid");
    let calendar = calendar.with(afternoon, "3").expect("valid");
    check(&calendar, "2026-11-18T16:00", "2 giờ làm việc", "2026-11-20T08:30");
    check(&calendar, "2026-11-18T16:00", "1 ngày làm việc", "2026-11-20T11:30");
}

#[test]
fn a_make_up_day_is_worked_like_the_day_it_stands_for() {
    let make_up = SpecialDay::make_up(date(2026, 11, 22), Weekday::Monday, "Làm bù", "Thông báo");
    let calendar = Calendar::new(commune()).and_then(|calendar| calendar.with(make_up, "2")).expect("valid");
    check(&calendar, "2026-11-21T09:00", "1 ngày làm việc", "2026-11-22T17:00");
}

#[test]
fn faults_are_refused_with_their_place() {
    assert!(matches!(refused(|data| data.code = "Xã".into()), CalendarError::Code { .. }));
    assert!(matches!(refused(|data| data.name = " ".into()), CalendarError::Text { .. }));
    assert!(matches!(refused(|data| data.version = "1 a".into()), CalendarError::Text { .. }));
    assert!(matches!(refused(|data| data.covers_until = date(2200, 1, 1)), CalendarError::Range { .. }));
    assert_eq!(refused(|data| data.weekly.clear()), CalendarError::NoWeek);
    assert_eq!(refused(|data| data.weekly[0].hours = Week::default()), CalendarError::NoWork);
    let twice = refused(|data| data.weekly.push(data.weekly[0].clone()));
    assert_eq!(twice, CalendarError::SameFrom { date: date(2026, 1, 1) });
    let overlap = refused(|data| data.weekly[0].hours.tue = hours(&["08:00-12:00", "11:00-17:00"]));
    assert_eq!(overlap, CalendarError::Overlap { field: "weekly[0].hours.tue".into() });
    let day = SpecialDay::off(date(2026, 11, 24), SpecialKind::Holiday, "A", "B");
    let same = refused(|data| data.special = vec![day.clone(), day.clone()]);
    assert!(matches!(same, CalendarError::SameDay { .. }));
    let early = refused(|data| data.special = vec![SpecialDay { date: date(2025, 1, 1), ..day.clone() }]);
    assert!(matches!(early, CalendarError::BeforeBegin { .. }));
    let idle = refused(|data| data.special = vec![SpecialDay { kind: SpecialKind::MakeUp, ..day.clone() }]);
    assert!(matches!(idle, CalendarError::MakeUpWithoutHours { .. }));
    let json = r#"{"code":"a","name":"A","version":"1","covers_until":"2026-12-31","weekly":[]}"#;
    assert!(serde_json::from_str::<Calendar>(json).expect_err("no hours").to_string().contains("weekly"));
}

#[test]
fn the_ends_of_time_are_errors() {
    let before = cli::due("2017-12-29T10:00", "1 ngày làm việc", None, None);
    assert!(matches!(before, Err(DueError::OutsideCalendar { .. })), "{before:?}");
    let late = cli::due("2199-12-31T10:00", "1 ngày làm việc", None, None);
    assert!(matches!(late, Err(DueError::TooFar { .. })), "{late:?}");
    for term in [
        "20000 giờ làm việc",
        "3660 ngày làm việc",
        "3660 ngày",
        "120 tháng",
        "0,5 ngày làm việc",
        "trong ngày",
    ] {
        let late = cli::due("2199-12-31T18:00", term, None, None);
        assert!(matches!(late, Err(DueError::TooFar { .. })), "{term}: {late:?}");
        let due = cli::due("2026-11-18T09:20", term, None, None);
        assert!(due.is_ok(), "{term}");
    }
    assert!(matches!(cli::due("2200-01-01T10:00", "1 ngày", None, None), Err(DueError::From { .. })));
    let far = Clock::start(jiff::civil::DateTime::MAX, Term::SAME_DAY, None);
    assert!(matches!(far.due(hanh_chinh()), Err(DueError::OutsideCalendar { .. })));
}

/// Forty years of 366 days: the working day on the last of them is found, the one after it is not.
#[test]
fn the_search_ends_after_forty_years() {
    let received = date(2026, 1, 5);
    let works_once = |days: i64| {
        let mut data = commune();
        data.weekly[0].hours = Week::default();
        let kept = Hours::These(hours(&["08:00-12:00"]));
        let on = received.saturating_add(jiff::Span::new().days(days));
        let day = SpecialDay::off(on, SpecialKind::MakeUp, "Làm bù", "QĐ 1");
        data.special = vec![SpecialDay { hours: kept, ..day }];
        let calendar = Calendar::new(data).expect("valid");
        cli::due("2026-01-05T10:00", "1 ngày làm việc", Some(&calendar), None)
    };
    assert_eq!(works_once(14_640).expect("a due date").due.date(), date(2066, 2, 4));
    assert!(matches!(works_once(14_641), Err(DueError::TooFar { .. })));
}

#[test]
fn texts_have_their_stated_limits() {
    let version = |length: usize| {
        let data = CalendarData { version: "x".repeat(length), ..commune() };
        Calendar::new(data).map(drop)
    };
    assert_eq!(version(60), Ok(()));
    assert_eq!(version(61), Err(CalendarError::Text { field: "version".into(), max: 60 }));
    let spaced = refused(|data| data.version = "1 2".into());
    assert_eq!(spaced, CalendarError::Text { field: "version".into(), max: 60 });
    let source = |length: usize| {
        let storm = SpecialDay::off(date(2026, 11, 19), SpecialKind::Closure, "Bão", &"x".repeat(length));
        Calendar::new(CalendarData { special: vec![storm], ..commune() }).map(drop)
    };
    assert_eq!(source(300), Ok(()));
    assert!(matches!(source(301), Err(CalendarError::Text { max: 300, .. })));
}

#[test]
fn a_calendar_that_hardly_works_gives_an_error_not_an_endless_search() {
    let mut data = commune();
    data.weekly[0].hours = Week::default();
    data.special = vec![SpecialDay::make_up(date(2026, 11, 20), Weekday::Monday, "A", "B")];
    assert_eq!(Calendar::new(data.clone()).expect_err("Monday has no hours"), CalendarError::NoWork);
    data.special[0].hours = Hours::These(hours(&["08:00-09:00"]));
    let calendar = Calendar::new(data).expect("one hour of work");
    check(&calendar, "2026-11-18T09:20", "1 ngày làm việc", "2026-11-20T09:00");
    for term in ["2 ngày làm việc", "2 giờ làm việc", "1,5 ngày làm việc", "10 ngày"] {
        let none = cli::due("2026-11-18T09:20", term, Some(&calendar), None);
        assert!(matches!(none, Err(DueError::TooFar { .. })), "{term}: {none:?}");
    }
}

#[test]
fn what_is_left_in_words() {
    let left = |now: &str, due: &str| {
        remaining(hanh_chinh(), now.parse().expect("valid"), due.parse().expect("valid")).to_string()
    };
    assert_eq!(left("2026-11-22T10:42", "2026-12-10T17:00"), "Còn 13 ngày làm việc");
    assert_eq!(left("2026-11-23T08:00", "2026-12-10T17:00"), "Còn 13 ngày làm việc");
    assert_eq!(left("2026-11-23T08:01", "2026-12-10T17:00"), "Còn 12 ngày làm việc");
    assert_eq!(left("2026-11-23T14:30", "2026-11-23T17:00"), "Còn 2 giờ 30 phút");
    assert_eq!(left("2026-11-20T16:30", "2026-11-23T16:30"), "Còn 8 giờ");
    assert_eq!(left("2026-11-23T16:59:30", "2026-11-23T17:00"), "Đến hạn");
    assert_eq!(left("2026-11-23T17:00", "2026-11-23T17:00"), "Đến hạn");
    assert_eq!(left("2026-11-23T18:00", "2026-11-23T17:00"), "Vừa quá hạn");
    assert_eq!(left("2026-11-25T10:00", "2026-11-23T17:00"), "Quá 2 giờ");
    assert_eq!(left("2026-11-26T07:00", "2026-11-23T17:00"), "Quá 1 ngày làm việc");
    assert_eq!(left("9999-12-31T23:59", "2026-11-23T17:00").split(' ').next(), Some("Quá"));
}

#[test]
fn intervals_may_touch() {
    let mut data = commune();
    data.weekly[0].hours.fri = hours(&["08:00-12:00", "12:00-16:00"]);
    let calendar = Calendar::new(data).expect("valid");
    check(&calendar, "2026-11-20T10:00", "3 giờ làm việc", "2026-11-20T13:00");
}
