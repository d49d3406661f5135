//! The report: what the older system had beside what is counted here.

use std::collections::BTreeMap;

use dossier::queries::MovedCount;

use super::Plan;
use crate::map::Map;
use crate::model::{By, Compared, Report};

/// What is here, counted from what is kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Here {
    /// Dossiers.
    pub(crate) dossiers: Vec<MovedCount>,
    /// The names of their bodies.
    pub(crate) bodies: BTreeMap<base::id::UnitId, String>,
    /// People.
    pub(crate) accounts: i64,
    /// Papers with bytes.
    pub(crate) files: i64,
    /// Lines.
    pub(crate) lines: i64,
}

/// Counts there, here, left out, by name.
type Sums = BTreeMap<String, (i64, i64, i64)>;

/// The report of a batch.
#[must_use]
pub(crate) fn reconcile(plan: &Plan, here: &Here, map: &Map) -> Report {
    let mut sums: BTreeMap<By, Sums> = BTreeMap::new();
    let mut add = |by: By, what: String, there: i64, here: i64, left: i64| {
        let line = sums.entry(by).or_default().entry(what).or_default();
        *line = (line.0 + there, line.1 + here, line.2 + left);
    };
    for one in &plan.counted {
        let left = i64::from(one.left);
        add(By::Status, one.status.clone(), 1, 0, left);
        add(By::Unit, one.unit.clone(), 1, 0, left);
        add(By::Month, one.month.clone(), 1, 0, left);
    }
    for one in &here.dossiers {
        let body = here.bodies.get(&one.competent).cloned().unwrap_or_else(|| one.competent.to_string());
        add(By::Status, one.status.clone(), 0, one.count, 0);
        add(By::Unit, body, 0, one.count, 0);
        add(By::Month, one.day.strftime("%Y-%m").to_string(), 0, one.count, 0);
    }
    let mut compared = Vec::new();
    for (by, lines) in sums {
        for (what, (there, here, left)) in lines {
            compared.push(Compared { by, what: said(by, what, map), there, here, left });
        }
    }
    let open = here.dossiers.iter().filter(|one| !one.state.is_closed()).map(|one| one.count).sum();
    Report {
        compared,
        not_dossiers: plan.not_dossiers,
        open,
        accounts: (plan.people, here.accounts),
        files: (plan.files, here.files),
        lines: (plan.lines, here.lines),
        books: plan.books.iter().map(|book| (format!("{} ({})", book.code, book.name), book.last)).collect(),
        mistakes: i64::try_from(plan.mistakes.len()).unwrap_or(i64::MAX),
        refused: i64::try_from(plan.refused.len()).unwrap_or(i64::MAX),
    }
}

/// What a line is called.
fn said(by: By, what: String, map: &Map) -> String {
    match by {
        By::Status => match map.statuses.get(&what).map(|status| status.label.as_str()) {
            Some(label) if !label.is_empty() => format!("{label} ({what})"),
            _ if what.is_empty() => "Không ghi trạng thái".to_owned(),
            _ => what,
        },
        By::Month => match what.split_once('-') {
            Some((year, month)) => format!("Tháng {month}/{year}"),
            None => "Không đọc được ngày".to_owned(),
        },
        By::Unit => what,
    }
}
