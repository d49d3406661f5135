//! How long is waited before the next try: short at first, longer with each, given up after two days.

/// Seconds after each try that did not succeed.
const WAITS: [i64; 8] = [60, 300, 900, 3_600, 10_800, 21_600, 43_200, 86_400];

/// Seconds to wait after the try of this number, from 1; none gives up.
pub(crate) fn wait(tries: i64) -> Option<i64> {
    let at = usize::try_from(tries).ok()?.checked_sub(1)?;
    WAITS.get(at).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_try_waits_a_minute_and_the_ninth_is_the_last() {
        assert_eq!((wait(1), wait(8), wait(9), wait(0)), (Some(60), Some(86_400), None, None));
    }

    proptest! {
        #[test]
        fn each_wait_is_longer(tries in 1_i64..20) {
            prop_assert!(wait(tries + 1).is_none_or(|next| wait(tries).is_some_and(|it| it < next)));
        }
    }
}
