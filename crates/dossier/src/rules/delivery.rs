//! Where a result goes between the body that decides and the counter that hands it over (NĐ 118/2025/NĐ-CP; three bodies are kept
//! apart). It only ever goes on, and handing it over never waits for it.

use crate::model::Place;

/// Whether a result that is at `now` (none: with the body that decided) may be said to be at `to`.
#[must_use]
pub const fn goes_on(now: Option<Place>, to: Place) -> bool {
    match (now, to) {
        (None, Place::OnItsWay | Place::AtCounter) | (Some(Place::OnItsWay), Place::AtCounter) => true,
        // Shelf, post and archive have acts of their own.
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_never_goes_back_and_is_not_said_to_move_twice() {
        let places = [None, Some(Place::OnItsWay), Some(Place::AtCounter)];
        let rank = |place: Option<Place>| places.iter().position(|it| *it == place);
        for now in places {
            for to in [Place::OnItsWay, Place::AtCounter] {
                assert_eq!(goes_on(now, to), rank(now) < rank(Some(to)), "{now:?} {to:?}");
            }
        }
    }
}
