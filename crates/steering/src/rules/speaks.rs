//! Who speaks for a unit that was asked: its head; where it has none, whoever receives there; and the leader of its body. Pure.

use base::id::UnitId;
use base::{Post, Role};

/// Whether somebody with these positions answers for `unit` of the body `root`.
pub(crate) fn speaks(posts: &[Post], unit: UnitId, root: UnitId, has_head: bool) -> bool {
    posts.iter().any(|post| {
        let leads = post.root == root && post.role == Role::Leader;
        let heads = post.unit == unit && post.role == Role::Head;
        let receives = post.unit == unit && post.role == Role::Reception && unit != root && !has_head;
        leads || heads || receives
    })
}

#[cfg(test)]
mod tests {
    use base::id::Uuid;
    use proptest::prelude::*;

    use super::*;

    fn unit(n: u128) -> UnitId {
        UnitId::from_uuid(Uuid::from_u128(n))
    }

    #[test]
    fn head_then_whoever_receives_there_then_the_leader() {
        let post = |of: u128, role| Post { unit: unit(of), root: unit(1), role };
        let asked = |posts: &[Post], head| speaks(posts, unit(2), unit(1), head);
        assert!(asked(&[post(2, Role::Head)], true));
        assert!(!asked(&[post(2, Role::Reception)], true), "the head answers");
        assert!(asked(&[post(2, Role::Reception)], false));
        assert!(!asked(&[post(2, Role::CaseOfficer)], false), "then the leader of the body does");
        assert!(asked(&[post(1, Role::Leader)], true));
        assert!(!asked(&[post(3, Role::Head)], true), "another division");
        assert!(
            !speaks(&[post(1, Role::CaseOfficer)], unit(1), unit(1), false),
            "a body speaks through its leader"
        );
    }

    proptest! {
        #[test]
        fn nobody_of_another_body_speaks(of in 1_u128..9, role in 0_usize..Role::ALL.len(), head: bool) {
            let post = Post { unit: unit(of + 100), root: unit(100), role: Role::ALL[role] };
            prop_assert!(!speaks(&[post], unit(2), unit(1), head));
        }
    }
}
