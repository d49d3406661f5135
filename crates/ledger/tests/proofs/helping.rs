//! The helpers for the tests of other crates.

use std::panic::catch_unwind;

use ledger::Event as _;

use crate::common::Written;

#[test]
fn a_golden_file_must_parse_and_mean_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let manifest = folder.path().to_str().expect("a path").to_owned();
    let events = folder.path().join("src/events");
    std::fs::create_dir_all(&events).expect("a folder");
    let sample = Written { text: "một".to_owned() };
    let check = |sample: &Written| {
        let (sample, manifest) = (sample.clone(), manifest.clone());
        catch_unwind(move || ledger::testing::golden(&manifest, &sample)).is_ok()
    };
    assert!(!check(&sample), "a missing file is told");
    let file = events.join(format!("{}.json", Written::KIND));
    std::fs::write(&file, r#"{"text":"một"}"#).expect("written");
    assert!(check(&sample));
    assert!(!check(&Written { text: "hai".to_owned() }), "another meaning is told");
    std::fs::write(&file, r#"{"words":"một"}"#).expect("written");
    assert!(!check(&sample), "a file that no longer parses is told");
}

#[test]
fn a_task_carries_its_payload() {
    let task = ledger::testing::task(&7);
    assert_eq!((task.payload::<i64>().ok(), task.attempt), (Some(7), 1));
}
