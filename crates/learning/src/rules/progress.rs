//! How far an attempt has come, by what the ledger holds since it began.

use base::Instant;

use crate::model::Step;

/// Something that happened since, as far as an exercise asks.
#[derive(Clone, Debug)]
pub(crate) struct Happened {
    /// Its kind.
    pub(crate) kind: String,
    /// What it happened to.
    pub(crate) stream: String,
    /// When.
    pub(crate) at: Instant,
    /// Its values.
    pub(crate) values: serde_json::Value,
}

/// When each step was done, as far as steps are done in their order: what happened before its turn does not count for a step. One event
/// does one step.
pub(crate) fn progress<'a>(steps: &[Step], happened: impl IntoIterator<Item = &'a Happened>) -> Vec<Instant> {
    let (mut done, mut dossier) = (Vec::new(), None);
    for event in happened {
        let Some(step) = steps.get(done.len()) else { break };
        let same = !step.same || dossier == Some(&event.stream);
        if !same || !does(step, event) {
            continue;
        }
        if event.stream.starts_with(DOSSIER) {
            dossier = Some(&event.stream);
        }
        done.push(event.at);
    }
    done
}

/// What the streams of dossiers begin with.
const DOSSIER: &str = "dossier/";

/// Whether an event is what a step asks for.
fn does(step: &Step, event: &Happened) -> bool {
    let says = |(name, value): (&String, &String)| event.values[name].as_str() == Some(value);
    step.event == event.kind && step.with.iter().all(says)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn step(event: &str, with: &[(&str, &str)], same: bool) -> Step {
        let with = with.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Step { text: String::new(), page: String::new(), event: event.to_owned(), with, same }
    }

    fn event(kind: &str, stream: &str, at: i64, values: serde_json::Value) -> Happened {
        let (kind, stream) = (kind.to_owned(), stream.to_owned());
        Happened { kind, stream, at: Instant::from_micros(at), values }
    }

    #[test]
    fn steps_count_in_order_and_on_one_dossier() {
        let steps = [
            step("received", &[], false),
            step("taken", &[("action", "chuyen")], true),
            step("clock", &[], false),
            step("taken", &[("action", "tra")], true),
        ];
        let happened = [
            event("taken", "dossier/a", 1, json!({ "action": "chuyen" })),
            event("received", "dossier/a", 2, json!({})),
            event("taken", "dossier/b", 3, json!({ "action": "chuyen" })),
            event("taken", "dossier/a", 4, json!({ "action": "khac" })),
            event("taken", "dossier/a", 5, json!({ "action": "chuyen" })),
            event("clock", "practice-clock/0", 6, json!({})),
            event("taken", "dossier/a", 7, json!({ "action": "tra" })),
        ];
        let at = |upto: usize| {
            progress(&steps, &happened[..upto]).iter().map(|it| it.micros()).collect::<Vec<_>>()
        };
        assert_eq!(at(7), [2, 5, 6, 7]);
        assert_eq!(at(4), [2]);
        assert_eq!(at(0), Vec::<i64>::new());
    }

    proptest! {
        /// More that happens takes nothing back, and no more steps are done than there are.
        #[test]
        fn nothing_is_taken_back(kinds in prop::collection::vec(0_u8..3, 0..30), wanted in prop::collection::vec(0_u8..3, 0..6)) {
            let steps: Vec<Step> = wanted.iter().map(|kind| step(&kind.to_string(), &[], false)).collect();
            let happened: Vec<Happened> =
                kinds.iter().zip(1..).map(|(kind, at)| event(&kind.to_string(), "dossier/a", at, json!({}))).collect();
            let mut before = Vec::new();
            for upto in 0..=happened.len() {
                let now = progress(&steps, &happened[..upto]);
                prop_assert!(now.len() <= steps.len() && now.starts_with(&before));
                prop_assert!(now.is_sorted());
                before = now;
            }
        }
    }
}
