//! The law's cases, one by one, on the calendar that ships.

use worktime::{Due, Kind, cli, words};

fn due(from: &str, term: &str) -> Due {
    cli::due(from, term, None, None).expect("a due date")
}

fn with_cutoff(from: &str, term: &str) -> Due {
    cli::due(from, term, None, Some("15:00")).expect("a due date")
}

#[track_caller]
fn check(due: &Due, expected: &str) {
    assert_eq!(due.due.to_string(), format!("{expected}:00"), "\n{}", cli::to_text(due));
}

#[test]
fn in_the_day_before_and_after_the_cut_off() {
    check(&with_cutoff("2026-11-20T14:59", "trong ngày"), "2026-11-20T17:00");
    check(&with_cutoff("2026-11-20T15:00", "trong ngày"), "2026-11-20T17:00");
    check(&with_cutoff("2026-11-20T15:01", "trong ngày"), "2026-11-23T17:00");
}

#[test]
fn in_the_day_without_a_cut_off() {
    check(&due("2026-11-20T15:01", "trong ngày"), "2026-11-20T17:00");
    check(&due("2026-11-20T16:59", "trong ngày"), "2026-11-20T17:00");
    check(&due("2026-11-20T17:00", "trong ngày"), "2026-11-23T17:00");
    check(&due("2026-11-21T09:00", "trong ngày"), "2026-11-23T17:00");
}

#[test]
fn eight_working_hours_over_a_weekend() {
    check(&due("2026-11-20T16:30", "8 giờ làm việc"), "2026-11-23T16:30");
}

#[test]
fn hours_filed_outside_hours_start_at_the_next_opening() {
    check(&due("2026-11-18T07:00", "1 giờ làm việc"), "2026-11-18T09:00");
    check(&due("2026-11-18T12:30", "1 giờ làm việc"), "2026-11-18T14:00");
    check(&due("2026-11-18T20:15", "8 giờ làm việc"), "2026-11-19T17:00");
    check(&due("2026-11-21T10:00", "4 giờ làm việc"), "2026-11-23T12:00");
    check(&due("2026-11-18T11:30", "1 giờ làm việc"), "2026-11-18T13:30");
}

#[test]
fn hours_run_from_the_exact_moment() {
    let found = due("2026-11-18T09:20:37", "0,25 giờ làm việc");
    assert_eq!(found.due.to_string(), "2026-11-18T09:35:37");
}

#[test]
fn three_working_days_over_tet() {
    let found = due("2026-02-13T10:00", "3 ngày làm việc");
    check(&found, "2026-02-25T17:00");
    assert_eq!(found.derivation.iter().filter(|entry| entry.kind == Kind::Off).count(), 5);
    assert!(!found.proposed);
}

#[test]
fn a_make_up_saturday_counts() {
    let confirmed = due("2026-08-21T10:00", "1 ngày làm việc");
    check(&confirmed, "2026-08-22T17:00");
    assert!(!confirmed.proposed);
    assert_eq!(confirmed.derivation[1].kind, Kind::MadeUp);
    check(&due("2026-08-28T10:00", "1 ngày làm việc"), "2026-09-03T17:00");
    check(&due("2026-08-21T16:00", "2 giờ làm việc"), "2026-08-22T09:00");
}

#[test]
fn an_unconfirmed_day_counts_and_is_proposed() {
    let found = due("2026-01-09T10:00", "1 ngày làm việc");
    check(&found, "2026-01-10T17:00");
    assert!(found.proposed);
    assert!(words::banner(&found).expect("a banner").contains("10/01/2026 chưa được quản trị xác nhận"));
    let off = due("2025-12-31T10:00", "1 ngày làm việc");
    check(&off, "2026-01-05T17:00");
    assert!(off.proposed);
    let hours = due("2026-01-09T16:30", "1 giờ làm việc");
    check(&hours, "2026-01-10T08:30");
    assert!(hours.proposed);
    assert!(!due("2026-01-12T10:00", "1 ngày làm việc").proposed);
}

#[test]
fn calendar_days_that_end_on_a_holiday_roll_forward() {
    let found = due("2026-11-14T10:00", "10 ngày");
    check(&found, "2026-11-25T17:00");
    assert_eq!(found.derivation.last().map(|entry| entry.kind), Some(Kind::RollForward));
}

#[test]
fn calendar_days_count_days_of_rest() {
    check(&due("2026-11-10T10:00", "10 ngày"), "2026-11-20T17:00");
    check(&due("2026-11-11T10:00", "10 ngày"), "2026-11-23T17:00");
    check(&due("2026-02-06T10:00", "10 ngày"), "2026-02-23T17:00");
}

#[test]
fn an_unconfirmed_make_up_day_that_ends_calendar_days_is_proposed() {
    let found = due("2026-01-05T10:00", "5 ngày");
    check(&found, "2026-01-10T17:00");
    assert!(found.proposed);
}

#[test]
fn months_keep_the_day_or_end_with_the_month() {
    check(&due("2026-09-18T09:20", "2 tháng"), "2026-11-18T17:00");
    check(&due("2025-12-31T09:20", "2 tháng"), "2026-03-02T17:00");
    let clamped = due("2026-08-31T09:20", "1 tháng");
    check(&clamped, "2026-09-30T17:00");
    assert!(clamped.derivation.iter().any(|entry| entry.kind == Kind::MonthEnd));
    check(&due("2024-02-29T09:20", "1 năm"), "2025-02-28T17:00");
}

#[test]
fn parts_of_a_working_day_are_parts_of_the_next_days_own_hours() {
    check(&due("2026-11-18T09:20", "0,5 ngày làm việc"), "2026-11-19T12:00");
    check(&due("2026-11-18T09:20", "6,25 ngày làm việc"), "2026-11-30T10:00");
    check(&due("2026-11-18T09:20", "1,5 ngày làm việc"), "2026-11-20T12:00");
    check(&due("2026-11-18T09:20", "0,75 ngày làm việc"), "2026-11-19T15:00");
}

#[test]
fn the_first_day_is_not_counted_even_on_a_day_off_and_there_is_no_cut_off_by_itself() {
    check(&due("2026-11-18T07:00", "1 ngày làm việc"), "2026-11-19T17:00");
    check(&due("2026-11-18T23:00", "1 ngày làm việc"), "2026-11-19T17:00");
    check(&due("2026-11-21T10:00", "1 ngày làm việc"), "2026-11-23T17:00");
    check(&due("2026-11-22T10:00", "1 ngày làm việc"), "2026-11-23T17:00");
}

#[test]
fn a_cut_off_moves_reception_to_the_next_working_day() {
    check(&with_cutoff("2026-11-18T15:00", "1 ngày làm việc"), "2026-11-19T17:00");
    check(&with_cutoff("2026-11-18T15:01", "1 ngày làm việc"), "2026-11-20T17:00");
    check(&with_cutoff("2026-11-20T15:01", "1 ngày làm việc"), "2026-11-25T17:00");
    check(&with_cutoff("2026-11-21T10:00", "1 ngày làm việc"), "2026-11-25T17:00");
    check(&with_cutoff("2026-11-20T15:01", "2 giờ làm việc"), "2026-11-23T10:00");
    check(&with_cutoff("2026-11-18T15:01", "10 ngày"), "2026-11-30T17:00");
}

#[test]
fn the_page_that_explains_the_due_date() {
    let found = due("2026-11-18T09:20", "15 ngày làm việc");
    check(&found, "2026-12-10T17:00");
    assert_eq!(words::due(found.due), "17:00 thứ Năm, 10/12/2026");
    let cells: Vec<(String, String)> = found.derivation.iter().map(words::cells).collect();
    let cells: Vec<(&str, &str)> = cells.iter().map(|(when, what)| (when.as_str(), what.as_str())).collect();
    assert_eq!(
        cells,
        [
            ("Thứ Tư 18/11, 09:20", "Tiếp nhận hợp lệ, ngày không tính"),
            ("19/11 – 23/11", "3 ngày làm việc"),
            ("Thứ Ba 24/11", "Nghỉ: Ngày Văn hóa Việt Nam"),
            ("25/11 – 10/12", "12 ngày làm việc, đủ 15 ngày"),
        ]
    );
}

#[test]
fn hours_are_explained_interval_by_interval() {
    let found = due("2026-11-20T16:30", "8 giờ làm việc");
    let cells: Vec<String> =
        found.derivation.iter().map(words::cells).map(|(when, what)| format!("{when} | {what}")).collect();
    assert_eq!(
        cells,
        [
            "Thứ Sáu 20/11, 16:30 | Tiếp nhận hợp lệ",
            "Thứ Sáu 20/11, 16:30 – 17:00 | 30 phút làm việc",
            "Thứ Hai 23/11, 08:00 – 12:00 | 4 giờ làm việc",
            "Thứ Hai 23/11, 13:00 – 16:30 | 3 giờ 30 phút làm việc, đủ 8 giờ",
        ]
    );
}

#[test]
fn beyond_the_known_years_the_answer_says_so() {
    let found = due("2026-12-30T09:00", "5 ngày làm việc");
    check(&found, "2027-01-06T17:00");
    assert!(found.proposed);
    assert_eq!(found.derivation.iter().filter(|entry| entry.kind == Kind::Unknown).count(), 1);
    assert!(words::banner(&found).expect("a banner").contains("sau 31/12/2026"));
    assert!(!due("2026-12-30T09:00", "1 ngày làm việc").proposed);
}

#[test]
fn a_cut_off_is_explained() {
    let cell = |due: &Due| words::cells(&due.derivation[1]);
    let after = cell(&with_cutoff("2026-11-20T15:01", "trong ngày"));
    assert_eq!(after, ("Từ thứ Hai 23/11, 08:00".into(), "Nhận sau 15:00: tính như nhận từ lúc này".into()));
    let off = cell(&with_cutoff("2026-11-21T09:00", "3 ngày làm việc"));
    assert_eq!(off.1, "Nhận vào ngày nghỉ: tính như nhận từ lúc này");
}

#[test]
fn runs_over_new_year_show_the_year() {
    let found = due("2026-12-25T09:00", "15 ngày làm việc");
    assert_eq!(words::cells(&found.derivation[1]).0, "28/12 – 15/1/2027");
}
