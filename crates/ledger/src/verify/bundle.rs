//! The bundle: the ledger as JSON lines that anybody can verify without this program or a database. Its format
//! stands in `docs/ledger.md`.

use std::collections::HashMap;
use std::io::{BufRead, Write};

use db::Db;
use serde::{Deserialize, Serialize};

use crate::hash::Hash;
use crate::sign::SignedRoot;
use crate::store::{check, order};
use crate::verify::chain::Chain;
use crate::verify::walk::Walk;
use crate::verify::{Finding, Link, Place, Report, Trust};
use crate::{Error, Stream};

/// Events of one page.
const PAGE: i64 = 2000;

/// The format's name; another format gets another.
const FORMAT: &str = "motcua.bundle.1";

/// What goes into a bundle in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everything.
    All,
    /// One stream; of the others only the hashes, which say nothing, so that the roots can be computed.
    Stream(Stream),
}

/// One line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "lowercase")]
enum Line {
    /// The first.
    Bundle { format: String, events: i64 },
    /// An event in full.
    Event(Box<EventLine>),
    /// An event of which only the hash is told.
    Hash {
        position: i64,
        #[serde(with = "crate::hexed")]
        hash: Vec<u8>,
        #[serde(with = "crate::hexed")]
        root: Vec<u8>,
    },
    /// The root before this line, signed.
    Signature(SignedRoot),
}

/// An event in full; the names are those of `docs/ledger.md`.
#[derive(Debug, Serialize, Deserialize)]
struct EventLine {
    position: i64,
    stream: String,
    number: i64,
    kind: String,
    occurred_at: i64,
    recorded_at: i64,
    actor: String,
    unit: String,
    payload: Option<String>,
    salt: Option<String>,
    #[serde(with = "crate::hexed")]
    payload_hash: Vec<u8>,
    #[serde(with = "crate::hexed")]
    previous: Vec<u8>,
    #[serde(with = "crate::hexed")]
    hash: Vec<u8>,
    #[serde(with = "crate::hexed")]
    root: Vec<u8>,
}

/// Writes a bundle of everything placed so far; how many events it tells in full. Personal data goes with it: who
/// may have it is the caller's to check and to log.
///
/// # Errors
/// [`Error::File`] if `out` cannot be written; those of the database.
pub async fn export(db: &Db, scope: &Scope, out: &mut (impl Write + Send)) -> Result<u64, Error> {
    let end = db.read(order::end).await?.position;
    write(out, &Line::Bundle { format: FORMAT.to_owned(), events: end })?;
    let (mut position, mut told) = (0, 0);
    while position < end {
        let read = db.read(move |rx| {
            let page = check::placed_events(rx, position, end, PAGE)?;
            let last = page.last().and_then(|(link, _)| link.position).unwrap_or(end);
            let signed = order::signatures(rx, position + 1, "", last, i64::MAX)?;
            Ok::<_, Error>((page, signed))
        });
        let (page, signed) = read.await?;
        let mut signed = signed.into_iter().peekable();
        for (link, root) in page {
            position = link.position.unwrap_or(end);
            let line = line(link, root, scope);
            told += u64::from(matches!(line, Line::Event(_)));
            write(out, &line)?;
            while let Some(signed) = signed.next_if(|it| it.position <= position) {
                write(out, &Line::Signature(signed))?;
            }
        }
    }
    out.flush().map_err(unwritable)?;
    Ok(told)
}

fn line(link: Link, root: Hash, scope: &Scope) -> Line {
    let position = link.position.unwrap_or(0);
    if matches!(scope, Scope::Stream(stream) if stream.as_str() != link.stream) {
        return Line::Hash { position, hash: link.hash, root: root.to_vec() };
    }
    Line::Event(Box::new(EventLine {
        position,
        stream: link.stream,
        number: link.number,
        kind: link.kind,
        occurred_at: link.occurred_at,
        recorded_at: link.recorded_at,
        actor: link.actor,
        unit: link.unit,
        payload: link.payload,
        salt: link.salt.map(hex::encode),
        payload_hash: link.payload_hash,
        previous: link.previous,
        hash: link.hash,
        root: root.to_vec(),
    }))
}

fn write(out: &mut impl Write, line: &Line) -> Result<(), Error> {
    let text = serde_json::to_string(line)
        .map_err(|source| Error::Unwritable { what: "a line of a bundle", source })?;
    writeln!(out, "{text}").map_err(unwritable)
}

fn unwritable(source: std::io::Error) -> Error {
    Error::File { what: "the bundle could not be written".to_owned(), source }
}

/// Verifies a bundle without a database: each event, each stream, the order, the roots and the signatures.
///
/// # Errors
/// [`Error::File`] if it cannot be read; what is wrong with it stands in the report.
pub fn verify_bundle(bundle: impl BufRead, trust: &Trust) -> Result<Report, Error> {
    let walk = Walk::new(trust, Vec::new());
    let mut check = Check { report: Report::default(), promised: 0, walk, chains: HashMap::new() };
    for (number, line) in (1..).zip(bundle.lines()) {
        let line =
            line.map_err(|source| Error::File { what: "the bundle could not be read".to_owned(), source })?;
        let read = serde_json::from_str(&line).ok();
        if read.and_then(|line| check.take(line, number)).is_none() {
            check.report.find(Finding::Unreadable { line: number });
        }
    }
    Ok(check.end())
}

/// Where the check of a bundle stands.
struct Check<'a> {
    report: Report,
    promised: i64,
    walk: Walk<'a>,
    chains: HashMap<String, Chain>,
}

impl Check<'_> {
    /// Takes one line; none if it makes no sense here.
    fn take(&mut self, line: Line, number: u64) -> Option<()> {
        match line {
            Line::Bundle { format, events } => {
                self.promised = (number == 1 && format == FORMAT).then_some(events)?;
            }
            Line::Event(event) => {
                let (link, root) = event.link()?;
                let event = Some((link.stream.clone(), link.number));
                let place = Place { position: link.position?, event, root, hash: Some(link.hash.clone()) };
                self.walk.step(place, &mut self.report);
                self.chains.entry(link.stream.clone()).or_default().next(&link, &mut self.report);
            }
            Line::Hash { position, hash, root } => {
                self.walk.step(Place { position, event: None, root, hash: Some(hash) }, &mut self.report);
            }
            Line::Signature(signed) => self.walk.judge(&signed, &mut self.report),
        }
        Some(())
    }

    fn end(mut self) -> Report {
        self.walk.missing(self.promised + 1, &mut self.report);
        if self.promised < self.walk.position {
            self.report.find(Finding::End { recorded: self.promised, last: self.walk.position });
        }
        self.walk.end(&mut self.report);
        for (stream, chain) in self.chains {
            chain.end(&stream, &mut self.report);
        }
        self.report
    }
}

impl EventLine {
    /// The event and the root after it; none if the salt is no hexadecimal.
    fn link(self) -> Option<(Link, Vec<u8>)> {
        let salt = self.salt.map(hex::decode).transpose().ok()?;
        let link = Link {
            stream: self.stream,
            number: self.number,
            kind: self.kind,
            occurred_at: self.occurred_at,
            recorded_at: self.recorded_at,
            actor: self.actor,
            unit: self.unit,
            payload: self.payload,
            salt,
            payload_hash: self.payload_hash,
            previous: self.previous,
            hash: self.hash,
            position: Some(self.position),
        };
        Some((link, self.root))
    }
}
