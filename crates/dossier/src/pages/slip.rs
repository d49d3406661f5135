//! What the forms of the State that print on A4 have in common: the dossier, who signs, the way back.

use base::Ctx;
use base::id::DossierId;
use web::{App, Failure};

use crate::disclosed;
use crate::error::Error;
use crate::queries::{self, Seen};
use crate::rules;

/// What a slip is made of.
pub(crate) struct Slip {
    pub(crate) seen: Seen,
    /// The name of the officer who signs.
    pub(crate) officer: String,
    /// Where the page leads back to.
    pub(crate) back: String,
    /// The code of its number, and of the page that says where it is, as SVG; empty before reception.
    pub(crate) barcode: String,
    pub(crate) qr: String,
}

impl Slip {
    fn new(app: &App, seen: Seen, officer: String, back: String) -> Self {
        let number = seen.dossier.number.as_ref();
        let barcode = number.map_or_else(String::new, |number| web::barcode(&number.to_string()));
        let qr = number.map_or_else(String::new, |_| web::qr(&super::receipt::address(app, &seen.dossier)));
        Self { seen, officer, back, barcode, qr }
    }

    /// The form of the State that this slip is, by the day on which the dossier was received.
    pub(crate) fn form(&self, kind: rules::SlipKind) -> rules::Form {
        let dossier = &self.seen.dossier;
        rules::form(kind, dossier.received_at.unwrap_or(dossier.submitted_at).date())
    }
}

/// For the citizen; signed by the officer who last did what the event `E` says.
pub(crate) async fn for_citizen<E: ledger::Event + 'static>(
    app: &App,
    ctx: &Ctx,
    id: DossierId,
) -> Result<Slip, Failure> {
    let asker = ctx.clone();
    let read = app.db.read(move |rx| {
        let seen = queries::as_filer(rx, &asker, id)?;
        let officer = officer_of::<E>(rx, &seen)?;
        Ok::<_, Error>((seen, officer))
    });
    let (seen, officer) = read.await?;
    Ok(Slip::new(app, seen, officer, format!("/ho-so/{id}")))
}

/// For the officer who prints it. That staff look into the dossier is noted.
pub(crate) async fn for_officer<E: ledger::Event + 'static>(
    app: &App,
    ctx: &Ctx,
    id: DossierId,
) -> Result<Slip, Failure> {
    let asker = ctx.clone();
    let read = app.db.read(move |rx| {
        let seen = queries::as_staff(rx, &asker, id)?;
        let officer = officer_of::<E>(rx, &seen)?;
        Ok::<_, Error>((seen, officer))
    });
    let (seen, officer) = read.await?;
    disclosed::noted(app, ctx, &seen).await?;
    Ok(Slip::new(app, seen, officer, format!("/can-bo/ho-so/{id}")))
}

/// In whose name the dossier is, where that is not whoever filed alone; else empty.
pub(crate) fn owners(seen: &Seen) -> String {
    let applicant = &seen.dossier.applicant;
    if applicant.people.is_empty() { String::new() } else { applicant.owner_names().join("; ") }
}

/// The name of the officer who last did what the event `E` says; empty if nobody has.
fn officer_of<E: ledger::Event>(rx: &mut db::Read, seen: &Seen) -> Result<String, Error> {
    let done = seen.history.iter().rev().find(|event| event.is::<E>());
    let officer = match done.and_then(ledger::Recorded::by_staff) {
        Some(id) => organisation::staff(rx, id)?.map(|person| person.name.to_string()),
        None => None,
    };
    Ok(officer.unwrap_or_default())
}
