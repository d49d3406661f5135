//! A fuzz target without a nightly compiler: the invented dumps with damage, and arbitrary bytes, into what reads exports. Never a panic, and
//! every row that is read has as many cells as its table has columns.
//!
//! `MOTCUA_FUZZ_CASES=1000000 cargo test -p moving --test fuzz` runs longer; the default is small.

use moving::source::read;
use proptest::prelude::*;
use proptest::test_runner::Config;

const MYSQL: &[u8] = include_bytes!("../../testkit/tests/legacy/mysql/opencps.dump");
const POSTGRES: &[u8] = include_bytes!("../../testkit/tests/legacy/postgres/opencps.dump");
const CSV: &[u8] = include_bytes!("../../testkit/tests/legacy/csv/opencps_dossier.csv");

fn cases() -> Config {
    let cases = std::env::var("MOTCUA_FUZZ_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(200);
    Config::with_cases(cases)
}

/// A text with bytes put in, taken out and cut off.
fn damaged() -> impl Strategy<Value = (&'static str, Vec<u8>)> {
    let whole = prop_oneof![
        Just(("dump.sql", MYSQL)),
        Just(("dump.sql", POSTGRES)),
        Just(("opencps_dossier.csv", CSV))
    ];
    let wounds = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_usize..40), 0..8);
    (whole, wounds, any::<prop::sample::Index>(), any::<bool>()).prop_map(
        |((name, text), wounds, end, cut)| {
            let mut bytes = text.to_vec();
            for (at, byte, gone) in wounds {
                let at = at.index(bytes.len());
                let to = (at + gone).min(bytes.len());
                bytes.splice(at..to, [byte]);
            }
            if cut {
                bytes.truncate(end.index(bytes.len() + 1));
            }
            (name, bytes)
        },
    )
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn damage_is_named_and_never_fails((name, bytes) in damaged()) {
        let export = read(&[(name.to_owned(), bytes)]);
        for (table, it) in &export.tables {
            for row in &it.rows {
                prop_assert_eq!(row.cells.len(), it.columns.len(), "{}", table);
                prop_assert!(row.line > 0);
            }
        }
        prop_assert!(export.broken.iter().all(|it| it.file == name && !it.what.is_empty()));
    }

    #[test]
    fn arbitrary_bytes_never_fail(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        for name in ["a.csv", "a.sql"] {
            let export = read(&[(name.to_owned(), bytes.clone())]);
            prop_assert!(export.broken.iter().all(|it| it.line > 0), "{:?}", export.broken);
        }
    }
}
