//! `motcua due`: what it reads and what it prints.

use worktime::{DueError, TermError, cli};

#[test]
fn json_has_the_due_moment_and_the_derivation() {
    let due = cli::due("2026-02-13T10:00", "3 ngày làm việc", None, None).expect("a due date");
    let json = cli::to_json(&due);
    assert_eq!(json["due"], "2026-02-25T17:00:00+07:00");
    assert_eq!(json["derivation"].as_array().map(Vec::len), Some(7));
    assert_eq!(json["derivation"][1]["what"], "Nghỉ: Giao thừa Tết Nguyên Đán");
    assert_eq!(json["proposed"], false);
    assert_eq!(json["banner"], serde_json::Value::Null);
    assert_eq!(json["calendar"], "hanh-chinh");
}

#[test]
fn text_shows_each_line_with_its_citation() {
    let due = cli::due("2026-01-09T10:00", "1 ngày làm việc", None, Some("15:00")).expect("a due date");
    let text = cli::to_text(&due);
    assert!(text.starts_with("Hẹn trả: 17:00 thứ Bảy, 10/01/2026\nNgày hẹn đề xuất: "), "{text}");
    assert!(text.contains("[Bộ luật Dân sự 2015, Điều 147 khoản 2]"), "{text}");
}

#[test]
fn moments_are_read_in_several_forms() {
    let due = |from: &str| cli::due(from, "1 giờ làm việc", None, None).map(|due| due.due.to_string());
    for from in [
        "2026-02-13T10:00",
        "2026-02-13 10:00",
        "2026-02-13T10:00:00",
        "2026-02-13T10:00:00+07:00",
        "2026-02-13T03:00:00Z",
    ] {
        assert_eq!(due(from).as_deref(), Ok("2026-02-13T11:00:00"), "{from}");
    }
    for from in [
        "",
        "2026-02-13",
        "2026-02-30T10:00",
        "13/02/2026 10:00",
        "2026-02-13T25:00",
        "hôm nay",
        "2026-02-13Tăng:00",
    ] {
        assert!(matches!(due(from), Err(DueError::From { .. })), "{from}");
    }
}

#[test]
fn errors_say_which_argument_and_how_to_write_it() {
    let due = |term: &str, cutoff: Option<&str>| {
        cli::due("2026-02-13T10:00", term, None, cutoff).expect_err("an error")
    };
    assert!(matches!(due("ba ngày", None), DueError::Term(TermError::Unreadable { .. })));
    assert!(due("ba ngày", None).to_string().contains("xin ghi như 3 ngày làm việc"));
    assert!(matches!(due("3 ngày", Some("15h")), DueError::Cutoff { .. }));
    assert!(cli::calendar("tet").expect_err("none").to_string().contains("hanh-chinh"));
}
