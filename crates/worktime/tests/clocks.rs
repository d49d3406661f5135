//! Pausing, going on, beginning anew; what moved when a calendar changes.

use jiff::civil::{DateTime, date};
use worktime::{
    Clock, ClockError, Cutoff, DueError, Kind, SpecialDay, SpecialKind, Standing, Term, difference,
    hanh_chinh, words,
};

fn at(text: &str) -> DateTime {
    text.parse().expect("a moment")
}

fn term(text: &str) -> Term {
    text.parse().expect("a term")
}

/// 15 working days from Wednesday 18/11/2026, due 10/12 when nothing happens.
fn permit() -> Clock {
    Clock::start(at("2026-11-18T09:20"), term("15 ngày làm việc"), None)
}

#[track_caller]
fn due(clock: &Clock) -> String {
    clock.due(hanh_chinh()).expect("a due date").due.to_string()
}

#[test]
fn a_pause_over_days_costs_the_days_it_takes() {
    let mut clock = permit();
    clock.pause(at("2026-11-20T10:00"), "chờ bổ sung giấy tờ").expect("it runs");
    assert!(matches!(clock.due(hanh_chinh()), Err(DueError::Paused { .. })));
    clock.resume(at("2026-11-26T09:00")).expect("it stands still");
    let found = clock.due(hanh_chinh()).expect("a due date");
    assert_eq!(found.due, at("2026-12-15T17:00"), "20, 23 and 25 November are given back; 24 is off anyway");
    assert_eq!(found.original, at("2026-12-10T17:00"));
    let rows: Vec<String> =
        found.derivation.iter().map(words::cells).map(|(when, what)| format!("{when} | {what}")).collect();
    assert_eq!(
        rows,
        [
            "Thứ Tư 18/11, 09:20 | Tiếp nhận hợp lệ, ngày không tính",
            "Thứ Năm 19/11 | 1 ngày làm việc",
            "20/11, 10:00 – 26/11, 09:00 | Tạm dừng: chờ bổ sung giấy tờ; còn 14 ngày làm việc",
            "26/11 – 15/12 | 14 ngày làm việc, đủ 15 ngày",
        ]
    );
}

#[test]
fn a_pause_within_a_day_costs_no_day() {
    let mut clock = permit();
    clock.pause(at("2026-11-20T10:00"), "").expect("it runs");
    clock.resume(at("2026-11-20T15:00")).expect("it stands still");
    assert_eq!(due(&clock), "2026-12-10T17:00:00");
}

#[test]
fn a_pause_on_the_last_day_leaves_that_day() {
    let mut clock = permit();
    clock.pause(at("2026-12-10T10:00"), "").expect("it runs");
    clock.resume(at("2026-12-14T09:00")).expect("it stands still");
    assert_eq!(due(&clock), "2026-12-14T17:00:00");
}

#[test]
fn a_pause_after_the_due_moment_makes_nothing_good() {
    let mut clock = permit();
    clock.pause(at("2026-12-10T17:00"), "").expect("it runs");
    clock.resume(at("2026-12-18T09:00")).expect("it stands still");
    assert_eq!(due(&clock), "2026-12-10T17:00:00");
}

#[test]
fn going_on_after_closing_time_begins_with_the_next_day() {
    let mut clock = permit();
    clock.pause(at("2026-12-10T10:00"), "").expect("it runs");
    clock.resume(at("2026-12-14T18:00")).expect("it stands still");
    assert_eq!(due(&clock), "2026-12-15T17:00:00");
}

#[test]
fn hours_stop_and_go_on_to_the_minute() {
    let mut clock = Clock::start(at("2026-11-20T08:00"), term("8 giờ làm việc"), None);
    clock.pause(at("2026-11-20T10:00"), "").expect("it runs");
    clock.resume(at("2026-11-20T14:30")).expect("it stands still");
    let found = clock.due(hanh_chinh()).expect("a due date");
    assert_eq!(found.due, at("2026-11-23T11:30"));
    let pause = found.derivation.iter().find(|entry| entry.kind == Kind::Pause).expect("it is told");
    assert_eq!(words::cells(pause).1, "Tạm dừng; còn 6 giờ làm việc");
}

#[test]
fn a_restart_gives_the_whole_term_again() {
    let mut clock = permit();
    clock.pause(at("2026-11-20T10:00"), "chờ bổ sung").expect("it runs");
    clock.restart(at("2026-11-26T09:00"), "đã bổ sung đủ").expect("always possible");
    let found = clock.due(hanh_chinh()).expect("a due date");
    assert_eq!(found.due, at("2026-12-17T17:00"));
    assert_eq!(found.original, at("2026-12-10T17:00"));
    assert_eq!(found.derivation[0].kind, Kind::Received);
    assert_eq!(words::cells(&found.derivation[1]).1, "Tính lại từ đầu: đã bổ sung đủ");
}

#[test]
fn a_restart_after_the_cut_off_counts_from_the_next_working_day() {
    let cutoff = Cutoff { at: jiff::civil::time(15, 0, 0, 0), source: "Điều 5".into() };
    let mut clock = Clock::start(at("2026-11-18T09:20"), term("1 ngày làm việc"), Some(cutoff));
    clock.restart(at("2026-11-19T15:30"), "").expect("always possible");
    assert_eq!(due(&clock), "2026-11-23T17:00:00");
}

#[test]
fn what_is_left_of_a_term_in_months_is_told_in_days() {
    let clock = paused("2026-11-18T08:00", "2 tháng", "2026-12-10T10:00", "2026-12-14T17:00");
    let found = clock.due(hanh_chinh()).expect("a due date");
    let pause = found.derivation.iter().find(|entry| entry.kind == Kind::Pause).expect("it is told");
    assert_eq!(words::cells(pause).1, "Tạm dừng; còn 40 ngày");
}

#[test]
fn a_part_of_a_day_waits_out_a_pause() {
    let mut clock = Clock::start(at("2026-11-18T09:20"), term("0,5 ngày làm việc"), None);
    clock.pause(at("2026-11-19T10:00"), "").expect("it runs");
    clock.resume(at("2026-11-20T14:00")).expect("it stands still");
    assert_eq!(due(&clock), "2026-11-20T16:00:00");
}

#[test]
fn impossible_acts_are_refused() {
    let mut clock = permit();
    assert_eq!(clock.resume(at("2026-11-19T09:00")), Err(ClockError::NotPaused));
    assert!(matches!(clock.pause(at("2026-11-18T09:00"), ""), Err(ClockError::Backwards { .. })));
    clock.pause(at("2026-11-19T09:00"), "").expect("it runs");
    assert_eq!(clock.pause(at("2026-11-19T10:00"), ""), Err(ClockError::AlreadyPaused));
    assert!(matches!(clock.resume(at("2026-11-19T08:00")), Err(ClockError::Backwards { .. })));
    assert_eq!(clock.acts().len(), 1);
}

#[test]
fn a_clock_that_stands_still_tells_the_earliest_due_moment() {
    let mut clock = permit();
    clock.pause(at("2026-11-20T10:00"), "").expect("it runs");
    let Standing::Paused { since, at_once } = clock.standing(hanh_chinh()).expect("known") else {
        panic!("it stands still")
    };
    assert_eq!((since, at_once.due), (at("2026-11-20T10:00"), at("2026-12-10T17:00")));
    clock.resume(at("2026-11-20T11:00")).expect("it stands still");
    assert!(matches!(clock.standing(hanh_chinh()), Ok(Standing::Running(_))));
}

#[test]
fn a_holiday_announced_late_moves_the_date_and_says_why() {
    let swap = SpecialDay::off(date(2026, 11, 23), SpecialKind::SwapOff, "Nghỉ hoán đổi", "Thông báo");
    let later = hanh_chinh().with(swap.proposed(), "2026.2").expect("valid");
    let old = permit().due(hanh_chinh()).expect("a due date");
    let new = permit().due(&later).expect("a due date");
    let change = difference(&old, &new);
    assert!(change.moved() && new.proposed);
    assert_eq!(change.changes.len(), 1);
    assert_eq!(
        words::difference(&change),
        "Hẹn trả chuyển từ 17:00 thứ Năm, 10/12/2026 sang 17:00 thứ Sáu, 11/12/2026: \
         thêm Thứ Hai 23/11: Nghỉ: Nghỉ hoán đổi (đề xuất, chờ xác nhận)."
    );
    let confirmed = later.confirm(date(2026, 11, 23), "Thông báo chính thức", "2026.3").expect("valid");
    assert!(!permit().due(&confirmed).expect("a due date").proposed);
    assert!(!difference(&old, &old).moved());
}

/// The clock after one pause.
fn paused(received: &str, of: &str, from: &str, to: &str) -> Clock {
    let mut clock = Clock::start(at(received), term(of), None);
    clock.pause(at(from), "").expect("it runs");
    clock.resume(at(to)).expect("it stands still");
    clock
}

#[test]
fn a_pause_that_begins_at_the_due_moment_changes_nothing_and_is_not_told() {
    for (of, from, expected) in [
        ("4 giờ làm việc", "2026-11-18T12:00", "2026-11-18T12:00"),
        ("0,5 ngày làm việc", "2026-11-19T12:00", "2026-11-19T12:00"),
        ("2 ngày", "2026-11-20T17:00", "2026-11-20T17:00"),
        ("2 ngày", "2026-11-21T10:00", "2026-11-20T17:00"),
        ("trong ngày", "2026-11-18T17:00", "2026-11-18T17:00"),
    ] {
        let found =
            paused("2026-11-18T08:00", of, from, "2026-11-30T09:00").due(hanh_chinh()).expect("a due date");
        assert_eq!(found.due, at(expected), "{of}");
        assert!(found.derivation.iter().all(|entry| entry.kind != Kind::Pause), "{of}");
    }
}

#[test]
fn going_on_exactly_at_closing_time_begins_with_the_next_day() {
    let clock = paused("2026-11-18T09:20", "15 ngày làm việc", "2026-12-10T10:00", "2026-12-14T17:00");
    assert_eq!(due(&clock), "2026-12-15T17:00:00");
}

#[test]
fn a_pause_over_the_weekend_of_a_roll_forward_puts_it_off() {
    let clock = paused("2026-11-18T09:20", "4 ngày", "2026-11-23T09:00", "2026-11-26T09:00");
    assert_eq!(due(&clock), "2026-11-26T17:00:00", "the last day, a Sunday, was over before the pause");
}

#[test]
fn a_part_of_a_day_begins_at_the_first_working_moment_outside_a_pause() {
    for (from, to, begin, end) in [
        ("2026-11-19T08:00", "2026-11-19T10:00", "2026-11-19T10:00", "2026-11-19T15:00"),
        ("2026-11-19T07:00", "2026-11-19T12:00", "2026-11-19T13:00", "2026-11-19T17:00"),
        ("2026-11-19T07:00", "2026-11-19T15:00", "2026-11-19T15:00", "2026-11-20T10:00"),
    ] {
        let found =
            paused("2026-11-18T09:20", "0,5 ngày làm việc", from, to).due(hanh_chinh()).expect("a due date");
        let part = found.derivation.last().expect("a line");
        assert_eq!((part.from, found.due), (worktime::Point::Moment(at(begin)), at(end)), "{from}");
    }
}

#[test]
fn a_share_that_is_no_round_decimal_ends_on_the_second() {
    let mut data = hanh_chinh().data().clone();
    let hours = ["07:30-11:30", "13:30-17:00"].map(|text| text.parse().expect("an interval"));
    data.weekly[0].hours = worktime::Week::monday_to_friday(&hours);
    let calendar = worktime::Calendar::new(data).expect("valid");
    let clock = paused("2026-11-18T09:20", "0,5 ngày làm việc", "2026-11-19T08:30", "2026-11-20T07:30");
    assert_eq!(clock.due(&calendar).expect("a due date").due, at("2026-11-20T10:15"));
}

#[test]
fn stored_acts_out_of_order_are_an_error() {
    let json = r#"{"received":"2026-11-18T09:20:00+07:00","term":"5 ngày","acts":[
        {"act":"pause","at":"2026-11-17T09:20:00+07:00"},{"act":"resume","at":"2026-11-19T09:20:00+07:00"}]}"#;
    let clock: Clock = serde_json::from_str(json).expect("readable");
    assert_eq!(clock.due(hanh_chinh()), Err(DueError::Pauses));
    let twice = json.replace("resume", "pause");
    let clock: Clock = serde_json::from_str(&twice).expect("readable");
    assert!(clock.due(hanh_chinh()).is_err());
}
