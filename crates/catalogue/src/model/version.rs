//! One version of a procedure. Immutable once stored: a dossier keeps the version it was received under.

use std::fmt;

use base::code::ProcedureCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::form::Form;
use crate::model::{
    Case, Channel, Charge, Component, Cutoff, Decision, Fee, Jurisdiction, Lane, LegalText, Level, Linked,
    LocalFee, Named, OnlineLevel, ProcedureResult, Retention, Situation, SupplementClock, Term,
};
use crate::process::Process;

/// Which version of which procedure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ProcedureKey {
    /// The national code.
    pub code: ProcedureCode,
    /// The version, from 1.
    pub version: i64,
}

impl fmt::Display for ProcedureKey {
    /// `1.013225/2`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.code, self.version)
    }
}

/// One version of a procedure, with everything a dossier needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProcedureVersion {
    /// The national code.
    pub code: ProcedureCode,
    /// The version, from 1.
    pub version: i64,
    /// The name as published.
    pub name: String,
    /// A name short enough for a heading.
    pub short_name: String,
    /// In force from this day.
    pub valid_from: Date,
    /// In force to the end of this day; none has no end.
    pub valid_to: Option<Date>,
    /// Whether the version before is in force again after the last day (sunset).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub falls_back: bool,
    /// The decision that published it.
    pub decision: Decision,
    /// The field (lĩnh vực).
    pub field: Named,
    /// The levels of government that decide.
    pub levels: Vec<Level>,
    /// The bodies that carry it out, by name.
    pub executing: Vec<String>,
    /// Who may ask for it.
    pub subjects: Vec<Named>,
    /// How much can be done online.
    pub online: OnlineLevel,
    /// Why not all of it, where it is a part.
    pub online_reason: Option<String>,
    /// What it is for, in plain words.
    pub intro: String,
    /// What happens, in plain words, one sentence each.
    pub steps: Vec<String>,
    /// The life events it belongs to.
    pub life_events: Vec<String>,
    /// Words people search with.
    pub search_words: Vec<String>,
    /// The channels it is offered on.
    pub channels: Vec<Channel>,
    /// The cases; at least one.
    pub cases: Vec<Case>,
    /// The terms; each case and channel finds one.
    pub terms: Vec<Term>,
    /// The cut-off, only where this procedure has one.
    pub cutoff: Option<Cutoff>,
    /// The fees.
    pub fees: Vec<Fee>,
    /// The components.
    pub components: Vec<Component>,
    /// The results.
    pub results: Vec<ProcedureResult>,
    /// The texts of law.
    pub legal_basis: Vec<LegalText>,
    /// Who is competent.
    pub jurisdiction: Jurisdiction,
    /// What a supplement does to the clock.
    pub supplement_clock: SupplementClock,
    /// How long the dossier is kept.
    pub retention: Retention,
    /// What is doubtful at source, for review.
    pub notes: Vec<String>,
    /// The parts of a linked procedure; empty for every other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub linked: Vec<Linked>,
    /// The lane in which it is done while the person waits; none for most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane: Option<Lane>,
    /// The e-form.
    pub form: Form,
    /// The internal process.
    pub process: Process,
}

impl ProcedureVersion {
    /// Whether one body files with another (thủ tục hành chính nội bộ): no page of the public speaks of it.
    #[must_use]
    pub fn is_internal(&self) -> bool {
        self.channels.contains(&Channel::Internal)
    }

    /// Which version of which procedure this is.
    #[must_use]
    pub fn key(&self) -> ProcedureKey {
        ProcedureKey { code: self.code.clone(), version: self.version }
    }

    /// Every case in every channel it has.
    pub fn situations(&self) -> impl Iterator<Item = Situation<'_>> {
        let of = |case| self.channels.iter().map(move |channel| (case, *channel));
        self.cases
            .iter()
            .flat_map(of)
            .map(|(case, channel): (&Case, Channel)| Situation { case: &case.code, channel })
    }

    /// Whether it is in force on `day`.
    #[must_use]
    pub fn in_force(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|end| day <= end)
    }

    /// The case of this code.
    #[must_use]
    pub fn case(&self, code: &str) -> Option<&Case> {
        self.cases.iter().find(|case| case.code == code)
    }

    /// The term of a dossier with these answers: one whose condition holds before one without, then the first that names
    /// case and channel, then the case, then the channel, then any. Evaluated once, when the dossier is received.
    #[must_use]
    pub fn term(&self, answers: &Value, situation: &Situation<'_>) -> Option<&Term> {
        let holds = |term: &&Term| term.when.as_ref().is_none_or(|when| when.holds(answers, situation));
        self.terms_for(situation).filter(holds).min_by_key(rank)
    }

    /// Every term that may apply in a case and a channel, in the order in which [`ProcedureVersion::term`] looks at them: the first
    /// whose condition holds is the one.
    #[must_use]
    pub fn terms_in_order(&self, situation: &Situation<'_>) -> Vec<&Term> {
        let mut terms: Vec<&Term> = self.terms_for(situation).collect();
        terms.sort_by_key(rank);
        terms
    }

    /// The ordinary term of a case and a channel, whatever is answered.
    #[must_use]
    pub fn ordinary_term(&self, situation: &Situation<'_>) -> Option<&Term> {
        self.terms_for(situation).filter(|term| term.when.is_none()).min_by_key(rank)
    }

    /// The terms that may stand instead of the ordinary one, by what is answered.
    pub fn other_terms<'a>(&'a self, situation: &Situation<'a>) -> impl Iterator<Item = &'a Term> {
        self.terms_for(situation).filter(|term| term.when.is_some())
    }

    /// Every term that may apply in a case and a channel.
    pub fn terms_for<'a>(&'a self, situation: &Situation<'_>) -> impl Iterator<Item = &'a Term> {
        let Situation { case, channel } = *situation;
        let fits = move |term: &&Term| {
            let when = term.when.as_ref();
            let may =
                when.is_none_or(|when| when.holds_whatever(&Situation { case, channel }) != Some(false));
            may && (term.cases.is_empty() || term.cases.iter().any(|one| one == case))
                && (term.channels.is_empty() || term.channels.contains(&channel))
        };
        self.terms.iter().filter(fits).collect::<Vec<_>>().into_iter()
    }

    /// The fees that may be owed in a case and a channel.
    pub fn fees<'a>(&'a self, situation: &Situation<'a>) -> impl Iterator<Item = &'a Fee> {
        let situation = *situation;
        self.fees.iter().filter(move |fee| fee.is_for(&situation))
    }

    /// What a dossier with these answers owes, with the amounts set locally.
    #[must_use]
    pub fn charges(&self, answers: &Value, situation: &Situation<'_>, local: &[LocalFee]) -> Vec<Charge> {
        let owed = self.fees.iter().filter(|fee| fee.applies(answers, situation));
        owed.map(|fee| fee.charge(answers, situation, local_for(fee, local, situation))).collect()
    }

    /// The component of this code.
    #[must_use]
    pub fn component(&self, code: &str) -> Option<&Component> {
        self.components.iter().find(|component| component.code == code)
    }

    /// The components of a dossier with these answers in this situation.
    pub fn components<'a>(
        &'a self,
        answers: &'a Value,
        situation: &'a Situation<'a>,
    ) -> impl Iterator<Item = &'a Component> {
        self.components.iter().filter(move |component| component.applies(answers, situation))
    }

    /// The result of this code.
    #[must_use]
    pub fn result(&self, code: &str) -> Option<&ProcedureResult> {
        self.results.iter().find(|result| result.code == code)
    }
}

/// What names most comes first.
fn rank(term: &&Term) -> (bool, bool, bool) {
    (term.when.is_none(), term.cases.is_empty(), term.channels.is_empty())
}

/// The local amount of a fee that names most of the situation.
pub(crate) fn local_for<'a>(
    fee: &Fee,
    local: &'a [LocalFee],
    situation: &Situation<'_>,
) -> Option<&'a LocalFee> {
    let code = fee.code.as_deref()?;
    let ranked = local.iter().filter_map(|one| Some((one.rank(code, situation)?, one)));
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, one)| one)
}
