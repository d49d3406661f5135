//! Help for the tests of crates that emit events.

use std::path::Path;

use crate::Event;

/// Checks that the golden JSON of an event's kind still parses and still means `sample`. The file is
/// `src/events/<kind>.json` of the crate; it is written once by hand or, where it is missing and
/// `MOTCUA_GOLDEN=write` is set, from `sample`; afterwards it never changes, because events written years ago
/// look like it. A field added later needs `#[serde(default)]`; anything else is a new version of the kind.
///
/// ```ignore
/// ledger::testing::golden(env!("CARGO_MANIFEST_DIR"), &Submitted { … });
/// ```
///
/// # Panics
/// If the file is missing, does not parse or means something else.
pub fn golden<E: Event>(manifest_dir: &str, sample: &E) {
    let path = Path::new(manifest_dir).join("src/events").join(format!("{}.json", E::KIND));
    let sample = serde_json::to_value(sample).expect("an event is JSON");
    if !path.exists() && std::env::var_os("MOTCUA_GOLDEN").is_some_and(|it| it == "write") {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        let text = serde_json::to_string_pretty(&sample).expect("an event is JSON");
        std::fs::write(&path, text + "\n").expect("the golden file can be written");
    }
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!("{}: {error}; MOTCUA_GOLDEN=write writes it from the sample", path.display())
    });
    let event: E = serde_json::from_str(&text)
        .unwrap_or_else(|error| panic!("{} must parse for ever, but: {error}", path.display()));
    let golden = serde_json::to_value(&event).expect("an event is JSON");
    assert_eq!(golden, sample, "{} no longer means the sample", path.display());
}

/// The first try of a job with this payload, for calling the job's function in a test.
///
/// # Panics
/// If the payload is no JSON.
pub fn task(payload: &impl serde::Serialize) -> crate::Task {
    let (rng, now) = (base::Rng::seeded(1), base::Instant::from_micros(1_795_054_800_000_000));
    crate::Task {
        id: base::id::uuid_v7(&rng, now),
        attempt: 1,
        ctx: base::Ctx::system("test", now, &rng),
        payload: serde_json::to_string(payload).expect("a payload is JSON"),
    }
}
