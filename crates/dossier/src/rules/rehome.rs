//! Where a dossier belongs after a reorganisation: whoever takes over a unit takes over what lies there; number, appointment and history
//! stay (Luật Tổ chức chính quyền địa phương 72/2025/QH15). Pure.

use base::id::UnitId;
use organisation::Rehoming;

use crate::events::Move;
use crate::model::Dossier;

/// Every unit that a dossier names and that could have ended.
#[must_use]
pub fn units_of(dossier: &Dossier) -> Vec<UnitId> {
    let mut units = vec![dossier.root, dossier.competent];
    units.extend(dossier.received_at_unit);
    units.extend(dossier.open_steps().iter().map(|step| step.unit));
    units.extend(dossier.beside.handovers.iter().flat_map(|it| [it.from, it.to]));
    units.extend(dossier.beside.parts.iter().flat_map(|it| [it.competent, it.root]));
    units.extend(dossier.beside.part_of.iter().map(|it| it.lead));
    units.sort_unstable();
    units.dedup();
    units
}

/// Puts a dossier where it belongs by what `home` says of units; what was moved. A dossier at a step of a part that went to another body
/// than the rest goes with that part.
pub fn rehome(dossier: &mut Dossier, home: &impl Fn(UnitId) -> Option<Rehoming>) -> Vec<Move> {
    let mut moves: Vec<Move> = Vec::new();
    let heir = |unit: UnitId| home(unit).map_or(unit, |it| it.heir);
    let before = (dossier.root, dossier.competent, dossier.top);
    let with_part = dossier.open_steps().iter().find_map(|step| {
        home(step.unit).filter(|it| it.root == dossier.competent && it.heir_root != it.root)
    });
    dossier.competent = with_part.map_or_else(|| heir(before.1), |it| it.heir_root);
    dossier.root = if before.0 == before.1 { dossier.competent } else { heir(before.0) };
    let top = [with_part.filter(|_| before.0 == before.1), home(before.0)].into_iter().flatten().next();
    dossier.top = top.map(|it| it.heir_top).or(before.2);
    let mut ends: Vec<(UnitId, UnitId)> = vec![(before.0, dossier.root), (before.1, dossier.competent)];
    let mut pass = |unit: &mut UnitId| {
        let to = heir(*unit);
        ends.push((*unit, to));
        *unit = to;
    };
    dossier.received_at_unit.iter_mut().for_each(&mut pass);
    dossier.step.iter_mut().flat_map(|now| &mut now.steps).for_each(|step| pass(&mut step.unit));
    for handover in dossier.beside.handovers.iter_mut().filter(|it| it.answer.is_none()) {
        pass(&mut handover.from);
        pass(&mut handover.to);
    }
    for part in &mut dossier.beside.parts {
        pass(&mut part.competent);
        pass(&mut part.root);
    }
    dossier.beside.part_of.iter_mut().for_each(|of| pass(&mut of.lead));
    // What one body was to hand to the other is in one hand now.
    dossier.beside.handovers.retain(|it| it.from != it.to || it.answer.is_some());
    for (from, to) in ends {
        if from != to && !moves.iter().any(|it| it.from == from) {
            moves.push(Move { from, to });
        }
    }
    if moves.is_empty() && dossier.top != before.2 {
        moves.push(Move { from: before.2.unwrap_or(before.0), to: dossier.top.unwrap_or(before.0) });
    }
    moves
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use base::id::Uuid;
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Handover, HandoverWay, State};
    use crate::rules::disclosure;

    fn unit(n: u8) -> UnitId {
        UnitId::from_uuid(Uuid::from_u128(n.into()))
    }

    fn line(of: u8, root: u8, heir: u8, heir_root: u8) -> (UnitId, Rehoming) {
        let (of, root) = (unit(of), unit(root));
        (of, Rehoming { unit: of, root, heir: unit(heir), heir_root: unit(heir_root), heir_top: unit(100) })
    }

    fn dossier(root: u8, competent: u8, step: u8) -> Dossier {
        let mut it =
            disclosure::tests::dossier(State::Processing, &[(base::Role::CaseOfficer, step.into(), None)]);
        (it.root, it.competent, it.received_at_unit) = (unit(root), unit(competent), Some(unit(root)));
        it.top = Some(unit(100));
        it
    }

    #[test]
    fn a_dossier_goes_with_the_part_that_handles_it() {
        // Body 1 is split: 2 takes it over, but its division 11 goes to 3.
        let homes: BTreeMap<_, _> = [line(1, 1, 2, 2), line(11, 1, 11, 3), line(12, 1, 22, 2)].into();
        let home = |id: UnitId| homes.get(&id).copied();
        let mut with_part = dossier(1, 1, 11);
        assert!(!rehome(&mut with_part, &home).is_empty());
        assert_eq!((with_part.root, with_part.competent), (unit(3), unit(3)));
        assert_eq!(with_part.open_steps()[0].unit, unit(11));
        let mut rest = dossier(1, 1, 12);
        rehome(&mut rest, &home);
        assert_eq!((rest.root, rest.competent, rest.open_steps()[0].unit), (unit(2), unit(2), unit(22)));
    }

    #[test]
    fn what_two_merged_bodies_owed_each_other_is_owed_no_more() {
        let homes: BTreeMap<_, _> = [line(1, 1, 9, 9), line(2, 2, 9, 9)].into();
        let mut it = dossier(1, 2, 2);
        let at = it.submitted_at;
        let by = base::id::StaffId::from_uuid(Uuid::nil());
        let owed = Handover {
            way: HandoverWay::Out,
            from: unit(1),
            to: unit(2),
            papers: vec![],
            note: String::new(),
            at,
            by,
            due: at,
            answer: None,
        };
        it.beside.handovers.push(owed);
        let moves = rehome(&mut it, &|id| homes.get(&id).copied());
        assert_eq!((it.root, it.competent), (unit(9), unit(9)));
        assert!(it.beside.handovers.is_empty());
        assert_eq!(moves.len(), 2);
    }

    proptest! {
        /// Done twice it changes nothing more; number, appointment and state never change.
        #[test]
        fn it_is_done_once(root in 1_u8..5, competent in 1_u8..5, step in 1_u8..5) {
            let homes: BTreeMap<_, _> = [line(1, 1, 6, 6), line(2, 2, 7, 7), line(3, 3, 6, 6)].into();
            let home = |id: UnitId| homes.get(&id).copied();
            let mut it = dossier(root, competent, step);
            let before = it.clone();
            rehome(&mut it, &home);
            prop_assert_eq!(&it.number, &before.number);
            prop_assert_eq!(&it.deadline, &before.deadline);
            prop_assert_eq!(it.state, before.state);
            prop_assert!(units_of(&it).iter().all(|id| home(*id).is_none()));
            prop_assert!(rehome(&mut it, &home).is_empty());
        }
    }
}
