//! How much of a receipt can go back.

use base::Dong;

/// What is left to pay back of a receipt.
pub(crate) fn refundable(amount: Dong, before: &[Dong]) -> Dong {
    Dong(before.iter().fold(amount.0, |left, back| left.saturating_sub(back.0)).max(0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// However it is split, no more goes back than came.
        #[test]
        fn no_more_goes_back_than_came(amount in 0_i64..1_000_000, wanted in prop::collection::vec(1_i64..500_000, 0..8)) {
            let mut back = Vec::new();
            for one in wanted {
                back.push(Dong(one.min(refundable(Dong(amount), &back).0)));
            }
            prop_assert!(back.iter().map(|one| one.0).sum::<i64>() <= amount);
        }
    }
}
