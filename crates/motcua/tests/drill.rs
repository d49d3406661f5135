//! The kill drill and the benches at small size, on both engines; `./x prove` runs them at full size.

use std::path::Path;
use std::process::{Command, Output};

use db::Engine;
use db::testing::{Kind, Place};

/// Runs `motcua` with its working folder in `folder`, on the engine of `place`.
fn motcua(arguments: &[&str], folder: &Path, place: &Place) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_motcua"));
    command.args(arguments).arg("--data").arg(folder).env_remove("MOTCUA_DATABASE_URL");
    if let Engine::Postgres(address) = place.engine() {
        command.arg("--database-url").arg(address);
    }
    command.output().expect("motcua runs")
}

/// The JSON lines a command printed.
fn lines(out: &Output) -> Vec<serde_json::Value> {
    let text = String::from_utf8_lossy(&out.stdout);
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}")))
        .collect()
}

fn killed_three_times(kind: Kind) {
    let folder = tempfile::tempdir().expect("a folder");
    let place = Place::fresh(kind);
    let out = motcua(&["drill", "kill", "--times", "3"], folder.path(), &place);
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
    let lines = lines(&out);
    let last = lines.last().expect("a last line");
    assert_eq!((lines.len(), &last["times"]), (4, &3.into()));
    assert_eq!(last["submissions"], last["dossiers"]);
    assert!(last["acknowledged_before_a_kill"].as_u64() > Some(0), "{last}");
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 0, "nothing is left behind");
}

#[test]
fn nothing_acknowledged_is_lost_or_doubled_by_kill_9_sqlite() {
    killed_three_times(Kind::Sqlite);
}

#[test]
fn nothing_acknowledged_is_lost_or_doubled_by_kill_9_postgres() {
    killed_three_times(Kind::Postgres);
}

fn restored_elsewhere(kind: Kind) {
    let folder = tempfile::tempdir().expect("a folder");
    let place = Place::fresh(kind);
    let out = motcua(&["drill", "restore"], folder.path(), &place);
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
    let lines = lines(&out);
    let [line] = lines.as_slice() else { panic!("one line: {lines:?}") };
    assert!(
        line["restored"].as_u64() >= line["before"].as_u64() && line["looked_at"].as_u64() > Some(20),
        "{line}"
    );
    assert_ne!(line["number"], line["next_number"]);
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 0, "nothing is left behind");
}

#[test]
fn a_backup_taken_under_load_goes_on_elsewhere_sqlite() {
    restored_elsewhere(Kind::Sqlite);
}

#[test]
fn a_backup_taken_under_load_goes_on_elsewhere_postgres() {
    restored_elsewhere(Kind::Postgres);
}

#[test]
fn the_backup_bench_measures_both_and_restores() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let folder = tempfile::tempdir().expect("a folder");
        let place = Place::fresh(kind);
        let small = [
            "bench",
            "backup",
            "--dossiers",
            "100",
            "--papers",
            "5",
            "--paper-bytes",
            "10000",
            "--rounds",
            "2",
        ];
        let out = motcua(&small, folder.path(), &place);
        assert!(matches!(out.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&out.stderr));
        let lines = lines(&out);
        let last = lines.last().expect("a last line");
        assert_eq!((lines.len(), last["verify"].as_str()), (3, Some("clean")));
        assert!(last["ratio"].as_f64() > Some(0.0) && last["bytes"].as_u64() > Some(50_000), "{last}");
        assert_eq!(
            std::fs::read_dir(folder.path()).expect("the folder").count(),
            0,
            "nothing is left behind"
        );
    }
}

/// The figures of a debug build say nothing about speed; that the bench measures what it says is what counts here.
#[test]
fn the_submit_bench_replays_what_a_submission_wrote() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = Place::fresh(Kind::Sqlite);
    let out = motcua(
        &["bench", "submit", "--seconds", "1", "--rounds", "1", "--in-flight", "8"],
        folder.path(),
        &place,
    );
    assert!(matches!(out.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&out.stderr));
    let lines = lines(&out);
    let last = lines.last().expect("a last line");
    assert_eq!((last["name"].as_str(), last["verify"].as_str()), (Some("submit.sqlite"), Some("clean")));
    let rows = &last["rows_a_submission"];
    assert_eq!(
        (&rows["dossier"], &rows["ledger_event"], &rows["ledger_placed"]),
        (&1.into(), &1.into(), &1.into())
    );
    assert_eq!(rows["dossier_paper"], 2, "{rows}");
    assert!(last["durability_raw"].as_str().is_some_and(|it| it.contains("synchronous=2")), "{last}");
    let there = &last["rows_afterwards"];
    assert_eq!(there["ledger_placed"], last["events"], "every event has its place");
    assert!(last["ratio"].as_f64() > Some(0.0), "{last}");
}

#[test]
fn the_render_bench_finds_a_full_page_of_the_queue() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = Place::fresh(Kind::Sqlite);
    let out = motcua(&["bench", "render", "--requests", "5"], folder.path(), &place);
    assert!(matches!(out.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&out.stderr));
    let lines = lines(&out);
    let names: Vec<_> = lines.iter().filter_map(|line| line["name"].as_str()).collect();
    assert_eq!(names, ["start", "render.procedure", "render.queue"]);
}
