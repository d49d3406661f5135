//! In whose name a dossier is. What the older system did not check is kept only where it has the form; the rest stays in the lines before.

use dossier::model::{Acting, Applicant, Identifier, Party, PartyKind, PartyRole};

use super::reader::Line;

/// The longest name and address kept.
const NAME: usize = 120;
const ADDRESS: usize = 250;

/// The applicant, and the number by which they may claim it.
pub(super) fn of(line: &Line<'_>, organisation: bool) -> (Applicant, Option<String>) {
    let cut =
        |field: &str, most: usize| line.get(field).unwrap_or_default().chars().take(most).collect::<String>();
    let number = line.get("applicant_number").map(|text| text.replace([' ', '.'], ""));
    let (name, address) = (cut("applicant_name", NAME), cut("address", ADDRESS));
    let mut applicant = Applicant {
        name: name.clone(),
        address: address.clone(),
        phone: line.get("phone").and_then(|text| text.parse().ok()),
        email: line.get("email").and_then(|text| text.parse().ok()),
        ..Applicant::default()
    };
    if !organisation {
        applicant.number = number.as_deref().and_then(|text| text.parse().ok());
        return (applicant, number);
    }
    let delegate = cut("delegate_name", NAME);
    if !delegate.is_empty() {
        applicant.name = delegate;
    }
    applicant.acting = Some(Acting::Representative);
    let code = number.as_deref().and_then(|text| text.parse().ok()).map(Identifier::Enterprise);
    let kind = if code.is_some() { PartyKind::Enterprise } else { PartyKind::Organisation };
    applicant.people.push(Party {
        role: PartyRole::Owner,
        kind,
        name,
        identifier: code,
        born: None,
        died: None,
        sex: None,
        nationality: String::new(),
        address,
        head: String::new(),
    });
    (applicant, number)
}
