//! The rows of one submission, learned from the database: two real submissions of different citizens are compared cell by
//! cell, and what differs between them is varied in the replay: what is new is made new each time, who was there before
//! (the account) takes turns with all of the same table, as under the real load. Only what a picture cannot show ([`PASSING`]) is written by hand.

use std::collections::{BTreeMap, HashSet};

use anyhow::{Result, ensure};

/// One value as either engine gives it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    /// No value.
    Null,
    /// BIGINT (and BOOLEAN on SQLite).
    Int(i64),
    /// DOUBLE PRECISION.
    Real(f64),
    /// BOOLEAN on PostgreSQL.
    Bool(bool),
    /// TEXT.
    Text(String),
    /// BYTEA.
    Bytes(Vec<u8>),
}

/// All rows of one table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    /// Names of the columns.
    pub(crate) columns: Vec<String>,
    /// Positions of the primary key.
    pub(crate) key: Vec<usize>,
    /// The rows.
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// Every table by name, in the order they were created: a parent stands before its children.
pub(crate) type Snapshot = Vec<(String, Table)>;

/// What one submission left in the database, by table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Written {
    /// New rows.
    pub(crate) inserted: Vec<(String, Vec<Vec<Cell>>)>,
    /// Rows that were there before and changed, counted by table.
    pub(crate) updated: BTreeMap<String, usize>,
}

/// What is new in `after`.
#[must_use]
pub(crate) fn difference(before: &Snapshot, after: &Snapshot) -> Written {
    let empty = Table::default();
    let mut out = Written::default();
    for (name, now) in after {
        let then = before.iter().find(|(it, _)| it == name).map_or(&empty, |(_, table)| table);
        let known: HashSet<String> = then.rows.iter().map(|row| format!("{row:?}")).collect();
        let keys: HashSet<String> = then.rows.iter().map(|row| key_of(row, &then.key)).collect();
        let mut inserted = Vec::new();
        for row in &now.rows {
            if known.contains(&format!("{row:?}")) {
                continue;
            }
            if !now.key.is_empty() && keys.contains(&key_of(row, &now.key)) {
                *out.updated.entry(name.clone()).or_default() += 1;
            } else {
                inserted.push(row.clone());
            }
        }
        if !inserted.is_empty() {
            out.inserted.push((name.clone(), inserted));
        }
    }
    out
}

fn key_of(row: &[Cell], key: &[usize]) -> String {
    format!("{:?}", key.iter().map(|at| &row[*at]).collect::<Vec<_>>())
}

/// A write that leaves no row of its own behind, with values from a row that stays.
struct Passing {
    of: &'static str,
    sql: &'static str,
    columns: &'static [&'static str],
}

/// The first answer put into the row that claimed the request; the note for the sequencer, written with the event and
/// taken away when the event has its place. A table that is renamed makes the bench fail.
const PASSING: [Passing; 3] = [
    Passing {
        of: "ledger_answer",
        sql: "UPDATE ledger_answer SET answer = $1 WHERE request = $2",
        columns: &["answer", "request"],
    },
    Passing {
        of: "ledger_event",
        sql: "INSERT INTO ledger_unplaced (recorded_at, stream, number) VALUES ($1, $2, $3)",
        columns: &["recorded_at", "stream", "number"],
    },
    Passing {
        of: "ledger_event",
        sql: "DELETE FROM ledger_unplaced WHERE recorded_at = $1 AND stream = $2 AND number = $3",
        columns: &["recorded_at", "stream", "number"],
    },
];

/// How to fill one cell of the `i`-th replay.
#[derive(Clone, Debug, PartialEq)]
enum Fill {
    Same(Cell),
    Step { from: i64, step: i64 },
    Uuids(String),
    Text(usize, usize),
    Bytes(usize, usize),
}

/// One row to replay.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    /// The table.
    pub(crate) table: String,
    /// `INSERT INTO t (a, b) VALUES ($1, $2)`.
    pub(crate) sql: String,
    fills: Vec<Fill>,
}

/// The rows of one submission, ready to be replayed any number of times.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    /// The rows in the order in which they are inserted.
    pub(crate) rows: Vec<Template>,
    /// What is written beside them and leaves no row; empty for a database without a ledger.
    pub(crate) passing: Vec<Template>,
    /// Rows that the two submissions changed rather than added; the replay leaves them out, in the raw engine's favour.
    pub(crate) left_out: BTreeMap<String, usize>,
    uuids: Vec<Varied>,
}

/// An identifier of the second submission, and what takes its place in the replay.
#[derive(Clone, Debug)]
struct Varied {
    old: String,
    /// All keys of the table in which it stood before; none for a new one.
    among: Vec<String>,
}

impl Varied {
    fn replay(&self, i: u64, slot: usize) -> String {
        let turns = u64::try_from(self.among.len()).ok().and_then(|many| i.checked_rem(many));
        let taken = turns.and_then(|turn| self.among.get(usize::try_from(turn).ok()?));
        taken.map_or_else(|| uuid(&self.old, i, slot), Clone::clone)
    }
}

impl Plan {
    /// Learns from three pictures of the database: before, after one submission, after another one.
    ///
    /// # Errors
    /// If the two submissions did not write the same number of rows to the same tables.
    pub(crate) fn learn(before: &Snapshot, first: &Snapshot, second: &Snapshot) -> Result<Self> {
        let a = difference(before, first);
        let b = difference(first, second);
        ensure!(!b.inserted.is_empty(), "the submission wrote no rows");
        let shape =
            |w: &Written| w.inserted.iter().map(|(t, rows)| (t.clone(), rows.len())).collect::<Vec<_>>();
        ensure!(
            shape(&a) == shape(&b),
            "two submissions wrote different rows: {:?} and {:?}",
            shape(&a),
            shape(&b)
        );
        let mut learner = Learner::new(&a, before);
        let mut rows = Vec::new();
        for ((table, old), (_, new)) in a.inserted.iter().zip(&b.inserted) {
            let columns = second.iter().find(|(it, _)| it == table).map_or(&[][..], |(_, it)| &it.columns);
            let mut unused: Vec<&Vec<Cell>> = old.iter().collect();
            for row in new {
                let like = likest(row, &mut unused);
                let fills = row.iter().zip(like).map(|(now, then)| learner.fill(now, then)).collect();
                rows.push(Template { table: table.clone(), sql: insert(table, columns), fills });
            }
        }
        let passing = PASSING.iter().filter_map(|it| passing(it, &rows, second)).collect();
        Ok(Self { rows, passing, left_out: b.updated, uuids: learner.uuids })
    }

    /// Whether everything that is written in passing is known.
    #[must_use]
    pub(crate) fn is_whole(&self) -> bool {
        self.passing.len() == PASSING.len()
    }

    /// Every statement of a submission, in order: the rows that stay, then what is written in passing.
    pub(crate) fn statements(&self) -> impl Iterator<Item = &Template> {
        self.rows.iter().chain(&self.passing)
    }

    /// Rows a submission, by table.
    #[must_use]
    pub(crate) fn by_table(&self) -> BTreeMap<String, usize> {
        let mut out = BTreeMap::new();
        for row in &self.rows {
            *out.entry(row.table.clone()).or_default() += 1;
        }
        out
    }

    /// The values of the `i`-th replay, statement by statement; `i` counts from 1 and is never used twice on one database.
    #[must_use]
    pub(crate) fn values(&self, i: u64) -> Vec<Vec<Cell>> {
        let fresh: Vec<String> =
            self.uuids.iter().enumerate().map(|(slot, varied)| varied.replay(i, slot)).collect();
        self.statements()
            .map(|row| row.fills.iter().map(|fill| self.cell(fill, i, &fresh)).collect())
            .collect()
    }

    fn cell(&self, fill: &Fill, i: u64, fresh: &[String]) -> Cell {
        match fill {
            Fill::Same(cell) => cell.clone(),
            Fill::Step { from, step } => Cell::Int(from + step * i64::try_from(i).unwrap_or(i64::MAX)),
            Fill::Uuids(text) => Cell::Text(self.replace_uuids(text, fresh)),
            Fill::Text(slot, length) => {
                let mut text = hex::encode(noise(i, *slot, length.div_ceil(2)));
                text.truncate(*length);
                Cell::Text(text)
            }
            Fill::Bytes(slot, length) => Cell::Bytes(noise(i, *slot, *length)),
        }
    }

    fn replace_uuids(&self, text: &str, fresh: &[String]) -> String {
        let mut text = text.to_owned();
        for (Varied { old, .. }, new) in self.uuids.iter().zip(fresh) {
            if text.contains(old.as_str()) {
                text = text.replace(old.as_str(), new);
            }
        }
        text
    }
}

/// Remembers which identifiers, texts and bytes are new in the second submission, so that the same value in two
/// tables is varied alike.
struct Learner<'a> {
    before: &'a Snapshot,
    seen_before: HashSet<String>,
    uuids: Vec<Varied>,
    slots: Vec<String>,
}

impl<'a> Learner<'a> {
    fn new(first: &Written, before: &'a Snapshot) -> Self {
        let cells = first.inserted.iter().flat_map(|(_, rows)| rows.iter().flatten());
        let seen_before = cells
            .filter_map(|cell| if let Cell::Text(text) = cell { Some(uuids_in(text)) } else { None })
            .flatten()
            .collect();
        Self { before, seen_before, uuids: Vec::new(), slots: Vec::new() }
    }

    /// The keys of the table in which `uuid` stood before, itself among them; none if it is new.
    fn its_like(&self, uuid: &str) -> Vec<String> {
        let keys = |table: &Table| -> Vec<String> {
            let [key] = table.key[..] else { return Vec::new() };
            let texts = table.rows.iter().filter_map(|row| match &row[key] {
                Cell::Text(text) => Some(text.clone()),
                _ => None,
            });
            texts.collect()
        };
        let tables = self.before.iter().map(|(_, table)| keys(table));
        tables.into_iter().find(|keys| keys.iter().any(|key| key == uuid)).unwrap_or_default()
    }

    fn fill(&mut self, now: &Cell, then: &Cell) -> Fill {
        match (now, then) {
            (now, then) if now == then => Fill::Same(now.clone()),
            (Cell::Int(new), Cell::Int(old)) => Fill::Step { from: *new, step: new - old },
            (Cell::Text(text), _) => {
                let new: Vec<String> = uuids_in(text).filter(|it| !self.seen_before.contains(it)).collect();
                if new.is_empty() {
                    return Fill::Text(self.slot(text.clone()), text.len());
                }
                for old in new {
                    if !self.uuids.iter().any(|varied| varied.old == old) {
                        let among = self.its_like(&old);
                        self.uuids.push(Varied { old, among });
                    }
                }
                Fill::Uuids(text.clone())
            }
            (Cell::Bytes(bytes), _) => Fill::Bytes(self.slot(hex::encode(bytes)), bytes.len()),
            (now, _) => Fill::Same(now.clone()),
        }
    }

    fn slot(&mut self, value: String) -> usize {
        self.slots.iter().position(|it| *it == value).unwrap_or_else(|| {
            self.slots.push(value);
            self.slots.len() - 1
        })
    }
}

/// The template of a write in passing, filled as the row is that it takes its values from.
fn passing(it: &Passing, rows: &[Template], picture: &Snapshot) -> Option<Template> {
    let row = rows.iter().find(|row| row.table == it.of)?;
    let columns = &picture.iter().find(|(name, _)| name == it.of)?.1.columns;
    let fill = |name: &&str| Some(row.fills.get(columns.iter().position(|at| at == name)?)?.clone());
    let fills = it.columns.iter().map(fill).collect::<Option<_>>()?;
    Some(Template { table: it.of.to_owned(), sql: it.sql.to_owned(), fills })
}

fn likest<'a>(row: &[Cell], unused: &mut Vec<&'a Vec<Cell>>) -> &'a [Cell] {
    let alike = |other: &Vec<Cell>| row.iter().zip(other).filter(|(a, b)| a == b).count();
    let best = (0..unused.len()).max_by_key(|at| alike(unused[*at])).unwrap_or(0);
    unused.swap_remove(best)
}

fn insert(table: &str, columns: &[String]) -> String {
    let places: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
    format!("INSERT INTO {table} ({}) VALUES ({})", columns.join(", "), places.join(", "))
}

/// The UUIDs inside `text`, wherever they stand.
fn uuids_in(text: &str) -> impl Iterator<Item = String> + '_ {
    let bytes = text.as_bytes();
    (0..bytes.len().saturating_sub(35)).filter_map(|at| {
        let part = &bytes[at..at + 36];
        let fits = part.iter().enumerate().all(|(n, byte)| match n {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        });
        fits.then(|| String::from_utf8_lossy(part).into_owned())
    })
}

/// A new UUID like `old`: the same version, the time moved on by `i` milliseconds, so that it sorts as a real one.
fn uuid(old: &str, i: u64, slot: usize) -> String {
    let head: String = old.chars().filter(|c| *c != '-').take(12).collect();
    let millis = u64::from_str_radix(&head, 16).unwrap_or(0).wrapping_add(i) & 0xffff_ffff_ffff;
    let tail = hex::encode(noise(i, slot, 10));
    let head = format!("{millis:012x}");
    format!("{}-{}-7{}-8{}-{}", &head[..8], &head[8..], &tail[..3], &tail[3..6], &tail[6..18])
}

/// Bytes that depend on `i` and `slot` only and repeat for no other pair in practice (splitmix64).
fn noise(i: u64, slot: usize, length: usize) -> Vec<u8> {
    let mut state = i.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (slot as u64).wrapping_mul(0xd1b5_4a32_d192_ed03);
    let mut out = Vec::with_capacity(length + 8);
    while out.len() < length {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = state;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        out.extend_from_slice(&(word ^ (word >> 31)).to_le_bytes());
    }
    out.truncate(length);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "01900000-0000-7000-8000-000000000001";
    const B: &str = "01900000-0001-7000-8000-000000000002";

    fn picture(dossiers: &[(&str, i64)]) -> Snapshot {
        let text = |it: &str| Cell::Text(it.to_owned());
        let dossier =
            dossiers.iter().map(|(id, at)| vec![text(id), text("1.013225"), Cell::Int(*at)]).collect();
        let event = dossiers
            .iter()
            .map(|(id, at)| {
                vec![Cell::Int(*at), text(&format!("dossier/{id}")), Cell::Bytes(vec![*at as u8; 32])]
            })
            .collect();
        let names = |it: &[&str]| it.iter().map(|it| (*it).to_owned()).collect();
        let head = vec![vec![text("all"), Cell::Int(dossiers.len() as i64)]];
        vec![
            ("dossier".into(), Table { columns: names(&["id", "code", "at"]), key: vec![0], rows: dossier }),
            ("event".into(), Table { columns: names(&["id", "stream", "hash"]), key: vec![0], rows: event }),
            ("head".into(), Table { columns: names(&["name", "n"]), key: vec![0], rows: head }),
        ]
    }

    #[test]
    fn a_replay_varies_what_varied_and_keeps_what_belongs_together() {
        let plan = Plan::learn(&picture(&[]), &picture(&[(A, 10)]), &picture(&[(A, 10), (B, 13)])).unwrap();
        assert_eq!(plan.by_table(), BTreeMap::from([("dossier".into(), 1), ("event".into(), 1)]));
        assert_eq!(plan.left_out, BTreeMap::from([("head".into(), 1)]));
        assert_eq!(plan.rows[0].sql, "INSERT INTO dossier (id, code, at) VALUES ($1, $2, $3)");
        let (one, two) = (plan.values(1), plan.values(2));
        assert_eq!(one[0][1], Cell::Text("1.013225".into()));
        assert_eq!((&one[0][2], &two[0][2]), (&Cell::Int(16), &Cell::Int(19)));
        let Cell::Text(id) = &one[0][0] else { panic!("{one:?}") };
        assert_eq!(one[1][1], Cell::Text(format!("dossier/{id}")));
        assert!(id.as_str() > B && uuids_in(id).count() == 1, "{id}");
        assert_ne!(one[1][2], two[1][2]);
        assert!(matches!(&one[1][2], Cell::Bytes(it) if it.len() == 32));
    }

    #[test]
    fn who_was_there_before_takes_turns() {
        let account = |n: u8| Cell::Text(format!("01900000-0000-7000-8000-0000000000a{n}"));
        let with_accounts = |filed: &[(&str, u8)]| {
            let rows =
                filed.iter().map(|(id, by)| vec![Cell::Text((*id).to_owned()), account(*by)]).collect();
            let accounts = (1..=3).map(|n| vec![account(n)]).collect();
            let names = |it: &[&str]| it.iter().map(|it| (*it).to_owned()).collect();
            vec![
                ("account".to_owned(), Table { columns: names(&["id"]), key: vec![0], rows: accounts }),
                ("dossier".to_owned(), Table { columns: names(&["id", "account"]), key: vec![0], rows }),
            ]
        };
        let (before, first) = (with_accounts(&[]), with_accounts(&[(A, 1)]));
        let plan = Plan::learn(&before, &first, &with_accounts(&[(A, 1), (B, 2)])).unwrap();
        let filed: Vec<_> = (1..=6).map(|i| plan.values(i)[0].clone()).collect();
        let by: HashSet<String> = filed.iter().map(|row| format!("{:?}", row[1])).collect();
        assert_eq!(by, (1..=3).map(|n| format!("{:?}", account(n))).collect());
        let ids: HashSet<String> = filed.iter().map(|row| format!("{:?}", row[0])).collect();
        assert_eq!(ids.len(), 6, "a dossier is new each time");
    }

    #[test]
    fn submissions_of_different_shape_are_refused() {
        let refused = Plan::learn(&picture(&[]), &picture(&[(A, 1)]), &picture(&[(A, 1)]));
        assert!(refused.is_err());
    }
}
