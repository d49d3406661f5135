//! Chance for a seeded world: quick, the same for the same seed, and no secret.

/// A small generator (splitmix64).
#[derive(Clone, Debug)]
pub(super) struct Dice(u64);

impl Dice {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 on and below `bound`; 0 for a bound of 0.
    pub(super) const fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 { 0 } else { self.next() % bound }
    }

    /// From `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high - low + 1).unwrap_or(1);
        low + i64::try_from(self.below(width)).unwrap_or(0)
    }

    /// True so many times in a thousand.
    pub(super) const fn once_in_thousand(&mut self, times: u64) -> bool {
        self.below(1000) < times
    }

    /// One of them.
    pub(super) fn one<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let at = usize::try_from(self.below(all.len() as u64)).unwrap_or(0);
        all.get(at)
    }
}

/// A choice by weight.
#[derive(Clone, Debug)]
pub(super) struct Weighted<T> {
    /// The sum of the weights up to and with each, and what it stands for.
    steps: Vec<(u64, T)>,
}

impl<T> Weighted<T> {
    /// From weights, in thousandths; what weighs nothing is never chosen.
    pub(super) fn new(all: impl IntoIterator<Item = (f64, T)>) -> Self {
        let mut sum = 0;
        let step = |(weight, it): (f64, T)| {
            sum += (weight * 1000.0).round() as u64;
            (sum, it)
        };
        Self { steps: all.into_iter().map(step).collect() }
    }

    /// One of them; none if there is none.
    pub(super) fn pick(&self, dice: &mut Dice) -> Option<&T> {
        let at = dice.below(self.steps.last()?.0);
        let place = self.steps.partition_point(|(sum, _)| *sum <= at);
        self.steps.get(place).map(|(_, it)| it)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_weights_count() {
        let roll = |seed| {
            let mut dice = Dice::new(seed);
            (0..20).map(|_| dice.between(-3, 3)).collect::<Vec<_>>()
        };
        assert_eq!(roll(1), roll(1));
        assert_ne!(roll(1), roll(2));
        assert!(roll(3).iter().all(|it| (-3..=3).contains(it)));
        let weighted = Weighted::new([(1.0, 'a'), (0.0, 'b'), (3.0, 'c')]);
        let mut dice = Dice::new(5);
        let picked: Vec<_> = (0..4000).filter_map(|_| weighted.pick(&mut dice)).collect();
        let count = |it| picked.iter().filter(|c| ***c == it).count();
        assert_eq!(count('b'), 0);
        assert!((800..1200).contains(&count('a')), "{}", count('a'));
    }
}
