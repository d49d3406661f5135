//! What a dossier owes, fee by fee, with how it was counted: before it is sent, on its receipt, on its pages.

use base::{Dong, Locale};
use catalogue::{Charge, Situation};

use crate::queries::Seen;

/// A fee with its words.
pub(crate) struct ChargeLine {
    pub(crate) name: String,
    pub(crate) amount: String,
    /// How it was counted, and what to know beside it, as the package says it.
    pub(crate) notes: Vec<String>,
    /// The law behind it; empty where nothing was counted.
    pub(crate) basis: String,
}

/// What a dossier owed when it was received. One that was received before that was kept is counted from its answers, without
/// what was set locally.
pub(crate) fn of(seen: &Seen) -> Vec<Charge> {
    let dossier = &seen.dossier;
    if !dossier.beside.charges.is_empty() {
        return dossier.beside.charges.clone();
    }
    let situation = Situation { case: &dossier.case, channel: dossier.channel };
    seen.version.charges(&dossier.answers, &situation, &[])
}

/// The fees as lines.
pub(crate) fn lines(charges: &[Charge], locale: Locale) -> Vec<ChargeLine> {
    charges.iter().map(|charge| line(charge, locale)).collect()
}

fn line(charge: &Charge, locale: Locale) -> ChargeLine {
    let amount = match charge.amount {
        Some(Dong(0)) => locale.t("Không phải nộp", "Nothing to pay").to_owned(),
        Some(amount) => locale.amount(amount),
        None => locale.t("Theo quy định", "As laid down by law").to_owned(),
    };
    let counted = (!charge.how.is_empty()).then(|| format!("{}.", charge.how.join("; ")));
    let notes = counted.into_iter().chain(charge.note.clone());
    let basis = charge.amount.map(|_| charge.citation.trim_end_matches('.').to_owned()).unwrap_or_default();
    ChargeLine { name: charge.name.clone(), amount, notes: notes.collect(), basis }
}
