//! What a search looks at, in memory: every package in force on a day, and every description of the national database.
//! Descriptions are read again when their stamp has changed, so that every node of a cluster sees the same.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use base::fold;
use db::{Memo, Query};
use jiff::civil::Date;

use crate::error::Error;
use crate::look;
use crate::model::{Named, OnlineLevel, ProcedureVersion};
use crate::national::{Successor, Tier, life_events, successor};
use crate::store::national::{self as store, Head};
use crate::store::procedure::{self, Listed};

/// How many states of descriptions are kept: one, but for tests and for the moment of an import.
const STATES: usize = 3;
/// How many packages are kept.
const PACKAGES: usize = 20_000;
/// The most packages a search goes through.
const MOST: i64 = 10_000;

/// Where what is said about a procedure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A package: it can be filed here.
    Package,
    /// The national database: it is described, and not filed here.
    National,
}

/// A procedure in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The code.
    pub code: String,
    /// The version of the package or of the description.
    pub version: i64,
    /// Its name, the short one of a package.
    pub name: String,
    /// The field.
    pub field: Named,
    /// The levels that decide.
    pub levels: Vec<Tier>,
    /// Who may ask for it.
    pub subjects: Vec<Named>,
    /// How much can be done online.
    pub online: OnlineLevel,
    /// The life events it belongs to.
    pub life_events: Vec<String>,
    /// Where this comes from.
    pub origin: Origin,
    /// What replaced it.
    pub successor: Option<&'static Successor>,
    /// Whether the description has notes that somebody must decide on.
    pub for_review: bool,
    pub(crate) folded: String,
    pub(crate) folded_name: String,
    pub(crate) folded_field: String,
    pub(crate) folded_subjects: Vec<String>,
}

/// The descriptions, by name.
#[derive(Debug, Default)]
pub(crate) struct Descriptions {
    pub(crate) entries: Vec<Arc<Entry>>,
    /// The names of their fields, by folded name.
    pub(crate) fields: BTreeMap<String, String>,
    /// The names of who may ask, by folded name.
    pub(crate) subjects: BTreeMap<String, String>,
}

/// The packages in force on a day for people, by name, without those whose successor is published here.
pub(crate) fn packages(q: &mut impl Query, on: Date) -> Result<Arc<Vec<Arc<Entry>>>, Error> {
    static KEPT: Memo<Date, Arc<Vec<Arc<Entry>>>> = Memo::new(&["procedure_version"], 16);
    KEPT.get(q, on, |q, on| {
        let mut out = Vec::new();
        for one in procedure::listed(q, *on, MOST)?.into_iter().filter(|one| !one.internal) {
            if !look::is_superseded(q, &one.key.code, *on)? {
                out.push(package(q, one)?);
            }
        }
        Ok(Arc::new(out))
    })
}

fn package(q: &mut impl Query, listed: Listed) -> Result<Arc<Entry>, Error> {
    static KEPT: Mutex<BTreeMap<(String, i64), Arc<Entry>>> = Mutex::new(BTreeMap::new());
    let place = (listed.digest.clone(), listed.key.version);
    if let Some(entry) = KEPT.lock().unwrap_or_else(PoisonError::into_inner).get(&place) {
        return Ok(Arc::clone(entry));
    }
    let version = look::read(q, &listed.key, listed.digest.clone())?;
    let entry = Arc::new(of_package(listed, &version));
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= PACKAGES {
        kept.clear();
    }
    kept.insert(place, Arc::clone(&entry));
    Ok(entry)
}

fn of_package(listed: Listed, version: &ProcedureVersion) -> Entry {
    Entry {
        code: listed.key.code.to_string(),
        version: listed.key.version,
        folded_name: fold(&listed.short_name),
        name: listed.short_name,
        folded_field: fold(&listed.field_name),
        field: Named { code: listed.field_code, name: listed.field_name },
        levels: version.levels.iter().map(|level| Tier::from(*level)).collect(),
        subjects: version.subjects.clone(),
        folded_subjects: version.subjects.iter().map(|one| fold(&one.name)).collect(),
        online: listed.online,
        life_events: listed.life_events,
        origin: Origin::Package,
        successor: successor(listed.key.code.as_str()),
        for_review: false,
        folded: listed.folded,
    }
}

/// The descriptions as they are in this snapshot.
pub(crate) fn descriptions(q: &mut impl Query) -> Result<Arc<Descriptions>, Error> {
    static KEPT: Mutex<Vec<(String, Arc<Descriptions>)>> = Mutex::new(Vec::new());
    let stamp = store::stamp(q)?;
    if stamp.is_empty() {
        return Ok(Arc::default());
    }
    let kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, found)) = kept.iter().find(|(one, _)| *one == stamp) {
        return Ok(Arc::clone(found));
    }
    drop(kept);
    let found = Arc::new(of_heads(store::all(q)?));
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= STATES {
        kept.remove(0);
    }
    kept.push((stamp, Arc::clone(&found)));
    Ok(found)
}

fn of_heads(heads: Vec<Head>) -> Descriptions {
    let mut out = Descriptions::default();
    // Few names stand in many rows: each is folded once.
    let mut folded: HashMap<String, String> = HashMap::new();
    let mut once = |text: &str| match folded.get(text) {
        Some(found) => found.clone(),
        None => folded.entry(text.to_owned()).or_insert_with(|| fold(text)).clone(),
    };
    for head in heads {
        let entry = of_head(head, &mut once);
        out.fields.entry(entry.folded_field.clone()).or_insert_with(|| entry.field.name.clone());
        for (key, subject) in entry.folded_subjects.iter().zip(&entry.subjects) {
            out.subjects.entry(key.clone()).or_insert_with(|| subject.name.clone());
        }
        out.entries.push(Arc::new(entry));
    }
    out
}

fn of_head(head: Head, fold_once: &mut impl FnMut(&str) -> String) -> Entry {
    let subject = |line: &str| {
        let (code, name) = line.split_once('\t').unwrap_or(("", line));
        Named { code: code.to_owned(), name: name.to_owned() }
    };
    let subjects: Vec<Named> =
        head.subjects.lines().map(subject).filter(|one| !one.name.is_empty()).collect();
    let (folded_name, folded_field) = (fold(&head.name), fold_once(&head.field_name));
    Entry {
        life_events: life_events(&folded_field, &folded_name).into_iter().map(str::to_owned).collect(),
        levels: head.levels.lines().filter_map(Tier::parse).collect(),
        folded_subjects: subjects.iter().map(|one| fold_once(&one.name)).collect(),
        subjects,
        online: match head.online.as_str() {
            "toan_trinh" => OnlineLevel::Full,
            "mot_phan" => OnlineLevel::Part,
            _ => OnlineLevel::None,
        },
        origin: Origin::National,
        successor: successor(&head.code),
        for_review: head.for_review,
        field: Named { code: head.field_code, name: head.field_name },
        code: head.code,
        version: head.version,
        name: head.name,
        folded: head.folded,
        folded_name,
        folded_field,
    }
}
