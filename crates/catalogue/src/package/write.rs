//! Writing a version as a package: three texts that read back as the same version, laid out as those written by hand.

use serde_json::{Map, Value};

use crate::model::{
    Bracket, Carried, Channel, Component, Condition, Fee, Lane, Linked, Named, Origin, PaperOrigin,
    ProcedureVersion, Rate, Source, SupplementClock,
};
use crate::package::procedure::undated;
use crate::package::toml_write::{Toml, inline};
use crate::package::write_process::process;

/// The three texts of a package, owned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// `procedure.toml`.
    pub procedure: String,
    /// `form.schema.json`.
    pub form: String,
    /// `process.toml`.
    pub process: String,
}

impl Written {
    /// The texts, as they are read.
    #[must_use]
    pub fn texts(&self) -> super::Texts<'_> {
        super::Texts { procedure: &self.procedure, form: &self.form, process: &self.process }
    }
}

impl Written {
    /// The files in which `other` says something else.
    #[must_use]
    pub fn changed(&self, other: &Self) -> Vec<String> {
        let pairs =
            [(&self.procedure, &other.procedure), (&self.form, &other.form), (&self.process, &other.process)];
        let changed = super::FILES.iter().zip(pairs).filter(|(_, (one, other))| one != other);
        changed.map(|(name, _)| (*name).to_owned()).collect()
    }
}

/// Writes a version.
///
/// # Panics
/// Never: a schema is JSON.
#[must_use]
pub fn write(version: &ProcedureVersion) -> Written {
    let mut form = serde_json::to_string_pretty(&*version.form.schema).expect("a schema is JSON");
    form.push('\n');
    Written { procedure: procedure(version), form, process: process(&version.process) }
}

fn procedure(it: &ProcedureVersion) -> String {
    let mut out = Toml::default();
    head(&mut out, it);
    out.table("[decision]");
    out.text("number", &it.decision.number);
    out.opt_plain("date", it.decision.date);
    out.text("issued_by", &it.decision.issued_by);
    named(&mut out, "[field]", &it.field);
    if let Some(cutoff) = &it.cutoff {
        out.table("[cutoff]");
        out.text("at", &cutoff.at.strftime("%H:%M").to_string());
        out.text("citation", &cutoff.citation);
    }
    for subject in &it.subjects {
        named(&mut out, "[[subject]]", subject);
    }
    for case in &it.cases {
        out.table("[[case]]");
        out.text("code", &case.code);
        out.text("name", &case.name);
        out.opt_text("hint", case.hint.as_ref());
    }
    terms(&mut out, it);
    it.fees.iter().for_each(|one| fee(&mut out, one));
    it.components.iter().for_each(|one| component(&mut out, one));
    for result in &it.results {
        out.table("[[result]]");
        out.text("code", &result.code);
        out.text("name", &result.name);
        out.text("template", &result.template);
        out.flag("grants", result.grants, true);
    }
    it.linked.iter().for_each(|one| linked(&mut out, one));
    if let Some(one) = &it.lane {
        lane(&mut out, one);
    }
    rest(&mut out, it);
    out.finish()
}

fn head(out: &mut Toml, it: &ProcedureVersion) {
    out.text("code", it.code.as_str());
    out.plain("version", it.version);
    out.text("name", &it.name);
    out.text("short_name", &it.short_name);
    out.plain("valid_from", it.valid_from);
    out.opt_plain(if it.falls_back { "sunset" } else { "valid_to" }, it.valid_to);
    let levels: Vec<String> = it.levels.iter().map(|level| coded(&level)).collect();
    out.texts("levels", &levels);
    out.texts("executing", &it.executing);
    out.text("online", it.online.code());
    out.opt_text("online_reason", it.online_reason.as_ref());
    channels(out, "channels", &it.channels);
    out.text(
        "supplement_clock",
        match it.supplement_clock {
            SupplementClock::Pause => "pause",
            SupplementClock::Restart => "restart",
        },
    );
    out.texts("life_events", &it.life_events);
    out.texts("search_words", &it.search_words);
    out.text("intro", &it.intro);
    out.texts("steps", &it.steps);
    // The note on a decision without a day is made when the package is read.
    let made = it.decision.date.is_none().then(|| undated(&it.decision.number));
    let notes: Vec<&String> = it.notes.iter().filter(|note| Some(*note) != made.as_ref()).collect();
    out.texts("notes", &notes);
}

fn named(out: &mut Toml, head: &str, it: &Named) {
    out.table(head);
    out.text("code", &it.code);
    out.text("name", &it.name);
}

fn terms(out: &mut Toml, it: &ProcedureVersion) {
    for term in &it.terms {
        out.table("[[term]]");
        out.texts("cases", &term.cases);
        channels(out, "channels", &term.channels);
        condition(out, "when", term.when.as_ref());
        out.text("text", &term.text);
        out.text("citation", &term.citation);
        out.opt_text("note", term.note.as_ref());
    }
}

fn fee(out: &mut Toml, it: &Fee) {
    out.table("[[fee]]");
    out.opt_text("code", it.code.as_ref());
    out.text("name", &it.name);
    out.texts("cases", &it.cases);
    channels(out, "channels", &it.channels);
    condition(out, "when", it.when.as_ref());
    out.opt_plain("amount", it.amount.map(|amount| amount.0));
    out.opt_text("note", it.note.as_ref());
    out.text("citation", &it.citation);
    if let Some(one) = &it.rate {
        rate(out, one);
    }
    for relief in &it.reliefs {
        out.within("[[fee.relief]]");
        out.text("name", &relief.name);
        condition(out, "when", Some(&relief.when));
        out.plain("percent", relief.percent);
        out.text("citation", &relief.citation);
    }
}

fn rate(out: &mut Toml, it: &Rate) {
    out.within("[fee.rate]");
    out.text("count", &it.count);
    out.text("per", &it.per);
    out.opt_text("times", it.times.as_ref());
    out.opt_text("times_per", it.times_per.as_ref());
    out.value("brackets", &brackets(&it.brackets));
    out.opt_plain("cap", it.cap.map(|cap| cap.0));
}

/// Prices by the unit.
pub(super) fn brackets(list: &[Bracket]) -> Value {
    let one = |it: &Bracket| {
        let upto = it.upto.map(|upto| ("upto".to_owned(), Value::from(upto)));
        let amount = ("amount".to_owned(), Value::from(it.amount.0));
        Value::Object(upto.into_iter().chain([amount]).collect())
    };
    list.iter().map(one).collect()
}

fn component(out: &mut Toml, it: &Component) {
    out.table("[[component]]");
    out.text("code", &it.code);
    out.text("name", &it.name);
    out.opt_text("hint", it.hint.as_ref());
    out.texts("one_of", &it.one_of);
    for (key, count) in [("originals", it.originals), ("copies", it.copies)] {
        out.opt_plain(key, (count > 0).then_some(count));
    }
    out.flag("required", it.required, false);
    out.flag("shown_only", it.shown_only, false);
    condition(out, "when", it.when.as_ref());
    let sources: Vec<String> = it.sources.iter().map(|source| coded(&source)).collect();
    out.texts("sources", &sources);
    channels(out, "form_channels", &it.form_channels);
    out.opt_text("register", it.register.as_ref());
    out.texts("file_types", &it.file_types);
    let uploads = it.sources.contains(&Source::Upload);
    out.opt_plain("max_megabytes", (uploads || it.max_megabytes != 1).then_some(it.max_megabytes));
    out.opt_plain("max_files", (uploads || it.max_files != 1).then_some(it.max_files));
}

fn linked(out: &mut Toml, it: &Linked) {
    out.table("[[linked]]");
    out.text("code", &it.code);
    out.text("name", &it.name);
    out.text("procedure", it.procedure.as_str());
    out.text("case", &it.case);
    condition(out, "when", it.when.as_ref());
    out.texts("after", &it.after);
    out.opt_text("place_field", it.place_field.as_ref());
    let mut same = Vec::new();
    let (mut answers, mut values) = (Map::new(), Map::new());
    for filled in &it.answers {
        match &filled.from {
            Origin::Field(name) if *name == filled.field => same.push(name),
            Origin::Field(name) => drop(answers.insert(filled.field.clone(), name.clone().into())),
            Origin::Value(value) => drop(values.insert(filled.field.clone(), value.clone())),
        }
    }
    out.texts("same", &same);
    for (key, map) in [("answers", answers), ("values", values)] {
        if !map.is_empty() {
            out.value(key, &Value::Object(map));
        }
    }
    it.papers.iter().for_each(|paper| carried(out, paper));
    if let Some(term) = &it.term {
        out.within("[linked.term]");
        out.text("text", &term.text);
        out.text("citation", &term.citation);
    }
}

fn carried(out: &mut Toml, it: &Carried) {
    out.within("[[linked.paper]]");
    out.text("component", &it.component);
    match &it.from {
        PaperOrigin::Result(part) => out.text("result_of", part),
        PaperOrigin::Component(code) => out.text("papers_of", code),
    }
}

fn lane(out: &mut Toml, it: &Lane) {
    out.table("[lane]");
    let texts = [
        ("book", &it.book),
        ("book_name", &it.book_name),
        ("case", &it.case),
        ("result", &it.result),
        ("person", &it.person),
    ];
    texts.into_iter().for_each(|(key, text)| out.text(key, text));
    out.opt_text("born", it.born.as_ref());
    out.opt_text("number", it.number.as_ref());
    let texts = [("document", &it.document), ("pages", &it.pages), ("per", &it.per), ("copies", &it.copies)];
    texts.into_iter().for_each(|(key, text)| out.text(key, text));
    out.texts("papers", &it.papers);
    out.texts("documents", &it.documents);
    if !it.values.is_empty() {
        out.value("values", &Value::Object(it.values.clone().into_iter().collect()));
    }
}

fn rest(out: &mut Toml, it: &ProcedureVersion) {
    out.table("[jurisdiction]");
    out.text("unit_kind", &it.jurisdiction.unit_kind);
    out.opt_text("body_duty", it.jurisdiction.body_duty.as_ref());
    out.text("division", &it.jurisdiction.division);
    out.opt_text("place_field", it.jurisdiction.place_field.as_ref());
    out.flag("off_territory", it.jurisdiction.off_territory, false);
    out.table("[retention]");
    match it.retention.years {
        Some(years) => out.plain("years", years),
        None => out.plain("forever", true),
    }
    out.text("citation", &it.retention.citation);
    for law in &it.legal_basis {
        out.table("[[legal_basis]]");
        out.text("number", &law.number);
        out.text("name", &law.name);
    }
}

fn channels(out: &mut Toml, key: &str, list: &[Channel]) {
    let codes: Vec<String> = list.iter().map(coded).collect();
    out.texts(key, &codes);
}

/// A condition; nothing where there is none.
pub(super) fn condition(out: &mut Toml, key: &str, condition: Option<&Condition>) {
    out.opt_plain(key, condition.map(|it| inline(&Value::from(it.clone()))));
}

/// The code of a value as it is stored.
fn coded(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(code)) => code,
        _ => String::new(),
    }
}
