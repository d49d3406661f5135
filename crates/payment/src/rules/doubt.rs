//! An amount that looks mistyped: it is asked about once more, never charged silently and never refused for good.

use base::Dong;

/// The least that a fee comes to; smaller amounts have lost their thousands.
const LEAST: i64 = 1_000;

/// Why an amount is doubted, against what the body usually takes for the same fee; none where it is not.
pub(crate) fn doubt(amount: Dong, usual: &[Dong]) -> Option<String> {
    if amount.0 <= 0 {
        return None;
    }
    if amount.0 < LEAST {
        return Some(format!("{amount} ít hơn 1.000 đồng, có thể thiếu ba số 0."));
    }
    if amount.0 % 500 != 0 {
        return Some(format!("{amount} không phải số tiền trả được bằng tiền mặt."));
    }
    let usual = median(usual)?;
    let (small, large) = (amount.0.saturating_mul(10) <= usual.0, amount.0 >= usual.0.saturating_mul(10));
    let side = if small { "ít hơn" } else { "nhiều hơn" };
    (small || large).then(|| format!("{amount} {side} nhiều lần mức thường thu {usual}."))
}

fn median(usual: &[Dong]) -> Option<Dong> {
    let mut sorted: Vec<_> = usual.iter().filter(|amount| amount.0 > 0).copied().collect();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_hundred_that_should_be_a_hundred_thousand_is_doubted() {
        assert!(doubt(Dong(100), &[]).is_some_and(|why| why.contains("thiếu ba số 0")));
        assert!(doubt(Dong(10_000), &[Dong(100_000); 3]).is_some_and(|why| why.contains("100.000 đồng")));
        assert!(doubt(Dong(1_000_000), &[Dong(100_000)]).is_some_and(|why| why.contains("nhiều hơn")));
        assert!(doubt(Dong(75_300), &[]).is_some(), "no note pays it");
        assert_eq!(doubt(Dong(100_000), &[Dong(75_000), Dong(150_000)]), None);
        assert_eq!(doubt(Dong(2_000), &[]), None);
        assert_eq!(doubt(Dong(0), &[Dong(100_000)]), None, "an exemption is no mistake");
    }

    proptest! {
        #[test]
        fn what_is_always_taken_is_never_doubted(thousands in 1_i64..100_000, times in 1_usize..9) {
            let amount = Dong(thousands * 1_000);
            prop_assert_eq!(doubt(amount, &vec![amount; times]), None);
        }

        #[test]
        fn three_zeros_less_are_always_doubted(thousands in 1_i64..1_000_000) {
            prop_assert!(doubt(Dong(thousands), &[Dong(thousands * 1_000)]).is_some());
        }
    }
}
