//! Every kind of event keeps one golden JSON that must parse for ever.

use learning::{ClockMoved, ExerciseBegun};
use ledger::testing::golden;

const HERE: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn what_is_kept_of_practice_parses_for_ever() {
    golden(HERE, &ExerciseBegun { exercise: "tiep-nhan".to_owned() });
    golden(HERE, &ClockMoved { shift: 86_400 });
}
