//! Whether opening a dossier is a disclosure to be noted: it is, to staff who do not handle it, once a day.

use base::{Post, Role, Staff};

use crate::model::{Dossier, State};

/// Whether it must be noted that this person opens the dossier. Not when it is theirs to handle now, and not when the
/// ledger shows them at it earlier the same day: what they saw then is noted.
#[must_use]
pub fn is_disclosure(dossier: &Dossier, staff: &Staff, there_today: bool) -> bool {
    !there_today && !handles(dossier, staff)
}

/// Whether the dossier is in this person's hands: in their charge, or with nobody in charge at a step of a position
/// they hold; before reception, of whoever receives for the body that keeps it.
fn handles(dossier: &Dossier, staff: &Staff) -> bool {
    if dossier.state == State::Submitted {
        let receives = |post: &Post| post.role == Role::Reception && post.root == dossier.root;
        return staff.posts.iter().any(receives);
    }
    dossier.open_steps().iter().any(|step| match step.assignee {
        Some(person) => person == staff.hands(),
        None => staff.posts.iter().any(|post| post.unit == step.unit && post.role == step.role),
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use base::id::{DossierId, StaffId, UnitId, Uuid};
    use base::{Instant, Staff};
    use catalogue::process::Position;
    use catalogue::{Channel, ProcedureKey};

    use crate::model::{Applicant, Now, StepNow};

    fn unit(n: u128) -> UnitId {
        UnitId::from_uuid(Uuid::from_u128(n))
    }

    fn person(n: u128, role: Role, unit_of: u128, root: u128) -> Staff {
        let posts = vec![Post { unit: unit(unit_of), root: unit(root), role }];
        Staff {
            staff: StaffId::from_uuid(Uuid::from_u128(n)),
            name: String::new(),
            posts,
            acting: None,
            warrant: None,
        }
    }

    /// A dossier of body 1 in this state, with these steps: role, unit, who is in charge.
    pub(in crate::rules) fn dossier(state: State, steps: &[(Role, u128, Option<u128>)]) -> Dossier {
        let at = Instant::from_micros(0);
        let step = |(role, of, who): &(Role, u128, Option<u128>)| StepNow {
            code: String::new(),
            name: String::new(),
            role: *role,
            unit: unit(*of),
            since: at,
            due: None,
            assignee: who.map(|n| StaffId::from_uuid(Uuid::from_u128(n))),
        };
        let steps: Vec<_> = steps.iter().map(step).collect();
        let position = Position::At { step: String::new() };
        Dossier {
            id: DossierId::from_uuid(Uuid::from_u128(9)),
            number: None,
            state,
            revision: 1,
            procedure: ProcedureKey { code: "1.013225".parse().expect("a code"), version: 1 },
            procedure_name: String::new(),
            case: String::new(),
            channel: Channel::Online,
            account: None,
            applicant: Applicant::default(),
            answers: serde_json::Value::Null.into(),
            received_at_unit: None,
            competent: unit(1),
            root: unit(1),
            top: None,
            submitted_at: at,
            answer_due: at,
            received_at: None,
            deadline: None,
            step: (!steps.is_empty()).then_some(Now { position, steps }),
            lookup: None,
            decided: None,
            closed_at: None,
            returned_at: None,
            result: None,
            refusal: None,
            beside: crate::model::Beside::default(),
        }
    }

    #[test]
    fn before_reception_it_is_in_the_hands_of_whoever_receives_for_the_body() {
        let waiting = dossier(State::Submitted, &[]);
        assert!(!is_disclosure(&waiting, &person(1, Role::Reception, 2, 1), false));
        assert!(is_disclosure(&waiting, &person(1, Role::Reception, 2, 5), false), "another body");
        assert!(is_disclosure(&waiting, &person(1, Role::Leader, 2, 1), false), "another role");
        assert!(
            is_disclosure(&dossier(State::Refused, &[]), &person(1, Role::Reception, 2, 1), false),
            "closed"
        );
    }

    #[test]
    fn a_step_without_anybody_in_charge_is_in_the_hands_of_its_role_in_its_unit() {
        let open = dossier(State::Processing, &[(Role::CaseOfficer, 2, None), (Role::Signatory, 3, None)]);
        assert!(!is_disclosure(&open, &person(1, Role::CaseOfficer, 2, 1), false));
        assert!(!is_disclosure(&open, &person(1, Role::Signatory, 3, 1), false), "each open branch");
        assert!(is_disclosure(&open, &person(1, Role::CaseOfficer, 3, 1), false), "another unit");
        assert!(is_disclosure(&open, &person(1, Role::Head, 2, 1), false), "another role");
        assert!(is_disclosure(&open, &person(1, Role::Reception, 2, 1), false), "reception has passed it on");
    }

    #[test]
    fn in_somebodys_charge_it_is_in_their_hands_alone_and_once_a_day_is_enough() {
        let charged = dossier(State::Processing, &[(Role::CaseOfficer, 2, Some(7))]);
        assert!(!is_disclosure(&charged, &person(7, Role::CaseOfficer, 2, 1), false));
        let colleague = person(8, Role::CaseOfficer, 2, 1);
        assert!(is_disclosure(&charged, &colleague, false));
        assert!(!is_disclosure(&charged, &colleague, true));
    }
}
