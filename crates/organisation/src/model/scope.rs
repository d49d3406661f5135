//! What part of the State's work a list shows: one unit, one body, or everything under a province or ministry.

use base::Post;
use base::id::UnitId;

/// The limit of a list. A store writes one named statement per limit and lets [`Scope::pick`] choose, so that
/// each has its own index and none needs an OR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// One unit: `WHERE unit = $1`.
    Unit(UnitId),
    /// One body with all its units: `WHERE root = $1`.
    Body(UnitId),
    /// Everything under a province or ministry: `WHERE top = $1`.
    Province(UnitId),
}

impl Scope {
    /// The identifier for the statement's first parameter.
    #[must_use]
    pub const fn id(self) -> UnitId {
        match self {
            Self::Unit(id) | Self::Body(id) | Self::Province(id) => id,
        }
    }

    /// How much it shows, the unit least.
    #[must_use]
    pub const fn width(self) -> u8 {
        match self {
            Self::Unit(_) => 0,
            Self::Body(_) => 1,
            Self::Province(_) => 2,
        }
    }

    /// The statement of this limit.
    #[must_use]
    pub const fn pick(
        self,
        by_unit: &'static db::Statement,
        by_body: &'static db::Statement,
        by_province: &'static db::Statement,
    ) -> &'static db::Statement {
        match self {
            Self::Unit(_) => by_unit,
            Self::Body(_) => by_body,
            Self::Province(_) => by_province,
        }
    }

    /// Whether what stands at `place` is inside the limit: the same answer as the statement gives.
    #[must_use]
    pub fn covers(self, place: super::Place) -> bool {
        match self {
            Self::Unit(id) => place.unit == id,
            Self::Body(id) => place.root == id,
            Self::Province(id) => place.top == id,
        }
    }

    /// The limit of a position inside its body: those who handle work see their unit, those who receive, issue,
    /// sign, lead, control or administer see the body. [`crate::scope_of`] widens the latter for a province.
    #[must_use]
    pub const fn of_post(post: &Post) -> Self {
        use base::Role::{
            Accountant, Admin, CaseOfficer, Controller, Head, Leader, Reception, Registrar, Signatory,
        };
        match post.role {
            CaseOfficer | Head => Self::Unit(post.unit),
            Reception | Signatory | Registrar | Accountant | Leader | Controller | Admin => {
                Self::Body(post.root)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Place;
    use base::{Instant, Rng, Role};

    #[test]
    fn a_wider_limit_covers_what_a_narrower_one_does() {
        let rng = Rng::seeded(3);
        let id = || UnitId::new(&rng, Instant::from_micros(1));
        let place = Place { unit: id(), root: id(), top: id() };
        for scope in [Scope::Unit(place.unit), Scope::Body(place.root), Scope::Province(place.top)] {
            assert!(scope.covers(place));
            assert!(!scope.covers(Place { unit: id(), root: id(), top: id() }));
        }
        assert!(!Scope::Unit(place.root).covers(place));
        let post = Post { unit: place.unit, root: place.root, role: Role::Head };
        assert_eq!(Scope::of_post(&post), Scope::Unit(place.unit));
        assert_eq!(Scope::of_post(&Post { role: Role::Leader, ..post }), Scope::Body(place.root));
    }
}
