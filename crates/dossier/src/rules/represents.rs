//! Who may stand in a dossier beside whoever files it: what right each kind of owner is filed for by, and whom a procedure is for.

use base::words::lower_first;
use base::{FieldError, Locale, fold};
use catalogue::ProcedureVersion;

use crate::model::{Acting, Party, PartyKind, PartyRole};

/// Whether somebody who files by this right may file for an owner of this kind: a parent for a child (BLDS 2015 Điều 136), next of kin
/// for the dead, a head or legal representative for what is no human being (Điều 101, 137), with a mandate for everybody who could
/// give one (Điều 138).
#[must_use]
pub const fn may_file_for(acting: Acting, kind: PartyKind) -> bool {
    match acting {
        // Who files for themselves shares the dossier with owners of any kind.
        Acting::Own => true,
        Acting::Parent => matches!(kind, PartyKind::Citizen | PartyKind::Newborn | PartyKind::Foreigner),
        Acting::Kin => matches!(kind, PartyKind::Deceased),
        Acting::Representative => !kind.is_person(),
        Acting::Mandate => !matches!(kind, PartyKind::Newborn | PartyKind::Deceased),
    }
}

/// What is wrong with the owners, by the right of whoever files. Empty if nothing is.
#[must_use]
pub fn represents(acting: Acting, people: &[Party]) -> Vec<FieldError> {
    let owners = people.iter().enumerate().filter(|(_, party)| party.role == PartyRole::Owner);
    let mut out: Vec<_> = owners
        .clone()
        .filter(|(_, party)| !may_file_for(acting, party.kind))
        .map(|(n, party)| {
            let message = (
                format!(
                    "Ông, bà chọn nộp “{}” nên chủ hồ sơ không thể là “{}”. Xin chọn lại một trong hai mục.",
                    acting.label(),
                    party.kind.label()
                ),
                format!(
                    "You chose to file for: {}. So the owner cannot be: {}. Please choose one of the two again.",
                    lower_first(acting.called(Locale::En)),
                    lower_first(party.kind.called(Locale::En))
                ),
            );
            FieldError::new(format!("applicant.people.{n}.kind"), message)
        })
        .collect();
    if acting != Acting::Own && owners.count() == 0 {
        out.push(FieldError::new(
            "applicant.people",
            (
                "Cho biết hồ sơ đứng tên ai: thêm ít nhất một chủ hồ sơ.",
                "Say in whose name the dossier is: add at least one owner.",
            ),
        ));
    }
    out
}

/// The kinds of owner a procedure is for, by the subjects it was published with (NĐ 63/2010/NĐ-CP Điều 8 khoản 2); every kind where
/// it names none, or one that is not known here.
#[must_use]
pub fn admitted(version: &ProcedureVersion) -> Vec<PartyKind> {
    let mut out = Vec::new();
    for subject in &version.subjects {
        match kinds_of(&fold(&subject.name)) {
            Some(kinds) => out.extend(kinds),
            None => return PartyKind::ALL.to_vec(),
        }
    }
    PartyKind::ALL.iter().copied().filter(|kind| out.is_empty() || out.contains(kind)).collect()
}

/// The kinds behind a subject of the national catalogue, by its folded name.
fn kinds_of(subject: &str) -> Option<&'static [PartyKind]> {
    use PartyKind::{
        Agency, Citizen, Community, Deceased, Enterprise, Foreigner, Household, Newborn, Organisation,
    };
    const CITIZENS: &[PartyKind] = &[Citizen, Newborn, Deceased, Household, Community];
    const ABROAD: &[PartyKind] = &[Foreigner, Newborn, Deceased];
    const OTHERS: &[PartyKind] = &[Organisation, Agency, Community];
    Some(match subject {
        "cong dan viet nam" | "can bo, cong chuc, vien chuc" => CITIZENS,
        "nguoi viet nam dinh cu o nuoc ngoai"
        | "nguoi nuoc ngoai"
        | "nguoi nuoc ngoai cu tru tai viet nam" => ABROAD,
        "doanh nghiep" | "doanh nghiep co von dau tu nuoc ngoai" => &[Enterprise],
        "hop tac xa" => &[Organisation],
        "to chuc khong phai doanh nghiep, hop tac xa" => OTHERS,
        _ => return None,
    })
}

/// Refuses owners of a kind the procedure is not for.
#[must_use]
pub fn not_admitted(version: &ProcedureVersion, people: &[Party]) -> Vec<FieldError> {
    let admitted = admitted(version);
    let wrong = people.iter().enumerate().filter(|(_, party)| party.role == PartyRole::Owner);
    let wrong = wrong.filter(|(_, party)| !admitted.contains(&party.kind));
    let names: Vec<_> = version.subjects.iter().map(|subject| subject.name.as_str()).collect();
    wrong
        .map(|(n, party)| {
            let names = names.join("; ");
            let message = (
                format!(
                    "Thủ tục này không áp dụng cho “{}”. Đối tượng đã công bố: {names}.",
                    party.kind.label()
                ),
                format!(
                    "This procedure is not for: {}. It is published for: “{names}”.",
                    lower_first(party.kind.called(Locale::En))
                ),
            );
            FieldError::new(format!("applicant.people.{n}.kind"), message)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn party(role: PartyRole, kind: PartyKind) -> Party {
        Party {
            role,
            kind,
            name: "Tên".into(),
            identifier: None,
            born: None,
            died: None,
            sex: None,
            nationality: String::new(),
            address: String::new(),
            head: String::new(),
        }
    }

    #[test]
    fn each_right_has_its_owners() {
        assert!(may_file_for(Acting::Parent, PartyKind::Newborn));
        assert!(!may_file_for(Acting::Parent, PartyKind::Deceased));
        assert!(!may_file_for(Acting::Mandate, PartyKind::Newborn), "a newborn gives no mandate");
        assert!(!may_file_for(Acting::Mandate, PartyKind::Deceased), "a mandate ends with a life");
        assert!(
            may_file_for(Acting::Kin, PartyKind::Deceased) && !may_file_for(Acting::Kin, PartyKind::Citizen)
        );
        assert!(may_file_for(Acting::Representative, PartyKind::Community));
        assert!(!may_file_for(Acting::Representative, PartyKind::Citizen));
    }

    proptest! {
        /// Who files for somebody else names an owner, and beneficiaries are asked no such question.
        #[test]
        fn somebody_else_is_named(
            acting in prop::sample::select(Acting::ALL.to_vec()),
            kinds in prop::collection::vec((prop::sample::select(PartyRole::ALL.to_vec()), prop::sample::select(PartyKind::ALL.to_vec())), 0..6),
        ) {
            let people: Vec<_> = kinds.iter().map(|(role, kind)| party(*role, *kind)).collect();
            let wrong = represents(acting, &people);
            let owners: Vec<_> = people.iter().filter(|party| party.role == PartyRole::Owner).collect();
            let all_right = owners.iter().all(|party| may_file_for(acting, party.kind));
            prop_assert_eq!(wrong.is_empty(), all_right && (acting == Acting::Own || !owners.is_empty()));
        }
    }
}
