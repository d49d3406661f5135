//! Lateness: always against the first appointment, whatever was promised later (DESIGN; NQ 131/NQ-CP II.2.đ).

use base::Instant;

/// True when a result of `done` came after the first appointment `original`. On the minute is in time.
#[must_use]
pub fn is_late(original: Instant, done: Instant) -> bool {
    done > original
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_the_minute_is_in_time() {
        let due = Instant::from_micros(1_000_000);
        assert!(!is_late(due, due));
        assert!(is_late(due, Instant::from_micros(1_000_001)));
        assert!(!is_late(due, Instant::from_micros(999_999)));
    }
}
