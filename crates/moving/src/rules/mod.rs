//! What another system's rows are here: pure functions of the export, the map and what is known here.

mod applicant;
mod beside;
mod dossiers;
mod moments;
mod reader;
mod reconcile;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use base::Instant;
use base::id::{StaffId, UnitId};
use catalogue::ProcedureVersion;
use dossier::model::Moving;

pub(crate) use moments::read as read_moment;
pub(crate) use reconcile::{Here, reconcile};

use crate::map::Map;
use crate::model::{Mistake, MistakeKind, OldAccount, OldBook, Refused};
use crate::source::Export;

/// A body here.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    /// Which.
    pub(crate) id: UnitId,
    /// Its name.
    pub(crate) name: String,
    /// Whether somebody receives for it.
    pub(crate) receives: bool,
}

/// A file of the export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Attachment {
    /// SHA-256, hexadecimal.
    pub(crate) hash: String,
    /// Bytes.
    pub(crate) size: i64,
    /// The type found in the bytes.
    pub(crate) media_type: String,
}

/// What is known here.
#[derive(Clone, Debug, Default)]
pub(crate) struct World {
    /// Now.
    pub(crate) now: Option<Instant>,
    /// The versions in force, by code.
    pub(crate) versions: BTreeMap<String, Arc<ProcedureVersion>>,
    /// The bodies, by electronic identifier.
    pub(crate) bodies: BTreeMap<String, Body>,
    /// The staff that the map names, by number.
    pub(crate) staff: BTreeMap<String, StaffId>,
    /// The numbers of the export that a dossier here bears that this batch has not brought.
    pub(crate) taken: BTreeSet<String>,
    /// The files of the export, by path within the folder; else why one cannot be taken.
    pub(crate) files: BTreeMap<String, Result<Attachment, String>>,
}

/// How one row of the export counts in the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    /// Its status there.
    pub(crate) status: String,
    /// The body, by its name here; by its code there where it is unknown.
    pub(crate) unit: String,
    /// The month; empty where no date can be read.
    pub(crate) month: String,
    /// Whether it is left out.
    pub(crate) left: bool,
}

/// Everything that comes of an export.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    /// The dossiers that can come in, in the order of the export.
    pub(crate) dossiers: Vec<Moving>,
    /// The people.
    pub(crate) accounts: Vec<OldAccount>,
    /// The books.
    pub(crate) books: Vec<OldBook>,
    /// What is wrong.
    pub(crate) mistakes: Vec<Mistake>,
    /// The rows that are left out.
    pub(crate) refused: Vec<Refused>,
    /// Each dossier of the export.
    pub(crate) counted: Vec<Counted>,
    /// Rows that are no dossiers: deleted there, drafts.
    pub(crate) not_dossiers: i64,
    /// Files, lines of progress and payments, and people of the export.
    pub(crate) files: i64,
    /// Lines of progress and payments.
    pub(crate) lines: i64,
    /// People.
    pub(crate) people: i64,
}

impl Plan {
    /// The mistakes that stop a cut-over: those that nobody has said may be left out.
    #[must_use]
    pub(crate) fn in_the_way(&self, map: &Map, leave_out: bool) -> Vec<&Mistake> {
        let excused = |kind: MistakeKind| {
            kind != MistakeKind::MissingTable && (leave_out || map.leave_out.contains(kind.code()))
        };
        self.mistakes.iter().filter(|it| !excused(it.kind)).collect()
    }
}

/// What an export becomes here.
#[must_use]
pub(crate) fn plan(export: &Export, map: &Map, world: &World) -> Plan {
    let mut plan = Plan::default();
    for broken in &export.broken {
        plan.mistakes.push(Mistake {
            kind: MistakeKind::BrokenRow,
            file: broken.file.clone(),
            line: broken.line,
            column: String::new(),
            value: broken.raw.chars().take(120).collect(),
            sentence: broken.what.clone(),
        });
        plan.refused.push(Refused {
            file: broken.file.clone(),
            line: broken.line,
            cells: vec![("dong".to_owned(), broken.raw.clone())],
            why: broken.what.clone(),
        });
    }
    let beside = beside::Beside::read(export, map, world, &mut plan);
    dossiers::read(export, map, world, beside, &mut plan);
    plan
}

/// The paths of the files that an export names, each once.
#[must_use]
pub(crate) fn paths(export: &Export, map: &Map) -> BTreeSet<String> {
    let mut unheard = Plan::default();
    let rows =
        map.tables.file.as_ref().and_then(|table| reader::Reader::open(export, "file", table, &mut unheard));
    rows.map_or_else(BTreeSet::new, |rows| {
        rows.kept().filter_map(|row| row.get("path")).map(str::to_owned).collect()
    })
}

/// The numbers that an export names, each once.
#[must_use]
pub(crate) fn numbers(export: &Export, map: &Map) -> BTreeSet<String> {
    let mut unheard = Plan::default();
    let rows = reader::Reader::open(export, "dossier", &map.tables.dossier, &mut unheard);
    rows.map_or_else(BTreeSet::new, |rows| {
        rows.kept().filter_map(|row| row.get("number")).map(str::to_owned).collect()
    })
}
