//! Which events are told, and what each says beyond what the dossier says of itself.

use base::Instant;
use base::id::UnitId;
use catalogue::Charge;
use catalogue::process::Awaits;
use db::Query;
use ledger::Recorded;
use notice::{Kind, Slot, Words};

use crate::error::Error;
use crate::events::{
    Completed, Extended, Followed, Paused, Received, Recounted, Refused, ResultMoved, Resumed, Returned,
    Stopped, SupplementAsked, Supplemented, WithdrawalDeclined, Withdrawn,
};
use crate::model::{Dossier, Item, Place};

/// What one event says.
pub(super) struct Said {
    /// What it is about.
    pub(super) kind: Kind,
    /// Whether the citizen is told; not where only staff need to know.
    pub(super) to_citizen: bool,
    /// What whoever holds it is told, if anything.
    pub(super) to_holders: Option<Kind>,
    /// Its own words.
    pub(super) words: Words,
    /// When the result is due by this event, if it says so.
    pub(super) due: Option<Instant>,
}

impl Said {
    fn new(kind: Kind) -> Self {
        Self { kind, to_citizen: true, to_holders: None, words: Words::new(), due: None }
    }

    fn with(mut self, slot: Slot, text: impl ToString) -> Self {
        self.words.insert(slot, text.to_string());
        self
    }

    fn due(mut self, due: Instant) -> Self {
        self.due = Some(due);
        self
    }
}

/// What it says; none for what nobody is told.
pub(super) fn said(q: &mut impl Query, event: &Recorded, dossier: &Dossier) -> Result<Option<Said>, Error> {
    if let Some(moved) = event.read::<Followed>()? {
        return followed(q, dossier, &moved);
    }
    if let Some(said) = of_reception(event, dossier)? {
        return Ok(Some(said));
    }
    if let Some(said) = of_handling(event, dossier)? {
        return Ok(Some(said));
    }
    of_result(event, dossier)
}

/// A part of a linked dossier: the citizen is told of the whole, and of a part only what they have to do there.
const fn is_part(dossier: &Dossier) -> bool {
    dossier.beside.part_of.is_some()
}

fn of_reception(event: &Recorded, dossier: &Dossier) -> Result<Option<Said>, Error> {
    if let Some(it) = event.read::<Received>()?.filter(|_| !is_part(dossier)) {
        let owed: Vec<_> = it.fees.iter().map(owed).collect();
        let owed = if owed.is_empty() { "không phải nộp".to_owned() } else { owed.join("; ") };
        return Ok(Some(Said::new(Kind::Received).with(Slot::Amount, owed).due(it.due)));
    }
    if let Some(Refused { refusal }) = event.read()? {
        let said = Said::new(Kind::Refused).with(Slot::Said, refusal.reason);
        return Ok(Some(said.with(Slot::Ground, refusal.citation)));
    }
    if let Some(it) = event.read::<SupplementAsked>()? {
        let line = |item: &Item| format!("- {}: {}", item.name, item.what);
        let items: Vec<_> = it.items.iter().map(line).collect();
        return Ok(Some(Said::new(Kind::SupplementAsked).with(Slot::Said, items.join("\n"))));
    }
    if let Some(it) = event.read::<Supplemented>()? {
        return Ok(Some(Said { due: it.due, ..Said::new(Kind::Supplemented) }));
    }
    Ok(None)
}

/// `Lệ phí: 75.000 đồng`.
fn owed(fee: &Charge) -> String {
    let amount = fee.amount.map(|amount| amount.to_string()).or_else(|| fee.note.clone());
    let amount = amount.unwrap_or_else(|| "chưa xác định".to_owned());
    // It stands within a sentence.
    format!("{}: {}", fee.name, amount.trim_end_matches('.'))
}

fn of_handling(event: &Recorded, dossier: &Dossier) -> Result<Option<Said>, Error> {
    if let Some(it) = event.read::<Paused>()?.filter(|it| it.awaits == Awaits::Payment) {
        let Some(owed) = it.obligation else { return Ok(None) };
        let said = Said::new(Kind::FeeDue).with(Slot::Amount, owed.amount);
        return Ok(Some(said.with(Slot::Said, format!("thông báo số {}", owed.notice))));
    }
    if is_part(dossier) {
        return Ok(None);
    }
    if let Some(it) = event.read::<Resumed>()?.filter(|it| it.paid.is_some()) {
        let receipt = it.paid.map(|paid| format!("theo chứng từ {}", paid.receipt)).unwrap_or_default();
        return Ok(Some(Said::new(Kind::FeePaid).with(Slot::Amount, receipt).due(it.due)));
    }
    if let Some(it) = event.read::<payment::Paid>()? {
        let amount = format!("{}, biên lai {}", it.amount, it.number);
        return Ok(Some(Said::new(Kind::FeePaid).with(Slot::Amount, amount)));
    }
    if let Some(it) = event.read::<Extended>()? {
        let said = Said::new(Kind::Extended).with(Slot::Said, it.reason).due(it.to);
        return Ok(Some(said.with(Slot::DueBefore, moment(it.from))));
    }
    if let Some(it) = event.read::<WithdrawalDeclined>()? {
        return Ok(Some(Said::new(Kind::WithdrawalDeclined).with(Slot::Said, it.reason)));
    }
    if let Some(it) = event.read::<Withdrawn>()? {
        return Ok(Some(Said::new(Kind::Withdrawn).with(Slot::Said, it.words)));
    }
    if let Some(it) = event.read::<Stopped>()? {
        let said = Said::new(Kind::Stopped).with(Slot::Said, it.reason);
        return Ok(Some(said.with(Slot::Ground, it.citation)));
    }
    Ok(None)
}

fn of_result(event: &Recorded, dossier: &Dossier) -> Result<Option<Said>, Error> {
    if is_part(dossier) && !event.is::<Recounted>() {
        return Ok(None);
    }
    if let Some(it) = event.read::<Completed>()? {
        // What was decided elsewhere is ready once it is at the counter; what was handed over meanwhile waits for nobody.
        let here = dossier.competent == dossier.root && dossier.returned_at.is_none();
        return Ok(here.then(|| ready(&it.result)));
    }
    if let Some(it) = event.read::<ResultMoved>()? {
        let came = it.to == Place::AtCounter && dossier.competent != dossier.root;
        return Ok(dossier.result.as_ref().filter(|_| came).map(ready));
    }
    if event.is::<Returned>() {
        return Ok(Some(Said::new(Kind::Returned)));
    }
    let Some(it) = event.read::<Recounted>()? else { return Ok(None) };
    let said = Said::new(Kind::Recounted)
        .with(Slot::Said, it.name)
        .with(Slot::Ground, it.source)
        .with(Slot::DueBefore, moment(it.before))
        .due(it.after);
    Ok(Some(Said { to_citizen: !is_part(dossier), to_holders: Some(Kind::HeldRecounted), ..said }))
}

fn ready(result: &crate::model::Result) -> Said {
    let what = if result.granted {
        format!("{}, số {}.", result.name, result.number)
    } else {
        format!("{}, số {}, không chấp thuận: {}", result.name, result.number, result.reason)
    };
    Said::new(Kind::Ready).with(Slot::Said, what)
}

/// The citizen is told where the body changed that decides or received it; whoever holds it is told of every move.
fn followed(q: &mut impl Query, dossier: &Dossier, moved: &Followed) -> Result<Option<Said>, Error> {
    let body = |unit: UnitId| [dossier.competent, dossier.root].contains(&unit);
    let of_body = moved.moves.iter().find(|it| body(it.to));
    let Some(shown) = of_body.or(moved.moves.first()) else { return Ok(None) };
    let before = organisation::name_of(q, shown.from)?;
    let said = Said::new(Kind::Followed).with(Slot::AgencyBefore, before);
    let to_citizen = of_body.is_some() && !is_part(dossier);
    Ok(Some(Said { to_citizen, to_holders: Some(Kind::HeldFollowed), ..said }))
}

fn moment(at: Instant) -> String {
    base::words::moment(at.local())
}
