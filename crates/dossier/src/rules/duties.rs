//! Separation of duties: best, whoever receives a dossier does not examine it, and whoever examines it does not sign. In a
//! small office one person does it all; that is never refused, only said before and kept for the controller.

use crate::model::Duty;

/// The duties that somebody joins with `now`, in the order of the work and each once: those of `done` that are another.
#[must_use]
pub fn joined(done: &[Duty], now: Duty) -> Vec<Duty> {
    let other = |duty: &Duty| *duty != now && done.contains(duty);
    Duty::ALL.iter().copied().filter(other).collect()
}

/// `tiếp nhận và thẩm định`; `tiếp nhận, thẩm định và soát xét`.
#[must_use]
pub fn in_words(duties: &[Duty]) -> String {
    let words: Vec<_> = duties.iter().map(|duty| duty.label()).collect();
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} và {last}", rest.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn who_received_and_now_examines_joins_two() {
        assert_eq!(joined(&[Duty::Receive], Duty::Handle), [Duty::Receive]);
        assert_eq!(joined(&[Duty::Handle, Duty::Receive], Duty::Sign), [Duty::Receive, Duty::Handle]);
        assert!(joined(&[Duty::Handle, Duty::Handle], Duty::Handle).is_empty(), "the same twice is one duty");
        assert!(joined(&[], Duty::Sign).is_empty());
    }

    #[test]
    fn duties_read_as_people_say_them() {
        assert_eq!(in_words(&[]), "");
        assert_eq!(in_words(&[Duty::Receive]), "tiếp nhận");
        assert_eq!(in_words(&[Duty::Receive, Duty::Handle]), "tiếp nhận và thẩm định");
        assert_eq!(in_words(&Duty::ALL[..3]), "tiếp nhận, thẩm định và soát xét");
    }

    proptest! {
        #[test]
        fn what_is_joined_was_done_is_another_and_stands_once(done in prop::collection::vec(0_usize..4, 0..8), now in 0_usize..4) {
            let done: Vec<_> = done.into_iter().map(|n| Duty::ALL[n]).collect();
            let joined = joined(&done, Duty::ALL[now]);
            prop_assert!(joined.iter().all(|duty| done.contains(duty) && *duty != Duty::ALL[now]));
            prop_assert!(joined.windows(2).all(|two| two[0] < two[1]));
            prop_assert!(done.iter().all(|duty| *duty == Duty::ALL[now] || joined.contains(duty)));
        }
    }
}
