//! What is doubtful about a description: a pure rule over every trap that real descriptions have. Nothing is mended
//! here; a person decides.

use std::collections::BTreeMap;

use base::code::ProcedureCode;

use super::cut_off::is_cut_off;
use super::doubt::{Doubt, DoubtKind};
use super::record::{Limit, Record};
use super::tier::Tier;
use super::{fees, replaced};

/// The most places kept of one kind.
const PLACES: usize = 50;
/// The longest quotation, in letters.
const QUOTE: usize = 200;
/// The channels of the national database.
const CHANNELS: [&str; 3] = ["truc_tuyen", "buu_chinh", "truc_tiep"];
/// Its units of time.
const UNITS: [&str; 5] = ["ngay_lam_viec", "ngay", "gio", "thang", "nam"];

/// The notes for review of a description: one for each kind that was met, in the order of [`DoubtKind::ALL`].
#[must_use]
pub fn doubts(record: &Record) -> Vec<Doubt> {
    let mut found = Found::default();
    head(record, &mut found);
    missing(record, &mut found);
    ways(record, &mut found);
    papers(record, &mut found);
    sentences(record, &mut found);
    found.0.into_values().collect()
}

#[derive(Default)]
struct Found(BTreeMap<DoubtKind, Doubt>);

impl Found {
    fn add(&mut self, kind: DoubtKind, place: impl Into<String>, quote: &str) {
        let doubt = self.0.entry(kind).or_insert_with(|| Doubt {
            kind,
            places: Vec::new(),
            count: 0,
            quote: quote.trim().chars().take(QUOTE).collect(),
        });
        doubt.count += 1;
        if doubt.places.len() < PLACES {
            doubt.places.push(place.into());
        }
    }

    fn add_if(&mut self, condition: bool, kind: DoubtKind, place: &str) {
        if condition {
            self.add(kind, place, "");
        }
    }
}

fn head(it: &Record, found: &mut Found) {
    let proper = it.code.parse::<ProcedureCode>().is_ok();
    if !proper {
        found.add(DoubtKind::OddCode, "code", &it.code);
    }
    if let Some(successor) = replaced::successor(&it.code) {
        found.add(DoubtKind::Replaced, "code", &format!("{}: {}", successor.code, successor.name));
    }
    if let Some(state) = it.procedure_type.state.as_deref()
        && !matches!(state, "ACTIVE" | "UPDATED")
    {
        found.add(DoubtKind::NotInUse, "procedure_type.state", state);
    }
    for (n, level) in it.levels.iter().enumerate().filter(|(_, level)| Tier::parse(level).is_none()) {
        found.add(DoubtKind::OddLevel, format!("levels[{n}]"), level);
    }
    if it.field.code.is_none() {
        found.add(DoubtKind::NullCode, "field.code", it.field.name());
    }
    for (n, subject) in it.subjects.iter().enumerate().filter(|(_, one)| one.code.is_none()) {
        found.add(DoubtKind::NullCode, format!("subjects[{n}].code"), subject.name());
    }
    for (n, result) in it.results.iter().enumerate().filter(|(_, one)| one.code.is_none()) {
        found.add(DoubtKind::NullCode, format!("results[{n}].code"), result.name());
    }
}

fn missing(it: &Record, found: &mut Found) {
    let blank = |all: &[String]| all.iter().all(|one| one.trim().is_empty());
    found.add_if(it.levels.is_empty(), DoubtKind::NoLevel, "levels");
    found.add_if(blank(&it.agencies.executing), DoubtKind::NoExecuting, "agencies.executing");
    found.add_if(it.subjects.is_empty(), DoubtKind::NoSubject, "subjects");
    found.add_if(it.channels.is_empty(), DoubtKind::NoChannel, "channels");
    found.add_if(it.cases.iter().all(|case| case.components.is_empty()), DoubtKind::NoCase, "cases");
    found.add_if(it.results.is_empty(), DoubtKind::NoResult, "results");
    found.add_if(it.legal_basis.is_empty(), DoubtKind::NoLegalBasis, "legal_basis");
    found.add_if(blank(&it.steps), DoubtKind::NoStep, "steps");
}

fn ways(it: &Record, found: &mut Found) {
    for (n, way) in it.channels.iter().enumerate() {
        if !CHANNELS.contains(&way.channel.as_str()) {
            found.add(DoubtKind::OddChannel, format!("channels[{n}]"), &way.channel);
        }
        let note = way.note.as_deref().unwrap_or_default();
        if let Some(kind) = term(way.limit.as_ref()) {
            found.add(kind, format!("channels[{n}].limit"), note);
        }
        for (m, price) in way.fees.iter().enumerate() {
            for kind in fees::of_price(price) {
                let note = price.note.as_deref().unwrap_or_default();
                let amount = price.amount.map(|it| format!("{it} ")).unwrap_or_default();
                found.add(kind, format!("channels[{n}].fees[{m}]"), &format!("{amount}{note}"));
            }
        }
    }
    for n in fees::told_differently(&it.channels) {
        found.add(DoubtKind::FeesDiffer, format!("channels[{n}].fees"), &it.channels[n].channel);
    }
    for (n, case) in it.service_cases.iter().enumerate() {
        if let Some(kind) = term(case.limit.as_ref()) {
            found.add(kind, format!("service_cases[{n}].limit"), case.name.as_deref().unwrap_or_default());
        }
    }
}

/// What is doubtful about a term: `khac` with 0, 1 or nothing means "within the day" or "see the note".
fn term(limit: Option<&Limit>) -> Option<DoubtKind> {
    let Some(limit) = limit else { return Some(DoubtKind::NoTerm) };
    if !UNITS.contains(&limit.unit.as_str()) {
        return Some(DoubtKind::TermByNote);
    }
    match limit.amount {
        Some(amount) if amount > 0.0 && amount.fract() == 0.0 => None,
        Some(amount) if amount > 0.0 => Some(DoubtKind::DecimalTerm),
        _ => Some(DoubtKind::NoTerm),
    }
}

fn papers(it: &Record, found: &mut Found) {
    for (n, case) in it.cases.iter().enumerate() {
        for (m, piece) in case.components.iter().enumerate() {
            let place = format!("cases[{n}].components[{m}]");
            if piece.name.trim().is_empty() {
                found.add(DoubtKind::NamelessPaper, place.as_str(), "");
            }
            if piece.code.is_none() {
                found.add(DoubtKind::NullCode, format!("{place}.code"), &piece.name);
            }
            if !piece.is_paper() {
                found.add(DoubtKind::NoteAsPaper, place, &piece.name);
            }
        }
    }
}

fn sentences(it: &Record, found: &mut Found) {
    let steps = it.steps.iter().enumerate().map(|(n, text)| (format!("steps[{n}]"), text.as_str()));
    let papers = it.cases.iter().enumerate().flat_map(|(n, case)| {
        let named = move |(m, piece)| {
            let piece: &super::record::Piece = piece;
            (format!("cases[{n}].components[{m}].name"), piece.name.as_str())
        };
        case.components.iter().enumerate().map(named)
    });
    let laws =
        it.legal_basis.iter().enumerate().map(|(n, law)| (format!("legal_basis[{n}].name"), law.name()));
    let one = [
        ("name".to_owned(), it.name.as_str()),
        ("conditions".to_owned(), it.conditions.as_deref().unwrap_or_default()),
    ];
    for (place, text) in one.into_iter().chain(steps).chain(papers).chain(laws) {
        if is_cut_off(text) {
            let end = text.trim().char_indices().rev().nth(60).map_or(0, |(at, _)| at);
            found.add(DoubtKind::CutOff, place, &format!("…{}", &text.trim()[end..]));
        }
    }
}
