//! A fuzz target without a nightly compiler: arbitrary bytes into everything that reads text. Never a panic, always an end.
//!
//! `MOTCUA_FUZZ_CASES=1000000 cargo test -p worktime --test fuzz` runs longer; the default is small.

mod support;

use jiff::civil::DateTime;
use proptest::prelude::*;
use proptest::test_runner::Config;
use support::{calendar, later};
use worktime::{Calendar, Clock, Interval, Term, cli, difference, remaining, words};

fn cases() -> Config {
    let cases = std::env::var("MOTCUA_FUZZ_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(200);
    Config::with_cases(cases)
}

/// Arbitrary bytes, or pieces of what is valid in arbitrary order.
fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "3",
        "0",
        "0,5",
        "6.25",
        "999999999",
        "1.000",
        "-",
        ",",
        " ",
        "ngày",
        "làm",
        "việc",
        "giờ",
        "tháng",
        "năm",
        "tuần",
        "trong",
        "nửa",
        "phút",
        "2026",
        "-02",
        "-13",
        "T",
        "10:00",
        "9999-12-31T23:59",
        "1970-01-01T00:00",
        "+07:00",
        "Z",
        "\u{300}",
        "1/2",
        "08:00-12:00",
    ]);
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..60)
            .prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat()),
        any::<String>(),
    ]
}

/// JSON of a valid calendar with some characters replaced, or a plain text.
fn calendar_json() -> impl Strategy<Value = String> {
    let damaged =
        (calendar(), prop::collection::vec((any::<prop::sample::Index>(), "[0-9:\"{}\\[\\],a-z-]"), 0..4))
            .prop_map(|(calendar, changes)| {
                let mut letters: Vec<char> =
                    serde_json::to_string(&calendar).expect("JSON").chars().collect();
                for (at, letter) in changes {
                    let at = at.index(letters.len());
                    letters[at] = letter.chars().next().unwrap_or('0');
                }
                letters.into_iter().collect()
            });
    prop_oneof![3 => damaged, 1 => text()]
}

/// Any civil moment, the ends of time included.
fn any_moment() -> impl Strategy<Value = DateTime> {
    let edge = prop::sample::select(vec![
        DateTime::MIN,
        DateTime::MAX,
        DateTime::ZERO,
        jiff::civil::datetime(1970, 1, 1, 0, 0, 0, 0),
        jiff::civil::datetime(2199, 12, 31, 23, 59, 59, 0),
    ]);
    prop_oneof![1 => edge, 2 => (0_i64..7_300_000_000).prop_map(|seconds| later(jiff::civil::datetime(1969, 12, 1, 0, 0, 0, 0), seconds)), 2 => support::moment()]
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn texts(from in text(), term in text(), cutoff in prop::option::of(text())) {
        if let Ok(read) = term.parse::<Term>() {
            prop_assert_eq!(read.to_string().parse::<Term>(), Ok(read));
        }
        if let Ok(read) = term.parse::<Interval>() {
            prop_assert!(read.from() < read.to());
        }
        for (from, term) in [(from.as_str(), term.as_str()), ("2026-02-13T10:00", &term), (&from, "3 ngày làm việc")] {
            match cli::due(from, term, None, cutoff.as_deref()) {
                Ok(due) => prop_assert!(cli::to_text(&due).contains("Hẹn trả")),
                Err(error) => prop_assert!(error.to_string().chars().count() < 400),
            }
        }
    }

    #[test]
    fn calendars(json in calendar_json(), at in any_moment(), term in support::term(), cutoff in support::cutoff()) {
        let Ok(calendar) = serde_json::from_str::<Calendar>(&json) else { return Ok(()) };
        if let Ok(due) = worktime::due(&calendar, at, term, cutoff.as_ref()) {
            prop_assert!(due.due >= at.with().subsec_nanosecond(0).build().expect("a moment"));
            prop_assert!(!cli::to_json(&due)["derivation"].as_array().expect("a list").is_empty());
            prop_assert!(!remaining(&calendar, at, due.due).to_string().is_empty());
        }
    }

    #[test]
    fn clocks(calendar in calendar(), at in any_moment(), term in support::term(), acts in prop::collection::vec((0_u8..3, any_moment()), 0..6), now in any_moment()) {
        let mut clock = Clock::start(at, term, None);
        for (act, at) in acts {
            let _ = match act {
                0 => clock.pause(at, "a").is_ok(),
                1 => clock.resume(at).is_ok(),
                _ => clock.restart(at, "b").is_ok(),
            };
        }
        let standing = clock.standing(&calendar);
        prop_assert_eq!(standing.is_ok() && clock.paused_since().is_none(), clock.due(&calendar).is_ok());
        let (Ok(one), Ok(other)) = (worktime::due(&calendar, at, term, None), clock.due(&calendar)) else { return Ok(()) };
        prop_assert!(!words::difference(&difference(&one, &other)).is_empty());
        prop_assert!(remaining(&calendar, now, one.due).minutes >= 0);
    }
}
